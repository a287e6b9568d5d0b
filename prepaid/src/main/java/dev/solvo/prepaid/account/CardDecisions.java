package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.ledger.AccountCounters;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.PinRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** What becomes of a card itself. */
final class CardDecisions {
    private static final Set<CardState> REPLACEABLE = Set.of(CardState.ACTIVE, CardState.BLOCKED, CardState.LOST);

    private CardDecisions() {}

    /** A card that is not stored yet. */
    static AccountRow newCard(
            Caller caller, AccountId id, ProductRules rules, boolean active, long at, int codeVersion, String hint) {
        return new AccountRow(
                caller.tenant(),
                id,
                rules.currency().getCode(),
                active ? CardState.ACTIVE : CardState.INACTIVE,
                rules.name(),
                AccountCounters.ZERO,
                PinRow.NONE,
                active ? expiry(caller, rules, at) : AccountRow.NEVER,
                at,
                id,
                codeVersion,
                hint,
                0);
    }

    /** The end of the last day that a card is valid, if it is active from {@code at} on. */
    static long expiry(Caller caller, ProductRules rules, long at) {
        if (rules.validDays().isEmpty()) {
            return AccountRow.NEVER;
        }
        LocalDate activated =
                LocalDate.ofInstant(Instant.ofEpochMilli(at), caller.policy().zone());
        return activated
                .plusDays(rules.validDays().getAsInt() + 1L)
                .atStartOfDay(caller.policy().zone())
                .toInstant()
                .toEpochMilli();
    }

    static Decision activate(Draft draft) throws LedgerException {
        if (draft.row().state() != CardState.INACTIVE) {
            return draft.isUsable() ? draft.refused(RefusalReason.ALREADY_ACTIVE) : draft.notUsable();
        }
        Optional<ProductRules> rules = draft.knownRules();
        if (rules.isEmpty()
                || draft.caller().isTerminal() && !rules.get().atTerminals().contains(OperationKind.ACTIVATE)) {
            return draft.notUsable();
        }
        long expires = expiry(draft.caller(), rules.get(), draft.at());
        draft.change(draft.row().with(CardState.ACTIVE).expiring(expires));
        return draft.done(0);
    }

    static Decision block(Draft draft) throws LedgerException {
        return draft.row().state() == CardState.ACTIVE ? inState(draft, CardState.BLOCKED) : wrongState(draft);
    }

    static Decision unblock(Draft draft) throws LedgerException {
        if (draft.row().state() != CardState.BLOCKED) {
            return wrongState(draft);
        }
        PinRow pin = draft.row().pin();
        if (pin.isSet() && pin.triesLeft() == 0) {
            giveTriesBack(draft);
        }
        return inState(draft, CardState.ACTIVE);
    }

    static Decision lost(Draft draft) throws LedgerException {
        CardState state = draft.row().state();
        return state == CardState.ACTIVE || state == CardState.BLOCKED
                ? inState(draft, CardState.LOST)
                : wrongState(draft);
    }

    static boolean isReplaceable(AccountRow row) {
        return REPLACEABLE.contains(row.state());
    }

    /** With the new card on the same shard. */
    static Decision replace(Draft draft, AccountRow successor) throws LedgerException {
        if (!isReplaceable(draft.row())) {
            return wrongState(draft);
        }
        if (draft.other(successor.id()).isPresent()) {
            return draft.refused(RefusalReason.CODE_TAKEN);
        }
        long amount = draft.counters().available();
        draft.debit(LedgerAccount.TRANSIT, amount);
        draft.change(draft.row().replacedBy(successor.id()));
        draft.issue(successor.expiring(draft.row().expires()));
        if (amount > 0) {
            draft.take(successor.expiring(draft.row().expires()), draft.key(), amount);
        }
        return draft.done(amount);
    }

    /** With the new card on another shard, where it waits already. */
    static Decision beginReplacement(Draft draft, AccountId successor) throws LedgerException {
        if (!isReplaceable(draft.row())) {
            return wrongState(draft);
        }
        long amount = draft.counters().available();
        draft.change(draft.row().replacedBy(successor));
        if (amount > 0) {
            draft.beginEntailedTransfer(DerivedKeys.step(draft.key(), DerivedKeys.MOVED), successor, amount);
        }
        return draft.done(amount);
    }

    static Decision expire(Draft draft) throws LedgerException {
        CardState state = draft.row().state();
        long amount = draft.counters().available();
        if (state == CardState.REPLACED || state == CardState.EXPIRED && amount == 0) {
            return wrongState(draft);
        }
        draft.change(draft.row().with(CardState.EXPIRED));
        draft.debit(LedgerAccount.BREAKAGE, amount);
        return draft.done(amount);
    }

    static Decision setPin(Draft draft, Pin pin) throws LedgerException {
        CardState state = draft.row().state();
        if (state != CardState.ACTIVE && state != CardState.INACTIVE && state != CardState.BLOCKED) {
            return wrongState(draft);
        }
        if (!isLongEnough(draft, pin)) {
            return draft.refused(RefusalReason.PIN_LENGTH);
        }
        draft.setPin(pin);
        return draft.done(0);
    }

    static Decision changePin(Draft draft, Pin old, Pin changed) throws LedgerException {
        if (!draft.isUsable()) {
            return draft.notUsable();
        }
        if (!draft.row().pin().isSet()) {
            return draft.refused(RefusalReason.NO_PIN);
        }
        if (!draft.acceptsPin(Optional.of(old), true)) {
            return draft.notAccepted("");
        }
        if (!isLongEnough(draft, changed)) {
            return draft.refused(RefusalReason.PIN_LENGTH);
        }
        draft.setPin(changed);
        return draft.done(0);
    }

    static Decision clearPin(Draft draft) throws LedgerException {
        if (!draft.row().pin().isSet()) {
            return draft.refused(RefusalReason.NO_PIN);
        }
        draft.change(draft.row().with(PinRow.NONE));
        return draft.done(0);
    }

    static Decision resetPinTries(Draft draft) throws LedgerException {
        if (!draft.row().pin().isSet()) {
            return draft.refused(RefusalReason.NO_PIN);
        }
        if (draft.row().state() == CardState.BLOCKED) {
            return wrongState(draft);
        }
        giveTriesBack(draft);
        return draft.done(0);
    }

    /** An inquiry's, when it changes how many tries are left, or under which key the PIN is hidden. */
    static Decision verifyPin(Draft draft, Pin pin) throws LedgerException {
        if (!draft.isUsable()) {
            return draft.notUsable();
        }
        return draft.acceptsPin(Optional.of(pin), true) ? draft.done(0) : draft.notAccepted("");
    }

    private static boolean isLongEnough(Draft draft, Pin pin) {
        PinRules rules = draft.knownRules().map(ProductRules::pin).orElse(PinRules.STRICT);
        return pin.length() >= rules.leastDigits() && pin.length() <= rules.mostDigits();
    }

    private static void giveTriesBack(Draft draft) {
        PinRow pin = draft.row().pin();
        int tries = draft.knownRules()
                .map(ProductRules::pin)
                .orElse(PinRules.STRICT)
                .tries();
        draft.change(draft.row().with(new PinRow(pin.hash(), pin.salt(), pin.keyVersion(), tries)));
    }

    private static Decision inState(Draft draft, CardState state) throws LedgerException {
        draft.change(draft.row().with(state));
        return draft.done(0);
    }

    private static Decision wrongState(Draft draft) throws LedgerException {
        draft.detail().put(AnswerDetail.CAUSE, draft.row().state().name());
        return draft.refused(RefusalReason.WRONG_STATE);
    }
}
