package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the card for its first cryptogram and draws the consequences. EMV 4.4 Book 3, 10.8; Book 4, 6.3.7. */
final class CardActionAnalysis implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.8";
    private static final String ADVICE = "EMV 4.4 Book 4, 6.3.7";

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        CryptogramInformationData.Type type = transaction.requestedCryptogram.get();
        int signature = SignedCryptogram.requestAtFirst(transaction, type);
        if (type == CryptogramInformationData.Type.AAC
                && transaction.cardAuthentication.cdaKey().isPresent()) {
            // CDA was selected but no signature will be asked for. EMV 4.4 Book 2, 6.6.
            transaction.set(
                    Bit.OFFLINE_DATA_AUTHENTICATION_NOT_PERFORMED,
                    "EMV 4.4 Book 2, 6.6",
                    () -> Inputs.of("method", Method.CDA.name(), "requested", type.name()));
        }
        Bytes cdol1Data = CardRiskManagementData.fill(transaction, EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1);
        transaction.cdol1Data = cdol1Data;
        return Next.send(
                CardCommand.generateAc(referenceControlParameter(type) | signature, cdol1Data),
                response -> answered(transaction, type, signature, response));
    }

    /** Bits 8 and 7 of the reference control parameter. EMV 4.4 Book 3, 6.5.5.2. */
    static int referenceControlParameter(CryptogramInformationData.Type type) {
        return switch (type) {
            case AAC -> 0x00;
            case TC -> 0x40;
            case ARQC -> 0x80;
            case RESERVED -> throw new IllegalStateException("no such cryptogram can be asked for");
        };
    }

    private static Next answered(
            Transaction transaction, CryptogramInformationData.Type requested, int signature, ResponseApdu response)
            throws EmvDataException {
        if (!response.statusWord().isSuccess()) {
            return Next.unexpectedStatus("GENERATE AC", response);
        }
        ApplicationCryptogram cryptogram = SignedCryptogram.parse(response.data(), signature);
        CryptogramInformationData.Type type = cryptogram.type();
        if (type == CryptogramInformationData.Type.RESERVED || isHigher(type, requested)) {
            return Next.cardError("the card answered a request for " + requested + " with " + type);
        }
        CardRiskManagementData.store(transaction, cryptogram);
        transaction.firstCryptogram = Optional.of(cryptogram);
        Supplier<Map<String, String>> inputs = () -> Inputs.of(
                "requested",
                requested.name(),
                "CID 9F27",
                cryptogram.information().toString());
        transaction.set(TransactionStatusInformation.Bit.CARD_RISK_MANAGEMENT_PERFORMED, REFERENCE, inputs);
        transaction.explain("The card's decision", REFERENCE, inputs, type.name());
        if (cryptogram.information().adviceRequired()) {
            transaction.explain("The card asks for an advice", ADVICE, inputs, "advice required");
        }
        boolean trusted = SignedCryptogram.checkFirst(transaction, cryptogram, signature);
        transaction.firstResult = Optional.of(transaction.cryptogramResult(cryptogram));
        return follow(transaction, cryptogram, trusted);
    }

    private static Next follow(Transaction transaction, ApplicationCryptogram cryptogram, boolean trusted)
            throws EmvDataException {
        if (cryptogram.type() == CryptogramInformationData.Type.AAC) {
            if (cryptogram.information().reasonCode() == CryptogramInformationData.ReasonCode.SERVICE_NOT_ALLOWED) {
                return Next.terminate(
                        TerminationReason.SERVICE_NOT_ALLOWED, "the card declined because the service is not allowed");
            }
            declineOffline(transaction);
        } else if (trusted) {
            transaction.course = cryptogram.type() == CryptogramInformationData.Type.TC
                    ? Transaction.Course.APPROVED
                    : Transaction.Course.ONLINE;
        } else if (transaction.cardAuthentication.method() == Method.XDA
                && !TerminalActionAnalysis.matchesDenial(transaction)) {
            // NOTE: one source only for a TC in hand: the issuer decides, and the card is not asked again.
            transaction.course = Transaction.Course.ONLINE;
        } else if (cryptogram.type() == CryptogramInformationData.Type.TC) {
            declineOffline(transaction);
        } else {
            transaction
                    .data()
                    .putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, TerminalActionAnalysis.OFFLINE_DECLINED);
            transaction.course = Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM;
        }
        return Next.proceed();
    }

    private static void declineOffline(Transaction transaction) {
        transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, TerminalActionAnalysis.OFFLINE_DECLINED);
        transaction.course = Transaction.Course.DECLINED;
    }

    /** A card may answer with the cryptogram asked for or a lower one: TC, ARQC, AAC. EMV 4.4 Book 3, 9.3. */
    private static boolean isHigher(CryptogramInformationData.Type answered, CryptogramInformationData.Type requested) {
        return rank(answered) > rank(requested);
    }

    private static int rank(CryptogramInformationData.Type type) {
        return switch (type) {
            case AAC -> 0;
            case ARQC -> 1;
            case TC -> 2;
            case RESERVED -> 3;
        };
    }
}
