package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import java.util.Arrays;

/** The part that all formats share: a control nibble, the number of digits, the digits, and filling to 16 nibbles. */
final class PinField {
    private static final int NIBBLES = 2 * PinBlock.LENGTH_BYTES;
    private static final int FIRST_DIGIT = 2;

    /** Gives the filling: at most ten nibbles. */
    interface Filling {
        int next();
    }

    /** Tells whether a nibble may be filling. */
    interface FillingCheck {
        boolean allows(int nibble);
    }

    private PinField() {}

    static byte[] encode(int control, Pin pin, Filling filling) {
        byte[] digits = pin.digits();
        byte[] field = new byte[PinBlock.LENGTH_BYTES];
        put(field, 0, control);
        put(field, 1, digits.length);
        for (int i = FIRST_DIGIT; i < NIBBLES; i++) {
            put(field, i, i - FIRST_DIGIT < digits.length ? digits[i - FIRST_DIGIT] : filling.next());
        }
        Arrays.fill(digits, (byte) 0);
        return field;
    }

    static Pin decode(int control, byte[] field, FillingCheck filling) throws CryptoException {
        int length = nibble(field, 1);
        boolean wellFormed = nibble(field, 0) == control && length >= Pin.MIN_DIGITS && length <= Pin.MAX_DIGITS;
        for (int i = FIRST_DIGIT; i < NIBBLES && wellFormed; i++) {
            int nibble = nibble(field, i);
            wellFormed = i - FIRST_DIGIT < length ? nibble <= 9 : filling.allows(nibble);
        }
        if (!wellFormed) {
            // One message for all faults: which digit is wrong would tell about the others.
            throw new CryptoException(CryptoException.Reason.PIN_BLOCK, "the block holds no PIN in this format");
        }
        byte[] digits = new byte[length];
        for (int i = 0; i < length; i++) {
            digits[i] = (byte) nibble(field, FIRST_DIGIT + i);
        }
        try {
            return Pin.ofDigits(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static void put(byte[] field, int index, int nibble) {
        field[index / 2] |= (byte) (nibble << (index % 2 == 0 ? 4 : 0));
    }

    private static int nibble(byte[] field, int index) {
        return field[index / 2] >> (index % 2 == 0 ? 4 : 0) & 0xF;
    }
}
