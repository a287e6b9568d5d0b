package dev.solvo.crypto.oda;

import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Offline data authentication with elliptic curves, the terminal's side: recovery of public keys and extended data
 * authentication (XDA). EMV 4.4 Book 2, 12.
 *
 * <p>Each method makes the specification's checks in its order and stops at the first that fails. Whatever the card sent,
 * the answer is an {@link OdaResult}; nothing is thrown. Immutable: one instance may serve any number of threads, for the
 * moment it was made for.
 *
 * <p>The ICC certificate's hash covers different data in a contact transaction (EMV 4.4 Book 2, 12.4: hash encoding 00) and in
 * that of contactless kernel 8 (Book E: encoding 01); each is refused where the other is expected.
 */
public final class EccOda {
    static final int FORMAT_SIGNED_DYNAMIC_DATA = 0x15;
    static final int ICC_DATA_HASH_ENCODING = 0x00;
    static final int ICC_DATA_HASH_ENCODING_KERNEL_8 = 0x01;

    private final LocalDateTime now;
    private final RevocationList revoked;

    /**
     * Sets the moment at which certificates must be valid.
     *
     * @param nowUtc date and time of the transaction, UTC
     * @param revoked revoked issuer certificates; {@link RevocationList#EMPTY} for a terminal without such lists
     */
    public EccOda(LocalDateTime nowUtc, RevocationList revoked) {
        this.now = nowUtc;
        this.revoked = revoked;
    }

    /**
     * Reads the self-signed form in which a certification authority hands its key out. EMV 4.4 Book 2, 11.2 and 12.2.
     *
     * <p>The signature shows that the bytes are undamaged and that the authority holds the private key. It does not show
     * who the authority is: that is for the way the file came.
     *
     * @param selfSignedKey 105 (P-256) or 205 bytes (P-521)
     * @return the key or the check that failed
     */
    public static OdaResult<EccCaPublicKey> recoverCaKey(Bytes selfSignedKey) {
        return Refusal.asResult(() -> {
            EccCertificate certificate =
                    EccCertificate.open(selfSignedKey, EccCertificate.CA_FIELDS, EccCertificate.FORMAT_CA);
            Bytes rid = certificate.next(CaPublicKey.RID_LENGTH);
            int index = certificate.nextByte();
            SignatureSuite suite = EccCertificate.signatureSuite(certificate.nextByte());
            certificate.checkLength(EccCertificate.CA_FIELDS + suite.fieldLength() + suite.signatureLength());
            Bytes x = certificate.next(suite.fieldLength());
            checkPoint(EcSdsa.of(suite).curve(), x);
            certificate.checkSignature(suite, x);
            return EccCaPublicKey.of(rid, index, suite, x);
        });
    }

    /**
     * Recovers the issuer's public key. EMV 4.4 Book 2, 12.3.
     *
     * @param ca the key that the card's tag 8F names
     * @param issuerCertificate Issuer Public Key Certificate, tag 90; 117 bytes (P-256) or 217 (P-521)
     * @param pan the card's PAN, tag 5A
     * @return the key or the check that failed
     */
    public OdaResult<EccIssuerPublicKey> recoverIssuerKey(EccCaPublicKey ca, Bytes issuerCertificate, Pan pan) {
        return Refusal.asResult(() -> {
            EccCertificate certificate =
                    EccCertificate.open(issuerCertificate, EccCertificate.ISSUER_FIELDS, EccCertificate.FORMAT_ISSUER);
            Bytes identifier = certificate.next(EccCertificate.ISSUER_IDENTIFIER_LENGTH);
            // Fields are read in their order and judged in the specification's, which has the suite later.
            int suiteIndicator = certificate.nextByte();
            RsaOda.checkIssuerIdentifier(identifier, pan);
            LocalDate expiry = certificate.nextDate();
            if (expiry.isBefore(now.toLocalDate())) {
                throw new Refusal(OdaCheck.EXPIRY, "expired after " + expiry + ", today is " + now.toLocalDate());
            }
            Bytes serialNumber = certificate.next(EccCertificate.ISSUER_SERIAL_LENGTH);
            if (!certificate.next(CaPublicKey.RID_LENGTH).equals(ca.rid())) {
                throw new Refusal(OdaCheck.RID, "the certificate was made by another payment system");
            }
            RecoveredBlock.expect(OdaCheck.CA_KEY_INDEX, ca.index(), certificate.nextByte());
            revoked.check(ca, serialNumber);
            SignatureSuite suite = EccCertificate.signatureSuite(suiteIndicator);
            certificate.checkLength(EccCertificate.ISSUER_FIELDS
                    + suite.fieldLength()
                    + ca.suite().signatureLength());
            Bytes x = certificate.next(suite.fieldLength());
            certificate.checkSignature(ca.suite(), ca.x());
            checkPoint(EcSdsa.of(suite).curve(), x);
            return new EccIssuerPublicKey(suite, x, identifier, expiry, serialNumber);
        });
    }

