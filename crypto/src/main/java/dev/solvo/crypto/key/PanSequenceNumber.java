package dev.solvo.crypto.key;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * Tells cards with the same account number apart: 0 to 99 (EMV 4.4 Book 3, Annex A, tag 5F34).
 *
 * @param value 0 to 99
 */
public record PanSequenceNumber(int value) {
    /** Zero, which key derivation takes too where a card has no number (EMV 4.4 Book 2, A1.4.1). */
    public static final PanSequenceNumber ZERO = new PanSequenceNumber(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the value is not in 0 to 99
     */
    public PanSequenceNumber {
        if (value < 0 || value > 99) {
            throw new IllegalArgumentException("PAN sequence number " + value + " is not in 0 to 99");
        }
    }

    /**
     * Takes a number.
     *
     * @param value 0 to 99
     * @return the sequence number
     */
    public static PanSequenceNumber of(int value) {
        return new PanSequenceNumber(value);
    }

    /**
     * Reads the value of tag 5F34: {@code 01}.
     *
     * @param numeric one byte, two decimal digits
     * @return the sequence number
     * @throws CryptoException if it is not one byte of two decimal digits
     */
    public static PanSequenceNumber parse(Bytes numeric) throws CryptoException {
        if (numeric.length() != 1) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a PAN sequence number has 1 byte, not " + numeric.length());
        }
        int high = numeric.unsigned(0) >> 4;
        int low = numeric.unsigned(0) & 0xF;
        if (high > 9 || low > 9) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "a PAN sequence number has two decimal digits");
        }
        return new PanSequenceNumber(high * 10 + low);
    }

    /**
     * The value of tag 5F34.
     *
     * @return one byte, two decimal digits
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(value / 10 << 4 | value % 10);
    }
}
