package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import java.util.Optional;

/** What becomes of held money. A card that was stopped meanwhile still pays what it was held for. */
final class HoldDecisions {
    private static final int WHOLE_PERCENT = 100;

    private HoldDecisions() {}

    static Decision capture(Draft draft, CaptureRest rest) throws LedgerException {
        Optional<OperationRow> found = authorisation(draft);
        if (found.isEmpty()) {
            return notFound(draft);
        }
        OperationRow hold = found.get();
        Optional<RefusalReason> refusal = refusal(draft, hold);
        if (refusal.isPresent()) {
            return draft.refused(refusal.get());
        }
        if (!draft.hasCurrency()) {
            return draft.wrongCurrency();
        }
        OperationProgress before = hold.progress();
        long amount = draft.amount();
        long authorised = hold.answer().approved();
        long percent =
                draft.knownRules().map(ProductRules::captureAboveHoldPercent).orElse(0);
        long most = authorised
                + authorised / WHOLE_PERCENT * percent
                + authorised % WHOLE_PERCENT * percent / WHOLE_PERCENT;
        if (before.captured() + amount > most) {
            return draft.refused(RefusalReason.EXCEEDS_ORIGINAL);
        }
        long fromHold = Math.min(amount, before.holdRemaining());
        long above = amount - fromHold;
        if (above > 0 && !draft.isUsable()) {
            return draft.notUsable();
        }
        if (above > draft.counters().available()) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        long left = before.holdRemaining() - fromHold;
        long freed = rest == CaptureRest.RELEASE ? left : 0;
        draft.unhold(fromHold);
        draft.free(freed);
        draft.debit(LedgerAccount.settlement(new TerminalId(draft.facts().terminal())), amount);
        draft.progress(
                hold,
                new OperationProgress(
                        left - freed,
                        before.holdExpires(),
                        before.captured() + amount,
                        before.refunded(),
                        before.reversed()));
        draft.detail().put(AnswerDetail.FROM_HOLD, fromHold).put(AnswerDetail.FREED, freed);
        if (left == freed) {
            draft.detail().flag(AnswerDetail.CLOSED);
        }
        return draft.done(amount);
    }

    static Decision release(Draft draft) throws LedgerException {
        Optional<OperationRow> found = authorisation(draft);
        if (found.isEmpty()) {
            return notFound(draft);
        }
        OperationRow hold = found.get();
        Optional<RefusalReason> refusal = refusal(draft, hold);
        if (refusal.isPresent()) {
            return draft.refused(refusal.get());
        }
        long remaining = hold.progress().holdRemaining();
        draft.free(remaining);
        draft.close(hold);
        return draft.done(remaining);
    }

    /** The sweep's: under the key that a release by the way has too. */
    static Decision expire(Draft draft) throws LedgerException {
        Optional<OperationRow> found = authorisation(draft);
        if (found.isEmpty() || found.get().progress().holdRemaining() == 0) {
            return draft.refused(RefusalReason.HOLD_CLOSED);
        }
        OperationRow hold = found.get();
        long remaining = hold.progress().holdRemaining();
        draft.free(remaining);
        draft.close(hold);
        return draft.done(remaining);
    }

    /** There is nothing of that key: a terminal is told so only of a card that can be used. */
    static Decision notFound(Draft draft) throws LedgerException {
        if (draft.caller().isTerminal() && !draft.isUsable()) {
            return draft.notUsable();
        }
        return draft.refused(RefusalReason.NOT_FOUND);
    }

    private static Optional<OperationRow> authorisation(Draft draft) throws LedgerException {
        return draft.original()
                .filter(operation -> operation.facts().kind() == OperationKind.AUTHORISE
                        && operation.answer().done());
    }

    private static Optional<RefusalReason> refusal(Draft draft, OperationRow hold) {
        if (hold.progress().reversed()) {
            return Optional.of(RefusalReason.REVERSED);
        }
        if (hold.progress().holdExpires() <= draft.at()) {
            return Optional.of(RefusalReason.HOLD_EXPIRED);
        }
        return hold.progress().holdRemaining() == 0 ? Optional.of(RefusalReason.HOLD_CLOSED) : Optional.empty();
    }
}
