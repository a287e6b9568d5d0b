package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SqliteLedger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many debits do the books store durably in a second of wall time, beside peers on the same engine and disk? JMH does not take
 * turns between two sides, so this does: in each round all sides are measured one after the other, in the other direction every second round, each
 * on a fresh copy of one store, and the ratios are of one round. Before, all sides are checked to give the same answers; after each
 * measurement, the store is checked to hold what was answered.
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' dev.solvo.benchmarks.prepaid.PrepaidThroughput DIRECTORY
 * }</pre>
 *
 * <p>DIRECTORY is on the disk that is meant. The stores of the curve stay there for the next time. After it: {@code sqlite}, {@code postgres}, {@code curve}, {@code reads} for
 * only some of it, and {@code rounds=5}, {@code seconds=4}, {@code lines=10000000}.
 */
public final class PrepaidThroughput {
    private static final List<Integer> CLIENTS = List.of(8, 64);
    private static final int SPREAD = 10_000;
    private static final int HOT = 1;

    /** Few enough that the least store of the curve has as many debits as loads. */
    private static final int CURVE_CARDS = 2_500;

    private static final int CURVE_DEBITS = 20_000;
    private static final long LEAST_LINES = 10_000;
    private static final int CONNECTIONS = 16;
    private static final int SYNCS = 300;

    private final PrintStream out;
    private final Path directory;
    private final SqliteStores stores;
    private final int rounds;
    private final Duration measured;

    private PrepaidThroughput(PrintStream out, Path directory, int rounds, Duration measured) {
        this.out = out;
        this.directory = directory;
        this.rounds = rounds;
        this.measured = measured;
        stores = new SqliteStores(directory);
    }

    /**
     * Measures and prints tables.
     *
     * @param arguments as described above
     */
    public static void main(String... arguments)
            throws IOException, LedgerException, SQLException, InterruptedException {
        List<String> wanted = new ArrayList<>();
        int rounds = 5;
        int seconds = 4;
        long lines = 10_000_000;
        for (String argument : arguments) {
            if (argument.startsWith("rounds=")) {
                rounds = Integer.parseInt(argument.substring("rounds=".length()));
            } else if (argument.startsWith("seconds=")) {
                seconds = Integer.parseInt(argument.substring("seconds=".length()));
            } else if (argument.startsWith("lines=")) {
                lines = Long.parseLong(argument.substring("lines=".length()));
            } else {
                wanted.add(argument);
            }
        }
        if (wanted.isEmpty()) {
            System.err.println("which directory?");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(wanted.remove(0)).toAbsolutePath());
        Set<String> parts = Set.copyOf(wanted);
        PrepaidThroughput throughput =
                new PrepaidThroughput(System.out, directory, rounds, Duration.ofSeconds(seconds));
        throughput.describe();
        if (parts.isEmpty() || parts.contains("sqlite")) {
            throughput.sqlite();
        }
        if (parts.isEmpty() || parts.contains("postgres")) {
            throughput.postgres();
        }
        if (parts.isEmpty() || parts.contains("curve")) {
            throughput.curve(lines);
        }
        if (parts.isEmpty() || parts.contains("reads")) {
            throughput.reads();
        }
    }

    private void describe() throws IOException {
        Path file = directory.resolve("syncs");
        long[] nanos = new long[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(4_096));
                long start = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Files.delete(file);
        Arrays.sort(nanos);
        print(
                "%d processors, Java %s, %s; writing 4 KiB through to the disk takes %.2f ms (median), %.2f ms (9 of 10)",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                nanos[SYNCS / 2] / 1e6,
                nanos[SYNCS * 9 / 10] / 1e6);
    }

    private void sqlite() throws IOException, LedgerException, SQLException, InterruptedException {
        Cards cards = new Cards(SPREAD);
        Path made = stores.make("made", cards);
        stores.checkAgreement(made, cards);
        for (int clients : CLIENTS) {
            Rounds results = new Rounds();
            for (int round = 0; round < rounds; round++) {
                for (SqliteSide side : order(List.of(SqliteSide.values()), round)) {
                    for (int spread : order(List.of(SPREAD, HOT), round)) {
                        results.add(name(side, spread), measure(made, cards, side, throughput(clients, spread), round));
                    }
                }
            }
            header("SQLite, " + clients + " clients");
            for (SqliteSide side : List.of(SqliteSide.LEDGER, SqliteSide.DESK)) {
                for (SqliteSide peer : List.of(SqliteSide.SINGLE, SqliteSide.BARE)) {
                    print("%s", results.compared(name(side, SPREAD), name(peer, SPREAD)));
                    print("%s", results.compared(name(side, HOT), name(peer, HOT)));
                }
                print("%s", results.compared(name(side, HOT), name(side, SPREAD)));
            }
        }
        SqliteStores.delete(made);
    }

    private double measure(Path made, Cards cards, SqliteSide side, Throughput throughput, long seed)
            throws IOException, LedgerException, SQLException, InterruptedException {
        Path store = stores.copy(made, "measured");
        Throughput.Result result;
        try (Debits debits = side.open(store, cards)) {
            result = throughput.of(debits, seed);
        }
        SqliteStores.totals(store).check(side.toString(), result.answered());
        SqliteStores.delete(store);
        return result.perSecond();
    }

