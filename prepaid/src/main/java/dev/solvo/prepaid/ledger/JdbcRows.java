package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.tlv.Bytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Columns of the tables, and how rows become values and values rows. */
final class JdbcRows {
    static final String ACCOUNT_COLUMNS =
            "account, tenant, currency, card_state, product, debits_posted, credits_posted,"
                    + " debits_pending, credits_pending, pin_hash, pin_salt, pin_key_version, pin_tries, expires_at, opened_at,"
                    + " successor, code_version, code_hint, version";

    static final String INSERT_ACCOUNT =
            "INSERT INTO solvo_account (" + ACCOUNT_COLUMNS + ") VALUES (" + marks(19) + ")";

    static final String UPDATE_ACCOUNT = "UPDATE solvo_account SET currency = ?, card_state = ?, product = ?,"
            + " debits_posted = ?, credits_posted = ?, debits_pending = ?, credits_pending = ?, pin_hash = ?, pin_salt = ?,"
            + " pin_key_version = ?, pin_tries = ?, expires_at = ?, opened_at = ?, successor = ?, code_version = ?,"
            + " code_hint = ?, version = ? WHERE account = ? AND tenant = ? AND version = ?";

    /** All of an operation but its number. */
    static final String OPERATION_COLUMNS = "account, tenant, op_key, fingerprint, op_kind, decided_at, terminal,"
            + " batch_number, currency, amount, original_key, other_account, operator_name, reason_text, done, refusal,"
            + " approved, ledger_after, held_after, state_after, detail, hold_remaining, hold_expires, captured, refunded,"
            + " reversed";

    static final String INSERT_OPERATION =
            "INSERT INTO solvo_operation (" + OPERATION_COLUMNS + ", sealed) VALUES (" + marks(26) + ", 0)";

    static final String INSERT_NUMBERED_OPERATION = "INSERT INTO solvo_operation (" + OPERATION_COLUMNS
            + ", sealed, entry_number) VALUES (" + marks(26) + ", 1, ?)";

    static final String SELECT_OPERATION =
            "SELECT o.entry_number, " + qualified(OPERATION_COLUMNS) + " FROM solvo_operation o ";

    static final String INSERT_HOLD =
            "INSERT INTO solvo_hold (account, entry_number, tenant, hold_expires) VALUES (?, ?, ?, ?)";

    /** No account comes before it. It looks like one, for a sharded source computes a shard from it. */
    static final String FIRST_ACCOUNT = "0".repeat(2 * AccountId.LENGTH);

    /** How the own account is called in the lines of its entries. */
    private static final String OWN = "card";

    private static final int OPERATION_PARAMETERS = 26;
    private static final int POSTING_PARAMETERS = 5;

    private JdbcRows() {}

    static String marks(int count) {
        return "?, ".repeat(count - 1) + "?";
    }

    static String insertPostings(int lines) {
        String line = "(?, ?, ?, ?, ?)";
        return "INSERT INTO solvo_posting (entry_number, line_number, account, ledger_account, amount) VALUES "
                + (line + ", ").repeat(lines - 1) + line;
    }

    private static String qualified(String columns) {
        return "o." + columns.replace(", ", ", o.");
    }

    static void bindNewAccount(PreparedStatement statement, AccountRow row, long version) throws SQLException {
        statement.setString(1, row.id().toString());
        statement.setString(2, row.tenant().value());
        statement.setLong(19, version);
        bindAccount(statement, 3, row);
    }

    static void bindChangedAccount(PreparedStatement statement, AccountRow row) throws SQLException {
        bindAccount(statement, 1, row);
        statement.setLong(17, row.version() + 1);
        statement.setString(18, row.id().toString());
        statement.setString(19, row.tenant().value());
        statement.setLong(20, row.version());
    }

    private static void bindAccount(PreparedStatement statement, int from, AccountRow row) throws SQLException {
        AccountCounters counters = row.counters();
        statement.setString(from, row.currency());
        statement.setString(from + 1, row.state().name());
        statement.setString(from + 2, row.product());
        statement.setLong(from + 3, counters.debitsPosted());
        statement.setLong(from + 4, counters.creditsPosted());
        statement.setLong(from + 5, counters.debitsPending());
        statement.setLong(from + 6, counters.creditsPending());
        bindBytes(statement, from + 7, row.pin().hash());
        bindBytes(statement, from + 8, row.pin().salt());
        statement.setInt(from + 9, row.pin().keyVersion());
        statement.setInt(from + 10, row.pin().triesLeft());
        statement.setLong(from + 11, row.expires());
        statement.setLong(from + 12, row.opened());
        statement.setString(from + 13, row.successor().toString());
        statement.setInt(from + 14, row.codeVersion());
        statement.setString(from + 15, row.codeHint());
    }

    static AccountRow account(ResultSet row) throws SQLException {
        try {
            return readAccount(row);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Unreadable("account " + row.getString("account"), e);
        }
    }

    private static AccountRow readAccount(ResultSet row) throws SQLException {
        return new AccountRow(
                new TenantId(row.getString("tenant")),
                AccountId.parse(row.getString("account")),
                row.getString("currency"),
                CardState.valueOf(row.getString("card_state")),
                row.getString("product"),
                new AccountCounters(
                        row.getLong("debits_posted"),
                        row.getLong("credits_posted"),
                        row.getLong("debits_pending"),
                        row.getLong("credits_pending")),
                new PinRow(
                        bytes(row, "pin_hash"),
                        bytes(row, "pin_salt"),
                        row.getInt("pin_key_version"),
                        row.getInt("pin_tries")),
                row.getLong("expires_at"),
                row.getLong("opened_at"),
                AccountId.parse(row.getString("successor")),
                row.getInt("code_version"),
                row.getString("code_hint"),
                row.getLong("version"));
    }

