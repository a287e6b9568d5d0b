package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Fills an empty store in one transaction; the chain is built anew from what comes in. */
final class JdbcRestoration implements LedgerRows.Restoration {
    /** Numbers from here on are those of shards, each of which has a range of its own. */
    static final long FIRST_OF_SHARDS = 1_000_000_000_000_000L;

    private final Connection connection;
    private final boolean sharded;
    private final List<AccountRow> accounts = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private JdbcSeals.Batch last = new JdbcSeals.Batch(0, LedgerSeal.EMPTY, "");
    private boolean over;

    private JdbcRestoration(Connection connection, boolean sharded) {
        this.connection = connection;
        this.sharded = sharded;
    }

    static JdbcRestoration begin(JdbcWork work, boolean sharded) throws LedgerException {
        Connection connection = work.open();
        boolean begun = false;
        try {
            connection.setAutoCommit(false);
            for (String table : List.of("solvo_account", "solvo_operation", "solvo_seal")) {
                requireEmpty(connection, table);
            }
            begun = true;
            return new JdbcRestoration(connection, sharded);
        } catch (SQLException e) {
            throw SqlFailure.of(e).exception(e);
        } finally {
            if (!begun) {
                JdbcWork.leaveTransaction(connection, false);
                JdbcWork.release(connection);
            }
        }
    }

    private static void requireEmpty(Connection connection, String table) throws SQLException, LedgerException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM " + table)) {
            if (JdbcReads.one(statement) != 0) {
                throw new LedgerException(LedgerException.Cause.INCOMPATIBLE, "the store is not empty");
            }
        }
    }

    @Override
    public void account(AccountRow account) throws LedgerException {
        requireOpen();
        accounts.add(account);
        if (accounts.size() == SealedNumbers.MOST) {
            writing(this::writeAccounts);
        }
    }

    @Override
    public void entry(JournalEntry entry) throws LedgerException {
        requireOpen();
        long number = entry.operation().number();
        if (number <= 0) {
            throw new LedgerException(LedgerException.Cause.CORRUPT, "an entry has no number");
        }
        entries.add(entry);
        if (entries.size() == SealedNumbers.MOST) {
            writing(this::writeEntries);
        }
    }

    @Override
    public void finish(LedgerSeal expected) throws LedgerException {
        requireOpen();
        writing(this::writeAccounts);
        writing(this::writeEntries);
        if (!last.seal().equals(expected)) {
            close();
            throw new LedgerException(
                    LedgerException.Cause.CORRUPT,
                    "the chain of what came in ends with entry " + last.seal().lastNumber() + " of "
                            + last.seal().entries() + ", unlike the seal that was expected");
        }
        requireSound();
        writing(() -> SqlDialect.of(connection).goOnNumbering(connection));
        boolean committed = false;
        try {
            connection.commit();
            committed = true;
        } catch (SQLException e) {
            SqlFailure failure = SqlFailure.of(e);
            throw failure == SqlFailure.LOST ? SqlFailure.unknown(e) : failure.exception(e);
        } finally {
            end(committed);
        }
    }

    /** What came in is audited before it is committed: a chain alone says nothing about accounts. */
    private void requireSound() throws LedgerException {
        boolean[] strange = new boolean[1];
        List<LedgerAudit.Finding> findings = new ArrayList<>();
        writing(() -> {
            findings.addAll(JdbcAudit.of(connection).findings());
            strange[0] = sharded && SqlDialect.of(connection).hasStrangeNumbers(connection, FIRST_OF_SHARDS);
        });
        if (!findings.isEmpty()) {
            close();
            LedgerAudit.Finding first = findings.get(0);
            throw new LedgerException(
                    LedgerException.Cause.CORRUPT,
                    "what came in is not sound: " + first.fault() + " " + first.where() + ": " + first.text());
        }
        if (strange[0]) {
            close();
            throw new LedgerException(
                    LedgerException.Cause.INCOMPATIBLE,
                    "books of other shards go to a store that is not sharded, or to shards of the same numbers");
        }
    }

    @Override
    public void close() {
        if (!over) {
            end(false);
        }
    }

    private void end(boolean committed) {
        over = true;
        JdbcWork.leaveTransaction(connection, committed);
        JdbcWork.release(connection);
    }

    private void requireOpen() {
        if (over) {
            throw new IllegalStateException("the restoration is over");
        }
    }

    private interface Writing {
        void write() throws SQLException;
    }

    private void writing(Writing writing) throws LedgerException {
        try {
            writing.write();
        } catch (SQLException e) {
            close();
            SqlFailure failure = SqlFailure.of(e);
            // The store was empty and nobody else fills it: what the database does not take is the fault of what came
            // in.
            throw switch (failure) {
                case DUPLICATE ->
                    new LedgerException(LedgerException.Cause.CORRUPT, "an account, a key or a number came in twice");
                case REFUSED -> new LedgerException(LedgerException.Cause.CORRUPT, "a row that no store takes came in");
                default -> failure.exception(e);
            };
        }
    }

    private void writeAccounts() throws SQLException {
        if (accounts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(JdbcRows.INSERT_ACCOUNT)) {
            for (AccountRow account : accounts) {
                JdbcRows.bindNewAccount(statement, account, account.version());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        accounts.clear();
    }

    private void writeEntries() throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement operations = connection.prepareStatement(JdbcRows.INSERT_NUMBERED_OPERATION);
                PreparedStatement lines = connection.prepareStatement(JdbcRows.insertPostings(1));
                PreparedStatement holds = connection.prepareStatement(JdbcRows.INSERT_HOLD)) {
            boolean anyLine = false;
            boolean anyHold = false;
            for (JournalEntry entry : entries) {
                OperationRow operation = entry.operation();
                operations.setLong(JdbcRows.bindOperation(operations, operation), operation.number());
                operations.addBatch();
                for (int line = 0; line < entry.postings().size(); line++) {
                    JdbcRows.bindPosting(lines, 1, operation.id(), operation.number(), line, entry.postings());
                    lines.addBatch();
                    anyLine = true;
                }
                if (operation.progress().holdRemaining() > 0) {
                    JdbcBooks.bindHold(holds, operation, operation.number());
                    holds.addBatch();
                    anyHold = true;
                }
            }
            operations.executeBatch();
            if (anyLine) {
                lines.executeBatch();
            }
            if (anyHold) {
                holds.executeBatch();
            }
        }
        JdbcSealer.append(connection, last, entries);
        last = JdbcSealer.chained(connection);
        entries.clear();
    }
}
