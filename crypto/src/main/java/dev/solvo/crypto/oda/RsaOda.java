package dev.solvo.crypto.oda;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Offline data authentication with RSA, the terminal's side: recovery of the issuer's and the card's public keys, SDA, DDA
 * and CDA. EMV 4.4 Book 2, 5, 6 and 7.
 *
 * <p>Each method makes the specification's checks in its order and stops at the first that fails. Whatever the card sent,
 * the answer is an {@link OdaResult}; nothing is thrown. Immutable: one instance may serve any number of threads, for the
 * day it was made for.
 *
 * <pre>{@code
 * RsaOda oda = new RsaOda(transactionDate, RevocationList.EMPTY);
 * OdaResult<DynamicDataAuthenticated> result = oda.recoverIssuerKey(ca, tag90, tag92, tag9F32, pan)
 *         .then(issuer -> oda.recoverIccKey(issuer, tag9F46, tag9F48, tag9F47, pan, staticData))
 *         .then(icc -> oda.verifyDda(icc, tag9F4B, ddolData));
 * }</pre>
 */
public final class RsaOda {
    private static final int FORMAT_SIGNED_STATIC_DATA = 0x03;
    private static final int DATA_AUTHENTICATION_CODE_LENGTH = 2;
    private static final int UNPREDICTABLE_NUMBER_LENGTH = 4;

    private final LocalDate today;
    private final RevocationList revoked;
    private final Optional<RsaIssuerKeyCache> cache;
    private final Sha1 sha1 = new Sha1();

    /**
     * Sets the day for which certificates must be valid.
     *
     * @param today the transaction date
     * @param revoked revoked issuer certificates; {@link RevocationList#EMPTY} for a terminal without such lists
     */
    public RsaOda(LocalDate today, RevocationList revoked) {
        this(today, revoked, Optional.empty());
    }

    /**
     * Sets the day for which certificates must be valid, and where issuers' keys are kept between cards.
     *
     * @param today the transaction date
     * @param revoked revoked issuer certificates; {@link RevocationList#EMPTY} for a terminal without such lists
     * @param cache certificates that were recovered before, shared by all who meet the same issuers
     */
    public RsaOda(LocalDate today, RevocationList revoked, RsaIssuerKeyCache cache) {
        this(today, revoked, Optional.of(cache));
    }

    private RsaOda(LocalDate today, RevocationList revoked, Optional<RsaIssuerKeyCache> cache) {
        this.today = today;
        this.revoked = revoked;
        this.cache = cache;
    }

