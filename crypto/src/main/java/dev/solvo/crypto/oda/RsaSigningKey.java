package dev.solvo.crypto.oda;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.function.UnaryOperator;

/**
 * An RSA private key of a certification authority, an issuer or a card, and what each of them signs with it. EMV 4.4 Book
 * 2, 5, 6 and 7.
 *
 * <p>Made for test systems, simulators and tests: the arithmetic is not guarded against an observer who measures time or
 * power. {@link #close()} drops the key; Java can not wipe the numbers it is made of. Safe for use by several threads.
 */
public final class RsaSigningKey implements AutoCloseable {
    private final RsaPublicKey publicKey;
    private volatile UnaryOperator<BigInteger> privateOperation;

    private RsaSigningKey(RsaPublicKey publicKey, UnaryOperator<BigInteger> privateOperation) {
        this.publicKey = publicKey;
        this.privateOperation = privateOperation;
        // Any block will do; a key whose parts do not belong together fails here rather than at a terminal.
        applyTo(Bytes.repeat(0x01, publicKey.modulusLength()));
    }

    /**
     * Takes a private exponent.
     *
     * @param publicKey modulus, with its first bit set, and public exponent
     * @param privateExponent the private exponent d, at most as long as the modulus
     * @return the key
     * @throws IllegalArgumentException if the exponents do not belong together
     */
    public static RsaSigningKey of(RsaPublicKey publicKey, Bytes privateExponent) {
        checkModulus(publicKey);
        BigInteger n = publicKey.modulusNumber();
        BigInteger d = UnsignedNumber.of(privateExponent);
        return checked(publicKey, block -> block.modPow(d, n));
    }

    /**
     * Takes the parts of the Chinese remainder theorem, with which signing is some three times faster.
     *
     * @param publicKey modulus, with its first bit set, and public exponent
     * @param primeP p
     * @param primeQ q, p · q being the modulus
     * @param exponentP d mod (p − 1)
     * @param exponentQ d mod (q − 1)
     * @param coefficient q<sup>−1</sup> mod p
     * @return the key
     * @throws IllegalArgumentException if the parts do not belong together
     */
    public static RsaSigningKey ofPrimes(
            RsaPublicKey publicKey, Bytes primeP, Bytes primeQ, Bytes exponentP, Bytes exponentQ, Bytes coefficient) {
        checkModulus(publicKey);
        BigInteger p = UnsignedNumber.of(primeP);
        BigInteger q = UnsignedNumber.of(primeQ);
        BigInteger dP = UnsignedNumber.of(exponentP);
        BigInteger dQ = UnsignedNumber.of(exponentQ);
        BigInteger qInverse = UnsignedNumber.of(coefficient);
        if (!p.multiply(q).equals(publicKey.modulusNumber())) {
            throw new IllegalArgumentException("the modulus is not the product of the primes");
        }
        return checked(publicKey, block -> {
            BigInteger modP = block.modPow(dP, p);
            BigInteger modQ = block.modPow(dQ, q);
            return modP.subtract(modQ).multiply(qInverse).mod(p).multiply(q).add(modQ);
        });
    }

    /**
     * The public half.
     *
     * @return the key
     */
    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /**
     * Certifies an issuer's key, as a certification authority. EMV 4.4 Book 2, 5.1 and 6.1.
     *
     * @param issuerKey the key, not longer than this one
     * @param issuerIdentifier the leftmost 3 to 8 digits of the issuer's PANs, 4 bytes, filled with F on the right
     * @param expiry last month of validity, years 1950 to 2049
     * @param serialNumber 3 bytes
     * @return tags 90, 92 and 9F32
     */
    public RsaCertifiedKey certifyIssuerKey(
            RsaPublicKey issuerKey, Bytes issuerIdentifier, YearMonth expiry, Bytes serialNumber) {
        return new RsaCertificateWriter(this)
                .certify(RsaCertificateLayout.ISSUER, issuerIdentifier, issuerKey, expiry, serialNumber, Bytes.EMPTY);
    }

    /**
     * Certifies a card's key together with its static data, as an issuer. EMV 4.4 Book 2, 6.1.
     *
     * @param iccKey the key, not longer than this one
     * @param pan the card's PAN
     * @param expiry last month of validity, years 1950 to 2049
     * @param serialNumber 3 bytes
     * @param staticData as for {@link RsaOda#recoverIccKey}
     * @return tags 9F46, 9F48 and 9F47
     */
    public RsaCertifiedKey certifyIccKey(
            RsaPublicKey iccKey, Pan pan, YearMonth expiry, Bytes serialNumber, Bytes staticData) {
        return new RsaCertificateWriter(this)
                .certify(
                        RsaCertificateLayout.ICC,
                        pan.toBytes(RsaCertificateLayout.ICC.identityLength()),
                        iccKey,
                        expiry,
                        serialNumber,
                        staticData);
    }

