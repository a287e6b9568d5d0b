package dev.solvo.qr.wallet.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.UnknownCause;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {
    static List<PaymentState> states() {
        return List.of(
                new PaymentState.Approved(Records.PAYMENT),
                new PaymentState.Declined(Records.REFUSAL),
                new PaymentState.Pending("USERPAYING"),
                new PaymentState.Unknown(UnknownCause.SIGNATURE_WRONG, "10000"),
                new PaymentState.Reversed("refund"),
                new PaymentState.Conflict(Records.PAYMENT));
    }

    static List<RefundResult> results() {
        return List.of(
                new RefundResult.Refunded(Records.AMOUNT, Optional.of("50000001")),
                new RefundResult.Processing(Optional.empty()),
                new RefundResult.Refused(Records.REFUSAL),
                new RefundResult.Abnormal("ABNORMAL"),
                new RefundResult.Unknown(UnknownCause.NO_ANSWER, ""));
    }

    @ParameterizedTest
    @MethodSource("states")
    void aCollectionIsReadAsItWasWritten(PaymentState state) throws QrException {
        CollectionRecord record = Records.collection("ORDER001", "bill-1", 3, state);
        assertEquals(record, CollectionRecord.fromJson(record.toJson()));
        assertFalse(record.toJson().contains("\n"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aRefundIsReadAsItWasWritten(RefundResult result) throws QrException {
        RefundRecord record = Records.refund("REFUND01", "ORDER001", 3, result);
        assertEquals(record, RefundRecord.fromJson(record.toJson()));
    }

    @Test
    void everyTruncationIsRefused() {
        String whole = Records.collection("ORDER001", "bill-1", 3, new PaymentState.Approved(Records.PAYMENT))
                .toJson();
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThrows(QrException.class, () -> CollectionRecord.fromJson(cut), cut);
        }
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        String whole = Records.collection("ORDER001", "bill-1", 3, Records.OPEN).toJson();
        for (String[] change : new String[][] {
            {"\"revision\":3", "\"revision\":\"3\"", "revision"},
            {"\"wallet\":\"ALIPAY\"", "\"wallet\":\"CASH\"", "CASH"},
            {"\"collection\":1", "\"collection\":2", "version"},
            {"\"is\":\"UNKNOWN\"", "\"is\":\"PAID\"", "state"},
            {"\"minorUnits\":8888", "\"minorUnits\":88.5", "minorUnits"},
            {"\"phase\":\"ASKING\"", "\"phase\":\"ENDED\"", "ENDED"},
            {"\"sale\":\"bill-1\"", "\"sale\":\"\"", "sale"},
            {"\"queries\":3", "\"queries\":99999999999", "overflow"},
            {"\"queries\":3", "\"queries\":3,\"queries\":4", "not JSON"},
        }) {
            assertFalse(whole.equals(whole.replace(change[0], change[1])), change[0]);
            QrException refused = assertThrows(
                    QrException.class, () -> CollectionRecord.fromJson(whole.replace(change[0], change[1])));
            assertEquals("DAMAGED_RECORD", refused.code());
            assertEquals(true, String.valueOf(refused.getMessage()).contains(change[2]), refused.getMessage());
        }
    }
}
