package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A ledger on a database: all that does not differ between the public ones. */
final class JdbcStore implements Ledger, LedgerRows {
    private static final int MOST_TRIES = 10;
    private static final int ACCOUNTS_PAGE = 500;
    private static final int SEALS_PAGE = 10;

    private final JdbcWork work;
    private final JdbcBooks books;
    private final JdbcEngine engine;
    private final JdbcReads reads;
    private final JdbcSealer sealer;

    JdbcStore(DataSource source, JdbcSettings settings, JdbcPause pause, DebitStatement debitStatement) {
        work = new JdbcWork(source, settings, pause);
        books = new JdbcBooks(settings.sharded());
        engine = new JdbcEngine(work, books, debitStatement);
        reads = new JdbcReads(work, books);
        sealer = new JdbcSealer(work, settings.sharded());
    }

    @Override
    public LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        return engine.execute(command, decider);
    }

    @Override
    public Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        return engine.debit(debit);
    }

    @Override
    public boolean together(TenantId tenant, AccountId first, AccountId second) {
        return !books.isSharded() || first.equals(second);
    }

    @Override
    public LedgerReads reads() {
        return reads;
    }

    @Override
    public long forgetKeys(long before) throws LedgerException {
        long forgotten = 0;
        long after = 0;
        List<Long> page = oldKeys(before, after);
        while (!page.isEmpty()) {
            List<Long> numbers = page;
            forgotten += work.run(attempt -> {
                try (PreparedStatement statement = JdbcEntries.in(
                        attempt.connection(),
                        "UPDATE solvo_operation SET fingerprint = NULL, detail = ''"
                                + " WHERE fingerprint IS NOT NULL AND entry_number IN (",
                        numbers,
                        ")")) {
                    return statement.executeUpdate();
                }
            });
            after = numbers.get(numbers.size() - 1);
            page = oldKeys(before, after);
        }
        return forgotten;
    }

    private List<Long> oldKeys(long before, long after) throws LedgerException {
        return work.run(attempt -> {
            try (PreparedStatement statement = JdbcReads.prepare(
                    attempt.connection(),
                    "SELECT entry_number FROM solvo_operation WHERE entry_number > ? AND decided_at < ?"
                            + " AND fingerprint IS NOT NULL ORDER BY entry_number LIMIT ?",
                    after,
                    before,
                    JdbcEntries.CHUNK)) {
                return JdbcRows.all(statement, row -> row.getLong(1));
            }
        });
    }

    @Override
    public LedgerSeal seal() throws LedgerException {
        return sealer.seal();
    }

    @Override
    public LedgerAudit audit() throws LedgerException {
        return work.run(attempt -> {
            if (books.isSharded()) {
                JdbcSealer.finishLast(attempt.connection());
            }
            return attempt.snapshot(JdbcAudit::of);
        });
    }

    @Override
    public void export(LedgerRowSink sink) throws LedgerException {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            sealer.seal();
            Connection connection = work.open();
            try {
                if (JdbcWork.snapshot(connection, snapshot -> exported(snapshot, sink))) {
                    return;
                }
            } catch (SQLException e) {
                throw SqlFailure.of(e).exception(e);
            } finally {
                JdbcWork.release(connection);
            }
        }
        throw new LedgerException(
                LedgerException.Cause.CONTENTION, "others write to the books; they can be read out when nobody does");
    }

    /** False, and nothing given out, if there is an entry that is not sealed. */
    private static boolean exported(Connection connection, LedgerRowSink sink) throws SQLException, LedgerException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT COUNT(*) FROM solvo_operation WHERE sealed = 0")) {
            if (JdbcReads.one(statement) != 0) {
                return false;
            }
        }
        List<AccountRow> accounts = accountsAfter(connection, JdbcRows.FIRST_ACCOUNT, "");
        while (!accounts.isEmpty()) {
            for (AccountRow account : accounts) {
                sink.account(account);
            }
            AccountRow end = accounts.get(accounts.size() - 1);
            accounts =
                    accountsAfter(connection, end.id().toString(), end.tenant().value());
        }
        long number = 0;
        List<JdbcSeals.Batch> batches = JdbcSeals.after(connection, number, SEALS_PAGE);
        while (!batches.isEmpty()) {
            for (JdbcSeals.Batch batch : batches) {
                number = batch.number();
                for (JournalEntry entry : entries(connection, batch)) {
                    sink.entry(entry);
                }
            }
            batches = JdbcSeals.after(connection, number, SEALS_PAGE);
        }
        return true;
    }

    private static List<JournalEntry> entries(Connection connection, JdbcSeals.Batch batch) throws SQLException {
        List<Long> numbers = JdbcSeals.numbers(batch);
        var found = JdbcEntries.byNumber(connection, numbers, (number, error) -> {
            throw error;
        });
        List<OperationRow> operations = new ArrayList<>();
        for (Long number : numbers) {
            OperationRow operation = found.get(number);
            if (operation == null) {
                throw new JdbcRows.Unreadable(
                        "entry " + number, new IllegalStateException("it was sealed and is missing"));
            }
            operations.add(operation);
        }
        return JdbcEntries.withPostings(connection, operations);
    }

    private static List<AccountRow> accountsAfter(Connection connection, String account, String tenant)
            throws SQLException {
        try (PreparedStatement statement = JdbcReads.prepare(
                        connection,
                        "SELECT " + JdbcRows.ACCOUNT_COLUMNS + " FROM solvo_account"
                                + " WHERE account > ? OR (account = ? AND tenant > ?) ORDER BY account, tenant LIMIT ?",
                        account,
                        account,
                        tenant,
                        ACCOUNTS_PAGE);
                ResultSet rows = statement.executeQuery()) {
            List<AccountRow> page = new ArrayList<>();
            while (rows.next()) {
                page.add(JdbcRows.account(rows));
            }
            return page;
        }
    }

    @Override
    public Restoration restore() throws LedgerException {
        return JdbcRestoration.begin(work, books.isSharded());
    }

    @Override
    public void close() {
        work.close();
    }
}
