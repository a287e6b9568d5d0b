package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;

/**
 * POS Cardholder Interaction Information, tag DF4B: what a device wants its holder to be told. 3 bytes.
 *
 * @param value the bytes as one number
 */
public record PosCardholderInteractionInformation(int value) {
    private static final int LENGTH = 3;
    private static final int NEEDS_SECOND_TAP = 0x00030F;
    private static final int ON_DEVICE_CVM_SUCCESSFUL = 0x001000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number does not fit three bytes
     */
    public PosCardholderInteractionInformation {
        if ((value & ~0xFFFFFF) != 0) {
            throw new IllegalArgumentException("the cardholder interaction information has three bytes");
        }
    }

    /**
     * Reads the value field.
     *
     * @param bytes 3 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static PosCardholderInteractionInformation parse(Bytes bytes) throws EmvDataException {
        ElementLength.require(Kernel2Tag.POS_CARDHOLDER_INTERACTION_INFORMATION, bytes, LENGTH);
        return new PosCardholderInteractionInformation((int) bytes.toUnsignedLong());
    }

    /**
     * Whether the cardholder must do something on his device and present it again: byte 2, bits 2 and 1, or byte 3, bits 4
     * to 1.
     *
     * @return whether he must
     */
    public boolean needsSecondTap() {
        return (value & NEEDS_SECOND_TAP) != 0;
    }

    /**
     * Byte 2, bit 5: the device has verified its holder.
     *
     * <p>NOTE: the place of this bit is general knowledge; no source that was read names it.
     *
     * @return whether it has
     */
    public boolean onDeviceCvmSuccessful() {
        return (value & ON_DEVICE_CVM_SUCCESSFUL) != 0;
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