    /**
     * Recovers the card's public key for signatures. EMV 4.4 Book 2, 12.4.
     *
     * @param issuer the issuer's recovered key
     * @param iccCertificate ICC Public Key Certificate, tag 9F46
     * @param iccData what the certificate vouches for: the records to be authenticated as received, then the objects 82,
     *     9F06 (the terminal's) and, if the card sent one, 9F38, each with tag and length
     * @return the key or the check that failed
     */
    public OdaResult<EccIccPublicKey> recoverIccKey(EccIssuerPublicKey issuer, Bytes iccCertificate, Bytes iccData) {
        return Refusal.asResult(() -> {
            EccCertificate certificate =
                    EccCertificate.open(iccCertificate, EccCertificate.ICC_FIELDS, EccCertificate.FORMAT_ICC);
            int suiteIndicator = certificate.nextByte();
            LocalDateTime expiry = checkExpiry(certificate);
            SignatureSuite suite = EccCertificate.signatureSuite(suiteIndicator);
            Bytes serialNumber = certificate.next(EccCertificate.ICC_SERIAL_LENGTH);
            Bytes x = readKey(certificate, suite.fieldLength(), issuer, iccData, ICC_DATA_HASH_ENCODING);
            checkPoint(EcSdsa.of(suite).curve(), x);
            return new EccIccPublicKey(suite, x, expiry, serialNumber);
        });
    }

    /**
     * Recovers the card's public key for offline data encipherment (ODE), with which a PIN travels. EMV 4.4 Book 2, 12.4
     * and 13.
     *
     * @param issuer the issuer's recovered key
     * @param odeCertificate ICC ODE Public Key Certificate, tag 9F2D
     * @param iccData as for {@link #recoverIccKey}
     * @return the key or the check that failed
     */
    public OdaResult<EccOdePublicKey> recoverOdeKey(EccIssuerPublicKey issuer, Bytes odeCertificate, Bytes iccData) {
        return recoverAgreementKey(issuer, odeCertificate, iccData, ICC_DATA_HASH_ENCODING);
    }

    /**
     * Recovers the card's public key for the key agreement of contactless kernel 8. EMV Book E, as one public implementation
     * reads it; experimental.
     *
     * <p>NOTE: that reading lets certificates be valid up to and including the moment they end; here the rule of EMV 4.4 Book 2,
     * 12.4 holds, which has them end before it.
     *
     * @param issuer the issuer's recovered key
     * @param iccCertificate ICC Public Key Certificate, tag 9F46
     * @param iccData what the certificate vouches for: records without template, the objects of the extended tag list, and
     *     the value of tag 82
     * @return the key or the check that failed
     */
    public OdaResult<EccOdePublicKey> recoverKernel8Key(
            EccIssuerPublicKey issuer, Bytes iccCertificate, Bytes iccData) {
        return recoverAgreementKey(issuer, iccCertificate, iccData, ICC_DATA_HASH_ENCODING_KERNEL_8);
    }

