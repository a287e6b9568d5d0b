package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import java.time.Duration;
import java.util.Optional;

/** How money is put on a card and spent. */
final class MoneyDecisions {
    private MoneyDecisions() {}

    static Decision debit(Draft draft, Spending spending) throws LedgerException {
        return spend(draft, spending, (approved, fee) -> {
            draft.debit(LedgerAccount.settlement(new TerminalId(draft.facts().terminal())), approved);
            draft.fee(fee);
        });
    }

    static Decision authorise(Draft draft, Spending spending) throws LedgerException {
        return spend(draft, spending, (approved, fee) -> {
            Duration lifetime = spending.lifetime().orElse(draft.rules().holdLifetime());
            draft.hold(approved);
            draft.progress(
                    new OperationProgress(approved, Math.addExact(draft.at(), lifetime.toMillis()), 0, 0, false));
        });
    }

    @FunctionalInterface
    private interface Posted {
        void post(long approved, long fee);
    }

    /** What debits and authorisations have in common. */
    private static Decision spend(Draft draft, Spending spending, Posted posted) throws LedgerException {
        Optional<Decision> refusal = refusalToSpend(draft, spending.pin());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ProductRules rules = draft.rules();
        if (spending.lifetime()
                .filter(lifetime -> lifetime.compareTo(rules.longestHold()) > 0)
                .isPresent()) {
            return draft.refused(RefusalReason.NOT_PERMITTED);
        }
        long amount = draft.amount();
        long fee = rules.fee(draft.facts().kind());
        boolean partial = spending.isOrLess() && rules.partialApproval();
        long least = partial ? 1 : amount;
        long allowed = Math.min(amount, VelocityCheck.allowed(draft));
        if (allowed < least) {
            return draft.refused(RefusalReason.VELOCITY_LIMIT);
        }
        long approved = Math.min(allowed, draft.counters().available() - fee);
        if (approved < least) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        posted.post(approved, fee);
        return draft.done(approved);
    }

    private static Optional<Decision> refusalToSpend(Draft draft, Optional<Pin> pin) throws LedgerException {
        if (!draft.isUsable()) {
            return Optional.of(draft.notUsable());
        }
        ProductRules rules = draft.rules();
        if (draft.caller().isTerminal()
                && !draft.acceptsPin(pin, draft.amount() > rules.pin().freeUpTo())) {
            return Optional.of(draft.notAccepted(""));
        }
        if (draft.facts().kind() == OperationKind.AUTHORISE && draft.openHolds() >= rules.mostHolds()) {
            return Optional.of(draft.refused(RefusalReason.TOO_MANY_HOLDS));
        }
        return refusalByRules(draft);
    }

    /** What the product's rules say to an amount, whatever is on the card. */
    static Optional<Decision> refusalByRules(Draft draft) throws LedgerException {
        if (!draft.hasCurrency()) {
            return Optional.of(draft.wrongCurrency());
        }
        OperationKind kind = draft.facts().kind();
        ProductRules rules = draft.rules();
        boolean permitted = draft.caller().isTerminal()
                ? rules.atTerminals().contains(kind)
                : kind != OperationKind.AUTHORISE && kind != OperationKind.DEBIT;
        if (!permitted || kind == OperationKind.UNLINKED_REFUND && !rules.unlinkedRefunds()) {
            return Optional.of(draft.refused(RefusalReason.NOT_PERMITTED));
        }
        AmountRange range = rules.range(kind);
        if (draft.amount() < range.least()) {
            return Optional.of(draft.refused(RefusalReason.BELOW_MINIMUM));
        }
        if (draft.amount() > range.most()) {
            return Optional.of(draft.refused(RefusalReason.ABOVE_MAXIMUM));
        }
        return Optional.empty();
    }

    /** A load, or an unlinked refund. */
    static Decision load(Draft draft, LedgerAccount from) throws LedgerException {
        if (!draft.isUsable()) {
            return draft.notUsable();
        }
        Optional<Decision> refusal = refusalByRules(draft);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        long amount = draft.amount();
        long fee = draft.rules().fee(draft.facts().kind());
        if (VelocityCheck.allowed(draft) < amount) {
            return draft.refused(RefusalReason.VELOCITY_LIMIT);
        }
        if (draft.counters().available() + amount < fee) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        if (draft.counters().ledger() + amount - fee > draft.rules().maximumBalance()) {
            return draft.refused(RefusalReason.BALANCE_LIMIT);
        }
        draft.credit(from, amount);
        draft.fee(fee);
        return draft.done(amount);
    }

