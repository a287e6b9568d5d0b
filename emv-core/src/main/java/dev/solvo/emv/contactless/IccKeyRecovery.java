package dev.solvo.emv.contactless;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Map;
import java.util.Optional;

/**
 * Recovers the card's RSA key from the certificates in the data store, from the certification authority's key down. EMV 4.4 Book
 * 2, 6.
 */
public final class IccKeyRecovery {
    private static final int RID_LENGTH = 5;

    /** What came of it. */
    public sealed interface Result {
        /**
         * The key, proven by its certificate, which covers the static data.
         *
         * @param key the card's key
         */
        record Recovered(RsaIccPublicKey key) implements Result {}

        /**
         * The card did not give an element that is needed.
         *
         * @param tag the element
         */
        record DataMissing(Tag tag) implements Result {}

        /** The terminal does not hold the certification authority's key, or none of RSA under its index. */
        record CaKeyMissing() implements Result {}

        /**
         * A certificate failed a check.
         *
         * @param why which one, in words
         */
        record Refused(String why) implements Result {}

        /**
         * What went wrong, in words.
         *
         * @return empty when nothing did
         */
        default String why() {
            if (this instanceof DataMissing missing) {
                return "the card gives no " + missing.tag();
            }
            if (this instanceof CaKeyMissing) {
                return "the terminal holds no such certification authority key";
            }
            return this instanceof Refused refused ? refused.why() : "";
        }
    }

    private final KernelSession session;
    private final RsaOda oda;

    /**
     * Recovers keys in one activation.
     *
     * @param session the activation
     */
    public IccKeyRecovery(KernelSession session) {
        this.session = session;
        this.oda = session.terminal().rsaOda(session.startedAt().toLocalDate());
    }

    /**
     * Verifies signatures with what was recovered.
     *
     * @return the same day and the same revocation list
     */
    public RsaOda oda() {
        return oda;
    }

    /**
     * Recovers the card's key.
     *
     * @param pan the card's number
     * @param staticData what the certificate covers, or nothing if it cannot be formed
     * @param needed further elements that the caller will need; without one of them it is missing
     * @return the key, or why there is none
     */
    public Result recover(Pan pan, Optional<Bytes> staticData, Tag... needed) {
        Result result = chain(pan, staticData, needed);
        session.explain(
                "ICC public key",
                "EMV 4.4 Book 2, 6.4",
                () -> Map.of("date", session.startedAt().toLocalDate().toString()),
                result instanceof Result.Recovered ? "recovered" : result.why());
        return result;
    }

    private Result chain(Pan pan, Optional<Bytes> staticData, Tag... needed) {
        Optional<Tag> missing = firstMissing(
                EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD,
                EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE,
                EmvTag.ISSUER_PUBLIC_KEY_EXPONENT,
                EmvTag.ICC_PUBLIC_KEY_CERTIFICATE,
                EmvTag.ICC_PUBLIC_KEY_EXPONENT);
        if (!missing.isPresent()) {
            missing = firstMissing(needed);
        }
        if (missing.isPresent()) {
            return new Result.DataMissing(missing.get());
        }
        Optional<CaPublicKey> caKey = caKey();
        if (!caKey.isPresent() || !(caKey.get() instanceof RsaCaPublicKey rsaCaKey)) {
            return new Result.CaKeyMissing();
        }
        if (!staticData.isPresent()) {
            return new Result.Refused("the data to be authenticated cannot be formed");
        }
        OdaResult<RsaIssuerPublicKey> issuer = oda.recoverIssuerKey(
                rsaCaKey,
                value(EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE),
                session.data().get(EmvTag.ISSUER_PUBLIC_KEY_REMAINDER),
                value(EmvTag.ISSUER_PUBLIC_KEY_EXPONENT),
                pan);
        if (!(issuer instanceof OdaResult.Verified<RsaIssuerPublicKey> verifiedIssuer)) {
            return refused("issuer certificate", issuer, EmvTag.ISSUER_PUBLIC_KEY_REMAINDER);
        }
        OdaResult<RsaIccPublicKey> icc = oda.recoverIccKey(
                verifiedIssuer.proof(),
                value(EmvTag.ICC_PUBLIC_KEY_CERTIFICATE),
                session.data().get(EmvTag.ICC_PUBLIC_KEY_REMAINDER),
                value(EmvTag.ICC_PUBLIC_KEY_EXPONENT),
                pan,
                staticData.get());
        return icc instanceof OdaResult.Verified<RsaIccPublicKey> verified
                ? new Result.Recovered(verified.proof())
                : refused("ICC certificate", icc, EmvTag.ICC_PUBLIC_KEY_REMAINDER);
    }

    private static Result refused(String certificate, OdaResult<?> result, Tag remainder) {
        return result instanceof OdaResult.Refused<?> refused && refused.check() == OdaCheck.REMAINDER_MISSING
                ? new Result.DataMissing(remainder)
                : new Result.Refused(
                        certificate + " refused: " + result.refusal().get());
    }

    private Optional<CaPublicKey> caKey() {
        Bytes index = value(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD);
        if (index.length() != 1) {
            return Optional.empty();
        }
        Bytes rid = session.activation().combination().adfName().slice(0, RID_LENGTH);
        Optional<CaPublicKey> key = session.terminal().caPublicKeys().find(rid, index.unsigned(0));
        if (key.isPresent()) {
            session.data().putApplication(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL, index);
        }
        return key;
    }

    private Optional<Tag> firstMissing(Tag... tags) {
        for (Tag tag : tags) {
            if (!session.data().contains(tag)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    private Bytes value(Tag tag) {
        return session.data().get(tag).orElse(Bytes.EMPTY);
    }
}
