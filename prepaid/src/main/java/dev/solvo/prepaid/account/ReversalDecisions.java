package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import java.util.Optional;

/** How operations are undone: by correcting entries, and a note in what was undone. */
final class ReversalDecisions {
    private ReversalDecisions() {}

    static Decision reverse(Draft draft) throws LedgerException {
        boolean told = !draft.caller().isTerminal() || draft.isUsable();
        Optional<OperationRow> found = draft.original();
        if (found.isEmpty()) {
            draft.tombstone(told ? RefusalReason.REVERSED : RefusalReason.NOT_ACCEPTED);
            return told ? draft.done(0) : draft.notUsable();
        }
        OperationRow original = found.get();
        boolean ours = !draft.caller().isTerminal()
                || original.facts().kind() == OperationKind.TOMBSTONE
                || original.facts().terminal().equals(draft.caller().terminal());
        if (!ours) {
            return HoldDecisions.notFound(draft);
        }
        if (!original.answer().done()) {
            return told ? draft.done(0) : draft.notUsable();
        }
        if (original.progress().reversed()) {
            return draft.refused(RefusalReason.REVERSED);
        }
        return undo(draft, original);
    }

    private static Decision undo(Draft draft, OperationRow original) throws LedgerException {
        OperationProgress progress = original.progress();
        if (progress.refunded() > 0) {
            return draft.refused(RefusalReason.NOT_REVERSIBLE);
        }
        return switch (original.facts().kind()) {
            case DEBIT -> undoDebit(draft, original);
            case FEE -> undoFee(draft, original);
            case LOAD -> undoLoad(draft, original);
            case REFUND, UNLINKED_REFUND -> undoRefund(draft, original);
            case AUTHORISE -> undoAuthorisation(draft, original);
            case CAPTURE -> undoCapture(draft, original);
            case ACTIVATE -> undoActivation(draft, original);
            default -> draft.refused(RefusalReason.NOT_REVERSIBLE);
        };
    }

    private static Decision undoDebit(Draft draft, OperationRow original) throws LedgerException {
        long amount = original.answer().approved();
        Optional<OperationRow> fee = fee(draft, original);
        long charged = amountOf(fee);
        if (isTooMuch(draft, amount + charged)) {
            return draft.refused(RefusalReason.LIMIT);
        }
        draft.credit(settlement(original), amount);
        draft.credit(LedgerAccount.FEES, charged);
        markReversed(draft, fee);
        return undone(draft, original, amount);
    }

    private static Decision undoFee(Draft draft, OperationRow original) throws LedgerException {
        long amount = original.answer().approved();
        if (draft.caller().isTerminal()) {
            return draft.refused(RefusalReason.NOT_REVERSIBLE);
        }
        if (isTooMuch(draft, amount)) {
            return draft.refused(RefusalReason.LIMIT);
        }
        draft.credit(LedgerAccount.FEES, amount);
        return undone(draft, original, amount);
    }

    private static Decision undoLoad(Draft draft, OperationRow original) throws LedgerException {
        long amount = original.answer().approved();
        Optional<OperationRow> fee = fee(draft, original);
        long charged = amountOf(fee);
        if (draft.counters().available() + charged < amount) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        draft.credit(LedgerAccount.FEES, charged);
        draft.debit(LedgerAccount.FUNDING, amount);
        markReversed(draft, fee);
        return undone(draft, original, amount);
    }

    private static Decision undoRefund(Draft draft, OperationRow original) throws LedgerException {
        long amount = original.answer().approved();
        if (draft.counters().available() < amount) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        draft.debit(settlement(original), amount);
        if (original.facts().kind() == OperationKind.REFUND) {
            Optional<OperationRow> refunded = referredTo(draft, original);
            if (refunded.isPresent()) {
                draft.progress(
                        refunded.get(), RefundDecisions.refunded(refunded.get().progress(), -amount));
            }
        }
        return undone(draft, original, amount);
    }