    /** Binds all of an operation but its number; returns the next parameter. */
    static int bindOperation(PreparedStatement statement, OperationRow row) throws SQLException {
        OperationFacts facts = row.facts();
        AnswerRow answer = row.answer();
        OperationProgress progress = row.progress();
        statement.setString(1, row.id().account().toString());
        statement.setString(2, row.id().tenant().value());
        statement.setString(3, row.id().key().value());
        bindBytes(statement, 4, row.fingerprint());
        statement.setString(5, facts.kind().name());
        statement.setLong(6, facts.at());
        statement.setString(7, facts.terminal());
        statement.setInt(8, facts.batch());
        statement.setString(9, facts.currency());
        statement.setLong(10, facts.amount());
        statement.setString(11, facts.original());
        if (facts.other().equals(row.id().account())) {
            statement.setNull(12, Types.VARCHAR);
        } else {
            statement.setString(12, facts.other().toString());
        }
        statement.setString(13, facts.operator());
        statement.setString(14, facts.reason());
        statement.setInt(15, answer.done() ? 1 : 0);
        statement.setString(16, answer.reason());
        statement.setLong(17, answer.approved());
        statement.setLong(18, answer.ledger());
        statement.setLong(19, answer.held());
        statement.setString(20, answer.state().name());
        statement.setString(21, answer.detail());
        statement.setLong(22, progress.holdRemaining());
        statement.setLong(23, progress.holdExpires());
        statement.setLong(24, progress.captured());
        statement.setLong(25, progress.refunded());
        statement.setInt(26, progress.reversed() ? 1 : 0);
        return OPERATION_PARAMETERS + 1;
    }

    static OperationRow operation(ResultSet row) throws SQLException {
        try {
            return readOperation(row);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new Unreadable("operation " + row.getLong("entry_number"), e);
        }
    }

    private static OperationRow readOperation(ResultSet row) throws SQLException {
        AccountId account = AccountId.parse(row.getString("account"));
        String other = row.getString("other_account");
        return new OperationRow(
                new OperationId(
                        new TenantId(row.getString("tenant")), account, new OperationKey(row.getString("op_key"))),
                bytes(row, "fingerprint"),
                new OperationFacts(
                        OperationKind.valueOf(row.getString("op_kind")),
                        row.getLong("decided_at"),
                        row.getString("terminal"),
                        row.getInt("batch_number"),
                        row.getString("currency"),
                        row.getLong("amount"),
                        row.getString("original_key"),
                        other == null ? account : AccountId.parse(other),
                        row.getString("operator_name"),
                        row.getString("reason_text")),
                new AnswerRow(
                        row.getInt("done") != 0,
                        row.getString("refusal"),
                        row.getLong("approved"),
                        row.getLong("ledger_after"),
                        row.getLong("held_after"),
                        CardState.valueOf(row.getString("state_after")),
                        row.getString("detail")),
                new OperationProgress(
                        row.getLong("hold_remaining"),
                        row.getLong("hold_expires"),
                        row.getLong("captured"),
                        row.getLong("refunded"),
                        row.getInt("reversed") != 0),
                row.getLong("entry_number"));
    }

    /** Binds an entry's lines to {@link #insertPostings}. */
    static void bindPostings(PreparedStatement statement, OperationId id, long number, List<Posting> postings)
            throws SQLException {
        for (int line = 0; line < postings.size(); line++) {
            bindPosting(statement, 1 + POSTING_PARAMETERS * line, id, number, line, postings);
        }
    }

    static void bindPosting(
            PreparedStatement statement, int from, OperationId id, long number, int line, List<Posting> postings)
            throws SQLException {
        statement.setLong(from, number);
        statement.setInt(from + 1, line + 1);
        statement.setString(from + 2, id.account().toString());
        statement.setString(
                from + 3, storedName(id.account(), postings.get(line).account()));
        statement.setLong(from + 4, signed(postings.get(line)));
    }

    static String storedName(AccountId own, LedgerAccount account) {
        return account.equals(LedgerAccount.card(own)) ? OWN : account.name();
    }

    static long signed(Posting posting) {
        return posting.side() == Side.CREDIT ? posting.amount() : -posting.amount();
    }

    static Posting posting(AccountId own, String name, long signed) {
        LedgerAccount account = name.equals(OWN) ? LedgerAccount.card(own) : new LedgerAccount(name);
        return signed > 0
                ? new Posting(account, Side.CREDIT, signed)
                : new Posting(account, Side.DEBIT, Math.negateExact(signed));
    }

    /** Empty bytes are NULL, so that a condition of a statement can ask whether there are any. */
    static void bindBytes(PreparedStatement statement, int parameter, Bytes value) throws SQLException {
        if (value.isEmpty()) {
            statement.setNull(parameter, Types.VARBINARY);
        } else {
            statement.setBytes(parameter, value.toByteArray());
        }
    }

    private static Bytes bytes(ResultSet row, String column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? Bytes.EMPTY : Bytes.of(value);
    }

    /** A row that holds what it cannot hold. */
    static final class Unreadable extends SQLException {
        private static final long serialVersionUID = 1L;

        Unreadable(String row, Throwable cause) {
            super(row, cause);
        }
    }

    /** Reads a row of a query. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> all(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }
}
