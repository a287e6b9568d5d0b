package dev.solvo.prepaid.ledger;

import java.sql.SQLException;

/** The statements and rules of a sharded ledger, on the tables of one shard. */
final class JdbcShardContractTest extends LedgerContract {
    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        return PostgresLedgerContractTest.onPostgres(JdbcSettings.SHARDED, JdbcLedger::new);
    }
}
