package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.LedgerException;
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
    OperatorDesk() {}

    /**
     * A new random code for a card to be issued. Keep it before you issue the card: the books cannot give it back.
     */
    public CardCode newCode() {
        return Unwritten.body();
    }

    /** Issues a card that is used after it was activated. */
    public Answer issueInactive(CardCode code, String product, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Issues a card that can be used at once. */
    public Answer issueActive(CardCode code, String product, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Makes an issued card usable. */
    public Answer activate(CardReference card, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Puts money on a card. */
    public Answer load(CardReference card, Money amount, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /**
     * Gives back money without naming what it was spent by, if the product's rules allow it.
     *
     * @param merchant the terminal whose merchant pays
     */
    public Answer unlinkedRefund(CardReference card, Money amount, TerminalId merchant, String reason, OperationKey key)
            throws LedgerException {
        return Unwritten.body();
    }

    /**
     * Undoes an operation of any terminal, or a fee.
     *
     * @param original the key of the operation
     */
    public Answer reverse(CardReference card, OperationKey original, String reason, OperationKey key)
            throws LedgerException {
        return Unwritten.body();
    }

    /** Gives back what is left of a hold. */
    public Answer release(CardReference card, OperationKey authorisation, String reason, OperationKey key)
            throws LedgerException {
        return Unwritten.body();
    }

    /** Gives money of any card to another one of the same currency. */
    public Answer transfer(CardReference from, CardReference to, Money amount, String reason, OperationKey key)
            throws LedgerException {
        return Unwritten.body();
    }

    /** Stops a card. */
    public Answer block(CardReference card, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Frees a blocked card. If its PIN was blocked, the tries are given back. */
    public Answer unblock(CardReference card, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Stops a card that was lost or stolen; it can only be replaced. */
    public Answer lost(CardReference card, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
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
        return Unwritten.body();
    }

    /** Expires a card, whatever its date: what is available goes to breakage, and later what is released of its holds. */
    public Answer expire(CardReference card, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /**
     * Corrects a balance.
     *
     * @param change more than 0 puts money on the card, less than 0 takes it off
     */
    public Answer adjust(CardReference card, Money change, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Takes a fee. */
    public Answer fee(CardReference card, Money amount, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Sets a card's first PIN or another one, with all its tries. */
    public Answer setPin(CardReference card, Pin pin, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Takes the PIN off a card. */
    public Answer clearPin(CardReference card, String reason, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Gives back the tries of a card that is not blocked yet; see {@link #unblock} for one that is. */
    public Answer resetPinTries(CardReference card, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }

    /** Releases holds whose time is over, the earliest first. */
    public Sweep sweepHolds(int most) throws LedgerException {
        return Unwritten.body();
    }

    /** Expires cards whose date and grace are over. */
    public Sweep sweepExpired(int most) throws LedgerException {
        return Unwritten.body();
    }

    /** Finishes transfers between shards that were begun before a time, and whose caller did not come back. */
    public Sweep sweepTransfers(Instant before, int most) throws LedgerException {
        return Unwritten.body();
    }

    /** Forgets answers that are older than all tenants' rules keep them; their keys stay used. */
    public long forgetKeys() throws LedgerException {
        return Unwritten.body();
    }

    /** A card; empty if there is none. */
    public Optional<CardRecord> card(CardReference card) throws LedgerException {
        return Unwritten.body();
    }

    /** All operations under a key, on whatever card: one at most on a store that is not sharded. */
    public List<OperationRecord> operations(OperationKey key) throws LedgerException {
        return Unwritten.body();
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
        return Unwritten.body();
    }

    /** What was on a card at a time, held or not; empty if there is no such card. */
    public Optional<Money> balanceAt(CardReference card, Instant time) throws LedgerException {
        return Unwritten.body();
    }

    /** The tenant's system accounts: credits less debits. */
    public List<SystemBalance> systemBalances() throws LedgerException {
        return Unwritten.body();
    }

    /** What all cards have, and where it came from and went. */
    public TenantTotals totals() throws LedgerException {
        return Unwritten.body();
    }

    /** What a terminal's batch comes to. */
    public List<BatchLine> batch(TerminalId terminal, int batch) throws LedgerException {
        return Unwritten.body();
    }
}
