package dev.solvo.qr.reconcile;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One movement of money as the wallet's bill has it.
 *
 * @param line where it stands in the bill, counted from 1, for people who look it up
 * @param order the merchant's number of the payment, for a refund too
 * @param refund the merchant's number of the refund; present if and only if it is one
 * @param transactionId the wallet's number of the payment, for a refund too
 * @param amount what was paid or given back, always more than zero
 * @param fee what the wallet keeps of it, negative when it gives a fee back
 * @param time when the wallet booked it
 */
public record BillRow(
        int line,
        EntryKind kind,
        OrderNumber order,
        Optional<RefundNumber> refund,
        Optional<TransactionId> transactionId,
        Money amount,
        Optional<Money> fee,
        Optional<Instant> time) {
    /** Checks that a refund, and nothing else, has a refund number, and that the amount is more than zero. */
    public BillRow {
        if (refund.isPresent() != (kind == EntryKind.REFUND)) {
            throw new IllegalArgumentException("a refund, and nothing else, has a refund number: order " + order);
        }
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("the amount of order " + order + " is not more than zero: " + amount);
        }
        if (fee.isPresent() && !fee.get().getCurrencyUnit().equals(amount.getCurrencyUnit())) {
            throw new IllegalArgumentException("the fee of order " + order + " is in another currency than its amount");
        }
    }
}
