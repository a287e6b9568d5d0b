package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code solvo prepaid bench}: how fast debits are on a store. */
@Command(
        name = "bench",
        description = {
            "Debits cards as fast as a number of clients can, each waiting for its answer, and prints operations per second and"
                    + " how long they took. Every debit that is counted is durable.",
            "Without --store on a store of its own, which is removed; else in the tenant 'bench', whose cards stay in the books."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchCommand extends PrepaidTask {
    private static final TenantId TENANT = new TenantId("bench");
    private static final int MOST_CLIENTS = 1_024;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_CARDS = 1_000_000;
    private static final CurrencyUnit CURRENCY = CurrencyUnit.of("CNY");

    @Option(names = "--clients", paramLabel = "N", defaultValue = "8", description = "clients at a time (default: 8)")
    private int clients = 8;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "5", description = "how long (default: 5)")
    private int seconds = 5;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "2", description = "seconds before (default: 2)")
    private int warmUp = 2;

    @Option(names = "--cards", paramLabel = "N", defaultValue = "1000", description = "cards (default: 1000)")
    private int cards = 1_000;

    @Option(names = "--hot", description = "all clients debit one card")
    private boolean hot;

    @Option(names = "--force", description = "also on a store that has other tenants' cards")
    private boolean force;

    @Override
    void prepare() {
        if (clients < 1 || clients > MOST_CLIENTS || seconds < 1 || seconds > MOST_SECONDS) {
            throw usage("--clients is 1 to " + MOST_CLIENTS + ", --seconds 1 to " + MOST_SECONDS);
        }
        if (cards < 1 || cards > MOST_CARDS || warmUp < 0 || warmUp > MOST_SECONDS) {
            throw usage("--cards is 1 to " + MOST_CARDS + ", --warm-up 0 to " + MOST_SECONDS);
        }
    }

    @Override
    int execute() throws BadInputException, LedgerException {
        if (store().isGiven()) {
            try (BookStore books = store().openBooks()) {
                boolean others = books.ledger().reads().tenants().stream().anyMatch(tenant -> !tenant.equals(TENANT));
                if (others && !force) {
                    throw usage("this store has other tenants' cards; --force to put test cards beside them");
                }
                return bench(books);
            }
        }
        Path directory = null;
        try {
            directory = Files.createTempDirectory("solvo-prepaid-bench");
            try (BookStore books = StoreEngine.embedded(directory)) {
                return bench(books);
            }
        } catch (IOException refused) {
            throw new BadInputException("cannot make a directory for the store", refused);
        } finally {
            remove(directory);
        }
    }

    private int bench(BookStore books) throws LedgerException, BadInputException {
        SecureRandom random = new SecureRandom();
        try (SecretBytes code = SecretBytes.random(32, random);
                SecretBytes pin = SecretBytes.random(32, random);
                CardCodeKeys keys =
                        CardCodeKeys.builder().codeKey(1, code).pinKey(1, pin).build()) {
            PrepaidAccounts accounts = PrepaidAccounts.builder(books.ledger(), keys, Clock.systemUTC(), random)
                    .policy(PolicyFile.withoutLimits(TENANT))
                    .build();
            ExecutorService workers = Executors.newFixedThreadPool(clients);
            try {
                List<CardCode> issued = issue(accounts, workers, hot ? 1 : cards);
                if (warmUp > 0) {
                    run(accounts, issued, workers, warmUp);
                }
                return report(run(accounts, issued, workers, seconds));
            } finally {
                workers.shutdownNow();
            }
        }
    }

    /** Many clients, for a store with one write to the disk for each of them would take long. */
    private List<CardCode> issue(PrepaidAccounts accounts, ExecutorService workers, int count)
            throws LedgerException, BadInputException {
        OperatorDesk desk = accounts.operator(TENANT, "bench");
        List<Future<CardCode>> pending = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pending.add(workers.submit(() -> {
                CardCode code = desk.newCode();
                done(desk.issueActive(code, CURRENCY.getCode(), key()));
                done(desk.load(code, Money.ofMinor(CURRENCY, 1_000_000_000_000L), key()));
                return code;
            }));
        }
        List<CardCode> issued = new ArrayList<>();
        for (Future<CardCode> one : pending) {
            issued.add(result(one));
        }
        return issued;
    }

    private Result run(PrepaidAccounts accounts, List<CardCode> issued, ExecutorService workers, int duration)
            throws LedgerException, BadInputException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Sample>> pending = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            TerminalDesk desk = accounts.terminal(TENANT, new TerminalId("bench-" + client));
            int first = (int) ((long) client * issued.size() / clients);
            pending.add(workers.submit(() -> {
                start.await();
                long begin = System.nanoTime();
                long end = begin + TimeUnit.SECONDS.toNanos(duration);
                Sample sample = new Sample();
                Money amount = Money.ofMinor(CURRENCY, 1);
                long before = begin;
                for (int i = first; before < end; i++) {
                    done(desk.debit(issued.get(i % issued.size()), amount, key()));
                    long after = System.nanoTime();
                    sample.add(after - before);
                    before = after;
                }
                return sample;
            }));
        }
        long begin = System.nanoTime();
        start.countDown();
        List<long[]> all = new ArrayList<>();
        for (Future<Sample> one : pending) {
            all.add(result(one).nanos());
        }
        long elapsed = System.nanoTime() - begin;
        long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(sorted, elapsed);
    }

    private int report(Result result) {
        double perSecond = result.count() / result.seconds();
        if (isJson()) {
            ObjectNode report = object().put("outcome", "DONE");
            report.put("store", store().isGiven() ? store().place() : "embedded");
            report.put("clients", clients);
            report.put("cards", hot ? 1 : cards);
            report.put("operations", result.count());
            report.put("seconds", result.seconds());
            report.put("operationsPerSecond", perSecond);
            ObjectNode latency = report.putObject("latencyMicros");
            latency.put("p50", result.micros(0.5));
            latency.put("p99", result.micros(0.99));
            latency.put("p999", result.micros(0.999));
            latency.put("max", result.micros(1));
            print(report);
        } else {
            line(String.format(
                    Locale.ROOT,
                    "%d debits by %d clients on %s in %.1f s: %.0f per second",
                    result.count(),
                    clients,
                    hot ? "one card" : cards + " cards",
                    result.seconds(),
                    perSecond));
            line(String.format(
                    Locale.ROOT,
                    "microseconds: p50 %d, p99 %d, p99.9 %d, longest %d",
                    result.micros(0.5),
                    result.micros(0.99),
                    result.micros(0.999),
                    result.micros(1)));
        }
        return ExitCode.OK;
    }

    private static OperationKey key() {
        return OperationKey.of(UUID.randomUUID().toString());
    }

    private static void done(Answer answer) {
        if (!(answer instanceof Answer.Done)) {
            throw new IllegalStateException("an operation was not done: " + answer);
        }
    }

    private static <T> T result(Future<T> pending) throws LedgerException, BadInputException {
        try {
            return pending.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LedgerException ledger) {
                throw ledger;
            }
            throw new BadInputException("the benchmark failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BadInputException("interrupted", interrupted);
        }
    }

    private static void remove(@org.jspecify.annotations.Nullable Path directory) throws BadInputException {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException kept) {
            throw new BadInputException("cannot remove " + directory, kept);
        }
    }

    /** How long one client's operations took. */
    private static final class Sample {
        private static final int FIRST = 1 << 12;

        private long[] nanos = new long[FIRST];
        private int count;

        void add(long taken) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count] = taken;
            count++;
        }

        long[] nanos() {
            return Arrays.copyOf(nanos, count);
        }
    }

    /** All operations of a run. */
    private static final class Result {
        private final long[] sorted;
        private final long elapsedNanos;

        Result(long[] sorted, long elapsedNanos) {
            this.sorted = sorted;
            this.elapsedNanos = elapsedNanos;
        }

        int count() {
            return sorted.length;
        }

        double seconds() {
            return elapsedNanos / 1e9;
        }

        /** The time that so much of the operations took at most. */
        long micros(double part) {
            int index = (int) Math.ceil(part * sorted.length) - 1;
            return sorted.length == 0 ? 0 : sorted[Math.max(0, index)] / 1_000;
        }
    }
}
