package dev.solvo.qr.reconcile;

import dev.solvo.qr.reconcile.Difference.AmountDiffers;
import dev.solvo.qr.reconcile.Difference.MissingInBill;
import dev.solvo.qr.reconcile.Difference.MissingInBooks;
import dev.solvo.qr.reconcile.Difference.MovedInBillOnly;
import dev.solvo.qr.reconcile.Difference.OpenInBooks;
import dev.solvo.qr.reconcile.Difference.RepeatedInBill;
import dev.solvo.qr.reconcile.Difference.RepeatedInBooks;
import dev.solvo.qr.reconcile.Difference.ReversedInBill;
import dev.solvo.qr.reconcile.Difference.TransactionDiffers;
import dev.solvo.qr.reconcile.OwnEntry.State;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Compares our books with a wallet's bill, movement by movement: a payment is found by its order number, a refund by its
 * order number and its refund number. A payment and its reversal in the bill agree with an order that we took back.
 *
 * <p>Both sides must be of the same account. Entries that are open in our books and absent from the bill are no
 * difference, for their day has not come.
 */
public final class Reconciliation {
    private record Key(EntryKind kind, OrderNumber order, Optional<RefundNumber> refund) {
        static Key of(BillRow row) {
            return new Key(row.kind(), row.order(), row.refund());
        }

        static Key of(OwnEntry entry) {
            return new Key(entry.kind(), entry.order(), entry.refund());
        }

        /** What the row moves back stands in our books under its payment. */
        Key inBooks() {
            return kind == EntryKind.REVERSAL ? new Key(EntryKind.PAYMENT, order, refund) : this;
        }

        Key reversal() {
            return new Key(EntryKind.REVERSAL, order, Optional.empty());
        }
    }

    private final Map<Key, List<BillRow>> rows = new LinkedHashMap<>();
    private final Map<Key, List<OwnEntry>> entries = new LinkedHashMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private int matched;

    private Reconciliation() {}

    /** Finds everything that does not agree, where both sides are of the same time. */
    public static ReconciliationReport compare(Collection<BillRow> bill, Collection<OwnEntry> own) {
        return new Reconciliation().report(bill, own);
    }

    /**
     * Finds everything that does not agree with the bill of a period, such as a day. Give what was begun some hours
     * before and after as well: a payment sent before midnight may be paid after it. Of what the bill does not have, only
     * entries with their time in the period count.
     *
     * @param from the first instant of the bill's period
     * @param before the first instant after it
     */
    public static ReconciliationReport compare(
            Collection<BillRow> bill, Collection<OwnEntry> own, Instant from, Instant before) {
        Set<Key> inBill = new HashSet<>();
        bill.forEach(row -> inBill.add(Key.of(row).inBooks()));
        List<OwnEntry> ofPeriod = new ArrayList<>();
        for (OwnEntry entry : own) {
            boolean inPeriod = !entry.time().isBefore(from) && entry.time().isBefore(before);
            if (inPeriod || inBill.contains(Key.of(entry))) {
                ofPeriod.add(entry);
            }
        }
        return compare(bill, ofPeriod);
    }

    private ReconciliationReport report(Collection<BillRow> bill, Collection<OwnEntry> own) {
        Map<CurrencyUnit, Money> billTotals = new HashMap<>();
        List<BillRow> ordered = new ArrayList<>(bill);
        ordered.sort(Comparator.comparingInt(BillRow::line));
        for (BillRow row : ordered) {
            rows.computeIfAbsent(Key.of(row), k -> new ArrayList<>()).add(row);
            add(billTotals, row.kind(), row.amount());
        }
        Map<CurrencyUnit, Money> ownTotals = new HashMap<>();
        for (OwnEntry entry : own) {
            entries.computeIfAbsent(Key.of(entry), k -> new ArrayList<>()).add(entry);
            if (entry.state() == State.MOVED) {
                add(ownTotals, entry.kind(), entry.amount());
            }
        }
        rows.forEach((key, found) -> compareRows(found, entries.getOrDefault(key.inBooks(), List.of())));
        entries.forEach((key, ours) -> {
            if (ours.size() > 1) {
                differences.add(new RepeatedInBooks(ours));
            }
            boolean absent = !rows.containsKey(key) && !isReversed(key);
            if (absent && ours.get(0).state() == State.MOVED) {
                differences.add(new MissingInBill(ours.get(0)));
            }
        });
        return new ReconciliationReport(matched, differences, billTotals, ownTotals);
    }

    private void compareRows(List<BillRow> found, List<OwnEntry> ours) {
        if (found.size() > 1) {
            differences.add(new RepeatedInBill(found));
        }
        BillRow row = found.get(0);
        if (ours.isEmpty()) {
            differences.add(new MissingInBooks(row));
            return;
        }
        Optional<Difference> difference = difference(row, ours.get(0));
        difference.ifPresent(differences::add);
        if (!difference.isPresent() && found.size() == 1 && ours.size() == 1) {
            matched++;
        }
    }

    private Optional<Difference> difference(BillRow row, OwnEntry own) {
        if (!row.amount().equals(own.amount())) {
            return Optional.of(new AmountDiffers(own, row));
        }
        if (own.state() == State.OPEN) {
            return Optional.of(new OpenInBooks(own, row));
        }
        if (row.kind() == EntryKind.REVERSAL && own.state() == State.MOVED) {
            return Optional.of(new ReversedInBill(own, row));
        }
        boolean cameBack = row.kind() == EntryKind.REVERSAL || isReversed(Key.of(row));
        if (own.state() == State.NOT_MOVED && !cameBack) {
            return Optional.of(new MovedInBillOnly(own, row));
        }
        boolean both = row.transactionId().isPresent() && own.transactionId().isPresent();
        if (both && !row.transactionId().equals(own.transactionId())) {
            return Optional.of(new TransactionDiffers(own, row));
        }
        return Optional.empty();
    }

    private boolean isReversed(Key key) {
        return key.kind() == EntryKind.PAYMENT && rows.containsKey(key.reversal());
    }

    private static void add(Map<CurrencyUnit, Money> totals, EntryKind kind, Money amount) {
        Money signed = kind == EntryKind.PAYMENT ? amount : amount.negated();
        totals.merge(amount.getCurrencyUnit(), signed, Money::plus);
    }
}
