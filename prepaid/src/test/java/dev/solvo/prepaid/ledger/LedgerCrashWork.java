package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Work for a ledger that is going to be killed, and the question afterwards whether all that it acknowledged is there, once. An
 * operation follows from the run, the thread and its number, so whoever was in doubt can ask for the same one again.
 */
final class LedgerCrashWork {
    static final TenantId TENANT = new TenantId("crash");

    private static final long AT = 1_700_000_000_000L;
    private static final int CARDS = 64;
    private static final long LOADED = 1_000_000_000_000L;
    private static final int PAGE = 1_000;
    private static final int LOOK_BACK = 16;

    static final int CONNECTIONS = 8;

    private static final BookOperations BOOKS = new BookOperations(TENANT, new TerminalId("T1"));

    private LedgerCrashWork() {}

    /** Opens an engine's store by the name that scripts know it by. */
    static Ledger open(String engine, String location) throws LedgerException {
        return switch (engine) {
            case "sqlite" -> SqliteLedger.open(Path.of(location));
            // So small a log that a kill often meets its pages on their way into the store.
            case "sqlite-small-log" ->
                SqliteLedger.open(Path.of(location), SqliteSettings.DEFAULT.withCheckpointPages(50));
            case "database" ->
                LedgerDatabase.open(location, CONNECTIONS, JdbcSettings.ONE_DATABASE, LedgerCrashWork::pause);
            case "shards" -> ShardedBooks.open(location);
            default -> throw new IllegalArgumentException("no engine " + engine);
        };
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(Math.max(1, time.toNanos()));
    }

    /** Issues and loads the cards, whatever a run before has done of it. */
    static void prepare(Ledger ledger) throws LedgerException {
        for (int card = 0; card < CARDS; card++) {
            AccountId id = BookOperations.card(card);
            execute(ledger, BOOKS.issue(id, "issue-" + card, AT, AccountRow.NEVER));
            execute(ledger, BOOKS.load(id, "load-" + card, AT, LOADED));
        }
    }

    static String key(String run, int thread, int number) {
        return run + "." + thread + "." + number;
    }

    /** What an operation is: it follows from its key. */
    private record Drawn(String key, Kind kind, int card, long amount, boolean flag) {
        static Drawn of(String run, int thread, int number) {
            String key = LedgerCrashWork.key(run, thread, number);
            Random random = new Random(key.hashCode());
            int card = random.nextInt(3) == 0 ? 0 : random.nextInt(CARDS);
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            return new Drawn(key, kind, card, 1L + random.nextInt(1_000), random.nextBoolean());
        }

        AccountId account() {
            return BookOperations.card(card);
        }
    }

    private enum Kind {
        TRANSFER,
        LOAD,
        HOLD,
        CAPTURE,
        REVERSE,
        DEBIT,
        PLAIN_DEBIT
    }

    /** A plain debit in every second case. */
    private static final List<Kind> KINDS = List.of(
            Kind.TRANSFER,
            Kind.LOAD,
            Kind.HOLD,
            Kind.CAPTURE,
            Kind.REVERSE,
            Kind.DEBIT,
            Kind.PLAIN_DEBIT,
            Kind.PLAIN_DEBIT,
            Kind.PLAIN_DEBIT,
            Kind.PLAIN_DEBIT,
            Kind.PLAIN_DEBIT,
            Kind.PLAIN_DEBIT,
            Kind.PLAIN_DEBIT);

    /** Does an operation, on one card in a third of the cases. */
    static LedgerResult perform(Ledger ledger, String run, int thread, int number) throws LedgerException {
        Drawn drawn = Drawn.of(run, thread, number);
        AccountId card = drawn.account();
        String key = drawn.key();
        long amount = drawn.amount();
        switch (drawn.kind()) {
            case TRANSFER -> {
                AccountId other = BookOperations.card((drawn.card() + 1) % CARDS);
                if (ledger.together(TENANT, card, other)) {
                    return execute(ledger, BOOKS.transfer(card, other, key, AT, amount));
                }
            }
            case LOAD -> {
                return execute(ledger, BOOKS.load(card, key, AT, amount));
            }
            case HOLD -> {
                return execute(ledger, BOOKS.hold(card, key, AT, amount, AccountRow.NEVER));
            }
            case CAPTURE -> {
                Optional<Drawn> hold = before(run, thread, number, Set.of(Kind.HOLD));
                if (hold.isPresent()) {
                    return execute(
                            ledger,
                            BOOKS.capture(
                                    hold.get().account(), key, AT, hold.get().key(), amount, drawn.flag()));
                }
            }
            case REVERSE -> {
                Optional<Drawn> debit = before(run, thread, number, Set.of(Kind.DEBIT, Kind.PLAIN_DEBIT));
                if (debit.isPresent()) {
                    return execute(
                            ledger,
                            BOOKS.reverse(
                                    debit.get().account(), key, AT, debit.get().key()));
                }
            }
            case PLAIN_DEBIT -> {
                Optional<LedgerResult> result = ledger.debit(BOOKS.plainDebit(card, key, AT, 1, amount));
                if (result.isPresent()) {
                    return result.get();
                }
            }
            case DEBIT -> {
                // As all that came to nothing.
            }
        }
        return execute(ledger, BOOKS.debit(card, key, AT, 1, amount, AT + 1, 1));
    }

