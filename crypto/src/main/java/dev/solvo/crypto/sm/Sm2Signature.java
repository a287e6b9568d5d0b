package dev.solvo.crypto.sm;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/**
 * An SM2 signature as two numbers (GM/T 0003.2-2012).
 *
 * @param r 32 bytes
 * @param s 32 bytes
 */
public record Sm2Signature(Bytes r, Bytes s) {
    private static final int NUMBER_LENGTH_BYTES = 32;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if a number has not 32 bytes
     */
    public Sm2Signature {
        if (r.length() != NUMBER_LENGTH_BYTES || s.length() != NUMBER_LENGTH_BYTES) {
            throw new IllegalArgumentException("an SM2 signature has two numbers of 32 bytes");
        }
    }

    /**
     * Reads the form of cards and certificates for cards: {@code r} and {@code s} one behind the other.
     *
     * @param signature 64 bytes
     * @return the signature, not verified
     * @throws CryptoException if there are not 64 bytes
     */
    public static Sm2Signature parse(Bytes signature) throws CryptoException {
        if (signature.length() != 2 * NUMBER_LENGTH_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "an SM2 signature has 64 bytes, not " + signature.length());
        }
        return new Sm2Signature(signature.slice(0, NUMBER_LENGTH_BYTES), signature.slice(NUMBER_LENGTH_BYTES));
    }

    /**
     * The form of cards: {@code r} and {@code s} one behind the other.
     *
     * @return 64 bytes
     */
    public Bytes toBytes() {
        return r.plus(s);
    }
}
