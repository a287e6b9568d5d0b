package dev.solvo.prepaid.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** Connections that only read, opened when they are needed first. */
final class SqliteReaders {
    private final Path file;
    private final SqliteSettings settings;
    private final Semaphore places;
    private final Deque<SqliteSession> idle = new ArrayDeque<>();
    private boolean isClosed;
    private boolean isRefusing;

    SqliteReaders(Path file, SqliteSettings settings) {
        this.file = file;
        this.settings = settings;
        places = new Semaphore(settings.readers());
    }

    interface Reading<T> {
        T on(SqliteSession session) throws SQLException, LedgerException;
    }

    /** Asks on a connection of its own. */
    <T> T read(Reading<T> reading) throws LedgerException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(LedgerException.Cause.UNAVAILABLE, "interrupted", e);
        }
        try {
            return readOn(take(), reading);
        } catch (SQLException e) {
            throw SqliteFailure.of(e);
        } finally {
            places.release();
        }
    }

    private <T> T readOn(SqliteSession session, Reading<T> reading) throws SQLException, LedgerException {
        boolean isUsable = false;
        try {
            T answer = reading.on(session);
            isUsable = true;
            return answer;
        } finally {
            if (isUsable) {
                giveBack(session);
            } else {
                // It may be what failed, or be in the middle of something.
                session.close();
            }
        }
    }

    /** Asks several questions of the books as they are at one moment. */
    <T> T readSnapshot(Reading<T> reading) throws LedgerException {
        return read(session -> {
            session.run("BEGIN");
            try {
                return reading.on(session);
            } finally {
                session.run("ROLLBACK");
            }
        });
    }

    private synchronized SqliteSession take() throws SQLException, LedgerException {
        if (isClosed) {
            throw SqliteWriter.closed();
        }
        if (isRefusing) {
            throw new LedgerException(LedgerException.Cause.UNAVAILABLE, "the store is being filled");
        }
        SqliteSession session = idle.poll();
        return session == null ? SqliteSession.reading(file, settings) : session;
    }

    /** Answers nothing while the store is being filled. */
    synchronized void refuse(boolean whileItIsFilled) {
        isRefusing = whileItIsFilled;
    }

    private synchronized void giveBack(SqliteSession session) {
        idle.push(session);
    }

    /** Waits for those who read, and closes all connections. */
    void close() throws SQLException {
        places.acquireUninterruptibly(settings.readers());
        try {
            synchronized (this) {
                isClosed = true;
                for (SqliteSession session : idle) {
                    session.close();
                }
                idle.clear();
            }
        } finally {
            places.release(settings.readers());
        }
    }
}
