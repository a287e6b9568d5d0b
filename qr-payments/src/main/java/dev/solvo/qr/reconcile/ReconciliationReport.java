package dev.solvo.qr.reconcile;

import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a comparison found.
 *
 * @param matched how many of the bill's rows agree in everything with our books
 * @param differences what does not agree, in the order of the bill, then of our books
 * @param billTotals payments less refunds and reversals in the bill, by currency
 * @param ownTotals payments less refunds that moved by our books, by currency
 */
public record ReconciliationReport(
        int matched,
        List<Difference> differences,
        Map<CurrencyUnit, Money> billTotals,
        Map<CurrencyUnit, Money> ownTotals) {
    /** Copies what can change. */
    public ReconciliationReport {
        differences = List.copyOf(differences);
        billTotals = Map.copyOf(billTotals);
        ownTotals = Map.copyOf(ownTotals);
    }

    /** Whether everything agrees. */
    public boolean agrees() {
        return differences.isEmpty();
    }
}
