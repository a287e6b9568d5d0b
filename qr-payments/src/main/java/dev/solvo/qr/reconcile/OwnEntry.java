package dev.solvo.qr.reconcile;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One movement of money as our own books have it.
 *
 * @param refund the number of the refund; present if and only if it is one
 * @param amount what was to be paid or refunded, more than zero for both
 */
public record OwnEntry(
        EntryKind kind,
        OrderNumber order,
        Optional<RefundNumber> refund,
        Optional<TransactionId> transactionId,
        Money amount,
        State state) {
    /** How far it came. */
    public enum State {
        /** The money has moved. */
        MOVED,
        /** No money has moved, or it came back: declined, reversed, refused. */
        NOT_MOVED,
        /** Not known yet. */
        OPEN,
    }

    /** Checks that a refund, and nothing else, has a refund number. */
    public OwnEntry {
        if (refund.isPresent() != (kind == EntryKind.REFUND)) {
            throw new IllegalArgumentException("a refund has a refund number and a payment has none: order " + order);
        }
    }
}
