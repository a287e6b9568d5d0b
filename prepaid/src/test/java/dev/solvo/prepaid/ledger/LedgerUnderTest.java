package dev.solvo.prepaid.ledger;

import java.util.Optional;

/** A store of an engine, as {@link LedgerContract} needs it: empty and open when it is made. */
interface LedgerUnderTest extends AutoCloseable {
    /** The open ledger; the suite may close it. */
    Ledger ledger();

    /** The same store, closed and opened again; empty if the engine keeps nothing. {@link #ledger()} is then the new one. */
    Optional<Ledger> reopen() throws Exception;

    /** Whether one key on two accounts of a tenant is refused. */
    default boolean refusesKeyOnTwoAccounts() {
        return true;
    }

    /** Whether it takes over entries whose chain does not follow their numbers. */
    default boolean keepsAnyOrder() {
        return true;
    }

    /** Whether anything but the program gets at what is stored. */
    default boolean canBeDamaged() {
        return true;
    }

    /**
     * Changes what is stored, as somebody would who has the store's password but not the program.
     *
     * @param operation an entry of the journal, and its account
     */
    void damage(Damage damage, OperationRow operation) throws Exception;

    /** Drops the store. */
    @Override
    void close() throws Exception;

    /** What can be done to a store. */
    enum Damage {
        /** The asked-for amount of the operation becomes larger by 1. */
        AMOUNT_CHANGED(LedgerAudit.Fault.CHAIN),
        /** The answered amount becomes larger by 1. */
        APPROVED_CHANGED(LedgerAudit.Fault.CHAIN),
        /** The operation has another key. */
        KEY_CHANGED(LedgerAudit.Fault.CHAIN),
        /** The operation and its postings are gone. */
        ENTRY_DELETED(LedgerAudit.Fault.CHAIN),
        /** The posting to the card becomes larger by 1. */
        POSTING_CHANGED(LedgerAudit.Fault.UNBALANCED),
        /** The account's sum of credits becomes larger by 1. */
        COUNTER_CHANGED(LedgerAudit.Fault.COUNTERS),
        /** The operation holds 1 more. */
        HOLD_CHANGED(LedgerAudit.Fault.COUNTERS);

        private final LedgerAudit.Fault fault;

        Damage(LedgerAudit.Fault fault) {
            this.fault = fault;
        }

        LedgerAudit.Fault fault() {
            return fault;
        }
    }
}
