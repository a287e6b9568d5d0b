package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An RSA public key: modulus and exponent, without any claim about who owns it. EMV 4.4 Book 2, B2.1.
 *
 * <p>The public operation is {@link BigInteger#modPow}, not a {@code Cipher}: on keys seen for the first time, which a
 * card's always is, it is the cheapest the platform has (no key factory, no provider, no object kept between calls, so
 * nothing to share between threads), and the first one in a process starts some 50 ms earlier. A key that comes again and
 * again is cheaper with its reciprocal, see {@link RsaIssuerKeyCache}.
 */
public final class RsaPublicKey {
    /** Longest modulus EMV allows: 1984 bits. Longer ones do not fit the commands and certificates. */
    public static final int MAXIMUM_MODULUS_LENGTH = 248;

    // NOTE: Book 2 sets no lower bound. 512 bits is below every key in use and above the 42 bytes a certificate's frame
    // takes, so no length that passes here can make a field negative.
    static final int MINIMUM_MODULUS_LENGTH = 64;

    static final int MAXIMUM_EXPONENT_LENGTH = 3;

    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final Bytes modulus;
    private final Bytes exponent;
    private final BigInteger modulusNumber;
    private final BigInteger exponentNumber;
    private final Optional<BigInteger> reciprocal;

    private RsaPublicKey(
            Bytes modulus,
            Bytes exponent,
            BigInteger modulusNumber,
            BigInteger exponentNumber,
            Optional<BigInteger> reciprocal) {
        this.modulus = modulus;
        this.exponent = exponent;
        this.modulusNumber = modulusNumber;
        this.exponentNumber = exponentNumber;
        this.reciprocal = reciprocal;
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
        return new RsaPublicKey(
                modulus,
                exponent,
                new BigInteger(1, modulus.toByteArray()),
                new BigInteger(1, exponent.toByteArray()),
                Optional.empty());
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
        return UnsignedNumber.toBytes(power(block), modulus.length());
    }

    /** The public operation, without the copy that protects a {@link Bytes}. */
    byte[] applyToArray(Bytes block) {
        return UnsignedNumber.toByteArray(power(block), modulus.length());
    }

    /**
     * The same key with the reciprocal of its modulus, which makes the operation with exponent 3 nearly twice as fast and
     * costs as much as one.
     */
    RsaPublicKey withReciprocal() {
        if (reciprocal.isPresent() || !exponentNumber.equals(THREE)) {
            return this;
        }
        BigInteger whole =
                BigInteger.ONE.shiftLeft(2 * modulusNumber.bitLength()).divide(modulusNumber);
        return new RsaPublicKey(modulus, exponent, modulusNumber, exponentNumber, Optional.of(whole));
    }

    private BigInteger power(Bytes block) {
        if (block.length() != modulus.length()) {
            throw new IllegalArgumentException(
                    "a block of " + block.length() + " bytes under a modulus of " + modulus.length());
        }
        BigInteger number = new BigInteger(1, block.toByteArray());
        if (!reciprocal.isPresent() || number.compareTo(modulusNumber) >= 0) {
            return number.modPow(exponentNumber, modulusNumber);
        }
        BigInteger square = reduced(number.multiply(number), reciprocal.get());
        return reduced(square.multiply(number), reciprocal.get());
    }

    /** Barrett's reduction of a number below the square of the modulus: the estimate is at most two too small. */
    private BigInteger reduced(BigInteger product, BigInteger reciprocalOfModulus) {
        int bits = modulusNumber.bitLength();
        BigInteger estimate =
                product.shiftRight(bits - 1).multiply(reciprocalOfModulus).shiftRight(bits + 1);
        BigInteger rest = product.subtract(estimate.multiply(modulusNumber));
        while (rest.compareTo(modulusNumber) >= 0) {
            rest = rest.subtract(modulusNumber);
        }
        return rest;
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
