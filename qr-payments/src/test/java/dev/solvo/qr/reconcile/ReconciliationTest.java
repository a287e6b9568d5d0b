package dev.solvo.qr.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.reconcile.OwnEntry.State;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

final class ReconciliationTest {
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

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

    private static BillRow reversed(String order, long fen) {
        return new BillRow(
                2,
                EntryKind.REVERSAL,
                OrderNumber.of(order),
                Optional.empty(),
                Optional.of(new TransactionId("t1")),
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
                state,
                NOON);
    }

    private static OwnEntry at(String time, OwnEntry entry) {
        return new OwnEntry(
                entry.kind(),
                entry.order(),
                entry.refund(),
                entry.transactionId(),
                entry.amount(),
                entry.state(),
                Instant.parse(time));
    }

    private static OwnEntry ownRefund(String order, String refund, long fen) {
        return new OwnEntry(
                EntryKind.REFUND,
                OrderNumber.of(order),
                Optional.of(RefundNumber.of(refund)),
                Optional.empty(),
                cny(fen),
                State.MOVED,
                NOON);
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

    @Example
    void anOrderTakenBackAgreesWithItsPaymentAndReversal() {
        OwnEntry takenBack = own("A", 500, State.NOT_MOVED, "t1");
        ReconciliationReport report =
                Reconciliation.compare(List.of(paid("A", 500, "t1"), reversed("A", 500)), List.of(takenBack));
        assertTrue(report.agrees());
        assertEquals(2, report.matched());
        assertEquals(Map.of(CNY, cny(0)), report.billTotals());
        // The payment stood in the bill of the day before.
        assertEquals(List.of(), differences(List.of(reversed("A", 500)), List.of(takenBack)));
    }

    @Example
    void aReversalThatOurBooksDoNotKnowIsADifference() {
        BillRow reversal = reversed("A", 500);
        OwnEntry moved = own("A", 500, State.MOVED, "t1");
        assertEquals(
                only(new Difference.ReversedInBill(moved, reversal)),
                differences(List.of(paid("A", 500, "t1"), reversal), List.of(moved)));
        assertEquals(
                only(new Difference.ReversedInBill(moved, reversal)), differences(List.of(reversal), List.of(moved)));
        assertEquals(only(new Difference.MissingInBooks(reversal)), differences(List.of(reversal), List.of()));
        OwnEntry open = own("A", 500, State.OPEN, "t1");
        assertEquals(only(new Difference.OpenInBooks(open, reversal)), differences(List.of(reversal), List.of(open)));
        OwnEntry dearer = own("A", 501, State.NOT_MOVED, "t1");
        assertEquals(
                only(new Difference.AmountDiffers(dearer, reversal)), differences(List.of(reversal), List.of(dearer)));
    }

    @Example
    void ofAPeriodOnlyItsOwnEntriesCanBeMissing() {
        OwnEntry before = at("2026-11-22T15:59:59Z", own("A", 1, State.MOVED, "t"));
        OwnEntry first = at("2026-11-22T16:00:00Z", own("B", 2, State.MOVED, "t"));
        OwnEntry last = at("2026-11-23T15:59:59Z", own("C", 4, State.MOVED, "t"));
        OwnEntry after = at("2026-11-23T16:00:00Z", own("D", 8, State.MOVED, "t"));
        OwnEntry sentBefore = at("2026-11-22T15:59:00Z", own("E", 16, State.MOVED, "t1"));
        ReconciliationReport report = Reconciliation.compare(
                List.of(paid("E", 16, "t1")),
                List.of(before, first, last, after, sentBefore),
                Instant.parse("2026-11-22T16:00:00Z"),
                Instant.parse("2026-11-23T16:00:00Z"));
        assertEquals(
                List.of(new Difference.MissingInBill(first), new Difference.MissingInBill(last)), report.differences());
        assertEquals(1, report.matched());
        assertEquals(Map.of(CNY, cny(22)), report.ownTotals());
    }

    /** In whatever order the rows are given: the report goes by their lines. */
    @Property
    void shuffledRowsGiveTheSameReport(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 999) Integer> rolls, @ForAll Random random) {
        List<BillRow> rows = new ArrayList<>();
        List<OwnEntry> ours = new ArrayList<>();
        for (int i = 0; i < rolls.size(); i++) {
            int roll = rolls.get(i);
            // Few orders, so that rows repeat, and all kinds and states.
            String order = "A" + roll % 7;
            EntryKind kind = List.of(EntryKind.values()).get(roll % 3);
            rows.add(new BillRow(
                    i + 2,
                    kind,
                    OrderNumber.of(order),
                    kind == EntryKind.REFUND ? Optional.of(RefundNumber.of("R" + roll % 2)) : Optional.empty(),
                    Optional.of(new TransactionId("t" + roll % 2)),
                    cny(1 + roll % 2),
                    Optional.empty(),
                    Optional.empty()));
            ours.add(own(order, 1, List.of(State.values()).get(roll / 100 % 3), "t0"));
        }
        List<BillRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertEquals(Reconciliation.compare(rows, ours), Reconciliation.compare(shuffled, ours));
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
