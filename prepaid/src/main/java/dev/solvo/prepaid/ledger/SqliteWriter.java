package dev.solvo.prepaid.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to a store. It takes all that waits, does it in one transaction, and answers after the commit: so
 * many callers share one write to the disk. What one of them asked for fails alone, unless the store itself fails.
 */
final class SqliteWriter {
    private final SqliteSession session;
    private final SqliteBooks books;
    private final int queueLength;
    private final int batchLimit;
    private final int batchBytes;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasWork = lock.newCondition();
    private final Condition hasPlace = lock.newCondition();
    private final Deque<Task<?>> queue = new ArrayDeque<>();
    private boolean isClosing;

    /** Why nothing is written any more; only the thread itself looks at it. */
    private @Nullable LedgerException refusal;

    SqliteWriter(SqliteSession session, SqliteBooks books, SqliteSettings settings) {
        this.session = session;
        this.books = books;
        queueLength = settings.queueLength();
        batchLimit = settings.batchLimit();
        batchBytes = settings.batchBytes();
        thread = new Thread(this::work, "solvo-prepaid-writer");
        // Whoever forgets to close the store shall not be kept from ending; what was answered is on the disk.
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What the thread shall do within a transaction. */
    interface Work<T> {
        T on(SqliteBooks books) throws SQLException, LedgerException;
    }

    /** Has something done, and waits until it is durable. */
    <T> T call(Work<T> work) throws LedgerException {
        Task<T> task = new Task<>(work, Thread.currentThread());
        enqueue(task);
        return task.await();
    }

    private void enqueue(Task<?> task) throws LedgerException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            while (!isClosing && queue.size() >= queueLength) {
                hasPlace.await();
            }
            if (isClosing) {
                throw closed();
            }
            queue.add(task);
            if (queue.size() == 1) {
                hasWork.signal();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private static LedgerException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new LedgerException(
                LedgerException.Cause.UNAVAILABLE, "interrupted before the writer had it: nothing was stored", cause);
    }

    /** How many wait that were not taken yet. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    static LedgerException closed() {
        return new LedgerException(LedgerException.Cause.CLOSED, "the store was closed");
    }

    /** Finishes what waits, and ends the thread. */
    void close() {
        lock.lock();
        try {
            isClosing = true;
            hasWork.signal();
            hasPlace.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Task<?>> batch = new ArrayList<>();
        while (take(batch)) {
            write(batch);
            for (Task<?> task : batch) {
                if (!task.isPutBack) {
                    task.complete();
                }
            }
            batch.clear();
        }
    }

    /** Waits for work and takes all there is, up to the limit; false if the store is being closed and nothing is left. */
    private boolean take(List<Task<?>> batch) {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (isClosing) {
                    return false;
                }
                hasWork.awaitUninterruptibly();
            }
            drain(batch);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what came while the batch was being done; it would otherwise wait for the commit after this one. */
    private void takeMore(List<Task<?>> batch) {
        lock.lock();
        try {
            drain(batch);
        } finally {
            lock.unlock();
        }
    }

    private void drain(List<Task<?>> batch) {
        boolean wasFull = queue.size() >= queueLength;
        while (batch.size() < batchLimit && !queue.isEmpty()) {
            Task<?> task = queue.remove();
            task.isPutBack = false;
            batch.add(task);
        }
        if (wasFull) {
            hasPlace.signalAll();
        }
    }

    /** Leaves those from a place on for the next transaction. */
    private void putBack(List<Task<?>> batch, int from) {
        lock.lock();
        try {
            for (int i = batch.size() - 1; i >= from; i--) {
                batch.get(i).isPutBack = true;
                queue.addFirst(batch.get(i));
            }
        } finally {
            lock.unlock();
        }
        batch.subList(from, batch.size()).clear();
    }

    private void write(List<Task<?>> batch) {
        if (attempt(batch, true)) {
            return;
        }
        List<Task<?>> rest = batch;
        do {
            rest = new ArrayList<>(rest);
            rest.removeIf(task -> task.isBroken);
        } while (!rest.isEmpty() && !attempt(rest, false));
    }

    /**
     * False if a task ended in the middle of its writes: nothing was stored, and the others are to be done without it.
     *
     * @param growing whether to take what comes meanwhile
     */
    private boolean attempt(List<Task<?>> batch, boolean growing) {
        if (refusal != null) {
            failAll(batch, refusal.reason(), refusal);
            return true;
        }
        boolean committing = false;
        try {
            session.runKept("BEGIN IMMEDIATE");
            books.refresh();
            for (int next = 0; next < batch.size(); next++) {
                Task<?> task = batch.get(next);
                task.run(books);
                if (task.isBroken) {
                    startAgain(null);
                    return false;
                }
                if (books.bytes() >= batchBytes) {
                    putBack(batch, next + 1);
                } else if (growing && next == batch.size() - 1) {
                    takeMore(batch);
                }
            }
            if (books.hasChanges()) {
                books.flush();
            }
            committing = true;
            session.runKept("COMMIT");
        } catch (LedgerException e) {
            failAll(batch, e.reason(), e);
            startAgain(null);
        } catch (SQLException e) {
            boolean unknown = committing && !SqliteFailure.nothingStored(e);
            LedgerException failure = SqliteFailure.of(e);
            failAll(batch, unknown ? LedgerException.Cause.OUTCOME_UNKNOWN : failure.reason(), failure);
            startAgain(SqliteFailure.canPass(e) ? null : failure);
        } catch (RuntimeException | Error e) {
            LedgerException failure =
                    new LedgerException(LedgerException.Cause.STORAGE, "the writer failed: open the store again", e);
            failAll(batch, committing ? LedgerException.Cause.OUTCOME_UNKNOWN : failure.reason(), failure);
            startAgain(failure);
        }
        return true;
    }

    private static void failAll(List<Task<?>> batch, LedgerException.Cause reason, LedgerException failure) {
        for (Task<?> task : batch) {
            task.fail(new LedgerException(reason, String.valueOf(failure.getMessage()), failure));
        }
    }

    /** Takes the transaction back, and what is in memory with it. After a failure that may not pass, nothing is written again. */
    private void startAgain(@Nullable LedgerException failure) {
        refusal = failure;
        // The driver drops a statement that failed; it would not run again.
        session.forgetStatements();
        try {
            session.rollBack();
            if (refusal == null) {
                books.load();
            }
        } catch (SQLException e) {
            refusal = refusal == null ? SqliteFailure.of(e) : refusal;
        }
    }

    /** One caller's wish, and what became of it. */
    private static final class Task<T> {
        private final Work<T> work;
        private final Thread caller;
        private @Nullable T result;
        private @Nullable Throwable failure;
        private boolean isBroken;
        private boolean isPutBack;
        private volatile boolean isComplete;

        private Task(Work<T> work, Thread caller) {
            this.work = work;
            this.caller = caller;
        }

        /** @throws SQLException if the store failed, and with it the batch */
        private void run(SqliteBooks books) throws SQLException {
            // What an attempt that was taken back came to no longer counts.
            result = null;
            failure = null;
            try {
                result = work.on(books);
            } catch (LedgerException | RuntimeException | Error e) {
                failure = e;
                isBroken = books.isStoring();
            }
        }

        private void fail(LedgerException e) {
            failure = e;
        }

        private void complete() {
            isComplete = true;
            LockSupport.unpark(caller);
        }

        private T await() throws LedgerException {
            while (!isComplete) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    if (isComplete) {
                        Thread.currentThread().interrupt();
                        break;
                    }
                    Thread.currentThread().interrupt();
                    throw new LedgerException(
                            LedgerException.Cause.OUTCOME_UNKNOWN,
                            "interrupted while it was being stored: ask again with the same key");
                }
            }
            if (failure instanceof LedgerException) {
                throw (LedgerException) failure;
            }
            if (failure instanceof RuntimeException) {
                throw (RuntimeException) failure;
            }
            if (failure instanceof Error) {
                throw (Error) failure;
            }
            if (result == null) {
                throw new IllegalStateException("the writer gave no result");
            }
            return result;
        }
    }
}
