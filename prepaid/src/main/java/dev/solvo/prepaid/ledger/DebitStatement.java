package dev.solvo.prepaid.ledger;

import java.sql.SQLException;
import java.util.Optional;

/** How a plain debit is stored. */
@FunctionalInterface
interface DebitStatement {
    /**
     * Stores it, if its conditions hold.
     *
     * @return what was stored; empty if a condition does not hold, or, on some, if the key is known
     * @throws SQLException that is a {@link SqlFailure#DUPLICATE} if the key is known; nothing was stored
     */
    Optional<OperationRow> debit(JdbcWork.Attempt attempt, PlainDebit debit) throws SQLException, LedgerException;
}
