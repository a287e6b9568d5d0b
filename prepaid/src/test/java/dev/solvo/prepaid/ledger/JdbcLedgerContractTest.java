package dev.solvo.prepaid.ledger;

import java.sql.SQLException;

/** The ledger in plain SQL on a real PostgreSQL. */
final class JdbcLedgerContractTest extends LedgerContract {
    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        return PostgresLedgerContractTest.onPostgres(JdbcSettings.ONE_DATABASE, JdbcLedger::new);
    }
}
