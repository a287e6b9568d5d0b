package dev.solvo.prepaid.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists that operations make: of each account, and of each batch, from the last one back to the first one. Numbers grow, so an
 * operation comes at the end; only books that are taken over from another engine may have it come further in front.
 */
final class SqliteLinks {
    private static final int KEPT_BATCHES = 20_000;

    private final SqliteSession session;
    private final Map<BatchOf, Batch> batches = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Batch> changed = new ArrayList<>();

    SqliteLinks(SqliteSession session) {
        this.session = session;
    }

    /** Forgets what is in memory. */
    void load() {
        batches.clear();
        changed.clear();
    }

    /**
     * What an operation says of the one before it.
     *
     * @param previous its number; 0 if there is none
     * @param latest the latest time of the account's operations up to this one
     */
    record Link(long previous, long latest) {}

    /** Makes place for an operation in its account's list, which ends with {@code tail}. */
    Link account(SqliteTail tail, long number, long at) throws SQLException {
        if (tail.last() < number) {
            return new Link(tail.last(), Math.max(tail.latest(), at));
        }
        long next = tail.last();
        while (true) {
            Link link = link(next);
            if (link.latest() < at) {
                update("UPDATE operation SET latest = ? WHERE number = ?", at, next);
            }
            if (link.previous() < number) {
                update("UPDATE operation SET previous = ? WHERE number = ?", number, next);
                long latest = link.previous() == 0
                        ? at
                        : Math.max(at, link(link.previous()).latest());
                return new Link(link.previous(), latest);
            }
            next = link.previous();
        }
    }

    private Link link(long number) throws SQLException {
        PreparedStatement select =
                session.statement("SELECT previous, COALESCE(latest, at) FROM operation WHERE number = ?");
        select.setLong(1, number);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? new Link(rows.getLong(1), rows.getLong(2)) : new Link(0, Long.MIN_VALUE);
        }
    }

    /** Puts an operation into its batch's list, and says which one is before it. */
    long batch(long terminal, int number, long operation) throws SQLException {
        Batch batch = find(new BatchOf(terminal, number));
        long last = batch.last;
        if (last < operation) {
            batch.last = operation;
            if (!batch.isChanged) {
                batch.isChanged = true;
                changed.add(batch);
            }
            return last;
        }
        long next = last;
        while (true) {
            long previous = previousInBatch(next);
            if (previous < operation) {
                update("UPDATE operation SET batch_previous = ? WHERE number = ?", operation, next);
                return previous;
            }
            next = previous;
        }
    }

    private long previousInBatch(long number) throws SQLException {
        PreparedStatement select = session.statement("SELECT batch_previous FROM operation WHERE number = ?");
        select.setLong(1, number);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private Batch find(BatchOf key) throws SQLException {
        Batch known = batches.get(key);
        if (known != null) {
            return known;
        }
        Batch batch = new Batch(key);
        PreparedStatement select = session.statement("SELECT last FROM batch WHERE terminal = ? AND batch = ?");
        select.setLong(1, key.terminal());
        select.setInt(2, key.number());
        try (ResultSet rows = select.executeQuery()) {
            if (rows.next()) {
                batch.last = rows.getLong(1);
            }
        }
        batches.put(key, batch);
        return batch;
    }

    private void update(String sql, long value, long number) throws SQLException {
        PreparedStatement update = session.statement(sql);
        update.setLong(1, value);
        update.setLong(2, number);
        update.executeUpdate();
    }

    /** Writes where batches end now. */
    void flush() throws SQLException {
        if (!changed.isEmpty()) {
            PreparedStatement upsert = session.statement(
                    "INSERT INTO batch VALUES (?1, ?2, ?3)" + " ON CONFLICT (terminal, batch) DO UPDATE SET last = ?3");
            for (Batch batch : changed) {
                upsert.setLong(1, batch.key.terminal());
                upsert.setInt(2, batch.key.number());
                upsert.setLong(3, batch.last);
                upsert.executeUpdate();
                batch.isChanged = false;
            }
            changed.clear();
        }
        SqliteBooks.forgetOldest(batches, KEPT_BATCHES);
    }

    private record BatchOf(long terminal, int number) {}

    private static final class Batch {
        private final BatchOf key;
        private long last;
        private boolean isChanged;

        private Batch(BatchOf key) {
            this.key = key;
        }
    }
}