    /**
     * Recovers the issuer's public key. EMV 4.4 Book 2, 5.3 and 6.3.
     *
     * @param ca the key that the card's tag 8F names
     * @param certificate Issuer Public Key Certificate, tag 90
     * @param remainder Issuer Public Key Remainder, tag 92, if the card has one; an empty one is none
     * @param exponent Issuer Public Key Exponent, tag 9F32
     * @param pan the card's PAN, tag 5A
     * @return the key or the check that failed
     */
    public OdaResult<RsaIssuerPublicKey> recoverIssuerKey(
            RsaCaPublicKey ca, Bytes certificate, Optional<Bytes> remainder, Bytes exponent, Pan pan) {
        RsaIssuerKeyCache.Key key =
                new RsaIssuerKeyCache.Key(ca.publicKey(), certificate, remainder.orElse(Bytes.EMPTY), exponent);
        try {
            return new OdaResult.Verified<>(issuerKey(ca, key, pan));
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    private RsaIssuerPublicKey issuerKey(RsaCaPublicKey ca, RsaIssuerKeyCache.Key key, Pan pan) throws Refusal {
        Optional<RsaIssuerKeyCache.Recovered> before =
                cache.isPresent() ? cache.get().find(key) : Optional.empty();
        RsaCertificate recovered = before.isPresent()
                ? before.get().certificate()
                : RsaCertificate.recover(
                        sha1,
                        key.authority(),
                        RsaCertificateLayout.ISSUER,
                        key.certificate(),
                        key.remainder(),
                        key.exponent(),
                        Bytes.EMPTY);
        checkIssuerIdentifier(recovered.identity(), pan);
        LocalDate expiry = recovered.checkExpiry(today);
        revoked.check(ca, recovered.serialNumber());
        RsaPublicKey issuerKey = before.isPresent() ? before.get().key() : recovered.checkKey();
        if (cache.isPresent() && !before.isPresent()) {
            cache.get().keep(key, recovered, issuerKey);
        }
        return new RsaIssuerPublicKey(issuerKey, recovered.identity(), expiry, recovered.serialNumber());
    }

    /**
     * Recovers the card's public key and with it authenticates the static data. EMV 4.4 Book 2, 6.4.
     *
     * @param issuer the issuer's recovered key
     * @param certificate ICC Public Key Certificate, tag 9F46
     * @param remainder ICC Public Key Remainder, tag 9F48, if the card has one; an empty one is none
     * @param exponent ICC Public Key Exponent, tag 9F47
     * @param pan the card's PAN, tag 5A
     * @param staticData the records to be authenticated as received, then the AIP's value if tag 9F4A asks for it; EMV 4.4
     *     Book 3, 10.3
     * @return the key or the check that failed
     */
    public OdaResult<RsaIccPublicKey> recoverIccKey(
            RsaIssuerPublicKey issuer,
            Bytes certificate,
            Optional<Bytes> remainder,
            Bytes exponent,
            Pan pan,
            Bytes staticData) {
        try {
            RsaCertificate recovered =
                    recoverCardCertificate(issuer, certificate, remainder, exponent, pan, staticData);
            LocalDate expiry = recovered.checkExpiry(today);
            return new OdaResult.Verified<>(
                    new RsaIccPublicKey(recovered.checkKey(), expiry, recovered.serialNumber()));
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    /**
     * Recovers the card's public key for PIN encipherment. It does not cover static data. EMV 4.4 Book 2, 7.1.
     *
     * <p>A card without such a key enciphers under the key of {@link #recoverIccKey}; one whose PIN key fails here has no
     * second chance.
     *
     * @param issuer the issuer's recovered key
     * @param certificate ICC PIN Encipherment Public Key Certificate, tag 9F2D
     * @param remainder ICC PIN Encipherment Public Key Remainder, tag 9F2F, if the card has one; an empty one is none
     * @param exponent ICC PIN Encipherment Public Key Exponent, tag 9F2E
     * @param pan the card's PAN, tag 5A
     * @return the key or the check that failed
     */
    public OdaResult<RsaPinPublicKey> recoverPinKey(
            RsaIssuerPublicKey issuer, Bytes certificate, Optional<Bytes> remainder, Bytes exponent, Pan pan) {
        try {
            RsaCertificate recovered =
                    recoverCardCertificate(issuer, certificate, remainder, exponent, pan, Bytes.EMPTY);
            LocalDate expiry = recovered.checkExpiry(today);
            return new OdaResult.Verified<>(
                    new RsaPinPublicKey(recovered.checkKey(), expiry, recovered.serialNumber()));
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    /**
     * Static data authentication. EMV 4.4 Book 2, 5.4.
     *
     * @param issuer the issuer's recovered key
     * @param signedStaticApplicationData tag 93
     * @param staticData as for {@link #recoverIccKey}
     * @return the proof or the check that failed
     */
    public OdaResult<StaticDataAuthenticated> verifySda(
            RsaIssuerPublicKey issuer, Bytes signedStaticApplicationData, Bytes staticData) {
        try {
            RecoveredBlock block =
                    RecoveredBlock.recover(issuer.publicKey(), signedStaticApplicationData, FORMAT_SIGNED_STATIC_DATA);
            block.checkHash(sha1, block.unsigned(2), staticData);
            return new OdaResult.Verified<>(
                    new StaticDataAuthenticated(block.slice(3, 3 + DATA_AUTHENTICATION_CODE_LENGTH)));
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    /**
     * Dynamic data authentication. EMV 4.4 Book 2, 6.5.
     *
     * @param icc the card's recovered key
     * @param signedDynamicApplicationData tag 9F4B, or the whole of a format 1 answer to INTERNAL AUTHENTICATE
     * @param ddolData what the terminal sent by the DDOL, in the bytes it sent
     * @return the proof or the check that failed
     */
    public OdaResult<DynamicDataAuthenticated> verifyDda(
            RsaIccPublicKey icc, Bytes signedDynamicApplicationData, Bytes ddolData) {
        try {
            SignedDynamicData signed = SignedDynamicData.recover(icc.publicKey(), signedDynamicApplicationData);
            signed.checkHash(sha1, ddolData);
            return new OdaResult.Verified<>(
                    new DynamicDataAuthenticated(signed.iccDynamicNumber(), signed.iccDynamicData()));
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    /**
     * Combined dynamic data authentication and application cryptogram generation. EMV 4.4 Book 2, 6.6.2.
     *
     * @param icc the card's recovered key
     * @param signedDynamicApplicationData tag 9F4B of the answer to GENERATE AC
     * @param unpredictableNumber the terminal's tag 9F37, 4 bytes
     * @param cryptogramInformationData tag 9F27 as the card sent it in clear, 0 to 255
     * @param transactionData values sent by PDOL, by CDOL1 and, at the second GENERATE AC, by CDOL2, then every object of
     *     the answer's template 77 but 9F4B, with tag and length, all as sent and received
     * @return the proof, which holds the cryptogram, or the check that failed
     * @throws IllegalArgumentException if the unpredictable number or the cryptogram information data is no such thing
     */
    public OdaResult<CombinedDataAuthenticated> verifyCda(
            RsaIccPublicKey icc,
            Bytes signedDynamicApplicationData,
            Bytes unpredictableNumber,
            int cryptogramInformationData,
            Bytes transactionData) {
        if (unpredictableNumber.length() != UNPREDICTABLE_NUMBER_LENGTH) {
            throw new IllegalArgumentException(
                    "an unpredictable number of " + unpredictableNumber.length() + " bytes; it has 4");
        }
        if (cryptogramInformationData < 0 || cryptogramInformationData > 0xFF) {
            throw new IllegalArgumentException("cryptogram information data do not fit one byte");
        }
        try {
            SignedDynamicData signed = SignedDynamicData.recover(icc.publicKey(), signedDynamicApplicationData);
            Bytes cryptogram = signed.checkCryptogramInformationData(cryptogramInformationData);
            signed.checkHash(sha1, unpredictableNumber);
            signed.checkTransactionDataHash(sha1, transactionData);
            return new OdaResult.Verified<>(
                    new CombinedDataAuthenticated(signed.iccDynamicNumber(), cryptogram, signed.iccDynamicData()));
        } catch (Refusal refusal) {
            return refusal.asResult();
        }
    }

    static void checkIssuerIdentifier(Bytes identifier, Pan pan) throws Refusal {
        if (!pan.matchesIssuerIdentifier(identifier)) {
            throw new Refusal(
                    OdaCheck.ISSUER_IDENTIFIER, "not 3 or more digits, filled with F, with which the PAN begins");
        }
    }

    private RsaCertificate recoverCardCertificate(
            RsaIssuerPublicKey issuer,
            Bytes certificate,
            Optional<Bytes> remainder,
            Bytes exponent,
            Pan pan,
            Bytes staticData)
            throws Refusal {
        RsaCertificate recovered = RsaCertificate.recover(
                sha1,
                issuer.publicKey(),
                RsaCertificateLayout.ICC,
                certificate,
                remainder.orElse(Bytes.EMPTY),
                exponent,
                staticData);
        if (!recovered.identity().equals(pan.toBytes(RsaCertificateLayout.ICC.identityLength()))) {
            throw new Refusal(OdaCheck.PAN, "the certificate is for another PAN");
        }
        return recovered;
    }
}
