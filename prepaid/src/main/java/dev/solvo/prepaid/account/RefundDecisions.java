package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import java.util.Optional;
import java.util.Set;

/** How spent money comes back. */
final class RefundDecisions {
    private static final Set<OperationKind> SPENT =
            Set.of(OperationKind.DEBIT, OperationKind.CAPTURE, OperationKind.OFFLINE_DEBIT);

    private RefundDecisions() {}

    static Decision refund(Draft draft) throws LedgerException {
        Optional<OperationRow> found = draft.original()
                .filter(operation -> SPENT.contains(operation.facts().kind())
                        && operation.answer().done());
        if (found.isEmpty()) {
            return HoldDecisions.notFound(draft);
        }
        OperationRow original = found.get();
        OperationProgress before = original.progress();
        if (before.reversed()) {
            return draft.refused(RefusalReason.REVERSED);
        }
        if (!draft.hasCurrency()) {
            return draft.wrongCurrency();
        }
        long amount = draft.amount();
        if (amount > spentOf(original) - before.refunded()) {
            return draft.refused(RefusalReason.EXCEEDS_ORIGINAL);
        }
        if (draft.counters().ledger() + amount > ProductRules.LARGEST_BALANCE) {
            return draft.refused(RefusalReason.LIMIT);
        }
        draft.credit(LedgerAccount.settlement(new TerminalId(draft.facts().terminal())), amount);
        draft.progress(original, refunded(before, amount));
        return draft.done(amount);
    }

    static OperationProgress refunded(OperationProgress before, long amount) {
        return new OperationProgress(
                before.holdRemaining(),
                before.holdExpires(),
                before.captured(),
                Math.addExact(before.refunded(), amount),
                before.reversed());
    }

    /** What the card itself spent: of an offline debit, not what went to suspense. */
    private static long spentOf(OperationRow original) {
        long approved = original.answer().approved();
        return original.facts().kind() == OperationKind.OFFLINE_DEBIT
                ? approved - OfflineNote.parse(original.facts().reason()).suspense()
                : approved;
    }
}