    private void postgres() throws IOException, LedgerException, SQLException, InterruptedException {
        Cards cards = new Cards(SPREAD);
        try (PostgresServer server = new PostgresServer(directory)) {
            server.make(cards);
            if (!server.answers(PostgresServer.Side.LEDGER, cards)
                    .equals(server.answers(PostgresServer.Side.BARE, cards))) {
                throw new IllegalStateException("PostgreSQL's sides give different answers");
            }
            for (int clients : CLIENTS) {
                Rounds results = new Rounds();
                int connections = Math.min(clients, CONNECTIONS);
                for (int round = 0; round < rounds; round++) {
                    for (int spread : order(List.of(SPREAD, HOT), round)) {
                        for (PostgresServer.Side side : order(List.of(PostgresServer.Side.values()), round)) {
                            Throughput throughput = throughput(clients, spread);
                            results.add(
                                    name(side, spread),
                                    server.measure(side, cards, throughput, connections, round)
                                            .perSecond());
                        }
                    }
                }
                header("PostgreSQL, " + clients + " clients, " + connections + " connections");
                for (int spread : List.of(SPREAD, HOT)) {
                    print(
                            "%s",
                            results.compared(
                                    name(PostgresServer.Side.LEDGER, spread), name(PostgresServer.Side.BARE, spread)));
                }
            }
        }
    }

    private void curve(long most) throws IOException, LedgerException, SQLException, InterruptedException {
        Cards cards = new Cards(CURVE_CARDS);
        List<Path> made = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (long lines = LEAST_LINES; lines <= most; lines *= 10) {
            long start = System.nanoTime();
            Path store = stores.kept("lines-" + lines, cards, lines);
            print("%,d lines: %,d MB, there after %,d s", lines, Files.size(store) / 1_000_000, secondsSince(start));
            made.add(store);
            sizes.add(lines);
        }
        for (int clients : CLIENTS) {
            Rounds results = new Rounds();
            for (int round = 0; round < rounds; round++) {
                for (int size : order(indexes(made), round)) {
                    Path store = stores.copy(made.get(size), "measured");
                    results.add(lines(sizes.get(size)), debitsPerSecond(store, cards, clients, round));
                    SqliteStores.delete(store);
                }
            }
            header("Length of the journal, " + clients + " clients");
            for (long size : sizes) {
                print("%s", results.compared(lines(size), lines(LEAST_LINES)));
            }
        }
        for (int size = 1; size < made.size(); size++) {
            long start = System.nanoTime();
            LedgerAudit audit = SqliteStores.audit(made.get(size));
            double seconds = (System.nanoTime() - start) / 1e9;
            print("audit of %,d entries: %,.0f entries/s", audit.entries(), audit.entries() / seconds);
        }
    }

    /** A number of debits that hardly makes the least store longer, after as many on the same store that are not counted. */
    private static double debitsPerSecond(Path store, Cards cards, int clients, long seed)
            throws LedgerException, SQLException, InterruptedException {
        try (Debits debits = SqliteSide.LEDGER.open(store, cards)) {
            return Throughput.ofSome(debits, cards.count(), clients, CURVE_DEBITS, seed);
        }
    }

    /** How fast balances are looked up while eight clients debit. */
    private void reads() throws IOException, LedgerException, SQLException, InterruptedException {
        Cards cards = new Cards(SPREAD);
        Path made = stores.make("read", cards);
        for (int readers : List.of(0, 1, 4)) {
            Path store = stores.copy(made, "measured");
            try (SqliteLedger ledger = SqliteLedger.open(store)) {
                AtomicLong read = new AtomicLong();
                AtomicReference<Throwable> failure = new AtomicReference<>();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < readers; i++) {
                    SplittableRandom random = new SplittableRandom(i);
                    threads.add(new Thread(() -> {
                        try {
                            while (!Thread.currentThread().isInterrupted()) {
                                read.addAndGet(balance(ledger, cards.account(random.nextInt(SPREAD))) >= 0 ? 1 : 0);
                            }
                        } catch (LedgerException e) {
                            if (!Thread.currentThread().isInterrupted()) {
                                failure.set(e);
                            }
                        }
                    }));
                }
                threads.forEach(Thread::start);
                long start = System.nanoTime();
                Throughput.Result result = throughput(8, SPREAD).of(new LedgerDebits(ledger, cards), readers);
                double seconds = (System.nanoTime() - start) / 1e9;
                threads.forEach(Thread::interrupt);
                for (Thread thread : threads) {
                    thread.join();
                }
                if (failure.get() != null) {
                    throw new IllegalStateException("a reader failed", failure.get());
                }
                print(
                        "%d readers: %,.0f balances/s, beside %,.0f debits/s",
                        readers, read.get() / seconds, result.perSecond());
            }
            SqliteStores.delete(store);
        }
        SqliteStores.delete(made);
    }

    private static long balance(SqliteLedger ledger, AccountId account) throws LedgerException {
        return ledger.reads()
                .account(Cards.TENANT, account)
                .orElseThrow()
                .counters()
                .available();
    }

    private Throughput throughput(int clients, int cards) {
        return new Throughput(clients, cards, Duration.ofSeconds(1), measured);
    }

    private static String name(Object side, int spread) {
        return side + (spread == HOT ? ", one card" : "");
    }

    private static String lines(long lines) {
        return String.format(Locale.ROOT, "%,d lines", lines);
    }

    private static List<Integer> indexes(List<?> list) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            indexes.add(i);
        }
        return indexes;
    }

    private static <T> List<T> order(List<T> sides, int round) {
        List<T> ordered = new ArrayList<>(sides);
        if (round % 2 == 1) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private static long secondsSince(long start) {
        return (System.nanoTime() - start) / 1_000_000_000;
    }

    private void header(String title) {
        print("%n%s%n%n| | debits/s | beside | debits/s | ratio, median | least to greatest |", title);
        print("| --- | --- | --- | --- | --- | --- |");
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
