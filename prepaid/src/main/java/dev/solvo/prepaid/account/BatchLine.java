package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.OperationKind;
import java.util.EnumSet;
import java.util.Set;
import org.joda.money.Money;

/**
 * A line of a batch: what was done and not reversed, of one kind and currency.
 *
 * @param kind one of {@link #KINDS}
 * @param count how many, 0 or more
 * @param amount what was approved, in all
 */
public record BatchLine(OperationKind kind, long count, Money amount) {
    /** The kinds that a batch has totals of: those that money moves by at a terminal. */
    public static final Set<OperationKind> KINDS = Set.copyOf(EnumSet.of(
            OperationKind.LOAD,
            OperationKind.DEBIT,
            OperationKind.CAPTURE,
            OperationKind.REFUND,
            OperationKind.UNLINKED_REFUND,
            OperationKind.TRANSFER,
            OperationKind.OFFLINE_DEBIT));

    /** @throws IllegalArgumentException if the kind has no totals, or something is negative */
    public BatchLine {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("a batch has no totals of " + kind);
        }
        if (count < 0 || amount.isNegative()) {
            throw new IllegalArgumentException("a total is not negative");
        }
        if (amount.getAmount().unscaledValue().bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("a total is less than 2^63 minor units");
        }
    }
}
