package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * Numbers in EMV's format n: two decimal digits a byte, zeros on the left. EMV 4.4 Book 3, 4.3.
 *
 * <p>{@code 000000012345} is 12345 in six bytes.
 */
public final class BcdNumber {
    private static final int MAX_LENGTH = 9;

    /**
     * Reads decimal digits.
     *
     * @param tag the element, for the message
     * @param bytes up to 9 bytes, 18 digits
     * @return the number, 0 for no bytes
     * @throws EmvDataException if a digit is not decimal or there are more than 18
     */
    public static long parse(Tag tag, Bytes bytes) throws EmvDataException {
        if (bytes.length() > MAX_LENGTH) {
            throw EmvDataException.length(tag, bytes.length(), "up to " + MAX_LENGTH);
        }
        long value = 0;
        for (int i = 0; i < bytes.length(); i++) {
            int high = bytes.unsigned(i) >> 4;
            int low = bytes.unsigned(i) & 0xF;
            if (high > 9 || low > 9) {
                throw new EmvDataException(Reason.FORMAT, tag, i, "no decimal digit");
            }
            value = value * 100 + high * 10L + low;
        }
        return value;
    }

    /**
     * Writes decimal digits.
     *
     * @param value 0 or more
     * @param lengthBytes number of bytes, 1 to 9
     * @return the digits with zeros on the left
     * @throws IllegalArgumentException if the number does not fit
     */
    public static Bytes toBytes(long value, int lengthBytes) {
        if (value < 0 || lengthBytes < 1 || lengthBytes > MAX_LENGTH) {
            throw new IllegalArgumentException("no number of 1 to 9 bytes");
        }
        byte[] bytes = new byte[lengthBytes];
        long rest = value;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            int pair = (int) (rest % 100);
            bytes[i] = (byte) (pair / 10 << 4 | pair % 10);
            rest /= 100;
        }
        if (rest != 0) {
            throw new IllegalArgumentException("the number does not fit " + lengthBytes + " bytes");
        }
        return Bytes.of(bytes);
    }

    private BcdNumber() {}
}
