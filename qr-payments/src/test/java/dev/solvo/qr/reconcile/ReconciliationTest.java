package dev.solvo.qr.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.reconcile.OwnEntry.State;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

final class ReconciliationTest {
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

    private static Money cny(long fen) {
        return Money.ofMinor(CNY, fen);
    }

    private static BillRow paid(String order, long fen, String transaction) {
        return new BillRow(
                1,
                EntryKind.PAYMENT,
                OrderNumber.of(order),
                Optional.empty(),
                Optional.of(new TransactionId(transaction)),
                cny(fen),
                Optional.empty(),
                Optional.empty());
    }

    private static BillRow refunded(String order, String refund, long fen) {
        return new BillRow(
                1,
                EntryKind.REFUND,
                OrderNumber.of(order),
                Optional.of(RefundNumber.of(refund)),
                Optional.empty(),
                cny(fen),
                Optional.empty(),
                Optional.empty());
    }

    private static OwnEntry own(String order, long fen, State state, String transaction) {
        return new OwnEntry(
                EntryKind.PAYMENT,
                OrderNumber.of(order),
                Optional.empty(),
                Optional.of(new TransactionId(transaction)),
                cny(fen),
                state);
    }

    private static OwnEntry ownRefund(String order, String refund, long fen) {
        return new OwnEntry(
                EntryKind.REFUND,
                OrderNumber.of(order),
                Optional.of(RefundNumber.of(refund)),
                Optional.empty(),
                cny(fen),
                State.MOVED);
    }

    @Example
    void whatAgreesIsCountedAndAddedUp() {
        ReconciliationReport report = Reconciliation.compare(
                List.of(paid("A", 500, "t1"), refunded("A", "R1", 200), refunded("A", "R2", 100)),
                List.of(ownRefund("A", "R2", 100), own("A", 500, State.MOVED, "t1"), ownRefund("A", "R1", 200)));
        assertTrue(report.agrees());
        assertEquals(3, report.matched());
        assertEquals(Map.of(CNY, cny(200)), report.billTotals());
        assertEquals(report.billTotals(), report.ownTotals());
    }

    @Example
    void eachDifferenceHasItsOwnType() {
        BillRow row = paid("A", 500, "t1");
        OwnEntry moved = own("A", 500, State.MOVED, "t1");
        assertEquals(only(new Difference.MissingInBooks(row)), differences(List.of(row), List.of()));
        assertEquals(only(new Difference.MissingInBill(moved)), differences(List.of(), List.of(moved)));
        OwnEntry dearer = own("A", 501, State.MOVED, "t1");
        assertEquals(only(new Difference.AmountDiffers(dearer, row)), differences(List.of(row), List.of(dearer)));
        OwnEntry declined = own("A", 500, State.NOT_MOVED, "t1");
        assertEquals(only(new Difference.MovedInBillOnly(declined, row)), differences(List.of(row), List.of(declined)));
        OwnEntry open = own("A", 500, State.OPEN, "t1");
        assertEquals(only(new Difference.OpenInBooks(open, row)), differences(List.of(row), List.of(open)));
        OwnEntry other = own("A", 500, State.MOVED, "t2");
        assertEquals(only(new Difference.TransactionDiffers(other, row)), differences(List.of(row), List.of(other)));
        assertEquals(
                only(new Difference.RepeatedInBill(List.of(row, row))), differences(List.of(row, row), List.of(moved)));
        assertEquals(
                only(new Difference.RepeatedInBooks(List.of(moved, moved))),
                differences(List.of(row), List.of(moved, moved)));
    }

    @Example
    void whatDidNotMoveAndIsNotInTheBillIsNoDifference() {
        assertEquals(
                List.of(),
                differences(List.of(), List.of(own("A", 1, State.NOT_MOVED, "t"), own("B", 1, State.OPEN, "t"))));
    }

    /** Whatever is taken out of one side is found again, and nothing else. */
    @Property
    void whatIsMissingIsFound(@ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 9999) Integer> amounts) {
        List<BillRow> rows = new ArrayList<>();
        List<OwnEntry> ours = new ArrayList<>();
        List<Difference> expected = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            int fen = amounts.get(i);
            BillRow row = paid("A" + i, fen, "t" + i);
            OwnEntry entry = own("A" + i, fen, State.MOVED, "t" + i);
            if (fen % 3 != 0) {
                rows.add(row);
            }
            if (fen % 3 != 1) {
                ours.add(entry);
            }
        }
        rows.stream()
                .filter(r -> r.amount().getAmountMinorLong() % 3 == 1)
                .forEach(r -> expected.add(new Difference.MissingInBooks(r)));
        ours.stream()
                .filter(o -> o.amount().getAmountMinorLong() % 3 == 0)
                .forEach(o -> expected.add(new Difference.MissingInBill(o)));
        assertEquals(expected, differences(rows, ours));
    }

    private static List<Difference> only(Difference difference) {
        return List.of(difference);
    }

    private static List<Difference> differences(List<BillRow> rows, List<OwnEntry> own) {
        return Reconciliation.compare(rows, own).differences();
    }
}
