package dev.solvo.qr.reconcile;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One movement of money as our own books have it.
 *
 * @param kind PAYMENT or REFUND; an order that was taken back is a payment that did not move
 * @param order the number of the payment, for a refund too
 * @param refund the number of the refund; present if and only if it is one
 * @param transactionId the wallet's number of the payment, for a refund too
 * @param amount what was to be paid or refunded
 * @param state how far it came
 * @param time when the customer paid, by the wallet's clock; where that is not known, when it was first sent
 */
public record OwnEntry(
        EntryKind kind,
        OrderNumber order,
        Optional<RefundNumber> refund,
        Optional<TransactionId> transactionId,
        Money amount,
        State state,
        Instant time) {
    /** How far it came. */
    public enum State {
        /** The money has moved. */
        MOVED,
        /** No money has moved, or it came back: declined, reversed, refused. */
        NOT_MOVED,
        /** Not known yet. */
        OPEN,
    }

    /** Checks that a refund, and nothing else, has a refund number, and that it is no reversal. */
    public OwnEntry {
        if (kind == EntryKind.REVERSAL) {
            throw new IllegalArgumentException("a reversal is the payment that did not move: order " + order);
        }
        if (refund.isPresent() != (kind == EntryKind.REFUND)) {
            throw new IllegalArgumentException("a refund, and nothing else, has a refund number: order " + order);
        }
    }

    /**
     * The payment of a record: MOVED when approved, NOT_MOVED when declined or reversed, OPEN while pending or unknown.
     *
     * <p>A conflict is MOVED, for the wallet has a payment under the number; with the order's amount, so that it differs
     * from the bill's and is reported.
     */
    public static OwnEntry of(CollectionRecord record) {
        PaymentState state = record.state();
        OrderReference order = record.order();
        if (state instanceof PaymentState.Approved approved) {
            return moved(order, approved.payment());
        }
        if (state instanceof PaymentState.Conflict conflict) {
            return moved(order, conflict.found());
        }
        return new OwnEntry(
                EntryKind.PAYMENT,
                order.number(),
                Optional.empty(),
                order.transactionId(),
                order.amount(),
                state.isFinal() ? State.NOT_MOVED : State.OPEN,
                order.submittedAt());
    }

    private static OwnEntry moved(OrderReference order, Payment payment) {
        return new OwnEntry(
                EntryKind.PAYMENT,
                order.number(),
                Optional.empty(),
                Optional.of(payment.transactionId()),
                order.amount(),
                State.MOVED,
                payment.paidAt().orElse(order.submittedAt()));
    }

    /**
     * The refund of a record: MOVED when refunded, with the amount that the wallet says; NOT_MOVED when refused; OPEN
     * while processing or unknown, and when the wallet could not deliver it, until somebody has acted. A payment that is
     * refunded in part or whole stays MOVED beside it.
     */
    public static OwnEntry of(RefundRecord record) {
        Refund refund = record.refund();
        Money amount = refund.amount();
        State state = State.OPEN;
        if (record.result() instanceof RefundResult.Refunded refunded) {
            amount = refunded.amount();
            state = State.MOVED;
        } else if (record.result() instanceof RefundResult.Refused) {
            state = State.NOT_MOVED;
        }
        return new OwnEntry(
                EntryKind.REFUND,
                refund.order().number(),
                Optional.of(refund.number()),
                refund.order().transactionId(),
                amount,
                state,
                refund.submittedAt());
    }
}
