package dev.solvo.prepaid.ledger;

import java.sql.SQLException;

/** The one-statement ledger on a real PostgreSQL. */
final class PostgresLedgerContractTest extends LedgerContract {
    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        return onPostgres(JdbcSettings.ONE_DATABASE, PostgresLedger::new);
    }

    static JdbcStoreUnderTest onPostgres(JdbcSettings settings, JdbcStoreUnderTest.Engine engine)
            throws SQLException, LedgerException {
        String database = PostgresServer.emptyBooks(settings.sharded());
        return new JdbcStoreUnderTest(
                () -> JdbcStoreUnderTest.pool(PostgresServer.url(database)),
                settings,
                engine,
                () -> PostgresServer.giveBack(database, settings.sharded()));
    }
}
