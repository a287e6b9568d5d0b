package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.SystemBalance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What an issuer's operator can do. All that he orders is in the books with his name; reasons are 1 to 200 characters. Answers tell
 * the true reason of a refusal and the card's state.
 */
public final class OperatorDesk {
    private final Teller teller;

    OperatorDesk(Teller teller) {
        this.teller = teller;
    }

    /**
     * A new random code for a card to be issued. Keep it before you issue the card: the books cannot give it back.
     */
    public CardCode newCode() {
        return CardCode.generate(teller.office().random());
    }

    /** Issues a card that is used after it was activated. */
    public Answer issueInactive(CardCode code, String product, OperationKey key) throws LedgerException {
        return issue(code, product, false, key);
    }

    /** Issues a card that can be used at once. */
    public Answer issueActive(CardCode code, String product, OperationKey key) throws LedgerException {
        return issue(code, product, true, key);
    }

    /** Makes an issued card usable. */
    public Answer activate(CardReference card, OperationKey key) throws LedgerException {
        return teller.byOperator(card, new Order(key, OperationKind.ACTIVATE), CardDecisions::activate);
    }

    /** Puts money on a card. */
    public Answer load(CardReference card, Money amount, OperationKey key) throws LedgerException {
        return teller.byOperator(
                card,
                new Order(key, OperationKind.LOAD).amount(amount),
                draft -> MoneyDecisions.load(draft, LedgerAccount.FUNDING));
    }

    /**
     * Gives back money without naming what it was spent by, if the product's rules allow it.
     *
     * @param merchant the terminal whose merchant pays
     */
    public Answer unlinkedRefund(CardReference card, Money amount, TerminalId merchant, String reason, OperationKey key)
            throws LedgerException {
        return teller.byOperator(
                card,
                new Order(key, OperationKind.UNLINKED_REFUND)
                        .amount(amount)
                        .merchant(merchant)
                        .reason(reason),
                draft -> MoneyDecisions.load(draft, LedgerAccount.settlement(merchant)));
    }

    /**
     * Undoes an operation of any terminal, or a fee.
     *
     * @param original the key of the operation
     */
    public Answer reverse(CardReference card, OperationKey original, String reason, OperationKey key)
            throws LedgerException {
        if (original.equals(key)) {
            throw new IllegalArgumentException("a reversal has a key of its own");
        }
        return teller.byOperator(
                card,
                new Order(key, OperationKind.REVERSE).original(original).reason(reason),
                ReversalDecisions::reverse);
    }

    /** Gives back what is left of a hold. */
    public Answer release(CardReference card, OperationKey authorisation, String reason, OperationKey key)
            throws LedgerException {
        return teller.byOperator(
                card,
                new Order(key, OperationKind.RELEASE).original(authorisation).reason(reason),
                HoldDecisions::release);
    }

    /** Gives money of any card to another one of the same currency. */
    public Answer transfer(CardReference from, CardReference to, Money amount, String reason, OperationKey key)
            throws LedgerException {
        Optional<AccountRow> taker = teller.office().find(teller.caller().tenant(), to);
        if (taker.isEmpty()) {
            return Answers.refused(key, RefusalReason.UNKNOWN_CARD);
        }
        Order order = new Order(key, OperationKind.TRANSFER)
                .amount(amount)
                .other(taker.get().id())
                .reason(reason);
        return teller.serveOperator(from, order, known -> teller.transfer(known, taker, order, Optional.empty()));
    }

    /** Stops a card. */
    public Answer block(CardReference card, String reason, OperationKey key) throws LedgerException {
        return teller.byOperator(card, new Order(key, OperationKind.BLOCK).reason(reason), CardDecisions::block);
    }

    /** Frees a blocked card. If its PIN was blocked, the tries are given back. */
    public Answer unblock(CardReference card, String reason, OperationKey key) throws LedgerException {
        return teller.byOperator(card, new Order(key, OperationKind.UNBLOCK).reason(reason), CardDecisions::unblock);
    }

    /** Stops a card that was lost or stolen; it can only be replaced. */
    public Answer lost(CardReference card, String reason, OperationKey key) throws LedgerException {
        return teller.byOperator(card, new Order(key, OperationKind.LOST).reason(reason), CardDecisions::lost);
    }

    /**
     * Issues a card in the place of another one and moves what is available to it. Open holds stay with the old card; what is
     * released or given back there later goes on to the new one. The new card has the product, the date of expiry and no PIN; its code is
     * hidden under the newest key.
     *
     * @param old a card that is active, blocked or lost
     * @param code the new card's code
     */
    public Answer replace(CardReference old, CardCode code, String reason, OperationKey key) throws LedgerException {
        Order order = new Order(key, OperationKind.REPLACE).reason(reason);
        return teller.serveOperator(old, order, known -> new Replacements(teller).replace(known, code, order));
    }

    /** Expires a card, whatever its date: what is available goes to breakage, and later what is released of its holds. */
    public Answer expire(CardReference card, String reason, OperationKey key) throws LedgerException {
        return teller.byOperator(card, new Order(key, OperationKind.EXPIRE).reason(reason), CardDecisions::expire);
    }

