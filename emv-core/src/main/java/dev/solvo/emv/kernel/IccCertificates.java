package dev.solvo.emv.kernel;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccIccPublicKey;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPinEnciphermentKey;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * Recovers the card's keys from its certificates, each chain from the certification authority's key down. EMV 4.4 Book 2,
 * 5.3, 6.3, 6.4, 7.1 and 12.
 *
 * <p>All that a chain needs of the card is looked for first: what is missing is missing (EMV 4.4 Book 3, 7.5) whether or not
 * an earlier link of the chain would have held. RSA and elliptic curves never meet in one transaction: once a method of
 * authentication is selected, keys of the other kind are not recovered. EMV 4.4 Book 2, 12.
 */
final class IccCertificates {
    private static final int RID_LENGTH = 5;
    private static final String RSA = "EMV 4.4 Book 2, 6.2";
    private static final String ECC = "EMV 4.4 Book 2, 12.2";

    private final Transaction transaction;
    private final Pan pan;

    IccCertificates(Transaction transaction) throws EmvDataException {
        this.transaction = transaction;
        this.pan = transaction.pan();
    }

    RsaOda rsa() {
        return transaction.rsaOda();
    }

    EccOda ecc() {
        return new EccOda(transaction.startedAtUtc(), transaction.terminal().revocationList());
    }

    /**
     * The issuer's key.
     *
     * @param needed elements that whoever asks will need besides; without one of them the answer is that it is missing
     */
    KeyRecovery<RsaIssuerPublicKey> rsaIssuerKey(Tag... needed) {
        Optional<Tag> missing = firstMissing(
                EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD,
                EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE,
                EmvTag.ISSUER_PUBLIC_KEY_EXPONENT);
        if (!missing.isPresent()) {
            missing = firstMissing(needed);
        }
        if (missing.isPresent()) {
            return new KeyRecovery.DataMissing<>(missing.get());
        }
        if (transaction.cardAuthentication.method() == Method.XDA) {
            return new KeyRecovery.Refused<>("no RSA key is used beside XDA");
        }
        Optional<CaPublicKey> caKey = caKey(RSA);
        if (!caKey.isPresent() || !(caKey.get() instanceof RsaCaPublicKey rsaCaKey)) {
            return new KeyRecovery.CaKeyMissing<>();
        }
        return explained(
                "Issuer public key",
                "EMV 4.4 Book 2, 6.3",
                KeyRecovery.of(
                        "issuer certificate",
                        rsa().recoverIssuerKey(
                                        rsaCaKey,
                                        value(EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE),
                                        transaction.get(EmvTag.ISSUER_PUBLIC_KEY_REMAINDER),
                                        value(EmvTag.ISSUER_PUBLIC_KEY_EXPONENT),
                                        pan),
                        EmvTag.ISSUER_PUBLIC_KEY_REMAINDER));
    }

    KeyRecovery<RsaIccPublicKey> rsaIccKey() {
        KeyRecovery<RsaIssuerPublicKey> issuer =
                rsaIssuerKey(EmvTag.ICC_PUBLIC_KEY_CERTIFICATE, EmvTag.ICC_PUBLIC_KEY_EXPONENT);
        if (!issuer.key().isPresent()) {
            return issuer.failure();
        }
        Optional<Bytes> staticData = rsaStaticData();
        if (!staticData.isPresent()) {
            return new KeyRecovery.Refused<>("the data to be authenticated cannot be formed");
        }
        return explained(
                "ICC public key",
                "EMV 4.4 Book 2, 6.4",
                KeyRecovery.of(
                        "ICC certificate",
                        rsa().recoverIccKey(
                                        issuer.key().get(),
                                        value(EmvTag.ICC_PUBLIC_KEY_CERTIFICATE),
                                        transaction.get(EmvTag.ICC_PUBLIC_KEY_REMAINDER),
                                        value(EmvTag.ICC_PUBLIC_KEY_EXPONENT),
                                        pan,
                                        staticData.get()),
                        EmvTag.ICC_PUBLIC_KEY_REMAINDER));
    }

    /**
     * The key that enciphers a PIN for the card: its PIN key if the card gave certificate and exponent of one, else the key it
     * signs with.
     */
    KeyRecovery<RsaPinEnciphermentKey> rsaPinKey() {
        Optional<Tag> missing = firstMissing(
                EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_CERTIFICATE, EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_EXPONENT);
        if (missing.isPresent()) {
            KeyRecovery<RsaIccPublicKey> icc = rsaIccKey();
            return icc.key().isPresent() ? new KeyRecovery.Recovered<>(icc.key().get()) : icc.failure();
        }
        // NOTE: Book 2, 7.1 does not say whether a broken PIN key may be replaced by the signing key; it is not here.
        KeyRecovery<RsaIssuerPublicKey> issuer = rsaIssuerKey();
        if (!issuer.key().isPresent()) {
            return issuer.failure();
        }
        return explained(
                "ICC PIN encipherment public key",
                "EMV 4.4 Book 2, 7.1",
                KeyRecovery.of(
                        "PIN encipherment certificate",
                        rsa().recoverPinKey(
                                        issuer.key().get(),
                                        value(EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_CERTIFICATE),
                                        transaction.get(EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_REMAINDER),
                                        value(EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_EXPONENT),
                                        pan),
                        EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_REMAINDER));
    }

