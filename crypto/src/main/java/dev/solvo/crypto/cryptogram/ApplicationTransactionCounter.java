package dev.solvo.crypto.cryptogram;

import dev.solvo.tlv.Bytes;

/**
 * The card's count of transactions: 0 to 65 535 (EMV 4.4 Book 3, Annex A, tag 9F36).
 *
 * @param value 0 to 65 535
 */
public record ApplicationTransactionCounter(int value) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the value does not fit two bytes
     */
    public ApplicationTransactionCounter {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("application transaction counter " + value + " is not in 0 to 65535");
        }
    }

    /**
     * Takes a number.
     *
     * @param value 0 to 65 535
     * @return the counter
     */
    public static ApplicationTransactionCounter of(int value) {
        return new ApplicationTransactionCounter(value);
    }

    /**
     * The value of tag 9F36.
     *
     * @return two bytes
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(value >> 8, value & 0xFF);
    }
}
