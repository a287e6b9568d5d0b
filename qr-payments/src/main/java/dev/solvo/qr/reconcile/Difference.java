package dev.solvo.qr.reconcile;

import java.util.List;

/** One thing on which the books and the bill do not agree; each asks for a person's look. */
public sealed interface Difference {
    /** We say that the money moved, and the bill does not know of it: perhaps it stands in the bill of another day. */
    record MissingInBill(OwnEntry own) implements Difference {}

    /** The wallet moved money under a number that our books do not have. */
    record MissingInBooks(BillRow row) implements Difference {}

    /** Both have it, with different amounts or currencies. */
    record AmountDiffers(OwnEntry own, BillRow row) implements Difference {}

    /** The wallet moved the money, and we say that it did not: a customer may have paid for nothing. */
    record MovedInBillOnly(OwnEntry own, BillRow row) implements Difference {}

    /** We say that the payment stands, and the wallet gave the money back for a cancelled or reversed order. */
    record ReversedInBill(OwnEntry own, BillRow row) implements Difference {}

    /** The wallet moved the money, and we do not know yet: resume the record, and it will be settled. */
    record OpenInBooks(OwnEntry own, BillRow row) implements Difference {}

    /** Both have it, under different numbers of the wallet. */
    record TransactionDiffers(OwnEntry own, BillRow row) implements Difference {}

    /** The bill has the same movement more than once. */
    record RepeatedInBill(List<BillRow> rows) implements Difference {
        /** Copies the list. */
        public RepeatedInBill {
            rows = List.copyOf(rows);
        }
    }

    /** Our books have the same movement more than once. */
    record RepeatedInBooks(List<OwnEntry> entries) implements Difference {
        /** Copies the list. */
        public RepeatedInBooks {
            entries = List.copyOf(entries);
        }
    }
}
