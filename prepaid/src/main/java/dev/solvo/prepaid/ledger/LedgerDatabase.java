package dev.solvo.prepaid.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Opens books on a database by its URL: a pool of connections (HikariCP), tables that are made or brought up to date (Flyway), and
 * the statements that fit: those of {@link PostgresLedger} for {@code jdbc:postgresql:}, those of {@link JdbcLedger} for all else.
 * Who opens books this way brings HikariCP, Flyway with its part for the database, and the driver.
 *
 * <p>User, password and other secrets are taken out of the URL before anything else sees it.
 */
public final class LedgerDatabase extends JdbcStoreLedger {
    private static final int MOST_SHARDS = 1000;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);

    private final HikariDataSource pool;

    private LedgerDatabase(HikariDataSource pool, JdbcStore store) {
        super(store);
        this.pool = pool;
    }

    /**
     * Opens books.
     *
     * @param url of the database, with {@code user} and {@code password} among its parameters
     * @param connections the most connections at the same time, from 1 on
     * @param settings how the database is used; if sharded, its tables are left alone: see {@link #migrateShard}
     * @param pause lets a thread wait between two attempts
     * @throws LedgerException UNAVAILABLE if the database cannot be reached, INCOMPATIBLE if its tables are of a newer version or
     *     not ours
     */
    public static LedgerDatabase open(String url, int connections, JdbcSettings settings, JdbcPause pause)
            throws LedgerException {
        JdbcUrl parsed = JdbcUrl.parse(url);
        HikariDataSource pool = pool(parsed, connections);
        boolean opened = false;
        try {
            JdbcWork reached = new JdbcWork(pool, settings, pause);
            reached.run(attempt -> attempt.connection().getMetaData().getDatabaseProductName());
            if (!settings.sharded()) {
                JdbcMigrations.ofOneDatabase(pool).run();
            }
            DebitStatement debit = parsed.isPostgres() && !settings.sharded() ? new PostgresDebit() : new JdbcDebit();
            LedgerDatabase database = new LedgerDatabase(pool, new JdbcStore(pool, settings, pause, debit));
            opened = true;
            return database;
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    private static HikariDataSource pool(JdbcUrl url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("solvo-prepaid");
        config.setJdbcUrl(url.open());
        url.properties().forEach(config::addDataSourceProperty);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Whether the database is there is found out by the first attempt, which is repeated.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /**
     * Makes the tables of books on one database, or brings them up to date.
     *
     * @throws LedgerException as {@link #open}
     */
    public static void migrate(DataSource source) throws LedgerException {
        JdbcMigrations.ofOneDatabase(source).run();
    }

    /**
     * Makes the tables on one of the databases that accounts are spread over, or brings them up to date.
     *
     * @param source the database itself, not the source that spreads
     * @param shard its number, 1 to {@value #MOST_SHARDS}, which no other one has and which stays: its entries are numbered from
     *     10<sup>15</sup> times it on
     * @throws LedgerException as {@link #open}
     */
    public static void migrateShard(DataSource source, int shard) throws LedgerException {
        if (shard < 1 || shard > MOST_SHARDS) {
            throw new IllegalArgumentException("a shard has a number from 1 to " + MOST_SHARDS + ", not " + shard);
        }
        JdbcMigrations.ofShard(source, shard).run();
    }

    /** Closes the books and the connections. */
    @Override
    public void close() {
        super.close();
        pool.close();
    }
}
