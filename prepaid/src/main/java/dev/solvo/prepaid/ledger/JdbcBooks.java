package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that decisions are made of. Each names the account, by which a sharded source finds the one database that it
 * is for.
 */
final class JdbcBooks {
    private static final String[] NUMBER = {"entry_number"};
    private static final String OF_OPERATION = "WHERE o.account = ? AND o.tenant = ? AND o.op_key = ?";

    private final boolean sharded;

    JdbcBooks(boolean sharded) {
        this.sharded = sharded;
    }

    boolean isSharded() {
        return sharded;
    }

    /** The operation that a key of a tenant stands for; on a sharded store, of that account. */
    Optional<OperationRow> find(Connection connection, OperationId id) throws SQLException {
        if (sharded) {
            return operation(connection, id);
        }
        return first(entries(connection, id.tenant(), id.key()));
    }

    List<OperationRow> entries(Connection connection, TenantId tenant, OperationKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                JdbcRows.SELECT_OPERATION + "WHERE o.tenant = ? AND o.op_key = ? ORDER BY o.entry_number")) {
            statement.setString(1, tenant.value());
            statement.setString(2, key.value());
            return JdbcRows.all(statement, JdbcRows::operation);
        }
    }

    Optional<OperationRow> operation(Connection connection, OperationId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.SELECT_OPERATION + OF_OPERATION)) {
            statement.setString(1, id.account().toString());
            statement.setString(2, id.tenant().value());
            statement.setString(3, id.key().value());
            return first(JdbcRows.all(statement, JdbcRows::operation));
        }
    }

    Optional<AccountRow> account(Connection connection, TenantId tenant, AccountId account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + JdbcRows.ACCOUNT_COLUMNS + " FROM solvo_account WHERE account = ? AND tenant = ?")) {
            statement.setString(1, account.toString());
            statement.setString(2, tenant.value());
            return first(JdbcRows.all(statement, JdbcRows::account));
        }
    }

    Usage usage(Connection connection, TenantId tenant, AccountId account, Set<OperationKind> kinds, long since)
            throws SQLException {
        if (kinds.isEmpty()) {
            return new Usage(0, 0);
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT COUNT(*) AS operations, COALESCE(SUM(approved), 0) AS total"
                        + " FROM solvo_operation WHERE account = ? AND decided_at >= ? AND tenant = ? AND done = 1"
                        + " AND reversed = 0 AND op_kind IN (" + JdbcRows.marks(kinds.size()) + ")")) {
            statement.setString(1, account.toString());
            statement.setLong(2, since);
            statement.setString(3, tenant.value());
            int parameter = 4;
            for (OperationKind kind : kinds) {
                statement.setString(parameter++, kind.name());
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Usage(row.getLong(1), row.getLong(2));
            }
        }
    }

    List<OperationRow> openHolds(Connection connection, TenantId tenant, AccountId account, int most)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.SELECT_OPERATION
                + "JOIN solvo_hold h ON h.account = o.account AND h.entry_number = o.entry_number"
                + " WHERE h.account = ? AND o.account = ? AND h.tenant = ? ORDER BY o.entry_number LIMIT ?")) {
            statement.setString(1, account.toString());
            statement.setString(2, account.toString());
            statement.setString(3, tenant.value());
            statement.setInt(4, most);
            return JdbcRows.all(statement, JdbcRows::operation);
        }
    }

    /** Takes the rows of accounts by an update that changes nothing, in an order that no two get stuck in. */
    void lock(Connection connection, TenantId tenant, Set<AccountId> accounts) throws SQLException {
        List<AccountId> ordered = accounts.stream().sorted().toList();
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE solvo_account SET version = version WHERE account = ? AND tenant = ?")) {
            for (AccountId account : ordered) {
                statement.setString(1, account.toString());
                statement.setString(2, tenant.value());
                statement.executeUpdate();
            }
        }
    }

    /**
     * Stores a decision within the connection's transaction.
     *
     * @return the number of its first entry
     * @throws JdbcWork.Undone if the books are not any more what it was decided on
     */
    long store(Connection connection, Decision decision) throws SQLException {
        for (AccountRow row : decision.accounts().stream()
                .sorted(Comparator.comparing(AccountRow::id))
                .toList()) {
            storeAccount(connection, row);
        }
        long first = 0;
        for (JournalEntry entry : decision.entries()) {
            long number = insert(connection, entry);
            first = first == 0 ? number : first;
        }
        for (OperationRow row : decision.progressed()) {
            progress(connection, row);
        }
        return first;
    }

    private static void storeAccount(Connection connection, AccountRow row) throws SQLException {
        if (row.version() == 0) {
            try (PreparedStatement statement = connection.prepareStatement(JdbcRows.INSERT_ACCOUNT)) {
                JdbcRows.bindNewAccount(statement, row, 1);
                statement.executeUpdate();
            }
            return;
        }
        if (row.version() == Long.MAX_VALUE) {
            // No stored row has this one: its next would not exist.
            throw new JdbcWork.Undone();
        }
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.UPDATE_ACCOUNT)) {
            JdbcRows.bindChangedAccount(statement, row);
            requireOne(statement.executeUpdate());
        }
    }

    /** Stores an entry and returns its number. */
    static long insert(Connection connection, JournalEntry entry) throws SQLException {
        OperationRow operation = entry.operation();
        long number;
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.INSERT_OPERATION, NUMBER)) {
            JdbcRows.bindOperation(statement, operation);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                if (!keys.next()) {
                    throw new SQLException("the database gave no number");
                }
                number = keys.getLong(1);
            }
        }
        insertPostings(connection, operation.id(), number, entry.postings());
        insertHold(connection, operation, number);
        return number;
    }

    static void insertPostings(Connection connection, OperationId id, long number, List<Posting> postings)
            throws SQLException {
        if (postings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.insertPostings(postings.size()))) {
            JdbcRows.bindPostings(statement, id, number, postings);
            statement.executeUpdate();
        }
    }

    private static void insertHold(Connection connection, OperationRow row, long number) throws SQLException {
        if (row.progress().holdRemaining() == 0) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.INSERT_HOLD)) {
            bindHold(statement, row, number);
            statement.executeUpdate();
        }
    }

    static void bindHold(PreparedStatement statement, OperationRow row, long number) throws SQLException {
        statement.setString(1, row.id().account().toString());
        statement.setLong(2, number);
        statement.setString(3, row.id().tenant().value());
        statement.setLong(4, row.progress().holdExpires());
    }

    private static void progress(Connection connection, OperationRow row) throws SQLException {
        OperationProgress progress = row.progress();
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE solvo_operation SET hold_remaining = ?, hold_expires = ?, captured = ?, refunded = ?,"
                        + " reversed = ? WHERE account = ? AND tenant = ? AND op_key = ? AND entry_number = ?")) {
            statement.setLong(1, progress.holdRemaining());
            statement.setLong(2, progress.holdExpires());
            statement.setLong(3, progress.captured());
            statement.setLong(4, progress.refunded());
            statement.setInt(5, progress.reversed() ? 1 : 0);
            statement.setString(6, row.id().account().toString());
            statement.setString(7, row.id().tenant().value());
            statement.setString(8, row.id().key().value());
            statement.setLong(9, row.number());
            requireOne(statement.executeUpdate());
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM solvo_hold WHERE account = ? AND entry_number = ?")) {
            statement.setString(1, row.id().account().toString());
            statement.setLong(2, row.number());
            statement.executeUpdate();
        }
        insertHold(connection, row, row.number());
    }

    private static void requireOne(int rows) throws SQLException {
        if (rows != 1) {
            throw new JdbcWork.Undone();
        }
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }
}