    /**
     * Corrects a balance.
     *
     * @param change more than 0 puts money on the card, less than 0 takes it off
     */
    public Answer adjust(CardReference card, Money change, String reason, OperationKey key) throws LedgerException {
        boolean takesOff = change.isNegative();
        return teller.byOperator(
                card,
                new Order(key, OperationKind.ADJUST)
                        .amount(change.abs())
                        .with(takesOff ? "off" : "on")
                        .reason(reason),
                draft -> MoneyDecisions.adjust(draft, takesOff));
    }

    /** Takes a fee. */
    public Answer fee(CardReference card, Money amount, String reason, OperationKey key) throws LedgerException {
        return teller.byOperator(
                card, new Order(key, OperationKind.FEE).amount(amount).reason(reason), MoneyDecisions::fee);
    }

    /** Sets a card's first PIN or another one, with all its tries. */
    public Answer setPin(CardReference card, Pin pin, OperationKey key) throws LedgerException {
        Order order = new Order(key, OperationKind.PIN).with("set").salted();
        return teller.serveOperator(card, order, known -> {
            order.keyed(teller.keyed(key, known.id(), pin));
            return teller.answer(known, order, teller.execute(known, order, draft -> CardDecisions.setPin(draft, pin)));
        });
    }

    /** Takes the PIN off a card. */
    public Answer clearPin(CardReference card, String reason, OperationKey key) throws LedgerException {
        return teller.byOperator(
                card, new Order(key, OperationKind.PIN).with("clear").reason(reason), CardDecisions::clearPin);
    }

    /** Gives back the tries of a card that is not blocked yet; see {@link #unblock} for one that is. */
    public Answer resetPinTries(CardReference card, OperationKey key) throws LedgerException {
        return teller.byOperator(card, new Order(key, OperationKind.PIN).with("tries"), CardDecisions::resetPinTries);
    }

    /** Releases holds whose time is over, the earliest first. */
    public Sweep sweepHolds(int most) throws LedgerException {
        return new Sweeps(teller).holds(most);
    }

    /** Expires cards whose date and grace are over. */
    public Sweep sweepExpired(int most) throws LedgerException {
        return new Sweeps(teller).expired(most);
    }

    /** Finishes transfers between shards that were begun before a time, and whose caller did not come back. */
    public Sweep sweepTransfers(Instant before, int most) throws LedgerException {
        return new Sweeps(teller).transfers(before, most);
    }

    /** A card; empty if there is none. */
    public Optional<CardRecord> card(CardReference card) throws LedgerException {
        return new CardFile(teller).card(card);
    }

    /** All operations under a key, on whatever card: one at most on a store that is not sharded. */
    public List<OperationRecord> operations(OperationKey key) throws LedgerException {
        return new CardFile(teller).operations(key);
    }

    /**
     * A page of a card's operations.
     *
     * @param after {@link StatementPage#next} of the page before; 0 for the first one
     * @param from the earliest time
     * @param to the first time that is too late
     * @param most 1 to 1,000 operations
     */
    public StatementPage statement(CardReference card, long after, Instant from, Instant to, int most)
            throws LedgerException {
        return new CardFile(teller).statement(card, after, from, to, most);
    }

    /** What was on a card at a time, held or not; empty if there is no such card. */
    public Optional<Money> balanceAt(CardReference card, Instant time) throws LedgerException {
        return new CardFile(teller).balanceAt(card, time);
    }

    /** The tenant's system accounts: credits less debits. */
    public List<SystemBalance> systemBalances() throws LedgerException {
        return teller.office().ledger().reads().systemBalances(teller.caller().tenant());
    }

    /** What all cards have, and where it came from and went. */
    public TenantTotals totals() throws LedgerException {
        return new CardFile(teller).totals();
    }

    /** What a terminal's batch comes to. */
    public List<BatchLine> batch(TerminalId terminal, int batch) throws LedgerException {
        return BatchClosing.lines(teller.office(), teller.caller(), terminal, batch);
    }

    private Answer issue(CardCode code, String product, boolean active, OperationKey key) throws LedgerException {
        Office office = teller.office();
        Caller caller = teller.caller();
        ProductRules rules = caller.rules(product)
                .orElseThrow(() -> new IllegalArgumentException("the tenant has no product of that name"));
        return Teller.answering(key, () -> {
            // A card of an older key's version has the code too.
            Optional<AccountRow> taken = office.find(caller.tenant(), code);
            AccountId id = taken.map(AccountRow::id).orElseGet(() -> office.newest(caller.tenant(), code));
            AccountRow card = CardDecisions.newCard(
                    caller, id, rules, active, office.now(), office.keys().codeVersion(), code.hint());
            Order order = new Order(key, OperationKind.ISSUE).with(product).with(active ? "active" : "inactive");
            return teller.answer(card, order, teller.issue(card, order));
        });
    }
}
