package dev.solvo.benchmarks.prepaid;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.solvo.prepaid.ledger.JdbcSettings;
import dev.solvo.prepaid.ledger.LedgerDatabase;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.PostgresLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL server on the disk that is measured, as durable as it is by default. */
final class PostgresServer implements AutoCloseable {
    private static final String MADE = "made";
    private static final String MEASURED = "measured";

    private final EmbeddedPostgres server;

    PostgresServer(Path directory) throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(Files.createTempDirectory(directory, "postgres"))
                .setOverrideWorkingDirectory(
                        directory.resolve("postgres-binaries").toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .start();
    }

    /** Who debits on the tables. */
    enum Side {
        /** {@code PostgresLedger.debit}. */
        LEDGER,
        /** Peer: one bare statement. */
        BARE;

        @Override
        public String toString() {
            return this == LEDGER ? "PostgresLedger" : "bare statement";
        }
    }

    /** Makes the database that all others are copies of. */
    void make(Cards cards) throws LedgerException, SQLException {
        run("CREATE DATABASE " + MADE);
        try (HikariDataSource pool = pool(MADE, 2)) {
            LedgerDatabase.migrate(pool);
            try (PostgresLedger ledger = ledger(pool)) {
                cards.issue(ledger);
                ledger.seal();
            }
        }
    }

    /** Copies the database, lets a side debit on it, and checks what it has then. */
    Throughput.Result measure(Side side, Cards cards, Throughput throughput, int connections, long seed)
            throws LedgerException, SQLException, InterruptedException {
        copy();
        try (HikariDataSource pool = pool(MEASURED, connections)) {
            Throughput.Result result;
            try (Debits debits = open(side, pool, cards)) {
                result = throughput.of(debits, seed);
            }
            totals(pool).check(side.toString(), result.answered());
            return result;
        }
    }

    /** Copies the database and opens it for a side, without measuring. */
    List<Long> answers(Side side, Cards cards) throws LedgerException, SQLException, InterruptedException {
        copy();
        try (HikariDataSource pool = pool(MEASURED, 2);
                Debits debits = open(side, pool, cards)) {
            return Agreement.answers(debits);
        }
    }

    private static Debits open(Side side, HikariDataSource pool, Cards cards) {
        return side == Side.LEDGER ? new LedgerDebits(ledger(pool), cards) : new BarePostgres(pool, cards);
    }

    private static PostgresLedger ledger(HikariDataSource pool) {
        return new PostgresLedger(pool, JdbcSettings.ONE_DATABASE, time -> Thread.sleep(time.toMillis()));
    }

    private void copy() throws SQLException {
        run("DROP DATABASE IF EXISTS " + MEASURED);
        run("CREATE DATABASE " + MEASURED + " TEMPLATE " + MADE);
        // Else one side would be measured with a checkpoint more than the other.
        run("CHECKPOINT");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private HikariDataSource pool(String database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getDatabase("postgres", database));
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    private static BookTotals totals(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BookTotals.POSTGRES)) {
            row.next();
            return new BookTotals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
