package dev.solvo.crypto.cryptogram;

import dev.solvo.tlv.Bytes;

/**
 * The terminal's random number of a transaction (EMV 4.4 Book 3, Annex A, tag 9F37).
 *
 * @param value 4 bytes
 */
public record UnpredictableNumber(Bytes value) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 4 bytes
     */
    public UnpredictableNumber {
        if (value.length() != 4) {
            throw new IllegalArgumentException("an unpredictable number has 4 bytes, not " + value.length());
        }
    }

    /**
     * Takes the value of tag 9F37.
     *
     * @param value 4 bytes
     * @return the number
     */
    public static UnpredictableNumber of(Bytes value) {
        return new UnpredictableNumber(value);
    }
}
