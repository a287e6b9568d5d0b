package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.LedgerException;
import java.sql.SQLException;

/** A side of the comparison: a store that cards are debited on by many clients. */
interface Debits extends AutoCloseable {
    /** The card has less than that. */
    long REFUSED = -1;

    /**
     * Debits a card, if it has the amount. When it returns, the debit is on the disk. A key that was used before debits nothing and
     * is answered as it was.
     *
     * @return what is left on the card, or {@link #REFUSED}
     */
    long debit(DebitRequest request) throws LedgerException, SQLException, InterruptedException;

    @Override
    void close() throws LedgerException, SQLException;
}