    private OdaResult<EccOdePublicKey> recoverAgreementKey(
            EccIssuerPublicKey issuer, Bytes iccCertificate, Bytes iccData, int hashEncoding) {
        return Refusal.asResult(() -> {
            EccCertificate certificate =
                    EccCertificate.open(iccCertificate, EccCertificate.ICC_FIELDS, EccCertificate.FORMAT_ICC);
            int suiteIndicator = certificate.nextByte();
            LocalDateTime expiry = checkExpiry(certificate);
            EnciphermentSuite suite = EccCertificate.enciphermentSuite(suiteIndicator);
            Bytes serialNumber = certificate.next(EccCertificate.ICC_SERIAL_LENGTH);
            Bytes x = readKey(certificate, suite.fieldLength(), issuer, iccData, hashEncoding);
            checkPoint(suite.curve(), x);
            return new EccOdePublicKey(suite, x, expiry, serialNumber);
        });
    }

    /**
     * Extended data authentication of an answer to GENERATE AC. EMV 4.4 Book 2, 12.5.
     *
     * @param icc the card's recovered key
     * @param signedDynamicApplicationData tag 9F4B: 15, then the signature; 65 or 131 bytes
     * @param signedMessage 15, then the transaction's data: values sent by PDOL and CDOL1 (first GENERATE AC) or CDOL2
     *     (second), then every object of the answer but 9F4B, with tag and length, all as sent and received
     * @return the proof or the check that failed
     * @throws IllegalArgumentException if the message does not begin with 15
     */
    public OdaResult<ExtendedDataAuthenticated> verifyXda(
            EccIccPublicKey icc, Bytes signedDynamicApplicationData, Bytes signedMessage) {
        checkSignedMessage(signedMessage);
        return Refusal.asResult(() -> {
            int expected = 1 + icc.suite().signatureLength();
            if (signedDynamicApplicationData.length() != expected) {
                throw new Refusal(
                        OdaCheck.LENGTH, signedDynamicApplicationData.length() + " bytes, expected " + expected);
            }
            RecoveredBlock.expect(
                    OdaCheck.FORMAT, FORMAT_SIGNED_DYNAMIC_DATA, signedDynamicApplicationData.unsigned(0));
            if (!EcSdsa.of(icc.suite()).verifies(icc.x(), signedMessage, signedDynamicApplicationData.slice(1))) {
                throw new Refusal(OdaCheck.SIGNATURE, "the signature is not that of the card over the message");
            }
            return new ExtendedDataAuthenticated(icc);
        });
    }

    static void checkSignedMessage(Bytes signedMessage) {
        if (signedMessage.isEmpty() || signedMessage.unsigned(0) != FORMAT_SIGNED_DYNAMIC_DATA) {
            throw new IllegalArgumentException("the message to be signed begins with 15, EMV 4.4 Book 2, 12.5");
        }
    }

    private LocalDateTime checkExpiry(EccCertificate certificate) throws Refusal {
        LocalDateTime expiry = certificate.nextDateTime();
        // EMV 4.4 Book 2, 12.4 asks for a moment later than now, where 12.3 has the issuer's last day still valid.
        if (!expiry.isAfter(now)) {
            throw new Refusal(OdaCheck.EXPIRY, "expired at " + expiry + " UTC, now is " + now);
        }
        return expiry;
    }

    private static Bytes readKey(
            EccCertificate certificate, int fieldLength, EccIssuerPublicKey issuer, Bytes iccData, int hashEncoding)
            throws Refusal {
        RecoveredBlock.expect(OdaCheck.ICC_DATA_HASH_ENCODING, hashEncoding, certificate.nextByte());
        IccDataHash hash = IccDataHash.of(certificate.nextByte());
        certificate.checkLength(EccCertificate.ICC_FIELDS
                + hash.length()
                + fieldLength
                + issuer.suite().signatureLength());
        if (!certificate.next(hash.length()).equals(hash.over(iccData))) {
            throw new Refusal(OdaCheck.ICC_DATA_HASH, "the certified hash is not that of the card's data");
        }
        certificate.checkSignature(issuer.suite(), issuer.x());
        return certificate.next(fieldLength);
    }

    private static void checkPoint(EllipticCurve curve, Bytes x) throws Refusal {
        if (!curve.hasPoint(x)) {
            throw new Refusal(OdaCheck.POINT, "no point of the curve has this x-coordinate");
        }
    }
}