    /** The thread's last operation of these kinds before one, if it is not long ago. */
    private static Optional<Drawn> before(String run, int thread, int number, Set<Kind> kinds) {
        for (int i = number - 1; i >= Math.max(0, number - LOOK_BACK); i--) {
            Drawn drawn = Drawn.of(run, thread, i);
            if (kinds.contains(drawn.kind())) {
                return Optional.of(drawn);
            }
        }
        return Optional.empty();
    }

    private static LedgerResult execute(Ledger ledger, BookOperations.Asked asked) throws LedgerException {
        return ledger.execute(asked.command(), asked.decider());
    }

    /** How an acknowledged operation is printed. */
    static String acknowledgement(String key, OperationRow row) {
        AnswerRow answer = row.answer();
        return "A " + key + " " + row.number() + " " + (answer.done() ? "DONE" : answer.reason()) + " "
                + answer.approved() + " " + answer.ledger() + " " + answer.held() + " " + answer.state();
    }

    /**
     * Whether the books are sound, and have all that was acknowledged, as it was, once.
     *
     * @param acknowledged lines of {@link #acknowledgement}; others are passed over
     * @return what is wrong; empty if all is well
     */
    static List<String> check(Ledger ledger, List<String> acknowledged) throws LedgerException {
        List<String> findings = new ArrayList<>();
        Map<OperationKey, OperationRow> stored = new HashMap<>();
        for (int card = 0; card < CARDS; card++) {
            long after = 0;
            while (true) {
                List<JournalEntry> page =
                        ledger.reads().statement(TENANT, BookOperations.card(card), after, 0, Long.MAX_VALUE, PAGE);
                if (page.isEmpty()) {
                    break;
                }
                for (JournalEntry entry : page) {
                    OperationRow row = entry.operation();
                    if (stored.put(row.id().key(), row) != null) {
                        findings.add("doubled: " + row.id().key());
                    }
                }
                after = page.get(page.size() - 1).operation().number();
            }
        }
        for (String line : acknowledged) {
            if (line.startsWith("A ")) {
                String key = line.split(" ", -1)[1];
                OperationRow row = stored.get(new OperationKey(key));
                if (row == null) {
                    findings.add("lost: " + line);
                } else if (!acknowledgement(key, row).equals(line)) {
                    findings.add("changed: " + line);
                }
            }
        }
        ledger.seal();
        LedgerAudit audit = ledger.audit();
        audit.findings().forEach(finding -> findings.add("audit: " + finding));
        return findings;
    }

    /**
     * Asks again for what each thread was waiting for when it was killed, and for the last thing that it was told: the former is
     * done now or was done before, the latter is answered as before.
     */
    static List<String> askAgain(Ledger ledger, String run, int threads, List<String> acknowledged)
            throws LedgerException {
        Map<Integer, Integer> last = new TreeMap<>();
        for (String line : acknowledged) {
            String[] parts = line.split("[ .]", -1);
            if (parts[0].equals("A") && parts[1].equals(run)) {
                last.merge(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), Math::max);
            }
        }
        List<String> findings = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = last.getOrDefault(thread, -1);
            if (number >= 0 && !(perform(ledger, run, thread, number) instanceof LedgerResult.Replayed)) {
                findings.add("acknowledged, but not answered again: " + key(run, thread, number));
            }
            LedgerResult inDoubt = perform(ledger, run, thread, number + 1);
            LedgerResult then = perform(ledger, run, thread, number + 1);
            boolean settled = inDoubt instanceof LedgerResult.Decided || inDoubt instanceof LedgerResult.Replayed;
            if (!settled || !then.equals(new LedgerResult.Replayed(LedgerStress.operation(inDoubt)))) {
                findings.add("in doubt, and not settled: " + key(run, thread, number + 1));
            }
        }
        return findings;
    }
}
