package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads on one ledger, and afterwards the question whether all that they were told is true. */
final class LedgerStress {
    private static final int THREADS = 8;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final long AT = 1_700_000_000_000L;
    private static final TenantId TENANT = new TenantId("stress");
    private static final BookOperations BOOKS = new BookOperations(TENANT, new TerminalId("T1"));

    private final Ledger ledger;
    private final List<String> findings = new ArrayList<>();

    private LedgerStress(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * All threads debit one card, by plain debits and by decisions, until there is nothing left on it.
     *
     * @return what was not as it has to be; empty if all is well
     */
    static List<String> oneCard(Ledger ledger, int debitsPerThread) throws Exception {
        return new LedgerStress(ledger).debits(1, debitsPerThread);
    }

    /** All threads debit many cards. */
    static List<String> manyCards(Ledger ledger, int debitsPerThread) throws Exception {
        return new LedgerStress(ledger).debits(32, debitsPerThread);
    }

    /** All threads move money between few cards, which must all be there in the end. */
    static List<String> transfers(Ledger ledger, int transfersPerThread) throws Exception {
        return new LedgerStress(ledger).moves(4, transfersPerThread);
    }

    /** Two threads ask for each operation at the same time. */
    static List<String> sameKeys(Ledger ledger, int keys) throws Exception {
        return new LedgerStress(ledger).twice(keys);
    }

    private List<String> debits(int cards, int debitsPerThread) throws Exception {
        // Enough for three of four debits, so that the last ones must be refused.
        long each = 3L * THREADS * debitsPerThread * 5 / 4 / cards;
        issue(cards, each);
        List<Long> spent = onAllThreads(thread -> {
            Random random = new Random(thread);
            long approved = 0;
            for (int i = 0; i < debitsPerThread; i++) {
                AccountId card = BookOperations.card(random.nextInt(cards));
                String key = "d-" + thread + "-" + i;
                long amount = 1L + random.nextInt(9);
                LedgerResult result = random.nextBoolean()
                        ? plain(card, key, amount)
                        : patiently(BOOKS.debit(card, key, AT, 1, amount, AT, Long.MAX_VALUE));
                if (!(result instanceof LedgerResult.Decided decided)) {
                    throw new IllegalStateException("a new key was answered by " + result);
                }
                approved += decided.operation().answer().approved();
            }
            return approved;
        });
        long approved = spent.stream().mapToLong(Long::longValue).sum();
        checkCards(cards, each * cards - approved);
        long operations = 0;
        for (int card = 0; card < cards; card++) {
            operations += count(BookOperations.card(card));
        }
        expect("operations", (long) THREADS * debitsPerThread + 2L * cards, operations);
        return findings;
    }

    private LedgerResult plain(AccountId card, String key, long amount) throws LedgerException {
        Optional<LedgerResult> result = ledger.debit(BOOKS.plainDebit(card, key, AT, 1, amount));
        return result.isPresent() ? result.get() : patiently(BOOKS.debit(card, key, AT, 1, amount, AT, Long.MAX_VALUE));
    }

    private List<String> moves(int cards, int transfersPerThread) throws Exception {
        issue(cards, 100);
        onAllThreads(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < transfersPerThread; i++) {
                int from = random.nextInt(cards);
                int to = (from + 1 + random.nextInt(cards - 1)) % cards;
                patiently(BOOKS.transfer(
                        BookOperations.card(from),
                        BookOperations.card(to),
                        "t-" + thread + "-" + i,
                        AT,
                        1L + random.nextInt(60)));
            }
            return 0L;
        });
        checkCards(cards, 100L * cards);
        return findings;
    }

    private List<String> twice(int keys) throws Exception {
        issue(1, 10L * keys);
        AccountId card = BookOperations.card(0);
        List<List<LedgerResult>> results = new ArrayList<>();
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Callable<List<LedgerResult>>> both = new ArrayList<>();
        for (int asker = 0; asker < 2; asker++) {
            both.add(() -> {
                List<LedgerResult> own = new ArrayList<>();
                for (int i = 0; i < keys; i++) {
                    barrier.await(60, TimeUnit.SECONDS);
                    own.add(
                            i % 2 == 0
                                    ? plain(card, "k-" + i, 3)
                                    : patiently(BOOKS.debit(card, "k-" + i, AT, 1, 3, AT, Long.MAX_VALUE)));
                }
                return own;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<List<LedgerResult>> future : threads.invokeAll(both)) {
                results.add(future.get());
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < keys; i++) {
            LedgerResult first = results.get(0).get(i);
            LedgerResult second = results.get(1).get(i);
            boolean one = first instanceof LedgerResult.Decided ^ second instanceof LedgerResult.Decided;
            boolean other = first instanceof LedgerResult.Replayed ^ second instanceof LedgerResult.Replayed;
            if (!one || !other) {
                findings.add("key " + i + " was answered by " + first + " and " + second);
            } else {
                expect("answer of key " + i, operation(first), operation(second));
            }
        }
        checkCards(1, 7L * keys);
        return findings;
    }

    static OperationRow operation(LedgerResult result) {
        if (result instanceof LedgerResult.Decided decided) {
            return decided.operation();
        }
        return result instanceof LedgerResult.Replayed replayed
                ? replayed.operation()
                : ((LedgerResult.Conflicting) result).earlier();
    }

    private void issue(int cards, long each) throws LedgerException {
        for (int card = 0; card < cards; card++) {
            patiently(BOOKS.issue(BookOperations.card(card), "issue-" + card, AT, AccountRow.NEVER));
            patiently(BOOKS.load(BookOperations.card(card), "load-" + card, AT, each));
        }
    }

    /** Asks again with the same key, as a caller does, until the others let it through. */
    private LedgerResult patiently(BookOperations.Asked asked) throws LedgerException {
        for (int i = 0; ; i++) {
            try {
                return ledger.execute(asked.command(), asked.decider());
            } catch (LedgerException e) {
                if (e.reason() != LedgerException.Cause.CONTENTION || i >= MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void checkCards(int cards, long expectedSum) throws LedgerException {
        long sum = 0;
        for (int card = 0; card < cards; card++) {
            AccountId id = BookOperations.card(card);
            AccountCounters counters =
                    ledger.reads().account(TENANT, id).orElseThrow().counters();
            sum += counters.ledger();
            if (counters.available() < 0) {
                findings.add("card " + card + " has " + counters.available());
            }
            expect("journal of card " + card, counters.ledger(), ledger.reads().balanceAt(TENANT, id, Long.MAX_VALUE));
        }
        expect("money on all cards", expectedSum, sum);
        long system = 0;
        for (SystemBalance balance : ledger.reads().systemBalances(TENANT)) {
            system += balance.balance();
        }
        expect("debits and credits", -sum, system);
        LedgerSeal seal = ledger.seal();
        LedgerAudit audit = ledger.audit();
        if (!audit.isSound()) {
            findings.add("audit: " + audit.findings());
        }
        expect("sealed entries", seal.entries(), audit.entries());
    }

    private long count(AccountId card) throws LedgerException {
        long count = 0;
        long after = 0;
        while (true) {
            List<JournalEntry> page = ledger.reads().statement(TENANT, card, after, 0, Long.MAX_VALUE, 100);
            if (page.isEmpty()) {
                return count;
            }
            count += page.size();
            after = page.get(page.size() - 1).operation().number();
        }
    }

    private <T> void expect(String what, T expected, T found) {
        if (!expected.equals(found)) {
            findings.add(what + ": expected " + expected + ", found " + found);
        }
    }

    private interface ThreadWork {
        long run(int thread) throws Exception;
    }

    private static List<Long> onAllThreads(ThreadWork work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                all.add(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return work.run(thread);
                });
            }
            List<Long> results = new ArrayList<>();
            for (Future<Long> future : threads.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }
}
