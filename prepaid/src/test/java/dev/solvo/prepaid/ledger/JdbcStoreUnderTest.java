package dev.solvo.prepaid.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Books on a database that is made for one test. */
final class JdbcStoreUnderTest implements LedgerUnderTest {
    /** The tests' threads, and one for who looks on. */
    private static final int CONNECTIONS = 10;

    private final Opening opening;
    private final JdbcSettings settings;
    private final Engine engine;
    private final Dropping dropping;
    private DataSource source;
    private Ledger ledger;

    /** Opens a source of connections; one that is AutoCloseable is closed in the end. */
    @FunctionalInterface
    interface Opening {
        DataSource open() throws SQLException;
    }

    /** Makes a ledger on a source. */
    @FunctionalInterface
    interface Engine {
        Ledger on(DataSource source, JdbcSettings settings, JdbcPause pause);
    }

    /** Drops the database. */
    @FunctionalInterface
    interface Dropping {
        void drop() throws SQLException;
    }

    /** The tables are there. */
    JdbcStoreUnderTest(Opening opening, JdbcSettings settings, Engine engine, Dropping dropping) throws SQLException {
        this.opening = opening;
        this.settings = settings;
        this.engine = engine;
        this.dropping = dropping;
        source = opening.open();
        ledger = engine.on(source, settings, JdbcStoreUnderTest::pause);
    }

    /** Retries are told from hanging by their number, not by the time that they take. */
    static void pause(java.time.Duration time) {
        Thread.onSpinWait();
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    DataSource source() {
        return source;
    }

    @Override
    public Optional<Ledger> reopen() throws Exception {
        shut();
        source = opening.open();
        ledger = engine.on(source, settings, JdbcStoreUnderTest::pause);
        return Optional.of(ledger);
    }

    @Override
    public boolean refusesKeyOnTwoAccounts() {
        return !settings.sharded();
    }

    @Override
    public void damage(Damage damage, OperationRow operation) throws SQLException {
        String number = " WHERE entry_number = " + operation.number();
        List<String> statements = switch (damage) {
            case AMOUNT_CHANGED -> List.of("UPDATE solvo_operation SET amount = amount + 1" + number);
            case APPROVED_CHANGED -> List.of("UPDATE solvo_operation SET approved = approved + 1" + number);
            case KEY_CHANGED -> List.of("UPDATE solvo_operation SET op_key = 'other'" + number);
            case ENTRY_DELETED -> List.of("DELETE FROM solvo_posting" + number, "DELETE FROM solvo_operation" + number);
            case POSTING_CHANGED ->
                List.of("UPDATE solvo_posting SET amount = amount + 1" + number + " AND ledger_account = 'card'");
            case COUNTER_CHANGED ->
                List.of("UPDATE solvo_account SET credits_posted = credits_posted + 1 WHERE account = '"
                        + operation.id().account() + "'");
            case HOLD_CHANGED -> List.of("UPDATE solvo_operation SET hold_remaining = hold_remaining + 1" + number);
        };
        run(source, statements);
    }

    static void run(DataSource source, List<String> statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws Exception {
        shut();
        dropping.drop();
    }

    private void shut() throws Exception {
        ledger.close();
        if (source instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
