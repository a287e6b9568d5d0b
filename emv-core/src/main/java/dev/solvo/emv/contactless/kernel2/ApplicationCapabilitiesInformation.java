package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;

/**
 * Application Capabilities Information, tag 9F5D in kernel 2: what a card can do beside its interchange profile. 3 bytes.
 *
 * @param value the bytes as one number
 */
public record ApplicationCapabilitiesInformation(int value) {
    /** A card that says nothing. */
    public static final ApplicationCapabilitiesInformation NONE = new ApplicationCapabilitiesInformation(0);

    private static final int LENGTH = 3;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number does not fit three bytes
     */
    public ApplicationCapabilitiesInformation {
        if ((value & ~0xFFFFFF) != 0) {
            throw new IllegalArgumentException("the application capabilities information has three bytes");
        }
    }

    /**
     * Reads the value field.
     *
     * @param bytes 3 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static ApplicationCapabilitiesInformation parse(Bytes bytes) throws EmvDataException {
        ElementLength.require(Kernel2Tag.APPLICATION_CAPABILITIES_INFORMATION, bytes, LENGTH);
        return new ApplicationCapabilitiesInformation((int) bytes.toUnsignedLong());
    }

    /**
     * Byte 1, low nibble: the version of data storage, 0 for none.
     *
     * @return 0 to 15
     */
    public int dataStorageVersion() {
        return value >> 16 & 0x0F;
    }

    /**
     * Byte 2, bit 3: the card wants the field switched off before the outcome is shown.
     *
     * @return whether it does
     */
    public boolean supportsFieldOffDetection() {
        return (value & 0x0400) != 0;
    }

    /**
     * Byte 2, bit 2: the offline balance may be read.
     *
     * @return whether it may
     */
    public boolean supportsBalanceReading() {
        return (value & 0x0200) != 0;
    }

    /**
     * Byte 2, bit 1: the card signs an AAC too, as it signs TC and ARQC.
     *
     * @return whether it does
     */
    public boolean signsEveryCryptogram() {
        return (value & 0x0100) != 0;
    }

    /**
     * Byte 3: the scheme of standalone data storage.
     *
     * @return 0 to 255
     */
    public int standaloneDataStorageScheme() {
        return value & 0xFF;
    }

    /**
     * The value field.
     *
     * @return 3 bytes
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(value >> 16, value >> 8 & 0xFF, value & 0xFF);
    }
}