    /** Money to a card that is changed together with this one. */
    static Decision transfer(Draft draft, Optional<Pin> pin, Optional<AccountRow> known) throws LedgerException {
        return transfer(draft, pin, known, true);
    }

    /** Money to a card on another shard: it is held until that one has answered. */
    static Decision beginTransfer(Draft draft, Optional<Pin> pin, Optional<AccountRow> known) throws LedgerException {
        return transfer(draft, pin, known, false);
    }

    private static Decision transfer(Draft draft, Optional<Pin> pin, Optional<AccountRow> known, boolean together)
            throws LedgerException {
        Optional<Decision> refusal = draft.caller().isTerminal() ? refusalToSpend(draft, pin) : refusalToGive(draft);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        long amount = draft.amount();
        if (draft.caller().isTerminal() && VelocityCheck.allowed(draft) < amount) {
            return draft.refused(RefusalReason.VELOCITY_LIMIT);
        }
        if (draft.counters().available() < amount) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        if (known.isPresent() && known.get().id().equals(draft.row().id())) {
            return draft.refused(RefusalReason.SAME_CARD);
        }
        Optional<AccountRow> taker =
                together && known.isPresent() ? draft.other(known.get().id()) : known;
        if (taker.isEmpty()) {
            return draft.notAccepted("OTHER_UNKNOWN");
        }
        Optional<RefusalReason> refused = refusalToTake(draft.caller(), taker.get(), draft.at(), amount);
        if (refused.isPresent()) {
            draft.detail().put(AnswerDetail.CAUSE, "OTHER_" + taker.get().state());
            return draft.refused(refused.get());
        }
        if (!taker.get().currency().equals(draft.row().currency())) {
            return draft.refused(RefusalReason.CURRENCY);
        }
        if (together) {
            draft.debit(LedgerAccount.TRANSIT, amount);
            draft.take(taker.get(), draft.key(), amount);
        } else {
            draft.hold(amount);
            draft.progress(new OperationProgress(amount, AccountRow.NEVER, 0, 0, false));
            draft.detail().flag(AnswerDetail.STEPS);
        }
        return draft.done(amount);
    }

    /** An operator moves money off cards that nobody can use any more, too. */
    private static Optional<Decision> refusalToGive(Draft draft) throws LedgerException {
        if (!draft.hasCurrency()) {
            return Optional.of(draft.wrongCurrency());
        }
        return draft.row().state() == CardState.INACTIVE ? Optional.of(draft.notUsable()) : Optional.empty();
    }

    /** Why a card does not take money of a transfer; empty if it does. */
    static Optional<RefusalReason> refusalToTake(Caller caller, AccountRow taker, long at, long amount) {
        if (caller.isNobody()) {
            return Optional.empty();
        }
        Optional<ProductRules> rules = caller.rules(taker.product());
        boolean takes = taker.state() == CardState.ACTIVE && taker.expires() > at && rules.isPresent();
        if (!takes) {
            return Optional.of(caller.isTerminal() ? RefusalReason.NOT_ACCEPTED : RefusalReason.WRONG_STATE);
        }
        return taker.counters().ledger() + amount > rules.get().maximumBalance()
                ? Optional.of(RefusalReason.BALANCE_LIMIT)
                : Optional.empty();
    }

    static Decision adjust(Draft draft, boolean takesOff) throws LedgerException {
        CardState state = draft.row().state();
        if (state == CardState.INACTIVE || state == CardState.REPLACED) {
            return draft.notUsable();
        }
        if (!draft.hasCurrency()) {
            return draft.wrongCurrency();
        }
        long amount = draft.amount();
        if (takesOff) {
            if (draft.counters().available() < amount) {
                return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
            }
            draft.debit(LedgerAccount.ADJUSTMENT, amount);
        } else {
            if (draft.counters().ledger() + amount > ProductRules.LARGEST_BALANCE) {
                return draft.refused(RefusalReason.LIMIT);
            }
            draft.credit(LedgerAccount.ADJUSTMENT, amount);
        }
        return draft.done(amount);
    }

    static Decision fee(Draft draft) throws LedgerException {
        CardState state = draft.row().state();
        if (state == CardState.INACTIVE || state == CardState.REPLACED) {
            return draft.notUsable();
        }
        if (!draft.hasCurrency()) {
            return draft.wrongCurrency();
        }
        if (draft.counters().available() < draft.amount()) {
            return draft.refused(RefusalReason.INSUFFICIENT_FUNDS);
        }
        draft.debit(LedgerAccount.FEES, draft.amount());
        return draft.done(draft.amount());
    }
}
