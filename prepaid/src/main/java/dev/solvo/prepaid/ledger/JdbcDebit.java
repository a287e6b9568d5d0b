package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A plain debit in plain SQL: one update whose condition decides, and in the same transaction, with the row still held by that
 * update, the new counters, the operation and its lines. A key that is there already undoes all of it.
 */
final class JdbcDebit implements DebitStatement {
    /**
     * The condition is {@link PlainDebit#isAllowedBy}. The sum keeps a planner that has no statistics yet from looking for the
     * row in the index of due accounts, by tenant and date, where it would go through all of them.
     */
    static final String CONDITION = "account = ? AND tenant = ? AND card_state = 'ACTIVE' AND currency = ?"
            + " AND pin_hash IS NULL AND expires_at + 0 > ? AND credits_posted - debits_posted - debits_pending >= ?";

    static final String UPDATE =
            "UPDATE solvo_account SET debits_posted = debits_posted + ?, version = version + 1 WHERE " + CONDITION;

    @Override
    public Optional<OperationRow> debit(JdbcWork.Attempt attempt, PlainDebit debit)
            throws SQLException, LedgerException {
        try {
            return Optional.of(attempt.transaction(connection -> store(connection, debit)));
        } catch (JdbcWork.Undone e) {
            return Optional.empty();
        }
    }

    private static OperationRow store(Connection connection, PlainDebit debit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            bindUpdate(statement, debit);
            if (statement.executeUpdate() != 1) {
                throw new JdbcWork.Undone();
            }
        }
        OperationRow operation =
                debit.operation(counters(connection, debit.command().id()));
        return operation.numbered(JdbcBooks.insert(connection, new JournalEntry(operation, debit.postings())));
    }

    /** Returns the next parameter. */
    static int bindUpdate(PreparedStatement statement, PlainDebit debit) throws SQLException {
        OperationId id = debit.command().id();
        statement.setLong(1, debit.facts().amount());
        statement.setString(2, id.account().toString());
        statement.setString(3, id.tenant().value());
        statement.setString(4, debit.facts().currency());
        statement.setLong(5, debit.facts().at());
        statement.setLong(6, debit.facts().amount());
        return 7;
    }

    private static AccountCounters counters(Connection connection, OperationId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT debits_posted, credits_posted,"
                + " debits_pending, credits_pending FROM solvo_account WHERE account = ? AND tenant = ?")) {
            statement.setString(1, id.account().toString());
            statement.setString(2, id.tenant().value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new JdbcRows.Unreadable("account " + id.account(), new IllegalStateException("it is gone"));
                }
                return new AccountCounters(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        }
    }
}