    private KeyRecovery<EccIssuerPublicKey> eccIssuerKey(Tag needed) {
        Optional<Tag> missing = firstMissing(
                EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD, EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE, needed);
        if (missing.isPresent()) {
            return new KeyRecovery.DataMissing<>(missing.get());
        }
        if (transaction.cardAuthentication.usesRsa()) {
            return new KeyRecovery.Refused<>(
                    "no elliptic curve is used beside " + transaction.cardAuthentication.method());
        }
        Optional<CaPublicKey> caKey = caKey(ECC);
        if (!caKey.isPresent() || !(caKey.get() instanceof EccCaPublicKey eccCaKey)) {
            return new KeyRecovery.CaKeyMissing<>();
        }
        return explained(
                "Issuer public key",
                "EMV 4.4 Book 2, 12.3",
                KeyRecovery.of(
                        "issuer certificate",
                        ecc().recoverIssuerKey(eccCaKey, value(EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE), pan)));
    }

    KeyRecovery<EccIccPublicKey> eccIccKey() {
        KeyRecovery<EccIssuerPublicKey> issuer = eccIssuerKey(EmvTag.ICC_PUBLIC_KEY_CERTIFICATE);
        if (!issuer.key().isPresent()) {
            return issuer.failure();
        }
        Optional<Bytes> iccData = xdaStaticData();
        if (!iccData.isPresent()) {
            return new KeyRecovery.Refused<>("the data to be authenticated cannot be formed");
        }
        return explained(
                "ICC public key",
                "EMV 4.4 Book 2, 12.4",
                KeyRecovery.of(
                        "ICC certificate",
                        ecc().recoverIccKey(
                                        issuer.key().get(), value(EmvTag.ICC_PUBLIC_KEY_CERTIFICATE), iccData.get())));
    }

    KeyRecovery<EccOdePublicKey> eccOdeKey() {
        KeyRecovery<EccIssuerPublicKey> issuer = eccIssuerKey(EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_CERTIFICATE);
        if (!issuer.key().isPresent()) {
            return issuer.failure();
        }
        Optional<Bytes> iccData = xdaStaticData();
        if (!iccData.isPresent()) {
            return new KeyRecovery.Refused<>("the data to be authenticated cannot be formed");
        }
        return explained(
                "ICC ODE public key",
                "EMV 4.4 Book 2, 12.4",
                KeyRecovery.of(
                        "PIN encipherment certificate",
                        ecc().recoverOdeKey(
                                        issuer.key().get(),
                                        value(EmvTag.ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_CERTIFICATE),
                                        iccData.get())));
    }

    Optional<Bytes> rsaStaticData() {
        return transaction.staticData.forRsa(
                transaction.get(EmvTag.STATIC_DATA_AUTHENTICATION_TAG_LIST),
                value(EmvTag.APPLICATION_INTERCHANGE_PROFILE));
    }

    private Optional<Bytes> xdaStaticData() {
        return transaction.staticData.forXda(
                value(EmvTag.APPLICATION_INTERCHANGE_PROFILE),
                value(EmvTag.APPLICATION_IDENTIFIER_TERMINAL),
                transaction.get(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST));
    }

    private Optional<CaPublicKey> caKey(String reference) {
        Bytes index = value(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD);
        if (index.length() != 1) {
            return Optional.empty();
        }
        Bytes rid = value(EmvTag.APPLICATION_IDENTIFIER_TERMINAL).slice(0, RID_LENGTH);
        Optional<CaPublicKey> key = transaction.terminal().caPublicKeys().find(rid, index.unsigned(0));
        if (key.isPresent()) {
            // The terminal's index is that of the key it uses. EMV 4.4 Book 3, Annex A, tag 9F22.
            transaction.data().putApplication(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL, index);
        }
        transaction.explain(
                "Certification authority public key",
                reference,
                key.isPresent() ? kind(key.get()) : "not held by the terminal",
                "RID",
                rid,
                "8F",
                index);
        return key;
    }

    private static String kind(CaPublicKey key) {
        return key instanceof RsaCaPublicKey ? "an RSA key" : "a key on an elliptic curve";
    }

    private <T> KeyRecovery<T> explained(String key, String reference, KeyRecovery<T> recovery) {
        transaction.explain(
                key,
                reference,
                recovery.key().isPresent() ? "recovered" : recovery.why(),
                "date",
                transaction.startedAt().toLocalDate(),
                "terminal's list",
                transaction.terminal().revocationList());
        return recovery;
    }

    private Optional<Tag> firstMissing(Tag... tags) {
        for (Tag tag : tags) {
            if (!transaction.data().contains(tag)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    private Bytes value(Tag tag) {
        return transaction.get(tag).orElse(Bytes.EMPTY);
    }
}
