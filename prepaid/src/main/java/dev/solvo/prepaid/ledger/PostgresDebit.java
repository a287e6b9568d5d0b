package dev.solvo.prepaid.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/**
 * A plain debit as one statement that commits by itself: one round trip, one transaction.
 *
 * <p>The update decides, and all other parts take their rows from it, so that a debit that is refused leaves nothing. The
 * update's look at the key sees what was committed before the statement began. A key that is committed meanwhile, while the
 * statement waits for the account's row, is met by the unique index: the insert has no ON CONFLICT, so its error undoes the
 * update as well. So a known key never debits. The number is drawn after the row is held: numbers of one account ascend.
 */
final class PostgresDebit implements DebitStatement {
    private static final String STATEMENT = "WITH debited AS (" + JdbcDebit.UPDATE
            + " AND NOT EXISTS (SELECT 1 FROM solvo_operation WHERE tenant = ? AND op_key = ?)"
            + " RETURNING account, tenant, currency, debits_posted, credits_posted, debits_pending, credits_pending),"
            + " operation AS (INSERT INTO solvo_operation (" + JdbcRows.OPERATION_COLUMNS + ", sealed)"
            + " SELECT account, tenant, ?, ?, 'DEBIT', ?, ?, ?, currency, ?, ?, ?, ?, ?, 1, '',"
            + " ?, credits_posted - debits_posted, debits_pending, 'ACTIVE', '', 0, " + AccountRow.NEVER
            + ", 0, 0, 0, 0"
            + " FROM debited RETURNING entry_number, account),"
            + " posting AS (INSERT INTO solvo_posting (entry_number, line_number, account, ledger_account, amount)"
            + " SELECT entry_number, 1, account, ?, ? FROM operation"
            + " UNION ALL SELECT entry_number, 2, account, ?, ? FROM operation)"
            + " SELECT operation.entry_number, debits_posted, credits_posted, debits_pending, credits_pending"
            + " FROM debited CROSS JOIN operation";

    @Override
    public Optional<OperationRow> debit(JdbcWork.Attempt attempt, PlainDebit debit) throws SQLException {
        try (PreparedStatement statement = attempt.connection().prepareStatement(STATEMENT)) {
            bind(statement, debit);
            attempt.committing();
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    attempt.settled();
                    return Optional.empty();
                }
                AccountCounters after =
                        new AccountCounters(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
                return Optional.of(debit.operation(after).numbered(row.getLong(1)));
            }
        }
    }

    private static void bind(PreparedStatement statement, PlainDebit debit) throws SQLException {
        OperationId id = debit.command().id();
        OperationFacts facts = debit.facts();
        List<Posting> postings = debit.postings();
        int next = JdbcDebit.bindUpdate(statement, debit);
        statement.setString(next++, id.tenant().value());
        statement.setString(next++, id.key().value());
        statement.setString(next++, id.key().value());
        JdbcRows.bindBytes(statement, next++, debit.command().fingerprint());
        statement.setLong(next++, facts.at());
        statement.setString(next++, facts.terminal());
        statement.setInt(next++, facts.batch());
        statement.setLong(next++, facts.amount());
        statement.setString(next++, facts.original());
        if (facts.other().equals(id.account())) {
            statement.setNull(next++, Types.VARCHAR);
        } else {
            statement.setString(next++, facts.other().toString());
        }
        statement.setString(next++, facts.operator());
        statement.setString(next++, facts.reason());
        statement.setLong(next++, facts.amount());
        for (Posting posting : postings) {
            statement.setString(next++, JdbcRows.storedName(id.account(), posting.account()));
            statement.setLong(next++, JdbcRows.signed(posting));
        }
    }
}
