package dev.solvo.prepaid.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds committed entries to the hash chain in batches, off the way of those who write them.
 *
 * <p>Every entry is marked as not sealed until it is in a batch, so one that is committed late is not lost, whatever its number
 * and however the database numbers transactions; it only stands later in the chain. A batch is one transaction: its row, the
 * sums of system accounts, the marks. Two sealers at work at the same time both want to insert the batch with the next number;
 * one of them meets the other one's row and begins anew.
 *
 * <p>On a sharded store the marks lie on other databases than the batch. There the batch, which has the numbers of its entries,
 * is committed first, and before the next one all its marks are set, whoever was to set them.
 */
final class JdbcSealer {
    private static final int MOST_TRIES = 100;

    private final JdbcWork work;
    private final boolean sharded;

    JdbcSealer(JdbcWork work, boolean sharded) {
        this.work = work;
        this.sharded = sharded;
    }

    LedgerSeal seal() throws LedgerException {
        int lost = 0;
        while (lost < MOST_TRIES) {
            Step step = work.run(this::sealBatch);
            if (step == Step.LAST) {
                return work.run(attempt -> chained(attempt.connection()).seal());
            }
            lost = step == Step.LOST ? lost + 1 : 0;
        }
        throw new LedgerException(LedgerException.Cause.CONTENTION, "another one seals at the same time");
    }

    private enum Step {
        /** Sealed a batch, and there may be more. */
        MORE,
        /** All that was committed when it began is sealed. */
        LAST,
        /** Another sealer was faster. */
        LOST
    }

    private Step sealBatch(JdbcWork.Attempt attempt) throws SQLException, LedgerException {
        Connection connection = attempt.connection();
        JdbcSeals.Batch last = sharded ? finishLast(connection) : chained(connection);
        List<JournalEntry> entries = JdbcEntries.withPostings(connection, unsealed(connection));
        if (entries.isEmpty()) {
            return Step.LAST;
        }
        try {
            List<Long> numbers = attempt.transaction(inside -> {
                List<Long> added = append(inside, last, entries);
                if (!sharded && mark(inside, added) != added.size()) {
                    throw new JdbcWork.Undone();
                }
                return added;
            });
            if (sharded) {
                mark(connection, numbers);
            }
        } catch (SQLException e) {
            if (e instanceof JdbcWork.Undone || SqlFailure.of(e) == SqlFailure.DUPLICATE) {
                attempt.settled();
                return Step.LOST;
            }
            throw e;
        }
        return entries.size() < SealedNumbers.MOST ? Step.LAST : Step.MORE;
    }

    /** Adds a batch to the chain and its sums to the balances; returns the entries' numbers. */
    static List<Long> append(Connection connection, JdbcSeals.Batch last, List<JournalEntry> entries)
            throws SQLException {
        HashChain chain = new HashChain(last.seal());
        List<Long> numbers = new ArrayList<>();
        TreeMap<JdbcBalances.Account, Long> sums = new TreeMap<>();
        for (JournalEntry entry : entries) {
            chain.add(entry);
            numbers.add(entry.operation().number());
            JdbcBalances.add(sums, entry);
        }
        JdbcSeals.insert(connection, new JdbcSeals.Batch(last.number() + 1, chain.seal(), SealedNumbers.text(numbers)));
        JdbcBalances.store(connection, sums);
        return numbers;
    }

    /** The last batch, or what is before the first. */
    static JdbcSeals.Batch chained(Connection connection) throws SQLException {
        Optional<JdbcSeals.Batch> last = JdbcSeals.last(connection);
        return last.orElseGet(() -> new JdbcSeals.Batch(0, LedgerSeal.EMPTY, ""));
    }

    /** Sets the marks of the last batch that are not set yet. */
    static JdbcSeals.Batch finishLast(Connection connection) throws SQLException {
        JdbcSeals.Batch last = chained(connection);
        if (last.number() > 0) {
            mark(connection, JdbcSeals.numbers(last));
        }
        return last;
    }

    private static List<OperationRow> unsealed(Connection connection) throws SQLException {
        try (PreparedStatement statement = JdbcReads.prepare(
                connection,
                JdbcRows.SELECT_OPERATION + "WHERE o.sealed = 0 ORDER BY o.entry_number LIMIT ?",
                SealedNumbers.MOST)) {
            return JdbcRows.all(statement, JdbcRows::operation);
        }
    }

    private static int mark(Connection connection, List<Long> numbers) throws SQLException {
        int marked = 0;
        for (List<Long> chunk : JdbcEntries.chunks(numbers)) {
            try (PreparedStatement statement = JdbcEntries.in(
                    connection,
                    "UPDATE solvo_operation SET sealed = 1 WHERE sealed = 0 AND entry_number IN (",
                    chunk,
                    ")")) {
                marked += statement.executeUpdate();
            }
        }
        return marked;
    }
}
