package dev.solvo.prepaid.ledger;

import javax.sql.DataSource;

/**
 * Books on a database that JDBC reaches, in SQL that PostgreSQL, MariaDB and Galera, HSQLDB, and ShardingSphere-JDBC over several
 * PostgreSQL take. A debit is an update whose condition decides, and what belongs to it in the same transaction; nothing is read
 * first and written then, and no row is locked by a query.
 *
 * <p>What it returns is as durable as the database makes a commit. It asks for no isolation level: READ COMMITTED is enough,
 * higher ones only undo more transactions, which are tried again.
 *
 * <p>When the database cannot be reached or undid a transaction, the same is tried again, after a pause, so often as the settings
 * say. A commit whose answer was lost is settled by the operation's key; if that cannot be learned any more, the exception says
 * so ({@link LedgerException#outcomeUnknown()}).
 *
 * <p>The tables are those of {@link LedgerDatabase}'s migrations. With {@link JdbcSettings#sharded()}, accounts lie on several
 * databases behind one source: every statement of an operation names its account, by which the source finds the database. There
 * a snapshot spans one database only: {@link #audit} and {@link #export} want the books at rest.
 */
public final class JdbcLedger extends JdbcStoreLedger {
    /**
     * On a source that somebody else closes.
     *
     * @param source gives connections that are in auto-commit mode, at best from a pool
     * @param settings how it is used
     * @param pause lets a thread wait between two attempts
     */
    public JdbcLedger(DataSource source, JdbcSettings settings, JdbcPause pause) {
        super(new JdbcStore(source, settings, pause, new JdbcDebit()));
    }
}
