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
import org.jspecify.annotations.Nullable;

/** How rows of the port stand in SQLite's tables. */
final class SqliteRows {
    private static final String SELECT_OPERATION =
            "SELECT o.number, n.name, p.name, o.key, o.fingerprint, o.kind, o.at, t.name,"
                    + " o.batch, o.currency, o.amount, o.original, o.other, o.operator, o.reason, o.done, o.refusal, o.approved,"
                    + " o.ledger, o.held, o.state, o.detail, o.hold_remaining, o.hold_expires, o.captured, o.refunded, o.reversed,"
                    + " o.key_hash"
                    + " FROM ";

    /** The order of the joins is fixed: by number they cost next to nothing. */
    static final String JOINS = " CROSS JOIN party p ON p.nr = o.account CROSS JOIN tenant n ON n.nr = o.tenant"
            + " LEFT JOIN party t ON t.nr = o.terminal ";

    /** Reads operations; a condition on {@code o} follows. */
    static final String OPERATIONS = SELECT_OPERATION + "operation o" + JOINS;

    static final String INSERT_OPERATION =
            "INSERT INTO operation VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    /** Reads accounts; a condition on {@code a} follows. */
    static final String ACCOUNTS = "SELECT a.nr, n.name, p.name, a.currency, a.state, a.product, a.debits_posted,"
            + " a.credits_posted, a.debits_pending, a.credits_pending, a.pin_hash, a.pin_salt, a.pin_key, a.pin_tries,"
            + " a.expires, a.opened, a.successor, a.code_version, a.code_hint, a.version,"
            + " a.last, a.latest"
            + " FROM account a CROSS JOIN party p ON p.nr = a.nr CROSS JOIN tenant n ON n.nr = a.tenant ";

    static final String INSERT_ACCOUNT = "INSERT INTO account VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    static final String UPDATE_ACCOUNT = "UPDATE account SET currency = ?, state = ?, product = ?, debits_posted = ?,"
            + " credits_posted = ?, debits_pending = ?, credits_pending = ?, pin_hash = ?, pin_salt = ?, pin_key = ?,"
            + " pin_tries = ?, expires = ?, opened = ?, successor = ?, code_version = ?, code_hint = ?, version = ?,"
            + " last = ?, latest = ? WHERE nr = ?";

    private static final String SETTLEMENT = "settlement:";
    private static final String CARD = "card:";

    private SqliteRows() {}

    /** Reads operations by an index, which SQLite shall not pass over for the order of the numbers. */
    static String operationsBy(String index) {
        return SELECT_OPERATION + "operation o INDEXED BY " + index + JOINS;
    }

    /** Reads operations in the order of another table; the condition that joins them and {@link #JOINS} follow. */
    static String operationsAfter(String table) {
        return SELECT_OPERATION + table + " CROSS JOIN operation o ";
    }

    static void putOperation(
            PreparedStatement insert,
            OperationRow operation,
            long tenant,
            long account,
            long keyHash,
            @Nullable Long terminal,
            SqliteLinks.Link link,
            long batchPrevious)
            throws SQLException {
        OperationFacts facts = operation.facts();
        AnswerRow answer = operation.answer();
        OperationProgress progress = operation.progress();
        insert.setLong(1, operation.number());
        insert.setLong(2, tenant);
        insert.setLong(3, account);
        insert.setLong(4, keyHash);
        insert.setString(5, operation.id().key().value());
        putBytes(insert, 6, operation.fingerprint());
        insert.setString(7, facts.kind().name());
        insert.setLong(8, facts.at());
        if (terminal == null) {
            insert.setNull(9, Types.INTEGER);
        } else {
            insert.setLong(9, terminal);
        }
        insert.setInt(10, facts.batch());
        insert.setString(11, facts.currency());
        insert.setLong(12, facts.amount());
        insert.setString(13, facts.original());
        putOther(insert, 14, facts.other(), operation.id().account());
        insert.setString(15, facts.operator());
        insert.setString(16, facts.reason());
        insert.setInt(17, answer.done() ? 1 : 0);
        insert.setString(18, answer.reason());
        insert.setLong(19, answer.approved());
        insert.setLong(20, answer.ledger());
        insert.setLong(21, answer.held());
        insert.setString(22, answer.state().name());
        insert.setString(23, answer.detail());
        insert.setLong(24, progress.holdRemaining());
        putTime(insert, 25, progress.holdExpires());
        insert.setLong(26, progress.captured());
        insert.setLong(27, progress.refunded());
        insert.setInt(28, progress.reversed() ? 1 : 0);
        insert.setLong(29, link.previous());
        if (link.latest() == facts.at()) {
            insert.setNull(30, Types.INTEGER);
        } else {
            insert.setLong(30, link.latest());
        }
        insert.setLong(31, batchPrevious);
    }

