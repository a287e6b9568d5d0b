package dev.solvo.prepaid.ledger;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Fills an empty store in one transaction of its own: until it is committed, the store is as empty as it was. */
final class SqliteRestoration implements LedgerRows.Restoration {
    private final SqliteSession session;
    private final SqliteBooks books;
    private long entries;
    private long lastNumber;
    private boolean hasOrderOfItsOwn;
    private boolean isClosed;

    private SqliteRestoration(SqliteSession session) throws SQLException {
        this.session = session;
        books = new SqliteBooks(session);
    }

    static SqliteRestoration begin(Path store, SqliteSettings settings) throws LedgerException {
        SqliteSession session = null;
        try {
            session = SqliteSession.writing(store, settings);
            session.run("BEGIN IMMEDIATE");
            if (session.number("SELECT EXISTS (SELECT 1 FROM account) + EXISTS (SELECT 1 FROM operation)") > 0) {
                throw new LedgerException(LedgerException.Cause.INCOMPATIBLE, "the store is not empty");
            }
            SqliteRestoration restoration = new SqliteRestoration(session);
            session = null;
            return restoration;
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        } finally {
            SqliteSession.closeQuietly(session);
        }
    }

    @Override
    public synchronized void account(AccountRow account) throws LedgerException {
        checkOpen();
        try {
            books.restore(account);
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
                session.run("INSERT INTO chain_order"
                        + " SELECT ROW_NUMBER() OVER (ORDER BY number), number FROM operation");
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
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        }
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
        } catch (SQLException e) {
            if (SqliteFailure.nothingStored(e)) {
                throw e;
            }
            throw new LedgerException(
                    LedgerException.Cause.OUTCOME_UNKNOWN, "it was not learned whether the store was filled", e);
        }
    }

    @Override
    public synchronized void close() throws LedgerException {
        if (!isClosed) {
            isClosed = true;
            try {
                // What is not committed goes with the connection.
                session.close();
            } catch (SQLException e) {
                throw SqliteFailure.of(e);
            }
        }
    }

    private void checkOpen() throws LedgerException {
        if (isClosed) {
            throw SqliteWriter.closed();
        }
    }
}
