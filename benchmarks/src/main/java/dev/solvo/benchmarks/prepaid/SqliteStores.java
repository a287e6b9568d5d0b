package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SqliteLedger;
import dev.solvo.prepaid.ledger.SqliteSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stores in a directory on the disk that is measured: made once, then copied for each measurement. */
final class SqliteStores {
    private static final int TOGETHER = 64;
    private static final int LOADERS = 8;
    private static final long LOADING_CACHE = 4L << 30;
    private static final int LOADING_PAGES = 1 << 18;

    private final Path directory;

    SqliteStores(Path directory) {
        this.directory = directory;
    }

    /** A store that has the cards and nothing else. */
    Path make(String name, Cards cards) throws IOException, LedgerException {
        return make(name, cards, 2L * cards.count());
    }

    /**
     * A store that has the cards, and debits until the journal has that many lines. Some are stored with one call, so that it does
     * not take all day; the hash chain is as it always is.
     */
    Path make(String name, Cards cards, long lines) throws IOException, LedgerException {
        Path file = directory.resolve(name);
        delete(file);
        SqliteSettings settings =
                SqliteSettings.DEFAULT.withCacheBytes(LOADING_CACHE).withCheckpointPages(LOADING_PAGES);
        try (SqliteLedger ledger = SqliteLedger.open(file, settings)) {
            cards.issue(ledger);
            long calls = (lines / 2 - cards.count()) / TOGETHER;
            if (calls > 0) {
                load(ledger, cards, calls);
            }
        }
        return file;
    }

    /** As {@link #make(String, Cards, long)}, if it was not made already. */
    Path kept(String name, Cards cards, long lines) throws IOException, LedgerException {
        Path store = directory.resolve(name);
        if (!Files.exists(store)) {
            Path part = make(name + ".part", cards, lines);
            Files.move(part, store);
            delete(part);
        }
        return store;
    }

    private static void load(SqliteLedger ledger, Cards cards, long calls) throws LedgerException {
        ExecutorService loaders = Executors.newFixedThreadPool(LOADERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int loader = 0; loader < LOADERS; loader++) {
                long own = calls / LOADERS + (loader < calls % LOADERS ? 1 : 0);
                long seed = 100L + loader;
                running.add(loaders.submit(() -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    for (long call = 0; call < own; call++) {
                        debitSome(ledger, cards, random);
                    }
                    return true;
                }));
            }
            for (Future<?> loader : running) {
                loader.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the store could not be loaded", e);
        } finally {
            loaders.shutdownNow();
        }
    }

    /** Debits some cards that follow each other by one minor unit each. */
    private static void debitSome(SqliteLedger ledger, Cards cards, SplittableRandom random) throws LedgerException {
        int first = random.nextInt(cards.count());
        JournalEntry leading = cards.debited(first, 0, random);
        LedgerCommand command =
                new LedgerCommand(leading.operation().id(), leading.operation().fingerprint());
        ledger.execute(command, view -> {
            List<AccountRow> rows = new ArrayList<>();
            List<JournalEntry> entries = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                int card = (first + i) % cards.count();
                AccountRow row = view.account(cards.account(card)).orElseThrow();
                AccountRow after = row.with(row.counters().debited(1));
                rows.add(after);
                JournalEntry entry = cards.debited(card, after.counters().ledger(), random);
                entries.add(
                        i == 0
                                ? new JournalEntry(
                                        leading.operation()
                                                .with(entry.operation().answer()),
                                        entry.postings())
                                : entry);
            }
            return new Decision(entries, rows, List.of());
        });
    }

    /**
     * Checks that all sides give the same answers on copies of a store.
     *
     * @throws IllegalStateException if they do not, or one's books are not sound
     */
    void checkAgreement(Path made, Cards cards)
            throws IOException, LedgerException, SQLException, InterruptedException {
        List<Long> expected = List.of();
        BookTotals sums = new BookTotals(0, 0, 0, 0);
        for (SqliteSide side : SqliteSide.values()) {
            Path store = copy(made, "agreement");
            List<Long> answers;
            try (Debits debits = side.open(store, cards)) {
                answers = Agreement.answers(debits);
            }
            BookTotals totals = totals(store);
            if (side == SqliteSide.LEDGER) {
                expected = answers;
                sums = totals;
            }
            if (!answers.equals(expected) || totals.spent() != sums.spent() || totals.settled() != sums.settled()) {
                throw new IllegalStateException(side + " gives other answers");
            }
            if (side == SqliteSide.LEDGER || side == SqliteSide.DESK) {
                audit(store);
            }
            delete(store);
        }
    }

    /** A copy that nothing is left to be written of. */
    Path copy(Path store, String name) throws IOException {
        Path copy = directory.resolve(name);
        delete(copy);
        Files.copy(store, copy);
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return copy;
    }

    static void delete(Path store) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Files.deleteIfExists(Path.of(store + suffix));
        }
    }

    static BookTotals totals(Path store) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BookTotals.SQLITE)) {
            return new BookTotals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    /** @throws IllegalStateException if the audit finds anything */
    static LedgerAudit audit(Path store) throws LedgerException {
        try (SqliteLedger ledger = SqliteLedger.open(store)) {
            LedgerAudit audit = ledger.audit();
            if (!audit.isSound()) {
                throw new IllegalStateException("not sound: " + audit.findings().get(0));
            }
            return audit;
        }
    }
}