    private static Decision undoAuthorisation(Draft draft, OperationRow original) throws LedgerException {
        OperationProgress before = original.progress();
        if (before.captured() > 0) {
            return draft.refused(RefusalReason.NOT_REVERSIBLE);
        }
        long remaining = before.holdRemaining();
        draft.free(remaining);
        draft.progress(original, new OperationProgress(0, before.holdExpires(), 0, before.refunded(), true));
        return draft.done(remaining);
    }

    /** The money comes back, and is held again as far as the hold still runs and nobody else closed it since. */
    private static Decision undoCapture(Draft draft, OperationRow original) throws LedgerException {
        long amount = original.answer().approved();
        if (isTooMuch(draft, amount)) {
            return draft.refused(RefusalReason.LIMIT);
        }
        draft.credit(settlement(original), amount);
        Optional<OperationRow> referred = referredTo(draft, original);
        if (referred.isPresent()) {
            OperationRow hold = referred.get();
            OperationProgress before = hold.progress();
            AnswerDetail detail = AnswerDetail.parse(original.answer().detail());
            boolean runs = before.holdExpires() > draft.at() && !before.reversed();
            boolean closedByIt = before.holdRemaining() == 0 && detail.has(AnswerDetail.CLOSED);
            long again = 0;
            if (runs && closedByIt) {
                again = detail.number(AnswerDetail.FROM_HOLD) + detail.number(AnswerDetail.FREED);
            } else if (runs && before.holdRemaining() > 0) {
                again = detail.number(AnswerDetail.FROM_HOLD);
            }
            again = Math.min(again, draft.counters().available());
            if (again > 0) {
                draft.hold(again);
            }
            draft.progress(
                    hold,
                    new OperationProgress(
                            before.holdRemaining() + again,
                            before.holdExpires(),
                            before.captured() - amount,
                            before.refunded(),
                            before.reversed()));
        }
        return undone(draft, original, amount);
    }

    private static Decision undoActivation(Draft draft, OperationRow original) throws LedgerException {
        AccountRow row = draft.row();
        if (row.state() != CardState.ACTIVE || row.counters().ledger() != 0) {
            return draft.refused(RefusalReason.NOT_REVERSIBLE);
        }
        markReversed(draft, Optional.of(original));
        draft.change(row.with(CardState.INACTIVE).expiring(AccountRow.NEVER));
        return draft.done(0);
    }

    private static Decision undone(Draft draft, OperationRow original, long amount) throws LedgerException {
        markReversed(draft, Optional.of(original));
        return draft.done(amount);
    }

    private static void markReversed(Draft draft, Optional<OperationRow> operation) {
        if (operation.isPresent()) {
            OperationProgress before = operation.get().progress();
            draft.progress(
                    operation.get(),
                    new OperationProgress(
                            before.holdRemaining(), before.holdExpires(), before.captured(), before.refunded(), true));
        }
    }

    private static Optional<OperationRow> fee(Draft draft, OperationRow original) throws LedgerException {
        return draft.operation(DerivedKeys.step(original.id().key(), DerivedKeys.FEE))
                .filter(fee -> !fee.progress().reversed());
    }

    private static long amountOf(Optional<OperationRow> fee) {
        return fee.map(operation -> operation.answer().approved()).orElse(0L);
    }

    private static Optional<OperationRow> referredTo(Draft draft, OperationRow operation) throws LedgerException {
        OperationKey key = new OperationKey(operation.facts().original());
        Optional<OperationRow> found = draft.operation(key);
        return found.isEmpty() && DerivedKeys.isCallers(key)
                ? draft.operation(DerivedKeys.ofCard(key, draft.row().id()))
                : found;
    }

    private static boolean isTooMuch(Draft draft, long amount) {
        return draft.counters().ledger() + amount > ProductRules.LARGEST_BALANCE;
    }

    private static LedgerAccount settlement(OperationRow original) {
        return LedgerAccount.settlement(new TerminalId(original.facts().terminal()));
    }
}
