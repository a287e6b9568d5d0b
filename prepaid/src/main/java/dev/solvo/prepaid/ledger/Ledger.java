package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.util.Optional;

/**
 * The books behind one port. Any number of threads may call it. Whatever {@link #execute} and {@link #debit} return is durable
 * as the store's class says; whatever they throw tells by {@link LedgerException#outcomeUnknown()} whether it may have happened
 * all the same.
 *
 * <p>Every implementation passes the same conformance suite: an operation is decided once for its key; of two debits at the same
 * time none is lost; a decision is stored wholly or not at all; debits equal credits, and the counters equal the journal.
 */
public interface Ledger extends AutoCloseable {
    /**
     * Decides an operation once. A key that is known already is answered from the books; the decider is not asked.
     *
     * @throws LedgerException if the books could not be read or written
     */
    LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException;

    /**
     * Decides a plain debit, if it can be done at once.
     *
     * @return what became of it; empty if one of its conditions does not hold and nothing was stored
     * @throws LedgerException if the books could not be read or written
     */
    Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException;

    /** Whether one transaction can change both accounts; if not, money goes from one to the other in steps. */
    boolean together(TenantId tenant, AccountId first, AccountId second);

    /** What is in the books. */
    LedgerReads reads();

    /**
     * Forgets fingerprints and answers of operations before a time: their keys stay, so that they are refused rather than done
     * again.
     *
     * @param before in milliseconds since 1970-01-01T00:00Z
     * @return how many were forgotten
     * @throws LedgerException if the books could not be written
     */
    long forgetKeys(long before) throws LedgerException;

    /** Seals what is not sealed yet, adds it to the hash chain, and says up to where it is sealed now. */
    LedgerSeal seal() throws LedgerException;

    /** Checks sums, counters and the hash chain of all that is stored. */
    LedgerAudit audit() throws LedgerException;

    /** Finishes what is under way, and closes the store. */
    @Override
    void close() throws LedgerException;
}
