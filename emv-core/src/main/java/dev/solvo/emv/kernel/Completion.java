package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** Asks the card for its last word. EMV 4.4 Book 3, 10.11; Book 4, 6.3.8. */
final class Completion implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.11";

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        CryptogramInformationData.Type type = transaction.course == Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM
                ? CryptogramInformationData.Type.AAC
                : transaction.requestedCryptogram.get();
        int signature = SignedCryptogram.requestAtSecond(transaction, type);
        Bytes cdol2Data = CardRiskManagementData.fill(transaction, EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2);
        return Next.send(
                CardCommand.generateAc(CardActionAnalysis.referenceControlParameter(type) | signature, cdol2Data),
                response -> answered(transaction, type, signature, cdol2Data, response));
    }

    private static Next answered(
            Transaction transaction,
            CryptogramInformationData.Type requested,
            int signature,
            Bytes cdol2Data,
            ResponseApdu response)
            throws EmvDataException {
        if (!response.statusWord().isSuccess()) {
            return Next.unexpectedStatus("the second GENERATE AC", response);
        }
        ApplicationCryptogram cryptogram = SignedCryptogram.parse(response.data(), signature);
        CardRiskManagementData.store(transaction, cryptogram);
        boolean trusted = SignedCryptogram.checkSecond(transaction, cryptogram, signature, cdol2Data);
        transaction.secondResult = Optional.of(transaction.cryptogramResult(cryptogram));
        // Anything but the TC that was asked for counts as an AAC. EMV 4.4 Book 3, 9.3.
        boolean approved = requested == CryptogramInformationData.Type.TC
                && cryptogram.type() == CryptogramInformationData.Type.TC
                && trusted;
        transaction.course = approved ? Transaction.Course.APPROVED : Transaction.Course.DECLINED;
        transaction.explain(
                "The card's final decision",
                REFERENCE,
                () -> Inputs.of(
                        "requested",
                        requested.toString(),
                        "CID",
                        cryptogram.information().toString()),
                approved ? "approved" : "declined");
        return Next.proceed();
    }
}
