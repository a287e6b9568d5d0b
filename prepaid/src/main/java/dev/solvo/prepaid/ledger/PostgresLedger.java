package dev.solvo.prepaid.ledger;

import javax.sql.DataSource;

/**
 * Books on PostgreSQL: a plain debit is one statement and one round trip. All else is as with {@link JdbcLedger}, on the same
 * tables; both can be at work on one database at the same time.
 *
 * <p>What it returns is on the disk of the server, if {@code fsync} and {@code synchronous_commit} are on as they are by default,
 * and on that of a standby too, if the server has a synchronous one.
 */
public final class PostgresLedger extends JdbcStoreLedger {
    /**
     * On a source that somebody else closes.
     *
     * @param source gives connections that are in auto-commit mode, at best from a pool
     * @param settings how it is used
     * @param pause lets a thread wait between two attempts
     * @throws IllegalArgumentException if the settings are those of a sharded source
     */
    public PostgresLedger(DataSource source, JdbcSettings settings, JdbcPause pause) {
        super(new JdbcStore(source, requireOneDatabase(settings), pause, new PostgresDebit()));
    }

    private static JdbcSettings requireOneDatabase(JdbcSettings settings) {
        if (settings.sharded()) {
            throw new IllegalArgumentException("a sharded source needs the statements of JdbcLedger");
        }
        return settings;
    }
}
