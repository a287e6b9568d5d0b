package dev.solvo.qr.wallet.record;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Records in a table of a database, in plain SQL. A record that blocks its group holds the group's name in a unique
 * column, which is NULL otherwise, so that the database itself lets one in.
 */
final class RecordTable<R> {
    private final RecordKind<R> kind;
    private final DataSource source;
    private final String table;

    RecordTable(DataSource source, RecordKind<R> kind) {
        this.kind = kind;
        this.source = source;
        table = "solvo_" + kind.name();
    }

    List<String> definition() {
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + table + " ("
                        + "record_key VARCHAR(255) NOT NULL PRIMARY KEY, "
                        + "record_group VARCHAR(255) NOT NULL, "
                        + "blocking_group VARCHAR(255) UNIQUE, "
                        + "revision BIGINT NOT NULL, "
                        + "resolved SMALLINT NOT NULL, "
                        + "begun_at BIGINT NOT NULL, "
                        + "record TEXT NOT NULL)",
                "CREATE INDEX IF NOT EXISTS " + table + "_group ON " + table + " (record_group)",
                "CREATE INDEX IF NOT EXISTS " + table + "_open ON " + table + " (resolved, begun_at)");
    }

    void create() throws IOException {
        try {
            createOnce();
        } catch (SQLException first) {
            // PostgreSQL lets one of two that create the same table at the same time fail; then it is there.
            try {
                createOnce();
            } catch (SQLException e) {
                e.addSuppressed(first);
                throw failed(e);
            }
        }
    }

    private void createOnce() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String sql : definition()) {
                statement.execute(sql);
            }
        }
    }

    Saved save(R record) throws IOException {
        try (Connection connection = connection()) {
            try {
                if (kind.revision(record) == 1 ? insert(connection, record) : update(connection, record)) {
                    return Saved.SAVED;
                }
            } catch (SQLException e) {
                // Drivers name a broken uniqueness in many ways; the rows themselves say which one it is.
                Optional<Saved> reason = reason(connection, record);
                if (reason.isPresent()) {
                    return reason.get();
                }
                throw e;
            }
            return reason(connection, record).orElse(Saved.TAKEN_OVER);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private boolean insert(Connection connection, R record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table
                + " (blocking_group, revision, resolved, record, record_key, record_group, begun_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            fill(statement, record);
            statement.setString(6, kind.group(record));
            statement.setLong(7, kind.begunAt(record).toEpochMilli());
            return statement.executeUpdate() == 1;
        }
    }

    private boolean update(Connection connection, R record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE " + table
                + " SET blocking_group = ?, revision = ?, resolved = ?, record = ?"
                + " WHERE record_key = ? AND revision = ?")) {
            fill(statement, record);
            statement.setLong(6, kind.revision(record) - 1);
            return statement.executeUpdate() == 1;
        }
    }

    private void fill(PreparedStatement statement, R record) throws SQLException {
        statement.setString(1, kind.blocks(record) ? kind.group(record) : null);
        statement.setLong(2, kind.revision(record));
        statement.setInt(3, kind.isResolved(record) ? 1 : 0);
        statement.setString(4, kind.json(record));
        statement.setString(5, kind.key(record));
    }

    /** Why the record could not be written; empty if the rows do not show it. */
    private Optional<Saved> reason(Connection connection, R record) throws SQLException, IOException {
        List<R> same = select(connection, "record_key = ?", kind.key(record));
        long kept = same.isEmpty() ? 0 : kind.revision(same.get(0));
        if (kept != kind.revision(record) - 1) {
            return Optional.of(Saved.TAKEN_OVER);
        }
        List<R> blocking = select(connection, "blocking_group = ?", kind.group(record));
        return blocking.isEmpty() || kind.key(blocking.get(0)).equals(kind.key(record))
                ? Optional.empty()
                : Optional.of(Saved.BLOCKED);
    }

    Optional<R> first(String condition, Object... values) throws IOException {
        List<R> found = all(condition, values);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    List<R> all(String condition, Object... values) throws IOException {
        try (Connection connection = connection()) {
            return select(connection, condition, values);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private List<R> select(Connection connection, String condition, Object... values) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT record FROM " + table + " WHERE " + condition + " ORDER BY begun_at, record_key")) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<R> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(kind.parse(String.valueOf(rows.getString(1)), "table " + table));
                }
                return found;
            }
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = source.getConnection();
        // Each of our statements is a transaction of its own.
        connection.setAutoCommit(true);
        return connection;
    }

    private IOException failed(SQLException e) {
        return new IOException("table " + table + ": " + e.getMessage(), e);
    }
}
