package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The questions to the books, in plain SQL. */
final class JdbcReads implements LedgerReads {
    private final JdbcWork work;
    private final JdbcBooks books;

    JdbcReads(JdbcWork work, JdbcBooks books) {
        this.work = work;
        this.books = books;
    }

    @Override
    public Optional<AccountRow> account(TenantId tenant, AccountId account) throws LedgerException {
        return work.run(attempt -> books.account(attempt.connection(), tenant, account));
    }

    @Override
    public Optional<JournalEntry> entry(OperationId id) throws LedgerException {
        return work.run(attempt -> {
            Optional<OperationRow> operation = books.operation(attempt.connection(), id);
            return operation.isEmpty()
                    ? Optional.empty()
                    : Optional.of(withPostings(attempt.connection(), List.of(operation.get()))
                            .get(0));
        });
    }

    @Override
    public List<JournalEntry> entries(TenantId tenant, OperationKey key) throws LedgerException {
        return work.run(
                attempt -> withPostings(attempt.connection(), books.entries(attempt.connection(), tenant, key)));
    }

    @Override
    public List<JournalEntry> statement(TenantId tenant, AccountId account, long after, long from, long to, int most)
            throws LedgerException {
        return work.run(attempt -> withPostings(
                attempt.connection(),
                operations(
                        attempt.connection(),
                        "WHERE o.account = ? AND o.tenant = ? AND o.decided_at >= ? AND o.decided_at < ?"
                                + " AND o.entry_number > ? ORDER BY o.entry_number LIMIT ?",
                        account.toString(),
                        tenant.value(),
                        from,
                        to,
                        after,
                        most)));
    }

    @Override
    public long balanceAt(TenantId tenant, AccountId account, long time) throws LedgerException {
        return work.run(attempt -> {
            try (PreparedStatement statement = prepare(
                    attempt.connection(),
                    "SELECT COALESCE(SUM(p.amount), 0) AS balance FROM solvo_operation o JOIN solvo_posting p"
                            + " ON p.account = o.account AND p.entry_number = o.entry_number"
                            + " WHERE o.account = ? AND p.account = ? AND o.tenant = ? AND o.decided_at < ?"
                            + " AND p.ledger_account = 'card'",
                    account.toString(),
                    account.toString(),
                    tenant.value(),
                    time)) {
                return one(statement);
            }
        });
    }

    @Override
    public List<OperationRow> openHolds(TenantId tenant, AccountId account, int most) throws LedgerException {
        return work.run(attempt -> books.openHolds(attempt.connection(), tenant, account, most));
    }

    @Override
    public List<OperationRow> dueHolds(TenantId tenant, long time, int most) throws LedgerException {
        return work.run(attempt -> operations(
                attempt.connection(),
                "JOIN solvo_hold h ON h.account = o.account AND h.entry_number = o.entry_number"
                        + " WHERE h.tenant = ? AND h.hold_expires < ? ORDER BY o.hold_expires, o.entry_number LIMIT ?",
                tenant.value(),
                time,
                most));
    }

    @Override
    public List<AccountRow> dueAccounts(TenantId tenant, long time, int most) throws LedgerException {
        return work.run(attempt -> {
            try (PreparedStatement statement = prepare(
                    attempt.connection(),
                    "SELECT " + JdbcRows.ACCOUNT_COLUMNS + " FROM solvo_account WHERE tenant = ? AND expires_at < ?"
                            + " AND card_state NOT IN ('EXPIRED', 'REPLACED') ORDER BY expires_at, account LIMIT ?",
                    tenant.value(),
                    time,
                    most)) {
                return JdbcRows.all(statement, JdbcRows::account);
            }
        });
    }

    @Override
    public List<OperationRow> openTransfers(TenantId tenant, long time, int most) throws LedgerException {
        return work.run(attempt -> operations(
                attempt.connection(),
                "JOIN solvo_hold h ON h.account = o.account AND h.entry_number = o.entry_number"
                        + " WHERE h.tenant = ? AND o.op_kind = 'TRANSFER' AND o.decided_at < ?"
                        + " ORDER BY o.decided_at, o.entry_number LIMIT ?",
                tenant.value(),
                time,
                most));
    }

    @Override
    public List<SystemBalance> systemBalances(TenantId tenant) throws LedgerException {
        return work.run(attempt -> JdbcBalances.of(attempt, tenant, books.isSharded()));
    }

    @Override
    public List<BatchTotal> batchTotals(TenantId tenant, TerminalId terminal, int batch) throws LedgerException {
        return work.run(attempt -> {
            try (PreparedStatement statement = prepare(
                    attempt.connection(),
                    "SELECT op_kind, currency, COUNT(*) AS operations, SUM(approved) AS total,"
                            + " SUM(reversed) AS undone,"
                            + " SUM(CASE WHEN reversed = 1 THEN approved ELSE 0 END) AS undone_total"
                            + " FROM solvo_operation WHERE tenant = ? AND terminal = ? AND batch_number = ? AND done = 1"
                            + " GROUP BY op_kind, currency",
                    tenant.value(),
                    terminal.value(),
                    batch)) {
                List<BatchTotal> totals = new ArrayList<>(JdbcRows.all(statement, JdbcReads::total));
                totals.sort(Comparator.comparing(BatchTotal::kind).thenComparing(BatchTotal::currency));
                return totals;
            }
        });
    }

    private static BatchTotal total(ResultSet row) throws SQLException {
        return new BatchTotal(
                OperationKind.valueOf(row.getString("op_kind")),
                row.getString("currency"),
                row.getLong("operations"),
                row.getLong("total"),
                row.getLong("undone"),
                row.getLong("undone_total"));
    }

    @Override
    public List<OperationRow> batchOperations(TenantId tenant, TerminalId terminal, int batch, long after, int most)
            throws LedgerException {
        return work.run(attempt -> operations(
                attempt.connection(),
                "WHERE o.tenant = ? AND o.terminal = ? AND o.batch_number = ? AND o.entry_number > ?"
                        + " ORDER BY o.entry_number LIMIT ?",
                tenant.value(),
                terminal.value(),
                batch,
                after,
                most));
    }

    @Override
    public List<TenantId> tenants() throws LedgerException {
        return work.run(attempt -> {
            try (PreparedStatement statement =
                    prepare(attempt.connection(), "SELECT DISTINCT tenant FROM solvo_account")) {
                List<String> names = new ArrayList<>(JdbcRows.all(statement, row -> row.getString(1)));
                return names.stream().sorted().map(TenantId::new).toList();
            }
        });
    }

    private static List<OperationRow> operations(Connection connection, String condition, Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, JdbcRows.SELECT_OPERATION + condition, values)) {
            return JdbcRows.all(statement, JdbcRows::operation);
        }
    }

    private static List<JournalEntry> withPostings(Connection connection, List<OperationRow> operations)
            throws SQLException {
        return JdbcEntries.withPostings(connection, operations);
    }

    /** Values are texts, longs and ints. */
    static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Long number) {
                    statement.setLong(i + 1, number);
                } else if (values[i] instanceof Integer number) {
                    statement.setInt(i + 1, number);
                } else {
                    statement.setString(i + 1, values[i].toString());
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** The number that is the only row of a query. */
    static long one(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
