package dev.solvo.emv.contactless.kernel2;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.contactless.IccKeyRecovery;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * Checks the card's signature around its cryptogram, from the certification authority's key down. Book C-2, S9; EMV 4.4 Book
 * 2, 6.
 *
 * <p>NOTE: after relay resistance the card signs what both sides said there: 4 + 10 bytes at the end of the ICC dynamic data.
 * That place is general knowledge, and a signature without these bytes fails, for without them the times could be anybody's.
 */
final class CdaVerification {
    private static final int RID_LENGTH = 5;

    /** ICC dynamic data beside the ICC dynamic number: its length, CID, cryptogram and transaction data hash code. */
    private static final int OTHER_DYNAMIC_DATA = 1 + 1 + 8 + 20;

    private final Kernel2Transaction transaction;

    CdaVerification(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    static void note(Kernel2Transaction transaction, boolean verified) {
        transaction.session().offlineDataAuthentication(Method.CDA, verified ? Status.OK : Status.FAILED);
    }

    Optional<RsaCaPublicKey> caKey() {
        Bytes index = value(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD);
        Bytes rid = value(EmvTag.APPLICATION_IDENTIFIER_TERMINAL).slice(0, RID_LENGTH);
        Optional<RsaCaPublicKey> key =
                transaction.session().terminal().caPublicKeys().findRsa(rid, index.unsigned(0));
        if (key.isPresent()) {
            transaction.data().putApplication(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL, index);
        }
        return key;
    }

    /**
     * Checks the signature and stores what is inside.
     *
     * @return why it is refused; nothing if it holds
     */
    Optional<String> verify(CryptogramAnswer answer, Bytes signature) throws EmvDataException {
        IccKeyRecovery recovery = new IccKeyRecovery(transaction.session());
        IccKeyRecovery.Result key = recovery.recover(pan(), staticData());
        if (!(key instanceof IccKeyRecovery.Result.Recovered recovered)) {
            return Optional.of(key.why());
        }
        Bytes unpredictableNumber = transaction.data().require(EmvTag.UNPREDICTABLE_NUMBER);
        Bytes signed = Bytes.concat(transaction.pdolValues, transaction.cdol1Values, answer.signedObjects());
        OdaResult<CombinedDataAuthenticated> result = recovery.oda()
                .verifyCda(
                        recovered.key(),
                        signature,
                        unpredictableNumber,
                        answer.information().value(),
                        signed);
        if (!result.verified().isPresent()) {
            return Optional.of(result.refusal().get().toString());
        }
        CombinedDataAuthenticated proof = result.verified().get();
        if (!confirmsRelayResistance(proof)) {
            return Optional.of("the signature does not confirm the exchange of relay resistance data");
        }
        transaction.data().putRecovered(EmvTag.APPLICATION_CRYPTOGRAM, proof.applicationCryptogram());
        transaction.data().putRecovered(EmvTag.ICC_DYNAMIC_NUMBER, proof.iccDynamicNumber());
        return Optional.empty();
    }

    private boolean confirmsRelayResistance(CombinedDataAuthenticated proof) {
        if (transaction.relayResistanceData.isEmpty()) {
            return true;
        }
        int from = OTHER_DYNAMIC_DATA + proof.iccDynamicNumber().length();
        Bytes signed = proof.iccDynamicData();
        int to = from + transaction.relayResistanceData.length();
        return signed.length() >= to && signed.slice(from, to).equals(transaction.relayResistanceData);
    }

    private Optional<Bytes> staticData() {
        return transaction
                .records()
                .signedRecords()
                .staticData(
                        transaction.get(EmvTag.STATIC_DATA_AUTHENTICATION_TAG_LIST),
                        value(EmvTag.APPLICATION_INTERCHANGE_PROFILE));
    }

    private Pan pan() throws EmvDataException {
        try {
            return Pan.parse(transaction.data().require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
        } catch (CryptoException noNumber) {
            throw new EmvDataException(
                    EmvDataException.Reason.FORMAT, EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, "no card number");
        }
    }

    private Bytes value(Tag tag) {
        return transaction.get(tag).orElse(Bytes.EMPTY);
    }
}
