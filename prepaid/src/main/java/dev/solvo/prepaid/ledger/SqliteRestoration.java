package dev.solvo.prepaid.ledger;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Fills an empty store, some thousand rows at a time. Until it is finished the store says that it is being filled, so that nobody
 * else writes, and that nobody opens it if the process ends before.
 */
final class SqliteRestoration implements LedgerRows.Restoration {
    private static final int AT_A_TIME = 4_096;

    private final SqliteSession session;
    private final SqliteReaders readers;
    private final SqliteBooks books;
    private long entries;
    private long lastNumber;
    private int uncommitted;
    private boolean hasOrderOfItsOwn;
    private boolean isFinished;
    private boolean isClosed;

    private SqliteRestoration(SqliteSession session, SqliteReaders readers) throws SQLException {
        this.session = session;
        this.readers = readers;
        books = new SqliteBooks(session);
    }

    static SqliteRestoration begin(Path store, SqliteSettings settings, SqliteReaders readers) throws LedgerException {
        SqliteSession session = null;
        try {
            session = SqliteSession.writing(store, settings);
            session.run("BEGIN IMMEDIATE");
            if (SqliteFiles.isBeingRestored(session)) {
                throw new LedgerException(LedgerException.Cause.UNAVAILABLE, "the store is being filled");
            }
            if (session.number("SELECT EXISTS (SELECT 1 FROM account) + EXISTS (SELECT 1 FROM operation)") > 0) {
                throw new LedgerException(LedgerException.Cause.INCOMPATIBLE, "the store is not empty");
            }
            SqliteRestoration restoration = new SqliteRestoration(session, readers);
            SqliteFiles.setBeingRestored(session, true);
            session.run("COMMIT");
            session = null;
            restoration.start();
            return restoration;
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        } finally {
            SqliteSession.closeQuietly(session);
        }
    }

    private void start() throws SQLException, LedgerException {
        readers.refuse(true);
        try {
            session.run("BEGIN IMMEDIATE");
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void account(AccountRow account) throws LedgerException {
        checkOpen();
        try {
            books.restore(account);
            commitSome();
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
    }

    @Override
    public synchronized void entry(JournalEntry entry) throws LedgerException {
        checkOpen();
        long number = entry.operation().number();
        if (number <= 0) {
            throw new LedgerException(LedgerException.Cause.CORRUPT, "an entry has no number");
        }
        try {
            if (!hasOrderOfItsOwn && number <= lastNumber) {
                orderByNumber();
                hasOrderOfItsOwn = true;
            }
            books.restore(entry);
            entries++;
            if (hasOrderOfItsOwn) {
                PreparedStatement insert = session.statement("INSERT INTO chain_order VALUES (?,?)");
                insert.setLong(1, entries);
                insert.setLong(2, number);
                insert.executeUpdate();
            }
            lastNumber = Math.max(lastNumber, number);
            commitSome();
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
    }

    /** What came so far came in the order of its numbers. */
    private void orderByNumber() throws SQLException {
        PreparedStatement insert = session.statement("INSERT INTO chain_order"
                + " SELECT ?1 + ROW_NUMBER() OVER (ORDER BY number), number FROM"
                + " (SELECT number FROM operation"
                + " WHERE number > (SELECT COALESCE(MAX(number), 0) FROM chain_order) ORDER BY number LIMIT "
                + AT_A_TIME + ")");
        for (long ordered = 0; ordered < entries; ordered += AT_A_TIME) {
            insert.setLong(1, ordered);
            insert.executeUpdate();
            commitAndGoOn();
        }
    }

    private void commitSome() throws SQLException {
        uncommitted++;
        if (uncommitted == AT_A_TIME) {
            commitAndGoOn();
        }
    }

    private void commitAndGoOn() throws SQLException {
        uncommitted = 0;
        books.flush();
        session.run("COMMIT");
        session.run("BEGIN IMMEDIATE");
    }

    @Override
    public synchronized void finish(LedgerSeal expected) throws LedgerException {
        checkOpen();
        try {
            books.restored();
            if (!books.seal().equals(expected)) {
                throw new LedgerException(
                        LedgerException.Cause.CORRUPT, "what came in is not what was sealed: the chain's end differs");
            }
            LedgerAudit audit = SqliteAudit.of(session);
            if (!audit.isSound()) {
                throw new LedgerException(
                        LedgerException.Cause.CORRUPT,
                        "what came in is not sound: " + audit.findings().get(0));
            }
            SqliteFiles.setBeingRestored(session, false);
            commit();
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        } finally {
            close();
        }
    }

    private void commit() throws SQLException, LedgerException {
        try {
            session.run("COMMIT");
            isFinished = true;
        } catch (SQLException e) {
            if (SqliteFailure.nothingStored(e)) {
                throw e;
            }
            // It is not emptied then: it may be whole.
            isFinished = true;
            throw new LedgerException(
                    LedgerException.Cause.OUTCOME_UNKNOWN, "it was not learned whether the store was filled", e);
        }
    }

    /** Empties the store, unless it was finished. */
    @Override
    public synchronized void close() throws LedgerException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (session) {
            if (!isFinished) {
                session.forgetStatements();
                session.rollBack();
                SqliteFiles.empty(session);
            }
            readers.refuse(false);
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
    }

    private void checkOpen() throws LedgerException {
        if (isClosed) {
            throw SqliteWriter.closed();
        }
    }
}
