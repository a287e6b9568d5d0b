package dev.solvo.crypto.pin;

import dev.solvo.crypto.key.Pan;

/** Four zeros and the twelve rightmost digits of the account number without its check digit. */
final class PanField {
    private static final int DIGITS = 12;

    private PanField() {}

    /** Adds the field to a block in place; doing it twice undoes it. */
    static void addTo(byte[] block, Pan pan) {
        int from = pan.length() - 1 - DIGITS;
        if (from < 0) {
            throw new IllegalArgumentException(
                    "this PIN block format takes a PAN of 13 digits or more, not " + pan.length());
        }
        String digits = pan.digits();
        for (int i = 0; i < DIGITS; i++) {
            block[2 + i / 2] ^= (byte) (digits.charAt(from + i) - '0' << (i % 2 == 0 ? 4 : 0));
        }
    }
}
