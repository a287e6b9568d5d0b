package dev.solvo.crypto.pin;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;

/**
 * What format 4 binds a PIN to: the number of digits beyond twelve, the digits, zeros (ISO 9564-1:2017, 9.4.2.2).
 *
 * <p>Numbers of fewer than twelve digits get zeros on the left. Prints nothing of the number.
 */
public final class Format4PanField {
    private static final int LENGTH_BYTES = 16;
    private static final int FEWEST_DIGITS = 12;

    private final String digits;

    private Format4PanField(String digits) {
        this.digits = digits;
    }

    /**
     * The field of an account number.
     *
     * @param pan the account number
     * @return the field
     */
    public static Format4PanField of(Pan pan) {
        return new Format4PanField(pan.digits());
    }

    /**
     * The field of a number that is shorter than an account number.
     *
     * @param digits 1 to 19 decimal digits
     * @return the field
     * @throws IllegalArgumentException if the text is no such number; the message never shows it
     */
    public static Format4PanField ofDigits(String digits) {
        if (digits.isEmpty() || digits.length() > Pan.MAX_DIGITS) {
            throw new IllegalArgumentException("format 4 takes 1 to 19 digits, not " + digits.length());
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw new IllegalArgumentException("there is no digit at position " + i);
            }
        }
        return new Format4PanField(digits);
    }

    /**
     * The field in clear: it holds the whole number.
     *
     * @return 16 bytes
     */
    public Bytes toBytes() {
        return Bytes.of(bytes());
    }

    /** Adds the field to a block in place; doing it twice undoes it. */
    void addTo(byte[] block) {
        byte[] field = bytes();
        for (int i = 0; i < LENGTH_BYTES; i++) {
            block[i] ^= field[i];
        }
    }

    /** Nothing of the number. */
    @Override
    public String toString() {
        return "Format4PanField[****]";
    }

    private byte[] bytes() {
        byte[] field = new byte[LENGTH_BYTES];
        int missing = Math.max(0, FEWEST_DIGITS - digits.length());
        field[0] = (byte) (Math.max(0, digits.length() - FEWEST_DIGITS) << 4);
        for (int i = 0; i < digits.length(); i++) {
            int nibble = 1 + missing + i;
            field[nibble / 2] |= (byte) (digits.charAt(i) - '0' << (nibble % 2 == 0 ? 4 : 0));
        }
        return field;
    }
}
