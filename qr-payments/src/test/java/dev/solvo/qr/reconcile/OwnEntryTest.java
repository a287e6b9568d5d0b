package dev.solvo.qr.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.reconcile.OwnEntry.State;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.SaleReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

final class OwnEntryTest {
    private static final Instant SENT = Instant.parse("2026-11-23T15:59:58Z");
    private static final Instant PAID = Instant.parse("2026-11-23T16:00:03Z");
    private static final OrderNumber NUMBER = OrderNumber.of("POS20261123T0001");
    private static final Refusal REFUSAL = new Refusal(
            "NOTENOUGH",
            Refusal.NextStep.OTHER_MEANS,
            new BilingualText("余额不足", "not enough money"),
            new BilingualText("余额不足", "not enough money"));
    private static final TransactionId TRANSACTION = new TransactionId("4200000002202611230000000001");

    private static Money cny(long fen) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), fen);
    }

    private static Payment payment(long fen, Optional<Instant> paidAt) {
        return new Payment(cny(fen), Optional.empty(), List.of(), Optional.empty(), TRANSACTION, paidAt);
    }

    private static OwnEntry ofState(PaymentState state) {
        return OwnEntry.of(new CollectionRecord(
                3,
                Wallet.WECHAT_PAY,
                "1900000001",
                SaleReference.of("S1"),
                new OrderReference(NUMBER, cny(8888), SENT, Optional.empty()),
                CollectionRecord.Presentation.CUSTOMER_SHOWS,
                SENT.plusSeconds(300),
                state.isFinal() ? CollectionRecord.Phase.ENDED : CollectionRecord.Phase.ASKING,
                false,
                1,
                0,
                false,
                SENT,
                state));
    }

    private static OwnEntry ofResult(RefundResult result) {
        boolean open = result instanceof RefundResult.Unknown || result instanceof RefundResult.Processing;
        return OwnEntry.of(new RefundRecord(
                1,
                Wallet.WECHAT_PAY,
                "1900000001",
                new Refund(
                        RefundNumber.of("R1"),
                        new OrderReference(NUMBER, cny(8888), SENT, Optional.of(TRANSACTION)),
                        cny(1200),
                        PAID,
                        Optional.empty()),
                open ? RefundRecord.Phase.ASKING : RefundRecord.Phase.ENDED,
                1,
                0,
                PAID,
                result));
    }

    private static OwnEntry expected(State state, Optional<TransactionId> id, Instant time) {
        return new OwnEntry(EntryKind.PAYMENT, NUMBER, Optional.empty(), id, cny(8888), state, time);
    }

    @Test
    void anApprovedPaymentMovedWhenTheWalletSays() {
        assertEquals(
                expected(State.MOVED, Optional.of(TRANSACTION), PAID),
                ofState(new PaymentState.Approved(payment(8888, Optional.of(PAID)))));
        assertEquals(
                expected(State.MOVED, Optional.of(TRANSACTION), SENT),
                ofState(new PaymentState.Approved(payment(8888, Optional.empty()))));
    }

    @Test
    void aConflictMovedWithTheAmountThatItShouldHave() {
        assertEquals(
                expected(State.MOVED, Optional.of(TRANSACTION), PAID),
                ofState(new PaymentState.Conflict(payment(8880, Optional.of(PAID)))));
    }

    @Test
    void declinedAndReversedDidNotMove() {
        OwnEntry notMoved = expected(State.NOT_MOVED, Optional.empty(), SENT);
        assertEquals(notMoved, ofState(new PaymentState.Declined(REFUSAL)));
        assertEquals(notMoved, ofState(new PaymentState.Reversed("refund")));
    }

    @Test
    void pendingAndUnknownAreOpen() {
        OwnEntry open = expected(State.OPEN, Optional.empty(), SENT);
        assertEquals(open, ofState(new PaymentState.Pending("USERPAYING")));
        assertEquals(open, ofState(new PaymentState.Unknown(UnknownCause.NO_ANSWER, "")));
    }

    @Test
    void aRefundHasItsOwnEntryBesideItsPayment() {
        OwnEntry refunded = ofResult(new RefundResult.Refunded(cny(1200), Optional.of("50000")));
        assertEquals(
                new OwnEntry(
                        EntryKind.REFUND,
                        NUMBER,
                        Optional.of(RefundNumber.of("R1")),
                        Optional.of(TRANSACTION),
                        cny(1200),
                        State.MOVED,
                        PAID),
                refunded);
        assertEquals(
                cny(1100),
                ofResult(new RefundResult.Refunded(cny(1100), Optional.empty())).amount());
    }

    @Test
    void otherRefundsHaveNotMovedOrAreOpen() {
        assertEquals(
                State.NOT_MOVED, ofResult(new RefundResult.Refused(REFUSAL)).state());
        assertEquals(
                State.OPEN,
                ofResult(new RefundResult.Processing(Optional.empty())).state());
        assertEquals(
                State.OPEN,
                ofResult(new RefundResult.Unknown(UnknownCause.NO_ANSWER, "")).state());
        assertEquals(State.OPEN, ofResult(new RefundResult.Abnormal("CHANGE")).state());
    }

    @Test
    void ourBooksHaveNoReversals() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new OwnEntry(
                        EntryKind.REVERSAL, NUMBER, Optional.empty(), Optional.empty(), cny(1), State.NOT_MOVED, SENT));
    }
}
