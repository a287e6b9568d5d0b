package dev.solvo.prepaid.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** A connection with the statements that were prepared on it; for one thread at a time. */
final class SqliteSession implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteSession(Connection connection) {
        this.connection = connection;
    }

    /** A connection that may write, and that makes each commit durable. */
    static SqliteSession writing(Path file, SqliteSettings settings) throws SQLException {
        SqliteSession session =
                open(file, new SQLiteConfig(), (int) settings.busyTimeout().toMillis());
        try {
            session.run("PRAGMA synchronous = FULL");
            // Elsewhere these do nothing; on macOS a mere fsync leaves data in the drive's cache.
            session.run("PRAGMA fullfsync = 1");
            session.run("PRAGMA checkpoint_fullfsync = 1");
            session.run("PRAGMA wal_autocheckpoint = " + settings.checkpointPages());
            session.run("PRAGMA cache_size = -" + (settings.cacheBytes() >> 10));
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** A connection that only reads. */
    static SqliteSession reading(Path file, SqliteSettings settings) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SqliteSession session = open(file, config, (int) settings.busyTimeout().toMillis());
        try {
            session.run("PRAGMA cache_size = -" + (settings.cacheBytes() >> 10));
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    static SqliteSession open(Path file, SQLiteConfig config, int busyMillis) throws SQLException {
        config.setBusyTimeout(busyMillis);
        // Else the driver asks for the last row's number after each insert, with a statement that it compiles each
        // time.
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Connection connection = source.getConnection();
        // Transactions are begun and committed by statements: the driver shall add none of its own.
        connection.unwrap(SQLiteConnection.class).getConnectionConfig().setAutoCommit(false);
        SqliteSession session = new SqliteSession(connection);
        try {
            // What a file says must not make this process run anything.
            session.run("PRAGMA trusted_schema = 0");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** A statement to set parameters of; it stays prepared. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement prepared = statements.get(sql);
        if (prepared == null) {
            prepared = connection.prepareStatement(sql);
            statements.put(sql, prepared);
        }
        return prepared;
    }

    /** Drops all statements: after a failure, it is not known which of them still work. */
    void forgetStatements() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It is not used again.
            }
        }
        statements.clear();
    }

    /** Runs a statement that is not worth to be kept. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a statement without parameters that is kept. */
    void runKept(String sql) throws SQLException {
        statement(sql).execute();
    }

    /** Takes the transaction back; SQLite has done that by itself after some failures, and would take another ROLLBACK for a mistake. */
    void rollBack() throws SQLException {
        try {
            run("BEGIN");
        } catch (SQLException e) {
            // The transaction is still there.
        }
        run("ROLLBACK");
    }

    /** The number that a statement without parameters gives; 0 if it gives none. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Closes what nothing depends on any more: after a failure, or a connection that holds nothing but a lock. */
    static void closeQuietly(@Nullable SqliteSession session) {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                session.statements.clear();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
