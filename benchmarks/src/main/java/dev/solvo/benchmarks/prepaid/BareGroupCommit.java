package dev.solvo.benchmarks.prepaid;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The least that shares a commit among clients: a queue, a thread, and the statements that this library sends, with balances in an
 * array. It looks up keys and knows what a card has; it checks nothing else, computes no hash chain, and falls over at any error.
 */
final class BareGroupCommit implements Debits {
    private static final int MOST_TOGETHER = 512;
    private static final byte[] NO_HASH = new byte[32];

    private final PlainSqlite tables;
    private final PreparedStatement update;
    private final PreparedStatement seal;
    private final long[] credits;
    private final long[] debits;
    private final long[] versions;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "bare-group-commit");
    private long entries;
    private volatile boolean isClosing;

    BareGroupCommit(Path file, Cards cards) throws SQLException {
        tables = new PlainSqlite(file, cards);
        credits = new long[cards.count()];
        debits = new long[cards.count()];
        versions = new long[cards.count()];
        for (int card = 0; card < credits.length; card++) {
            credits[card] = tables.number("SELECT credits_posted FROM account WHERE nr = " + tables.account(card));
            debits[card] = tables.number("SELECT debits_posted FROM account WHERE nr = " + tables.account(card));
            versions[card] = tables.number("SELECT version FROM account WHERE nr = " + tables.account(card));
        }
        entries = tables.number("SELECT MAX(entries) FROM seal");
        update = tables.prepare("UPDATE account SET debits_posted = ?, credits_posted = ?, debits_pending = 0,"
                + " credits_pending = 0, version = ?, last = ?, latest = ? WHERE nr = ?");
        seal = tables.prepare("INSERT INTO seal VALUES (?,?,?)");
        writer.setDaemon(true);
        writer.start();
    }

    private static final class Waiting {
        private final DebitRequest request;
        private final Thread client = Thread.currentThread();
        private long answer;
        private @Nullable Throwable failure;
        private volatile boolean isDone;

        private Waiting(DebitRequest request) {
            this.request = request;
        }

        private void done() {
            isDone = true;
            LockSupport.unpark(client);
        }
    }

    @Override
    public long debit(DebitRequest request) {
        Waiting waiting = new Waiting(request);
        queue.add(waiting);
        while (!waiting.isDone) {
            LockSupport.park(this);
        }
        if (waiting.failure != null) {
            throw new IllegalStateException(waiting.failure);
        }
        return waiting.answer;
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>();
        while (!isClosing) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, MOST_TOGETHER - 1);
                store(batch);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                batch.forEach(waiting -> waiting.failure = e);
            }
            batch.forEach(Waiting::done);
            batch.clear();
        }
    }

    private void store(List<Waiting> batch) throws SQLException {
        Set<Integer> touched = new LinkedHashSet<>();
        for (Waiting waiting : batch) {
            waiting.answer = store(waiting.request, touched);
        }
        for (int card : touched) {
            update.setLong(1, debits[card]);
            update.setLong(2, credits[card]);
            update.setLong(3, versions[card]);
            update.setLong(4, tables.lastOf(card));
            update.setLong(5, Cards.NOW);
            update.setLong(6, tables.account(card));
            update.executeUpdate();
        }
        if (!touched.isEmpty()) {
            seal.setLong(1, entries);
            seal.setLong(2, tables.lastNumber());
            seal.setBytes(3, NO_HASH);
            seal.executeUpdate();
        }
        tables.commit();
    }

    private long store(DebitRequest request, Set<Integer> touched) throws SQLException {
        long known = tables.known(request.key());
        if (known != REFUSED) {
            return known;
        }
        int card = request.card();
        if (credits[card] - debits[card] < request.amount()) {
            return REFUSED;
        }
        debits[card] += request.amount();
        versions[card]++;
        entries++;
        touched.add(card);
        tables.append(request, credits[card] - debits[card], 0);
        return credits[card] - debits[card];
    }

    @Override
    public void close() throws SQLException {
        isClosing = true;
        writer.interrupt();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        tables.close();
    }
}
