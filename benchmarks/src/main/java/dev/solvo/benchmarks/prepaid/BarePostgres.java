package dev.solvo.benchmarks.prepaid;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A debit on PostgreSQL as one bare statement: the update decides, the operation and its lines are inserted from its row. */
final class BarePostgres implements Debits {
    private static final String DUPLICATE = "23505";
    private static final String STATEMENT =
            "WITH debited AS (UPDATE solvo_account SET debits_posted = debits_posted + ?,"
                    + " version = version + 1 WHERE account = ? AND tenant = ? AND card_state = 'ACTIVE' AND currency = ?"
                    + " AND pin_hash IS NULL AND expires_at > ? AND credits_posted - debits_posted - debits_pending >= ?"
                    + " RETURNING account, tenant, currency, credits_posted - debits_posted AS ledger, debits_pending),"
                    + " operation AS (INSERT INTO solvo_operation (account, tenant, op_key, fingerprint, op_kind, decided_at,"
                    + " terminal, batch_number, currency, amount, original_key, operator_name, reason_text, done, refusal, approved,"
                    + " ledger_after, held_after, state_after, detail, hold_remaining, hold_expires, captured, refunded, reversed,"
                    + " sealed) SELECT account, tenant, ?, ?, 'DEBIT', ?, ?, ?, currency, ?, '', '', '', 1, '', ?, ledger,"
                    + " debits_pending, 'ACTIVE', '', 0, 9223372036854775807, 0, 0, 0, 0 FROM debited"
                    + " RETURNING entry_number, account, ledger_after - held_after AS available),"
                    + " posting AS (INSERT INTO solvo_posting (entry_number, line_number, account, ledger_account, amount)"
                    + " SELECT entry_number, 1, account, 'card', ? FROM operation"
                    + " UNION ALL SELECT entry_number, 2, account, ?, ? FROM operation)"
                    + " SELECT available FROM operation";

    private final DataSource pool;
    private final Cards cards;

    BarePostgres(DataSource pool, Cards cards) {
        this.pool = pool;
        this.cards = cards;
    }

    @Override
    public long debit(DebitRequest request) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
                bind(statement, request);
                try (ResultSet row = statement.executeQuery()) {
                    // A key that is known may be refused now for what was left after it.
                    return row.next() ? row.getLong(1) : known(connection, request.key());
                }
            } catch (SQLException e) {
                if (!DUPLICATE.equals(e.getSQLState())) {
                    throw e;
                }
                return known(connection, request.key());
            }
        }
    }

    private void bind(PreparedStatement statement, DebitRequest request) throws SQLException {
        String terminal = Cards.TERMINALS.get(request.terminal()).value();
        statement.setLong(1, request.amount());
        statement.setString(2, cards.account(request.card()).toString());
        statement.setString(3, Cards.TENANT.value());
        statement.setString(4, Cards.CURRENCY);
        statement.setLong(5, Cards.NOW);
        statement.setLong(6, request.amount());
        statement.setString(7, request.key());
        statement.setBytes(8, request.fingerprint().toByteArray());
        statement.setLong(9, Cards.NOW);
        statement.setString(10, terminal);
        statement.setInt(11, Cards.BATCH);
        statement.setLong(12, request.amount());
        statement.setLong(13, request.amount());
        statement.setLong(14, -request.amount());
        statement.setString(15, "settlement:" + terminal);
        statement.setLong(16, request.amount());
    }

    private static long known(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ledger_after - held_after FROM solvo_operation WHERE tenant = ? AND op_key = ?")) {
            select.setString(1, Cards.TENANT.value());
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : REFUSED;
            }
        }
    }

    @Override
    public void close() {
        // The pool is the server's.
    }
}
