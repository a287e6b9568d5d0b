package dev.solvo.emv.kernel;

import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** Makes sure that the person with the card is its holder, in a way that card and terminal both support. EMV 4.4 Book 3, 10.5. */
final class CardholderVerification implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.5";
    private static final String MISSING_DATA = "EMV 4.4 Book 3, 7.5";

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        boolean asked = transaction.aip.isPresent()
                && transaction.aip.get().contains(ApplicationInterchangeProfile.Bit.CARDHOLDER_VERIFICATION_SUPPORTED);
        if (!asked) {
            return notPerformed(transaction, "the card does not support it");
        }
        Optional<Bytes> value = transaction.get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST);
        if (!value.isPresent()) {
            transaction.set(
                    TerminalVerificationResults.Bit.ICC_DATA_MISSING,
                    MISSING_DATA,
                    () -> Inputs.of("82", "cardholder verification is supported", "8E", "absent"));
            return notPerformed(transaction, "the card gives no list of methods");
        }
        CvmList list = CvmList.parse(value.get());
        if (list.rules().isEmpty()) {
            return notPerformed(transaction, "the card's list has no rules");
        }
        return new CvmListProcessing(transaction, list).begin();
    }

    private static Next notPerformed(Transaction transaction, String why) {
        store(transaction, CvmResults.NOT_PERFORMED);
        transaction.explain(
                "Cardholder verification",
                REFERENCE,
                () -> Inputs.of("reason", why),
                "not performed, 9F34 = " + CvmResults.NOT_PERFORMED.toBytes().toHex());
        return Next.proceed();
    }

    /** From here on every data object list that asks for 9F34 gets this value. EMV 4.4 Book 4, 6.3.4.5. */
    static void store(Transaction transaction, CvmResults results) {
        transaction.cvmResults = Optional.of(results);
        transaction.data().putApplication(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, results.toBytes());
    }
}
