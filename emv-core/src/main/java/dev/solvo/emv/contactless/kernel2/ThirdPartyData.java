package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * Third Party Data, tag 9F6E in kernel 2: which kind of device the application lives in, and data of a third party. Other
 * kernels give this tag other meanings.
 *
 * @param countryCode 2 bytes
 * @param uniqueIdentifier 2 bytes
 * @param deviceType 2 characters in ASCII; absent where the identifier's first bit says so
 */
public record ThirdPartyData(Bytes countryCode, Bytes uniqueIdentifier, Optional<Bytes> deviceType) {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 32;
    private static final Bytes PLASTIC_CARD = Bytes.ofUnsigned(0x30, 0x30);

    /**
     * Reads the value field.
     *
     * @param bytes 5 to 32 bytes
     * @return the element
     * @throws EmvDataException if the length is another, or ends inside the device type
     */
    public static ThirdPartyData parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() < SHORTEST || bytes.length() > LONGEST) {
            throw new EmvDataException(
                    EmvDataException.Reason.LENGTH,
                    Kernel2Tag.THIRD_PARTY_DATA,
                    bytes.length() + " bytes, expected " + "5 to 32");
        }
        Bytes identifier = bytes.slice(2, 4);
        boolean withDeviceType = (identifier.unsigned(0) & 0x80) == 0;
        if (withDeviceType && bytes.length() < SHORTEST + 1) {
            throw new EmvDataException(
                    EmvDataException.Reason.LENGTH,
                    Kernel2Tag.THIRD_PARTY_DATA,
                    bytes.length() + " bytes, expected " + "6 or more with a device type");
        }
        return new ThirdPartyData(
                bytes.slice(0, 2), identifier, withDeviceType ? Optional.of(bytes.slice(4, 6)) : Optional.empty());
    }

    /**
     * Whether the device is something else than a plastic card, which cannot be put into a slot.
     *
     * @return whether a device type is there and is not 3030
     */
    public boolean isMobileDevice() {
        return deviceType.filter(type -> !type.equals(PLASTIC_CARD)).isPresent();
    }
}
