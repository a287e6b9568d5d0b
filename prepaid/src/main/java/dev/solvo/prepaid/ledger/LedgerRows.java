package dev.solvo.prepaid.ledger;

/**
 * A store that can be read out whole and filled from another one: how books move from one engine to another. Entries keep their
 * numbers, their order in the hash chain, and so the chain's hash.
 */
public interface LedgerRows {
    /** Reads out everything: accounts, then entries in the order of the chain, sealed wholly before. */
    void export(LedgerRowSink sink) throws LedgerException;

    /**
     * Fills an empty store. Call {@link Restoration#finish} last; before that the store is as empty as it was.
     *
     * @throws LedgerException if the store is not empty
     */
    Restoration restore() throws LedgerException;

    /** Takes what {@link #export} reads out. */
    interface LedgerRowSink {
        /** An account. */
        void account(AccountRow account) throws LedgerException;

        /** An entry, in the order of the chain. */
        void entry(JournalEntry entry) throws LedgerException;
    }

    /** A store that is being filled. */
    interface Restoration extends LedgerRowSink, AutoCloseable {
        /**
         * Checks what came in and makes it durable.
         *
         * @param expected the seal of the store that it comes from
         * @throws LedgerException if the chain's hash is another one; the store stays empty
         */
        void finish(LedgerSeal expected) throws LedgerException;

        /** Drops what came in, unless it was finished. */
        @Override
        void close() throws LedgerException;
    }
}
