package dev.solvo.emv.contactless.kernel3;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.DynamicDataAuthenticated;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.contactless.IccKeyRecovery;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.SignedRecords;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Map;

/**
 * Fast dynamic data authentication, version 01: the card signs the reader's unpredictable number, amount and currency, and its own
 * tag 9F69, in the answer to GET PROCESSING OPTIONS or in a record.
 *
 * <p>Version 00, which signs the unpredictable number alone, is not accepted. The application cryptogram is not covered.
 */
final class FastDynamicDataAuthentication {
    /** Card Authentication Related Data: version, the card's unpredictable number, its qualifiers. */
    static final Tag CARD_AUTHENTICATION_RELATED_DATA = Tag.of(0x9F69);

    private static final int VERSION = 0x01;
    private static final int MIN_LENGTH = 5;
    private static final int MAX_LENGTH = 16;

    private final KernelSession session;
    private final String reference;

    FastDynamicDataAuthentication(KernelSession session, String reference) {
        this.session = session;
        this.reference = reference;
    }

    /** Verifies the signature, notes the result in the session, and tells whether the card is genuine. */
    boolean verify(Pan pan, SignedRecords records) throws EmvDataException {
        String refusal = refusal(pan, records);
        boolean verified = refusal.isEmpty();
        session.offlineDataAuthentication(Method.FAST_DDA, verified ? Status.OK : Status.FAILED);
        session.explain(
                "Fast dynamic data authentication",
                reference,
                () -> Map.of("version", version()),
                verified ? "the card is genuine" : refusal);
        return verified;
    }

    private String version() {
        return session.data()
                .get(CARD_AUTHENTICATION_RELATED_DATA)
                .filter(data -> !data.isEmpty())
                .map(data -> data.slice(0, 1).toHex())
                .orElse("no 9F69");
    }

    private String refusal(Pan pan, SignedRecords records) throws EmvDataException {
        IccKeyRecovery recovery = new IccKeyRecovery(session);
        IccKeyRecovery.Result key = recovery.recover(
                pan,
                records.staticData(
                        session.data().get(EmvTag.STATIC_DATA_AUTHENTICATION_TAG_LIST),
                        session.data().require(EmvTag.APPLICATION_INTERCHANGE_PROFILE)),
                EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA,
                CARD_AUTHENTICATION_RELATED_DATA);
        if (!(key instanceof IccKeyRecovery.Result.Recovered recovered)) {
            return key.why();
        }
        Bytes related = session.data().require(CARD_AUTHENTICATION_RELATED_DATA);
        if (related.length() < MIN_LENGTH || related.length() > MAX_LENGTH || related.unsigned(0) != VERSION) {
            return "9F69 is not of version 01 and 5 to 16 bytes";
        }
        Bytes signedByReader = Bytes.concat(
                session.data().require(EmvTag.UNPREDICTABLE_NUMBER),
                session.data().require(EmvTag.AMOUNT_AUTHORISED_NUMERIC),
                session.data().require(EmvTag.TRANSACTION_CURRENCY_CODE),
                related);
        OdaResult<DynamicDataAuthenticated> result = recovery.oda()
                .verifyDda(
                        recovered.key(),
                        session.data().require(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA),
                        signedByReader);
        if (result instanceof OdaResult.Verified<DynamicDataAuthenticated> verified) {
            session.data()
                    .putRecovered(EmvTag.ICC_DYNAMIC_NUMBER, verified.proof().iccDynamicNumber());
            return "";
        }
        return "signature refused: " + result.refusal().get();
    }
}