    /** The operation of the current row of {@link #OPERATIONS}. */
    static OperationRow operation(ResultSet row) throws SQLException, LedgerException {
        long number = row.getLong(1);
        try {
            TenantId tenant = new TenantId(row.getString(2));
            AccountId account = new AccountId(Bytes.of(row.getBytes(3)));
            String terminal = row.getString(8);
            OperationFacts facts = new OperationFacts(
                    OperationKind.valueOf(row.getString(6)),
                    row.getLong(7),
                    terminal == null ? "" : terminal.substring(SETTLEMENT.length()),
                    row.getInt(9),
                    row.getString(10),
                    row.getLong(11),
                    row.getString(12),
                    other(row.getBytes(13), account),
                    row.getString(14),
                    row.getString(15));
            AnswerRow answer = new AnswerRow(
                    row.getInt(16) != 0,
                    row.getString(17),
                    row.getLong(18),
                    row.getLong(19),
                    row.getLong(20),
                    CardState.valueOf(row.getString(21)),
                    row.getString(22));
            OperationProgress progress = new OperationProgress(
                    row.getLong(23), time(row, 24), row.getLong(25), row.getLong(26), row.getInt(27) != 0);
            return new OperationRow(
                    new OperationId(tenant, account, new OperationKey(row.getString(4))),
                    bytes(row.getBytes(5)),
                    facts,
                    answer,
                    progress,
                    number);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw unreadable("entry " + number, e);
        }
    }

    /** Where the operation of the current row stands in the index of keys. */
    static long keyHash(ResultSet row) throws SQLException {
        return row.getLong(28);
    }

    static void putNewAccount(PreparedStatement insert, AccountRow account, long nr, long tenant, SqliteTail tail)
            throws SQLException {
        insert.setLong(1, nr);
        insert.setLong(2, tenant);
        putAccountColumns(insert, 3, account);
        insert.setLong(20, tail.last());
        insert.setLong(21, tail.latest());
    }

    static void putAccount(PreparedStatement update, AccountRow account, long nr, SqliteTail tail) throws SQLException {
        putAccountColumns(update, 1, account);
        update.setLong(18, tail.last());
        update.setLong(19, tail.latest());
        update.setLong(20, nr);
    }

    private static void putAccountColumns(PreparedStatement statement, int first, AccountRow account)
            throws SQLException {
        AccountCounters counters = account.counters();
        PinRow pin = account.pin();
        statement.setString(first, account.currency());
        statement.setString(first + 1, account.state().name());
        statement.setString(first + 2, account.product());
        statement.setLong(first + 3, counters.debitsPosted());
        statement.setLong(first + 4, counters.creditsPosted());
        statement.setLong(first + 5, counters.debitsPending());
        statement.setLong(first + 6, counters.creditsPending());
        statement.setBytes(first + 7, pin.hash().toByteArray());
        statement.setBytes(first + 8, pin.salt().toByteArray());
        statement.setInt(first + 9, pin.keyVersion());
        statement.setInt(first + 10, pin.triesLeft());
        putTime(statement, first + 11, account.expires());
        statement.setLong(first + 12, account.opened());
        putOther(statement, first + 13, account.successor(), account.id());
        statement.setInt(first + 14, account.codeVersion());
        statement.setString(first + 15, account.codeHint());
        statement.setLong(first + 16, account.version());
    }

