package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.reconcile.BillRow;
import dev.solvo.qr.reconcile.Difference;
import dev.solvo.qr.reconcile.OwnEntry;
import dev.solvo.qr.reconcile.ReconciliationReport;
import dev.solvo.qr.wallet.TransactionId;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a comparison of bill and books found, in words and as JSON. */
final class ReconciliationText {
    /** One difference taken apart: its name, what it means, and the two sides. */
    private record Parts(String name, String meaning, List<OwnEntry> books, List<BillRow> bill) {
        static Parts of(Difference difference) {
            if (difference instanceof Difference.MissingInBill d) {
                return parts("MISSING_IN_BILL", "moved by our books, and is not in the bill", d.own());
            }
            if (difference instanceof Difference.MissingInBooks d) {
                return new Parts(
                        "MISSING_IN_BOOKS",
                        "is in the bill, and our books do not know it",
                        List.of(),
                        List.of(d.row()));
            }
            if (difference instanceof Difference.AmountDiffers d) {
                return parts("AMOUNT_DIFFERS", "has another amount in the bill", d.own(), d.row());
            }
            if (difference instanceof Difference.MovedInBillOnly d) {
                return parts("MOVED_IN_BILL_ONLY", "moved by the bill, and not by our books", d.own(), d.row());
            }
            if (difference instanceof Difference.ReversedInBill d) {
                return parts(
                        "REVERSED_IN_BILL", "was given back by the bill, and stands in our books", d.own(), d.row());
            }
            if (difference instanceof Difference.OpenInBooks d) {
                return parts(
                        "OPEN_IN_BOOKS", "moved by the bill, and is open in our books: resume it", d.own(), d.row());
            }
            if (difference instanceof Difference.TransactionDiffers d) {
                return parts("TRANSACTION_DIFFERS", "has another number of the wallet in the bill", d.own(), d.row());
            }
            if (difference instanceof Difference.RepeatedInBill d) {
                return new Parts("REPEATED_IN_BILL", "is more than once in the bill", List.of(), d.rows());
            }
            Difference.RepeatedInBooks d = (Difference.RepeatedInBooks) difference;
            return new Parts("REPEATED_IN_BOOKS", "is more than once in our books", d.entries(), List.of());
        }

        private static Parts parts(String name, String meaning, OwnEntry own, BillRow... rows) {
            return new Parts(name, meaning, List.of(own), List.of(rows));
        }

        private String movement() {
            if (books.isEmpty()) {
                BillRow row = bill.get(0);
                return words(row.kind(), row.order(), row.refund());
            }
            OwnEntry own = books.get(0);
            return words(own.kind(), own.order(), own.refund());
        }

        private static String words(Object kind, Object order, Optional<?> refund) {
            return kind.toString().toLowerCase(Locale.ROOT)
                    + refund.map(number -> " " + number + " of order ").orElse(" of order ")
                    + order;
        }

        private String sides() {
            String ours =
                    books.stream().map(own -> own.amount() + " " + own.state()).collect(Collectors.joining(", "));
            String theirs = bill.stream()
                    .map(row -> row.amount() + " on line " + row.line())
                    .collect(Collectors.joining(", "));
            return (ours.isEmpty() ? "" : "; books " + ours) + (theirs.isEmpty() ? "" : "; bill " + theirs);
        }
    }

    private ReconciliationText() {}

    /** A line for each difference, and one for the whole. */
    static void print(ReconciliationReport report, PrintWriter out) {
        for (Difference difference : report.differences()) {
            Parts parts = Parts.of(difference);
            out.printf("%-19s %s %s%s%n", parts.name(), parts.movement(), parts.meaning(), parts.sides());
        }
        out.printf(
                "rows that agree: %d; differences: %d; bill %s, books %s%n",
                report.matched(), report.differences().size(), sums(report.billTotals()), sums(report.ownTotals()));
    }

    private static String sums(Map<CurrencyUnit, Money> totals) {
        return totals.isEmpty()
                ? "nothing"
                : totals.values().stream().map(Money::toString).sorted().collect(Collectors.joining(" and "));
    }

    static ObjectNode json(ReconciliationReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("agrees", report.agrees());
        json.put("matched", report.matched());
        put(json, "billTotals", report.billTotals());
        put(json, "booksTotals", report.ownTotals());
        json.putArray("differences");
        for (Difference difference : report.differences()) {
            Parts parts = Parts.of(difference);
            ObjectNode entry = json.withArray("differences").addObject();
            entry.put("difference", parts.name());
            parts.books().forEach(own -> put(entry.withArray("books").addObject(), own));
            parts.bill().forEach(row -> put(entry.withArray("bill").addObject(), row));
        }
        return json;
    }

    private static void put(ObjectNode json, String key, Map<CurrencyUnit, Money> totals) {
        json.putArray(key);
        totals.values().stream()
                .sorted(Comparator.comparing(Money::getCurrencyUnit))
                .forEach(sum -> StateReport.put(json.withArray(key).addObject(), sum));
    }

    private static void put(ObjectNode side, OwnEntry own) {
        put(side, own.kind(), own.order(), own.refund(), own.transactionId(), own.amount());
        side.put("state", own.state().name());
        side.put("time", own.time().toString());
    }

    private static void put(ObjectNode side, BillRow row) {
        put(side, row.kind(), row.order(), row.refund(), row.transactionId(), row.amount());
        row.time().ifPresent(time -> side.put("time", time.toString()));
        side.put("line", row.line());
    }

    private static void put(
            ObjectNode side,
            Object kind,
            Object order,
            Optional<?> refund,
            Optional<TransactionId> transactionId,
            Money amount) {
        side.put("kind", kind.toString());
        side.put("orderNumber", order.toString());
        refund.ifPresent(number -> side.put("refundNumber", number.toString()));
        transactionId.ifPresent(id -> side.put("transactionId", id.text()));
        StateReport.put(side.putObject("amount"), amount);
    }
}
