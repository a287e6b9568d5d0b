package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;

/** Runs work on a connection of a source, and again when the database was away or undid it. */
final class JdbcWork {
    private final DataSource source;
    private final JdbcSettings settings;
    private final JdbcPause pause;
    private final ReadWriteLock working = new ReentrantReadWriteLock();
    private volatile boolean closed;

    JdbcWork(DataSource source, JdbcSettings settings, JdbcPause pause) {
        this.source = source;
        this.settings = settings;
        this.pause = pause;
    }

    /** Something to do on a connection that is in auto-commit mode. It may be run more than once. */
    @FunctionalInterface
    interface OnConnection<T> {
        T run(Attempt attempt) throws SQLException, LedgerException;
    }

    /** Something to do in one transaction. */
    @FunctionalInterface
    interface InTransaction<T> {
        T run(Connection connection) throws SQLException, LedgerException;
    }

    /** One attempt: its connection, and whether it may have stored something when that fails. */
    static final class Attempt {
        private final Connection connection;
        private boolean committing;

        private Attempt(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        /** What follows commits by itself. */
        void committing() {
            committing = true;
        }

        /** It has come to an end that is known. */
        void settled() {
            committing = false;
        }

        /** Runs in one transaction, which is undone if anything is thrown. */
        <T> T transaction(InTransaction<T> work) throws SQLException, LedgerException {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T value = work.run(connection);
                committing();
                connection.commit();
                settled();
                done = true;
                return value;
            } finally {
                leaveTransaction(connection, done);
            }
        }

        /** As {@link JdbcWork#snapshot}. */
        <T> T snapshot(InTransaction<T> work) throws SQLException, LedgerException {
            return JdbcWork.snapshot(connection, work);
        }
    }

    /** Reads in one transaction that sees the books as they are at its first statement. */
    static <T> T snapshot(Connection connection, InTransaction<T> work) throws SQLException, LedgerException {
        int usual = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            connection.setAutoCommit(false);
            try {
                return work.run(connection);
            } finally {
                leaveTransaction(connection, false);
            }
        } finally {
            connection.setTransactionIsolation(usual);
        }
    }

    /** A transaction that is to be undone without an error. */
    static final class Undone extends SQLException {
        private static final long serialVersionUID = 1L;

        Undone() {
            super("undone", null, 0);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // It is a signal within one thread, without a trace.
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** Waits for what is under way; what it would try again is not tried any more. */
    @SuppressWarnings("LockNotBeforeTry") // There is nothing to do with the lock but to get it.
    void close() {
        closed = true;
        working.writeLock().lock();
        working.writeLock().unlock();
    }

    JdbcSettings settings() {
        return settings;
    }

    /** A connection for a transaction that is longer than one call; it has to be closed. */
    Connection open() throws LedgerException {
        if (closed) {
            throw new LedgerException(LedgerException.Cause.CLOSED, "the ledger was closed");
        }
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw SqlFailure.of(e).exception(e);
        }
    }

    <T> T run(OnConnection<T> work) throws LedgerException {
        working.readLock().lock();
        try {
            return tried(work);
        } finally {
            working.readLock().unlock();
        }
    }

    private <T> T tried(OnConnection<T> work) throws LedgerException {
        boolean unknown = false;
        for (int tried = 1; ; tried++) {
            if (closed) {
                throw unknown
                        ? new LedgerException(LedgerException.Cause.OUTCOME_UNKNOWN, "the ledger was closed meanwhile")
                        : new LedgerException(LedgerException.Cause.CLOSED, "the ledger was closed");
            }
            Attempt attempt = null;
            SQLException error;
            try {
                Connection connection = source.getConnection();
                attempt = new Attempt(connection);
                try {
                    return work.run(attempt);
                } finally {
                    release(connection);
                }
            } catch (SQLException e) {
                error = e;
            } catch (LedgerException e) {
                // What an earlier attempt sent may still be under way on the server.
                throw unknown ? SqlFailure.unknown(e) : e;
            }
            SqlFailure failure = SqlFailure.of(error);
            // A server that answered undid the statement; only a lost connection leaves a commit in doubt.
            unknown |= attempt != null && attempt.committing && failure == SqlFailure.LOST;
            if (!failure.isTransient() || tried >= settings.attempts() || !paused(tried)) {
                throw unknown ? SqlFailure.unknown(error) : failure.exception(error);
            }
        }
    }

    private boolean paused(int tried) {
        try {
            pause.pause(settings.pauseAfter(tried));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void leaveTransaction(Connection connection, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The outcome is known by now; what is wrong with the connection shows when it is used next.
            return;
        }
    }

    static void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The work is done, or its own error is on the way.
            return;
        }
    }
}
