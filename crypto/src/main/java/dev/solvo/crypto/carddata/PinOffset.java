package dev.solvo.crypto.carddata;

import dev.solvo.crypto.pin.Pin;

/**
 * What leads from the natural PIN of {@link Ibm3624} to the PIN that the cardholder chose: 4 to 12 digits.
 *
 * <p>No secret by itself, for it is kept beside the card's data or on its stripe; it tells the PIN only with the key. Prints
 * masked all the same.
 */
public final class PinOffset {
    private final String digits;

    private PinOffset(String digits) {
        this.digits = digits;
    }

    /**
     * Takes decimal digits.
     *
     * @param digits 4 to 12 characters 0 to 9
     * @return the offset
     * @throws IllegalArgumentException if the text is no such offset; the message never shows it
     */
    public static PinOffset of(String digits) {
        if (digits.length() < Pin.MIN_DIGITS || digits.length() > Pin.MAX_DIGITS) {
            throw new IllegalArgumentException("an offset has 4 to 12 digits, not " + digits.length());
        }
        return new PinOffset(Digits.require("an offset", digits));
    }

    /**
     * The offset in clear.
     *
     * @return 4 to 12 digits
     */
    public String digits() {
        return digits;
    }

    int[] values() {
        int[] values = new int[digits.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = digits.charAt(i) - '0';
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinOffset that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    /** No digit. */
    @Override
    public String toString() {
        return "PinOffset[****]";
    }
}