    /** The account of the current row of {@link #ACCOUNTS}. */
    static AccountRow account(ResultSet row) throws SQLException, LedgerException {
        try {
            AccountId id = new AccountId(Bytes.of(row.getBytes(3)));
            return new AccountRow(
                    new TenantId(row.getString(2)),
                    id,
                    row.getString(4),
                    CardState.valueOf(row.getString(5)),
                    row.getString(6),
                    new AccountCounters(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)),
                    pin(row),
                    time(row, 15),
                    row.getLong(16),
                    other(row.getBytes(17), id),
                    row.getInt(18),
                    row.getString(19),
                    row.getLong(20));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw unreadable("account " + row.getLong(1), e);
        }
    }

    /** Where the operations of the account of the current row of {@link #ACCOUNTS} end. */
    static SqliteTail tail(ResultSet row) throws SQLException {
        return new SqliteTail(row.getLong(21), row.getLong(22));
    }

    private static PinRow pin(ResultSet row) throws SQLException {
        Bytes hash = bytes(row.getBytes(11));
        Bytes salt = bytes(row.getBytes(12));
        int keyVersion = row.getInt(13);
        int triesLeft = row.getInt(14);
        return hash.isEmpty() && salt.isEmpty() && keyVersion == 0 && triesLeft == 0
                ? PinRow.NONE
                : new PinRow(hash, salt, keyVersion, triesLeft);
    }

    /** A ledger account as a party's name: the bytes of a card's, the text of another. */
    static Object partyName(LedgerAccount account) {
        return account.isCard()
                ? AccountId.parse(account.name().substring(CARD.length()))
                        .value()
                        .toByteArray()
                : account.name();
    }

    /** The lines of the result of a query for party, party's name and amount. */
    static List<Posting> postings(long number, ResultSet rows) throws SQLException, LedgerException {
        List<Posting> postings = new ArrayList<>(2);
        while (rows.next()) {
            postings.add(posting(number, rows, 1));
        }
        return postings;
    }

    /** A line, read from three columns: party, party's name, amount. */
    static Posting posting(long number, ResultSet row, int first) throws SQLException, LedgerException {
        try {
            LedgerAccount account = row.getLong(first) > 0
                    ? LedgerAccount.card(new AccountId(Bytes.of(row.getBytes(first + 1))))
                    : new LedgerAccount(row.getString(first + 1));
            long amount = row.getLong(first + 2);
            return amount < 0
                    ? new Posting(account, Side.DEBIT, Math.negateExact(amount))
                    : new Posting(account, Side.CREDIT, amount);
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
            throw unreadable("postings of entry " + number, e);
        }
    }

    static OperationKind kind(String name) throws LedgerException {
        try {
            return OperationKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw unreadable("an operation's kind", e);
        }
    }

    static LedgerException unreadable(String what, RuntimeException cause) {
        return new LedgerException(LedgerException.Cause.CORRUPT, what + " cannot be read", cause);
    }

    private static void putBytes(PreparedStatement statement, int at, Bytes value) throws SQLException {
        if (value.isEmpty()) {
            statement.setNull(at, Types.BLOB);
        } else {
            statement.setBytes(at, value.toByteArray());
        }
    }

    private static Bytes bytes(byte @Nullable [] value) {
        return value == null ? Bytes.EMPTY : Bytes.of(value);
    }

    static void putTime(PreparedStatement statement, int at, long time) throws SQLException {
        if (time == AccountRow.NEVER) {
            statement.setNull(at, Types.INTEGER);
        } else {
            statement.setLong(at, time);
        }
    }

    private static long time(ResultSet row, int at) throws SQLException {
        long time = row.getLong(at);
        return row.wasNull() ? AccountRow.NEVER : time;
    }

    private static void putOther(PreparedStatement statement, int at, AccountId other, AccountId own)
            throws SQLException {
        if (other.equals(own)) {
            statement.setNull(at, Types.BLOB);
        } else {
            statement.setBytes(at, other.value().toByteArray());
        }
    }

    private static AccountId other(byte @Nullable [] value, AccountId own) {
        return value == null ? own : new AccountId(Bytes.of(value));
    }
}
