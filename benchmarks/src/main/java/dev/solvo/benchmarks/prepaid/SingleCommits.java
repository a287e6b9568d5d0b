package dev.solvo.benchmarks.prepaid;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** The same engine and tables, each debit in a transaction of its own: one connection behind a lock, as SQLite has one writer. */
final class SingleCommits implements Debits {
    private final ReentrantLock lock = new ReentrantLock();
    private final PlainSqlite tables;
    private final PreparedStatement update;

    SingleCommits(Path file, Cards cards) throws SQLException {
        tables = new PlainSqlite(file, cards);
        update = tables.prepare("UPDATE account SET debits_posted = debits_posted + ?, version = version + 1, last = ?,"
                + " latest = MAX(latest, ?) WHERE nr = ?"
                + " AND state = 'ACTIVE' AND currency = 'EUR' AND length(pin_hash) = 0 AND (expires IS NULL OR expires > ?)"
                + " AND credits_posted - debits_posted - debits_pending >= ?"
                + " RETURNING credits_posted - debits_posted, debits_pending");
    }

    @Override
    public long debit(DebitRequest request) throws SQLException {
        lock.lock();
        try {
            long known = tables.known(request.key());
            if (known != REFUSED) {
                tables.rollback();
                return known;
            }
            long left = update(request);
            tables.commit();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private long update(DebitRequest request) throws SQLException {
        update.setLong(1, request.amount());
        update.setLong(2, tables.lastNumber() + 1);
        update.setLong(3, Cards.NOW);
        update.setLong(4, tables.account(request.card()));
        update.setLong(5, Cards.NOW);
        update.setLong(6, request.amount());
        long ledger;
        long held;
        try (ResultSet row = update.executeQuery()) {
            if (!row.next()) {
                return REFUSED;
            }
            ledger = row.getLong(1);
            held = row.getLong(2);
        }
        tables.append(request, ledger, held);
        return ledger - held;
    }

    @Override
    public void close() throws SQLException {
        tables.close();
    }
}
