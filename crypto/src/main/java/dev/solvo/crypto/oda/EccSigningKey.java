package dev.solvo.crypto.oda;

import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * An ECC private key of a certification authority, an issuer or a card, and what each of them signs with it. EMV 4.4 Book
 * 2, 12.
 *
 * <p>Every signature draws a fresh number from the random source: one drawn twice, or guessed, gives the private key
 * away. A test that must reproduce a signature hands in a source of its own.
 *
 * <p>Made for test systems, simulators and tests: the arithmetic is not guarded against an observer who measures time or
 * power. {@link #close()} drops the key; Java can not wipe the number it is made of. Safe for use by several threads.
 */
public final class EccSigningKey implements AutoCloseable {
    /** A good source misses the range once in 2^32 draws (P-256) or never (P-521), so this many misses show a broken one. */
    private static final int MOST_DRAWS = 100;

    private final EcSdsa algorithm;
    private final SignatureSuite suite;
    private final Bytes x;
    private volatile Optional<BigInteger> privateKey;

    private EccSigningKey(SignatureSuite suite, BigInteger privateKey) {
        this.suite = suite;
        this.algorithm = EcSdsa.of(suite);
        EllipticCurve curve = algorithm.curve();
        this.x = curve.multiplyBase(privateKey);
        // EMV 4.4 Book 2, B2.2.4: the public key is the point with the smaller y. n − d makes it from the other one.
        this.privateKey = Optional.of(
                curve.hasSmallerY(privateKey) ? privateKey : curve.order().subtract(privateKey));
    }

    /**
     * Takes a private key.
     *
     * @param suite curve and hash
     * @param privateKey the number d, 32 or 66 bytes; if its point has the larger y, n − d is used, which has the same x
     * @return the key
     * @throws IllegalArgumentException if the number is not between 1 and n − 1
     */
    public static EccSigningKey of(SignatureSuite suite, Bytes privateKey) {
        BigInteger number = UnsignedNumber.of(privateKey);
        if (number.signum() == 0 || number.compareTo(EcSdsa.of(suite).curve().order()) >= 0) {
            throw new IllegalArgumentException("the private key is out of range");
        }
        return new EccSigningKey(suite, number);
    }

    /**
     * Makes a key.
     *
     * @param suite curve and hash
     * @param random source of the private key
     * @return a fresh key
     */
    public static EccSigningKey generate(SignatureSuite suite, SecureRandom random) {
        return new EccSigningKey(suite, draw(EcSdsa.of(suite).curve(), random));
    }

    /**
     * Curve and hash.
     *
     * @return the suite
     */
    public SignatureSuite suite() {
        return suite;
    }

    /**
     * The public key.
     *
     * @return x-coordinate, 32 or 66 bytes
     */
    public Bytes x() {
        return x;
    }

    /**
     * Signs the own public key, as a certification authority that hands it out. EMV 4.4 Book 2, 11.2 and 12.2.
     *
     * @param rid 5 bytes
     * @param index 0 to 255
     * @param random source of the signature's random number
     * @return the self-signed key for {@link EccOda#recoverCaKey}
     */
    public Bytes certifyOwnKey(Bytes rid, int index, SecureRandom random) {
        KeyLabel.check(rid, index);
        return certify(
                Bytes.concat(
                        Bytes.ofUnsigned(EccCertificate.FORMAT_CA, EccCertificate.ENCODING),
                        rid,
                        Bytes.ofUnsigned(index, suite.indicator()),
                        x),
                random);
    }

    /**
     * Certifies an issuer's key, as a certification authority. EMV 4.4 Book 2, 12.1 and 12.3.
     *
     * @param rid the authority's payment system, 5 bytes
     * @param index number of the authority's key, 0 to 255
     * @param issuerSuite curve and hash of the issuer's key
     * @param issuerX the issuer's key
     * @param issuerIdentifier the leftmost 3 to 10 digits of the issuer's PANs, 5 bytes, filled with F on the right
     * @param expiry last day of validity
     * @param serialNumber 3 bytes
     * @param random source of the signature's random number
     * @return tag 90
     */
    public Bytes certifyIssuerKey(
            Bytes rid,
            int index,
            SignatureSuite issuerSuite,
            Bytes issuerX,
            Bytes issuerIdentifier,
            LocalDate expiry,
            Bytes serialNumber,
            SecureRandom random) {
        KeyLabel.check(rid, index);
        return certify(
                Bytes.concat(
                        Bytes.ofUnsigned(EccCertificate.FORMAT_ISSUER, EccCertificate.ENCODING),
                        exactly("issuer identifier", EccCertificate.ISSUER_IDENTIFIER_LENGTH, issuerIdentifier),
                        Bytes.ofUnsigned(issuerSuite.indicator()),
                        EccCertificate.toBytes(expiry),
                        exactly("serial number", EccCertificate.ISSUER_SERIAL_LENGTH, serialNumber),
                        rid,
                        Bytes.ofUnsigned(index),
                        exactly("x-coordinate", issuerSuite.fieldLength(), issuerX)),
                random);
    }

    /**
     * Certifies a card's key for signatures together with its static data, as an issuer. EMV 4.4 Book 2, 12.4.
     *
     * @param iccSuite curve and hash of the card's key
     * @param iccX the card's key
     * @param expiry moment from which the certificate is invalid, UTC; its seconds are not written
     * @param serialNumber 6 bytes
     * @param iccData as for {@link EccOda#recoverIccKey}
     * @param random source of the signature's random number
     * @return tag 9F46
     */
    public Bytes certifyIccKey(
            SignatureSuite iccSuite,
            Bytes iccX,
            LocalDateTime expiry,
            Bytes serialNumber,
            Bytes iccData,
            SecureRandom random) {
        return certifyCardKey(
                iccSuite.indicator(),
                exactly("x-coordinate", iccSuite.fieldLength(), iccX),
                expiry,
                serialNumber,
                EccOda.ICC_DATA_HASH_ENCODING,
                iccData,
                random);
    }

    /**
     * Certifies a card's key for offline data encipherment, as an issuer. EMV 4.4 Book 2, 12.4 and 13.
     *
     * @param odeSuite curve of the card's key
     * @param odeX the card's key
     * @param expiry moment from which the certificate is invalid, UTC; its seconds are not written
     * @param serialNumber 6 bytes
     * @param iccData as for {@link EccOda#recoverIccKey}
     * @param random source of the signature's random number
     * @return tag 9F2D
     */
    public Bytes certifyOdeKey(
            EnciphermentSuite odeSuite,
            Bytes odeX,
            LocalDateTime expiry,
            Bytes serialNumber,
            Bytes iccData,
            SecureRandom random) {
        return certifyCardKey(
                odeSuite.indicator(),
                exactly("x-coordinate", odeSuite.fieldLength(), odeX),
                expiry,
                serialNumber,
                EccOda.ICC_DATA_HASH_ENCODING,
                iccData,
                random);
    }

    /**
     * Certifies a card's key for the key agreement of contactless kernel 8, as an issuer. EMV Book E, as one public
     * implementation reads it; experimental.
     *
     * @param suite curve of the card's key
     * @param cardX the card's key
     * @param expiry moment from which the certificate is invalid, UTC; its seconds are not written
     * @param serialNumber 6 bytes
     * @param iccData as for {@link EccOda#recoverKernel8Key}
     * @param random source of the signature's random number
     * @return tag 9F46
     */
    public Bytes certifyKernel8Key(
            EnciphermentSuite suite,
            Bytes cardX,
            LocalDateTime expiry,
            Bytes serialNumber,
            Bytes iccData,
            SecureRandom random) {
        return certifyCardKey(
                suite.indicator(),
                exactly("x-coordinate", suite.fieldLength(), cardX),
                expiry,
                serialNumber,
                EccOda.ICC_DATA_HASH_ENCODING_KERNEL_8,
                iccData,
                random);
    }

    /**
     * Signs an answer to GENERATE AC for XDA, as a card. EMV 4.4 Book 2, 12.5.
     *
     * @param signedMessage as for {@link EccOda#verifyXda}
     * @param random source of the signature's random number
     * @return tag 9F4B
     */
    public Bytes signExtendedData(Bytes signedMessage, SecureRandom random) {
        EccOda.checkSignedMessage(signedMessage);
        return Bytes.ofUnsigned(EccOda.FORMAT_SIGNED_DYNAMIC_DATA).plus(sign(signedMessage, random));
    }

    /**
     * The signature alone, over bytes that the caller laid out. EMV 4.4 Book 2, A2.2.
     *
     * @param message any bytes
     * @param random source of the signature's random number
     * @return 64 or 130 bytes
     * @throws IllegalStateException if the key is closed
     */
    public Bytes sign(Bytes message, SecureRandom random) {
        BigInteger key = privateKey.orElseThrow(() -> new IllegalStateException("the key is closed"));
        for (int draws = 0; draws < MOST_DRAWS; draws++) {
            Optional<Bytes> signature = algorithm.sign(key, draw(algorithm.curve(), random), message);
            if (signature.isPresent()) {
                return signature.get();
            }
        }
        throw new IllegalStateException("the random source gives no usable number");
    }

    /** Drops the private key. Closing again does nothing. */
    @Override
    public void close() {
        privateKey = Optional.empty();
    }

    @Override
    public String toString() {
        return "ECC signing key " + suite;
    }

    private Bytes certifyCardKey(
            int suiteIndicator,
            Bytes cardX,
            LocalDateTime expiry,
            Bytes serialNumber,
            int hashEncoding,
            Bytes iccData,
            SecureRandom random) {
        // NOTE: the specification lets the issuer choose the hash. Under P-521 a certificate with SHA-512 would not fit
        // a
        // record, so SHA-256 is written always.
        IccDataHash hash = IccDataHash.SHA_256;
        return certify(
                Bytes.concat(
                        Bytes.ofUnsigned(EccCertificate.FORMAT_ICC, EccCertificate.ENCODING, suiteIndicator),
                        EccCertificate.toBytes(expiry.toLocalDate()),
                        CertificateDates.toBytes(
                                expiry.getHour() * 100 + expiry.getMinute(), EccCertificate.TIME_LENGTH),
                        exactly("serial number", EccCertificate.ICC_SERIAL_LENGTH, serialNumber),
                        Bytes.ofUnsigned(hashEncoding, hash.indicator()),
                        hash.over(iccData),
                        cardX),
                random);
    }

    private Bytes certify(Bytes fields, SecureRandom random) {
        return fields.plus(sign(fields, random));
    }

    /** 1 to n − 1, every value equally likely: bits beyond those of n are cut off, numbers out of range drawn again. */
    private static BigInteger draw(EllipticCurve curve, SecureRandom random) {
        int bits = curve.order().bitLength();
        byte[] drawn = new byte[curve.fieldLength()];
        for (int draws = 0; draws < MOST_DRAWS; draws++) {
            random.nextBytes(drawn);
            drawn[0] &= (byte) (0xFF >> drawn.length * 8 - bits);
            BigInteger number = new BigInteger(1, drawn);
            if (number.signum() > 0 && number.compareTo(curve.order()) < 0) {
                return number;
            }
        }
        throw new IllegalStateException("the random source gives no usable number");
    }

    private static Bytes exactly(String name, int length, Bytes value) {
        return RsaCertificateWriter.exactly(name, length, value);
    }
}
