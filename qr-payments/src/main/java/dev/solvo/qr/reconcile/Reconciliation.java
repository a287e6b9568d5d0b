package dev.solvo.qr.reconcile;

import dev.solvo.qr.reconcile.Difference.AmountDiffers;
import dev.solvo.qr.reconcile.Difference.MissingInBill;
import dev.solvo.qr.reconcile.Difference.MissingInBooks;
import dev.solvo.qr.reconcile.Difference.MovedInBillOnly;
import dev.solvo.qr.reconcile.Difference.OpenInBooks;
import dev.solvo.qr.reconcile.Difference.RepeatedInBill;
import dev.solvo.qr.reconcile.Difference.RepeatedInBooks;
import dev.solvo.qr.reconcile.Difference.TransactionDiffers;
import dev.solvo.qr.reconcile.OwnEntry.State;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Compares our books with a wallet's bill, movement by movement: a payment is found by its order number, a refund by its
 * order number and its refund number.
 *
 * <p>Both sides must be of the same account and the same time; entries that are open in our books and absent from the
 * bill are no difference, for their day has not come.
 */
public final class Reconciliation {
    private record Key(EntryKind kind, OrderNumber order, Optional<RefundNumber> refund) {}

    private final List<Difference> differences = new ArrayList<>();
    private int matched;

    private Reconciliation() {}

    /** Finds everything that does not agree. */
    public static ReconciliationReport compare(Collection<BillRow> bill, Collection<OwnEntry> own) {
        return new Reconciliation().report(bill, own);
    }

    private ReconciliationReport report(Collection<BillRow> bill, Collection<OwnEntry> own) {
        Map<Key, List<BillRow>> rows = new LinkedHashMap<>();
        Map<CurrencyUnit, Money> billTotals = new HashMap<>();
        for (BillRow row : bill) {
            rows.computeIfAbsent(new Key(row.kind(), row.order(), row.refund()), k -> new ArrayList<>())
                    .add(row);
            add(billTotals, row.kind(), row.amount());
        }
        Map<Key, List<OwnEntry>> entries = new LinkedHashMap<>();
        Map<CurrencyUnit, Money> ownTotals = new HashMap<>();
        for (OwnEntry entry : own) {
            entries.computeIfAbsent(new Key(entry.kind(), entry.order(), entry.refund()), k -> new ArrayList<>())
                    .add(entry);
            if (entry.state() == State.MOVED) {
                add(ownTotals, entry.kind(), entry.amount());
            }
        }
        rows.forEach((key, found) -> compareRows(found, entries.getOrDefault(key, List.of())));
        entries.forEach((key, ours) -> {
            if (ours.size() > 1) {
                differences.add(new RepeatedInBooks(ours));
            }
            if (!rows.containsKey(key) && ours.get(0).state() == State.MOVED) {
                differences.add(new MissingInBill(ours.get(0)));
            }
        });
        return new ReconciliationReport(matched, differences, billTotals, ownTotals);
    }

    private void compareRows(List<BillRow> rows, List<OwnEntry> ours) {
        if (rows.size() > 1) {
            differences.add(new RepeatedInBill(rows));
        }
        BillRow row = rows.get(0);
        if (ours.isEmpty()) {
            differences.add(new MissingInBooks(row));
            return;
        }
        Optional<Difference> difference = difference(row, ours.get(0));
        difference.ifPresent(differences::add);
        if (!difference.isPresent() && rows.size() == 1 && ours.size() == 1) {
            matched++;
        }
    }

    private static Optional<Difference> difference(BillRow row, OwnEntry own) {
        if (!row.amount().equals(own.amount())) {
            return Optional.of(new AmountDiffers(own, row));
        }
        if (own.state() == State.NOT_MOVED) {
            return Optional.of(new MovedInBillOnly(own, row));
        }
        if (own.state() == State.OPEN) {
            return Optional.of(new OpenInBooks(own, row));
        }
        boolean both = row.transactionId().isPresent() && own.transactionId().isPresent();
        if (both && !row.transactionId().equals(own.transactionId())) {
            return Optional.of(new TransactionDiffers(own, row));
        }
        return Optional.empty();
    }

    private static void add(Map<CurrencyUnit, Money> totals, EntryKind kind, Money amount) {
        Money signed = kind == EntryKind.PAYMENT ? amount : amount.negated();
        totals.merge(amount.getCurrencyUnit(), signed, Money::plus);
    }
}