    /**
     * Certifies a card's key for PIN encipherment, as an issuer. EMV 4.4 Book 2, 7.1.
     *
     * @param pinKey the key, not longer than this one
     * @param pan the card's PAN
     * @param expiry last month of validity, years 1950 to 2049
     * @param serialNumber 3 bytes
     * @return tags 9F2D, 9F2F and 9F2E
     */
    public RsaCertifiedKey certifyPinKey(RsaPublicKey pinKey, Pan pan, YearMonth expiry, Bytes serialNumber) {
        return certifyIccKey(pinKey, pan, expiry, serialNumber, Bytes.EMPTY);
    }

    /**
     * Signs a card's static data, as an issuer. EMV 4.4 Book 2, 5.1.
     *
     * @param dataAuthenticationCode 2 bytes
     * @param staticData as for {@link RsaOda#verifySda}
     * @return tag 93
     */
    public Bytes signStaticData(Bytes dataAuthenticationCode, Bytes staticData) {
        return new RsaCertificateWriter(this).staticData(dataAuthenticationCode, staticData);
    }

    /**
     * Signs a terminal's data for DDA, as a card. EMV 4.4 Book 2, 6.5.1.
     *
     * @param iccDynamicNumber 2 to 8 bytes
     * @param additionalData what a payment system adds after the number; usually empty
     * @param ddolData what the terminal sent by the DDOL
     * @return tag 9F4B
     */
    public Bytes signDynamicData(Bytes iccDynamicNumber, Bytes additionalData, Bytes ddolData) {
        return new RsaCertificateWriter(this).dynamicData(iccDynamicNumber, additionalData, ddolData);
    }

    /**
     * Signs an application cryptogram and its transaction for CDA, as a card. EMV 4.4 Book 2, 6.6.1.
     *
     * @param iccDynamicNumber 2 to 8 bytes
     * @param cryptogramInformationData tag 9F27, 0 to 255
     * @param applicationCryptogram tag 9F26, 8 bytes
     * @param additionalData what a payment system adds after the transaction data hash code; usually empty
     * @param transactionData as for {@link RsaOda#verifyCda}
     * @param unpredictableNumber the terminal's tag 9F37, 4 bytes
     * @return tag 9F4B
     */
    public Bytes signCombinedData(
            Bytes iccDynamicNumber,
            int cryptogramInformationData,
            Bytes applicationCryptogram,
            Bytes additionalData,
            Bytes transactionData,
            Bytes unpredictableNumber) {
        Bytes continuation = Bytes.concat(
                Bytes.ofUnsigned(cryptogramInformationData),
                RsaCertificateWriter.exactly(
                        "application cryptogram", SignedDynamicData.CRYPTOGRAM_LENGTH, applicationCryptogram),
                Bytes.of(Digests.sha1().digest(transactionData.toByteArray())),
                additionalData);
        return new RsaCertificateWriter(this).dynamicData(iccDynamicNumber, continuation, unpredictableNumber);
    }

    /**
     * The private operation alone: signs a block that the caller laid out, or deciphers one. EMV 4.4 Book 2, A2.1.
     *
     * @param block as many bytes as the modulus, and a smaller number than it
     * @return as many bytes
     * @throws IllegalArgumentException if the block has another length or is not smaller than the modulus
     * @throws IllegalStateException if the key is closed
     */
    public Bytes apply(Bytes block) {
        if (block.length() != publicKey.modulusLength()
                || UnsignedNumber.of(block).compareTo(publicKey.modulusNumber()) >= 0) {
            throw new IllegalArgumentException(
                    "the block does not fit a modulus of " + publicKey.modulusLength() + " bytes");
        }
        return applyTo(block);
    }

    /** Drops the private key. Closing again does nothing. */
    @Override
    public void close() {
        privateOperation = block -> {
            throw new IllegalStateException("the key is closed");
        };
    }

    @Override
    public String toString() {
        return "RSA signing key, " + publicKey.modulusNumber().bitLength() + " bits";
    }

    private Bytes applyTo(Bytes block) {
        BigInteger number = UnsignedNumber.of(block);
        BigInteger result = privateOperation.apply(number);
        // A faulty result of the remainder theorem would give the primes away, so none leaves unchecked.
        if (!result.modPow(publicKey.exponentNumber(), publicKey.modulusNumber())
                .equals(number)) {
            throw new IllegalStateException("the private key does not belong to the public key");
        }
        return UnsignedNumber.toBytes(result, publicKey.modulusLength());
    }

    private static RsaSigningKey checked(RsaPublicKey publicKey, UnaryOperator<BigInteger> operation) {
        try {
            return new RsaSigningKey(publicKey, operation);
        } catch (IllegalStateException | ArithmeticException e) {
            throw new IllegalArgumentException("the private key does not belong to the public key", e);
        }
    }

    /** Every block starts with 6A or less, so a modulus with its first bit set is always larger. */
    private static void checkModulus(RsaPublicKey publicKey) {
        if (publicKey.modulus().get(0) >= 0) {
            throw new IllegalArgumentException("the first bit of the modulus is not set");
        }
    }
}
