package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.math.BigInteger;

/**
 * An RSA public key: modulus and exponent, without any claim about who owns it. EMV 4.4 Book 2, B2.1.
 *
 * <p>The public operation is {@link BigInteger#modPow}, not a {@code Cipher}: on keys seen for the first time, which a
 * card's always is, it is the cheapest the platform has (no key factory, no provider, no object kept between calls, so
 * nothing to share between threads), and the first one in a process starts some 50 ms earlier.
 */
public final class RsaPublicKey {
    /** Longest modulus EMV allows: 1984 bits. Longer ones do not fit the commands and certificates. */
    public static final int MAXIMUM_MODULUS_LENGTH = 248;

    // NOTE: Book 2 sets no lower bound. 512 bits is below every key in use and above the 42 bytes a certificate's frame
    // takes, so no length that passes here can make a field negative.
    static final int MINIMUM_MODULUS_LENGTH = 64;

    static final int MAXIMUM_EXPONENT_LENGTH = 3;

    private final Bytes modulus;
    private final Bytes exponent;
    private final BigInteger modulusNumber;
    private final BigInteger exponentNumber;

    private RsaPublicKey(Bytes modulus, Bytes exponent) {
        this.modulus = modulus;
        this.exponent = exponent;
        this.modulusNumber = new BigInteger(1, modulus.toByteArray());
        this.exponentNumber = new BigInteger(1, exponent.toByteArray());
    }

    /**
     * Takes a modulus and an exponent as EMV writes them.
     *
     * @param modulus 64 to 248 bytes, the first of them not 00
     * @param exponent 1 to 3 bytes, not all 00; 03 or 010001 in every certificate that follows the specification
     * @return the key
     * @throws IllegalArgumentException if a length or value is out of these bounds
     */
    public static RsaPublicKey of(Bytes modulus, Bytes exponent) {
        if (modulus.length() < MINIMUM_MODULUS_LENGTH || modulus.length() > MAXIMUM_MODULUS_LENGTH) {
            throw new IllegalArgumentException("a modulus of " + modulus.length() + " bytes; EMV keys have "
                    + MINIMUM_MODULUS_LENGTH + " to " + MAXIMUM_MODULUS_LENGTH);
        }
        if (modulus.get(0) == 0) {
            throw new IllegalArgumentException("the modulus starts with a zero byte");
        }
        if (exponent.isEmpty() || exponent.length() > MAXIMUM_EXPONENT_LENGTH) {
            throw new IllegalArgumentException("an exponent of " + exponent.length() + " bytes; EMV keys have 1 to 3");
        }
        if (exponent.toUnsignedLong() == 0) {
            throw new IllegalArgumentException("the exponent is zero");
        }
        return new RsaPublicKey(modulus, exponent);
    }

    /**
     * The modulus.
     *
     * @return 64 to 248 bytes
     */
    public Bytes modulus() {
        return modulus;
    }

    /**
     * The exponent as it was given, leading zeros included, for certificates are hashed over these bytes.
     *
     * @return 1 to 3 bytes
     */
    public Bytes exponent() {
        return exponent;
    }

    /**
     * Length of the modulus, of every signature under the key and of everything it enciphers.
     *
     * @return number of bytes
     */
    public int modulusLength() {
        return modulus.length();
    }

    /**
     * The public operation: recovers a signed block or enciphers one. EMV 4.4 Book 2, A2.1.
     *
     * @param block as many bytes as the modulus
     * @return as many bytes as the modulus
     * @throws IllegalArgumentException if the block has another length
     */
    public Bytes apply(Bytes block) {
        if (block.length() != modulus.length()) {
            throw new IllegalArgumentException(
                    "a block of " + block.length() + " bytes under a modulus of " + modulus.length());
        }
        BigInteger result = new BigInteger(1, block.toByteArray()).modPow(exponentNumber, modulusNumber);
        return UnsignedNumber.toBytes(result, modulus.length());
    }

    BigInteger modulusNumber() {
        return modulusNumber;
    }

    BigInteger exponentNumber() {
        return exponentNumber;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsaPublicKey that
                && modulusNumber.equals(that.modulusNumber)
                && exponentNumber.equals(that.exponentNumber);
    }

    @Override
    public int hashCode() {
        return modulusNumber.hashCode();
    }

    /** Length and exponent; a public key, but a card's own, so not its modulus. */
    @Override
    public String toString() {
        return "RSA public key, " + modulusNumber.bitLength() + " bits, exponent " + exponentNumber;
    }
}
