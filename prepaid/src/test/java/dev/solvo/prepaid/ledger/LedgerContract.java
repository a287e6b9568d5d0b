package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine has to do. The test of an engine extends this and says how its stores are made. */
abstract class LedgerContract {
    private static final long AT = 1_700_000_000_000L;
    private static final TenantId TENANT = new TenantId("hotel");
    private static final TenantId OTHER_TENANT = new TenantId("bus-line");
    private static final TerminalId TERMINAL = new TerminalId("T-1");
    private static final BookOperations BOOKS = new BookOperations(TENANT, TERMINAL);
    private static final AccountId CARD = BookOperations.card(1);
    private static final AccountId SECOND = BookOperations.card(2);

    private LedgerUnderTest store;
    private Ledger ledger;

    /** An empty store, open. */
    abstract LedgerUnderTest newStore() throws Exception;

    /** Whether numbers ascend over all accounts; where accounts lie on several databases, they do so on each of these. */
    boolean numbersAscend() {
        return true;
    }

    /** How many operations each thread does in a test of concurrency: fewer on an engine that writes slowly. */
    int operationsPerThread() {
        return 60;
    }

    @BeforeEach
    void open() throws Exception {
        store = newStore();
        ledger = store.ledger();
    }

    @AfterEach
    void drop() throws Exception {
        store.close();
    }

    // ---------------------------------------------------------------- one operation

    @Test
    void decidesAnOperationOnceAndAnswersItAgain() throws Exception {
        issued(CARD, 500);
        AtomicInteger calls = new AtomicInteger();
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10);
        Decider counting = view -> {
            calls.incrementAndGet();
            return asked.decider().decide(view);
        };
        OperationRow decided = decided(ledger.execute(asked.command(), counting));
        assertTrue(decided.number() > 0);
        assertEquals(380, decided.answer().ledger());
        LedgerResult again = ledger.execute(asked.command(), counting);
        assertEquals(new LedgerResult.Replayed(decided), again);
        assertEquals(1, calls.get());
        assertEquals(
                Optional.of(new LedgerResult.Replayed(decided)),
                ledger.debit(new PlainDebit(
                        asked.command(),
                        BOOKS.plainDebit(CARD, "d1", AT, 1, 120).facts())));
        assertEquals(380, balance(CARD));
        assertReopenedTheSame();
    }

    @Test
    void answersARefusalAgainAlthoughItCouldBeDoneNow() throws Exception {
        issued(CARD, 100);
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 150, AT, 10);
        OperationRow refused = decided(ledger.execute(asked.command(), asked.decider()));
        assertFalse(refused.answer().done());
        execute(BOOKS.load(CARD, "more", AT, 1_000));
        assertEquals(new LedgerResult.Replayed(refused), ledger.execute(asked.command(), asked.decider()));
    }

    @Test
    void refusesAKnownKeyWithAnotherBody() throws Exception {
        issued(CARD, 500);
        OperationRow first = decided(execute(BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10)));
        assertEquals(new LedgerResult.Conflicting(first), execute(BOOKS.debit(CARD, "d1", AT, 1, 121, AT, 10)));
        assertEquals(
                Optional.of(new LedgerResult.Conflicting(first)),
                ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 121)));
        assertEquals(380, balance(CARD));
    }

    @Test
    void keepsKeysOfTenantsApart() throws Exception {
        issued(CARD, 500);
        BookOperations others = new BookOperations(OTHER_TENANT, TERMINAL);
        decided(execute(others.issue(CARD, "issue-" + CARD, AT, AccountRow.NEVER)));
        decided(execute(others.load(CARD, "load-" + CARD, AT, 30)));
        assertEquals(500, balance(CARD));
        assertEquals(
                30,
                ledger.reads()
                        .account(OTHER_TENANT, CARD)
                        .orElseThrow()
                        .counters()
                        .available());
        assertEquals(List.of(OTHER_TENANT, TENANT), ledger.reads().tenants());
    }

    @Test
    void refusesOneKeyOnTwoAccountsIfItCanKnow() throws Exception {
        issued(CARD, 500);
        issued(SECOND, 500);
        OperationRow first = decided(execute(BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10)));
        LedgerResult second = execute(BOOKS.debit(SECOND, "d1", AT, 1, 120, AT, 10));
        Optional<LedgerResult> plain = ledger.debit(BOOKS.plainDebit(SECOND, "d1", AT, 1, 120));
        if (store.refusesKeyOnTwoAccounts()) {
            assertEquals(new LedgerResult.Conflicting(first), second);
            assertEquals(Optional.of(second), plain);
            assertEquals(500, balance(SECOND));
        } else {
            assertEquals(SECOND, decided(second).id().account());
            assertEquals(
                    2, ledger.reads().entries(TENANT, new OperationKey("d1")).size());
        }
    }

    @Test
    void decidesPlainDebits() throws Exception {
        issued(CARD, 500);
        OperationRow row =
                decided(ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 7, 500)).orElseThrow());
        assertEquals(new AnswerRow(true, "", 500, 0, 0, CardState.ACTIVE, ""), row.answer());
        AccountRow account = ledger.reads().account(TENANT, CARD).orElseThrow();
        assertEquals(new AccountCounters(500, 500, 0, 0), account.counters());
        assertEquals(3, account.version());
        JournalEntry entry = ledger.reads().entry(row.id()).orElseThrow();
        assertEquals(row, entry.operation());
        assertEquals(BOOKS.plainDebit(CARD, "d1", AT, 7, 500).postings(), entry.postings());
        assertEquals(
                Optional.of(new LedgerResult.Replayed(row)), ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 7, 500)));
        assertEquals(Optional.empty(), ledger.debit(BOOKS.plainDebit(CARD, "d2", AT, 7, 1)));
    }

    @Test
    void leavesPlainDebitsThatAConditionForbidsUndone() throws Exception {
        issued(CARD, 500);
        execute(BOOKS.hold(CARD, "h", AT, 100, AccountRow.NEVER));
        assertEquals(Optional.empty(), ledger.debit(BOOKS.plainDebit(CARD, "available", AT, 1, 401)));
        assertEquals(Optional.empty(), ledger.debit(BOOKS.plainDebit(SECOND, "unknown", AT, 1, 1)));
        PlainDebit other = BOOKS.plainDebit(CARD, "currency", AT, 1, 1);
        OperationFacts facts = other.facts();
        assertEquals(
                Optional.empty(),
                ledger.debit(new PlainDebit(
                        other.command(),
                        new OperationFacts(
                                facts.kind(),
                                facts.at(),
                                facts.terminal(),
                                facts.batch(),
                                "EUR",
                                facts.amount(),
                                facts.original(),
                                facts.other(),
                                facts.operator(),
                                facts.reason()))));
        for (CardState state : CardState.values()) {
            if (state != CardState.ACTIVE) {
                execute(BOOKS.change(CARD, "to-" + state, AT, state, 0, AccountRow.NEVER));
                assertEquals(Optional.empty(), ledger.debit(BOOKS.plainDebit(CARD, "in-" + state, AT, 1, 1)));
            }
        }
        execute(BOOKS.change(CARD, "pin", AT, CardState.ACTIVE, 3, AccountRow.NEVER));
        assertEquals(Optional.empty(), ledger.debit(BOOKS.plainDebit(CARD, "with-pin", AT, 1, 1)));
        execute(BOOKS.change(CARD, "expires", AT, CardState.ACTIVE, 0, AT + 1));
        assertEquals(Optional.empty(), ledger.debit(BOOKS.plainDebit(CARD, "expired", AT + 1, 1, 1)));
        assertEquals(List.of(), ledger.reads().entries(TENANT, new OperationKey("expired")));
        assertTrue(ledger.debit(BOOKS.plainDebit(CARD, "in-time", AT, 1, 400)).isPresent());
        assertEquals(
                0, ledger.reads().account(TENANT, CARD).orElseThrow().counters().available());
        assertSound();
    }

    // ---------------------------------------------------------------- decisions

    @Test
    void decidesAnewIfAVersionIsAnotherOne() throws Exception {
        issued(CARD, 500);
        AtomicInteger calls = new AtomicInteger();
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10);
        OperationRow row = decided(ledger.execute(asked.command(), view -> {
            Decision right = asked.decider().decide(view);
            return calls.incrementAndGet() < 3 ? changed(right, account -> account.atVersion(1)) : right;
        }));
        assertEquals(3, calls.get());
        assertEquals(380, row.answer().ledger());
        assertEquals(380, balance(CARD));
        assertEquals(3, ledger.reads().account(TENANT, CARD).orElseThrow().version());
    }

    @Test
    void givesUpIfTheVersionIsAlwaysAnotherOneAndCanBeAskedAgain() throws Exception {
        issued(CARD, 500);
        for (long version : new long[] {0, 1, 3, Long.MAX_VALUE}) {
            BookOperations.Asked asked = BOOKS.debit(CARD, "d" + version, AT, 1, 120, AT, 10);
            assertCause(
                    LedgerException.Cause.CONTENTION,
                    () -> ledger.execute(
                            asked.command(),
                            view -> changed(asked.decider().decide(view), account -> account.atVersion(version))));
            assertEquals(Optional.empty(), ledger.reads().entry(asked.command().id()));
        }
        assertEquals(500, balance(CARD));
        decided(execute(BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10)));
        assertSound();
    }

    @Test
    void storesNothingOfADecisionWithOneStaleAccount() throws Exception {
        issued(CARD, 500);
        issued(SECOND, 500);
        if (!ledger.together(TENANT, CARD, SECOND)) {
            return;
        }
        BookOperations.Asked asked = BOOKS.transfer(CARD, SECOND, "t1", AT, 100);
        assertCause(
                LedgerException.Cause.CONTENTION,
                () -> ledger.execute(
                        asked.command(),
                        view -> changed(
                                asked.decider().decide(view),
                                account -> account.id().equals(SECOND) ? account.atVersion(1) : account)));
        assertEquals(500, balance(CARD));
        assertEquals(500, balance(SECOND));
        assertEquals(List.of(), ledger.reads().entries(TENANT, new OperationKey("t1")));
        decided(ledger.execute(asked.command(), asked.decider()));
        assertEquals(400, balance(CARD));
        assertEquals(600, balance(SECOND));
        assertSound();
    }

    @Test
    void storesNothingOfADecisionWhoseEntailedKeyIsTaken() throws Exception {
        issued(CARD, 500);
        issued(SECOND, 500);
        OperationRow taken = decided(execute(BOOKS.debit(CARD, "taken", AT, 1, 20, AT, 10)));
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10);
        assertCause(
                LedgerException.Cause.CONTENTION,
                () -> ledger.execute(
                        asked.command(), view -> entailing(asked.decider().decide(view), taken, CARD)));
        assertEquals(480, balance(CARD));
        if (store.refusesKeyOnTwoAccounts()) {
            BookOperations.Asked onSecond = BOOKS.debit(SECOND, "d2", AT, 1, 120, AT, 10);
            assertEquals(
                    new LedgerResult.Conflicting(taken),
                    ledger.execute(
                            onSecond.command(),
                            view -> entailing(onSecond.decider().decide(view), taken, SECOND)));
            assertEquals(500, balance(SECOND));
        }
        decided(ledger.execute(asked.command(), asked.decider()));
        assertSound();
    }

    @Test
    void storesNothingOfADecisionThatProgressesWhatIsNotStored() throws Exception {
        issued(CARD, 500);
        OperationRow hold = decided(execute(BOOKS.hold(CARD, "h1", AT, 100, AT + 10)));
        BookOperations.Asked asked = BOOKS.capture(CARD, "c1", AT, "h1", 30, false);
        assertCause(
                LedgerException.Cause.CONTENTION,
                () -> ledger.execute(asked.command(), view -> {
                    Decision right = asked.decider().decide(view);
                    return new Decision(
                            right.entries(), right.accounts(), List.of(hold.numbered(hold.number() + 1_000)));
                }));
        assertEquals(List.of(hold), ledger.reads().openHolds(TENANT, CARD, 10));
        decided(ledger.execute(asked.command(), asked.decider()));
        assertEquals(
                new OperationProgress(70, AT + 10, 30, 0, false),
                ledger.reads().openHolds(TENANT, CARD, 10).get(0).progress());
        assertSound();
    }

    @Test
    void refusesDecisionsThatAreAgainstTheRules() throws Exception {
        issued(CARD, 500);
        issued(SECOND, 500);
        OperationRow stored = decided(execute(BOOKS.debit(CARD, "stored", AT, 1, 20, AT, 10)));
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10);
        List<UnaryOperator<Decision>> mistakes = List.of(
                right -> new Decision(
                        List.of(new JournalEntry(stored.numbered(0), List.of())), right.accounts(), List.of()),
                right -> changedFirst(right, row -> row.numbered(5)),
                right -> new Decision(
                        List.of(new JournalEntry(
                                right.entries().get(0).operation(),
                                BookOperations.lines(
                                        LedgerAccount.card(CARD),
                                        LedgerAccount.settlement(TERMINAL),
                                        1_000_000_000_000_001L))),
                        right.accounts(),
                        List.of()),
                right -> changedFirst(right, row -> atTerminal(row, "no terminal")),
                right -> changedFirst(
                        right,
                        row -> new OperationRow(
                                row.id(), Bytes.repeat(1, 32), row.facts(), row.answer(), row.progress(), 0)),
                right -> new Decision(
                        List.of(right.entries().get(0), right.entries().get(0)), right.accounts(), List.of()),
                right -> new Decision(
                        right.entries(),
                        List.of(right.accounts().get(0), right.accounts().get(0)),
                        List.of()),
                right -> new Decision(right.entries(), List.of(), List.of(stored)),
                right -> new Decision(right.entries(), right.accounts(), List.of(stored.numbered(0))),
                right -> new Decision(
                        List.of(new JournalEntry(
                                right.entries().get(0).operation(),
                                BookOperations.lines(
                                        LedgerAccount.card(SECOND), LedgerAccount.settlement(TERMINAL), 120))),
                        right.accounts(),
                        List.of()));
        for (UnaryOperator<Decision> mistake : mistakes) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ledger.execute(
                            asked.command(),
                            view -> mistake.apply(asked.decider().decide(view))));
        }
        assertEquals(480, balance(CARD));
        assertEquals(Optional.empty(), ledger.reads().entry(asked.command().id()));
        decided(ledger.execute(asked.command(), asked.decider()));
        assertSound();
    }

    @Test
    void passesOnWhatADeciderThrows() throws Exception {
        issued(CARD, 500);
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 120, AT, 10);
        IllegalStateException mistake = new IllegalStateException("a mistake");
        assertSame(
                mistake,
                assertThrows(
                        IllegalStateException.class,
                        () -> ledger.execute(asked.command(), view -> {
                            throw mistake;
                        })));
        LedgerException failure = new LedgerException(LedgerException.Cause.UNAVAILABLE, "a test");
        assertSame(
                failure,
                assertThrows(
                        LedgerException.class,
                        () -> ledger.execute(asked.command(), view -> {
                            throw failure;
                        })));
        assertEquals(Optional.empty(), ledger.reads().entry(asked.command().id()));
        decided(ledger.execute(asked.command(), asked.decider()));
        assertSound();
    }

    @Test
    void leavesATombstoneThatTheLateOriginalMeets() throws Exception {
        issued(CARD, 500);
        decided(execute(BOOKS.reverse(CARD, "r1", AT, "late")));
        Optional<LedgerResult> late = ledger.debit(BOOKS.plainDebit(CARD, "late", AT, 1, 50));
        LedgerResult.Conflicting met = assertInstanceOf(LedgerResult.Conflicting.class, late.orElseThrow());
        assertEquals(OperationKind.TOMBSTONE, met.earlier().facts().kind());
        assertEquals("REVERSED", met.earlier().answer().reason());
        assertEquals(500, balance(CARD));
        assertSound();
    }

    // ---------------------------------------------------------------- any operations

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void doesWhatTheModelDoes(long seed) throws Exception {
        new RandomBooks(seed).run();
        ledger = store.ledger();
    }

    /** Draws operations, has them done by the ledger and by the model, and compares. */
    private final class RandomBooks {
        private static final int OPERATIONS = 250;
        private static final int CARDS = 5;

        private final Random random;
        private final LedgerModel model = new LedgerModel(store.refusesKeyOnTwoAccounts());
        private final List<BookOperations> books = List.of(
                new BookOperations(TENANT, TERMINAL),
                new BookOperations(TENANT, new TerminalId("T-2")),
                new BookOperations(OTHER_TENANT, TERMINAL));
        private final List<String> keys = new ArrayList<>();
        private long now = AT;

        private RandomBooks(long seed) {
            random = new Random(seed);
        }

        private void run() throws Exception {
            for (int i = 0; i < OPERATIONS; i++) {
                // Clocks of terminals differ: time does not only go forward.
                now += random.nextInt(2_000) - 500;
                step(i);
                if (i % 50 == 49) {
                    compare();
                }
            }
            ledger.seal();
            assertSound();
            if (store.reopen().isPresent()) {
                ledger = store.ledger();
                compare();
                step(OPERATIONS);
                ledger.seal();
                assertSound();
            }
            assertEquals(model.entries().size(), ledger.audit().entries());
        }

        private void step(int i) throws LedgerException {
            BookOperations book = books.get(random.nextInt(books.size()));
            AccountId card = BookOperations.card(random.nextInt(CARDS));
            boolean again = !keys.isEmpty() && random.nextInt(6) == 0;
            String key = again ? anyKey() : "k" + i;
            keys.add(key);
            long amount = 1L + random.nextInt(100);
            switch (random.nextInt(14)) {
                case 0, 1 -> both(book.issue(card, key, now, now + random.nextInt(200_000)));
                case 2, 3 -> both(book.load(card, key, now, amount * 3));
                case 4, 5, 6 -> {
                    PlainDebit debit = book.plainDebit(card, key, now, random.nextInt(3), amount);
                    assertEquals(
                            model.debit(debit).map(LedgerContract::unnumbered),
                            ledger.debit(debit).map(LedgerContract::unnumbered));
                }
                case 7 -> both(book.debit(card, key, now, random.nextInt(3), amount, now - 20_000, 3));
                case 8 -> both(book.hold(card, key, now, amount, now + random.nextInt(100_000)));
                case 9 -> both(book.capture(card, key, now, anyKey(), amount, random.nextBoolean()));
                case 10 -> both(book.reverse(card, key, now, random.nextInt(4) == 0 ? "late" + i : anyKey()));
                case 11 -> {
                    AccountId other = BookOperations.card(random.nextInt(CARDS));
                    if (!other.equals(card) && ledger.together(book.tenant(), card, other)) {
                        both(book.transfer(card, other, key, now, amount));
                    }
                }
                case 12 -> {
                    CardState[] states = CardState.values();
                    CardState state = states[random.nextInt(states.length)];
                    both(book.change(
                            card,
                            key,
                            now,
                            random.nextBoolean() ? CardState.ACTIVE : state,
                            random.nextInt(3),
                            random.nextBoolean() ? AccountRow.NEVER : now + random.nextInt(200_000)));
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        long before = now - random.nextInt(100_000);
                        assertEquals(model.forget(before), ledger.forgetKeys(before));
                    }
                }
            }
        }

        private String anyKey() {
            return keys.isEmpty() ? "none" : keys.get(random.nextInt(keys.size()));
        }

        private void both(BookOperations.Asked asked) throws LedgerException {
            LedgerResult expected = model.execute(asked.command(), asked.decider());
            LedgerResult found = ledger.execute(asked.command(), asked.decider());
            assertEquals(unnumbered(expected), unnumbered(found));
        }

        private void compare() throws LedgerException {
            LedgerReads reads = ledger.reads();
            assertEquals(model.tenants(), reads.tenants());
            for (TenantId tenant : List.of(TENANT, OTHER_TENANT)) {
                assertEquals(model.systemBalances(tenant), reads.systemBalances(tenant));
                long time = now - 60_000 + random.nextInt(120_000);
                assertEquals(unnumbered(model.dueHolds(tenant, time)), unnumbered(reads.dueHolds(tenant, time, 1_000)));
                assertEquals(
                        unnumbered(model.openTransfers(tenant, time)),
                        unnumbered(reads.openTransfers(tenant, time, 1_000)));
                List<AccountRow> due = reads.dueAccounts(tenant, time, 1_000);
                assertEquals(model.dueAccounts(tenant, time), new HashSet<>(due));
                for (int i = 1; i < due.size(); i++) {
                    assertTrue(due.get(i - 1).expires() <= due.get(i).expires());
                }
                for (TerminalId terminal : List.of(TERMINAL, new TerminalId("T-2"), new TerminalId("T-3"))) {
                    for (int batch = 0; batch < 3; batch++) {
                        compareBatch(tenant, terminal, batch);
                    }
                }
                for (int card = 0; card <= CARDS; card++) {
                    compareCard(tenant, BookOperations.card(card));
                }
            }
            for (JournalEntry entry : model.entries()) {
                OperationId id = entry.operation().id();
                assertEquals(Optional.of(unnumbered(entry)), reads.entry(id).map(LedgerContract::unnumbered));
            }
        }

        private void compareBatch(TenantId tenant, TerminalId terminal, int batch) throws LedgerException {
            LedgerReads reads = ledger.reads();
            assertEquals(model.batchTotals(tenant, terminal, batch), reads.batchTotals(tenant, terminal, batch));
            List<OperationRow> found = new ArrayList<>();
            long after = 0;
            while (true) {
                List<OperationRow> page = reads.batchOperations(tenant, terminal, batch, after, 7);
                assertTrue(page.size() <= 7);
                if (page.isEmpty()) {
                    break;
                }
                found.addAll(page);
                after = page.get(page.size() - 1).number();
            }
            for (int i = 1; i < found.size(); i++) {
                assertTrue(found.get(i - 1).number() < found.get(i).number());
            }
            assertEquals(
                    numbersAscend()
                            ? unnumbered(model.batch(tenant, terminal, batch))
                            : byAccount(model.batch(tenant, terminal, batch)),
                    numbersAscend() ? unnumbered(found) : byAccount(found));
        }

        private void compareCard(TenantId tenant, AccountId card) throws LedgerException {
            LedgerReads reads = ledger.reads();
            assertEquals(model.account(tenant, card), reads.account(tenant, card));
            long time = now - random.nextInt(100_000);
            assertEquals(model.balanceAt(tenant, card, time), reads.balanceAt(tenant, card, time));
            assertEquals(unnumbered(model.openHolds(tenant, card)), unnumbered(reads.openHolds(tenant, card, 1_000)));
            long to = time + random.nextInt(100_000);
            List<JournalEntry> found = new ArrayList<>();
            long after = 0;
            while (true) {
                List<JournalEntry> page = reads.statement(tenant, card, after, time, to, 5);
                assertTrue(page.size() <= 5);
                if (page.isEmpty()) {
                    break;
                }
                found.addAll(page);
                after = page.get(page.size() - 1).operation().number();
            }
            assertEquals(
                    model.statement(tenant, card, time, to).stream()
                            .map(LedgerContract::unnumbered)
                            .toList(),
                    found.stream().map(LedgerContract::unnumbered).toList());
        }
    }

    // ---------------------------------------------------------------- many at a time

    @Test
    void losesNoDebitOfManyThreadsOnOneCard() throws Exception {
        assertEquals(List.of(), LedgerStress.oneCard(ledger, operationsPerThread()));
        assertReopenedTheSame();
    }

    @Test
    void losesNoDebitOfManyThreadsOnManyCards() throws Exception {
        assertEquals(List.of(), LedgerStress.manyCards(ledger, operationsPerThread()));
    }

    @Test
    void losesNoMoneyOnTheWayBetweenCards() throws Exception {
        if (ledger.together(TENANT, CARD, SECOND)) {
            assertEquals(List.of(), LedgerStress.transfers(ledger, operationsPerThread() / 2));
        }
    }

    @Test
    void decidesAKeyOnceIfTwoAskAtTheSameTime() throws Exception {
        assertEquals(List.of(), LedgerStress.sameKeys(ledger, operationsPerThread()));
    }

    // ---------------------------------------------------------------- keys that are over

    @Test
    void refusesForgottenKeysRatherThanDoingThemAgain() throws Exception {
        issued(CARD, 500);
        BookOperations.Asked old = BOOKS.debit(CARD, "old", AT - 10, 1, 20, AT, 10);
        execute(old);
        BookOperations.Asked recent = BOOKS.debit(CARD, "recent", AT + 10, 1, 20, AT, 10);
        execute(recent);
        assertEquals(1, ledger.forgetKeys(AT));
        assertEquals(0, ledger.forgetKeys(AT));
        LedgerResult.Conflicting over = assertInstanceOf(LedgerResult.Conflicting.class, execute(old));
        assertTrue(over.earlier().fingerprint().isEmpty());
        assertEquals("", over.earlier().answer().detail());
        assertEquals(480, over.earlier().answer().ledger());
        assertInstanceOf(
                LedgerResult.Conflicting.class,
                ledger.debit(BOOKS.plainDebit(CARD, "old", AT - 10, 1, 20)).orElseThrow());
        assertInstanceOf(LedgerResult.Replayed.class, execute(recent));
        assertEquals(460, balance(CARD));
        assertSound();
    }

    // ---------------------------------------------------------------- the chain

    @Test
    void sealsWhatWasAnswered() throws Exception {
        assertEquals(LedgerSeal.EMPTY, ledger.seal());
        issued(CARD, 500);
        LedgerSeal first = ledger.seal();
        assertEquals(2, first.entries());
        assertEquals(first, ledger.seal());
        OperationRow row = decided(execute(BOOKS.debit(CARD, "d", AT, 1, 20, AT, 10)));
        LedgerSeal second = ledger.seal();
        assertEquals(3, second.entries());
        assertEquals(row.number(), second.lastNumber());
        HashChain chain = new HashChain(first);
        chain.add(ledger.reads().entry(row.id()).orElseThrow());
        assertEquals(chain.seal(), second);
        LedgerAudit audit = ledger.audit();
        assertEquals(new LedgerAudit(second, 0, 3, 1, List.of()), audit);
        if (store.reopen().isPresent()) {
            ledger = store.ledger();
            assertEquals(second, ledger.seal());
        }
    }

    @ParameterizedTest
    @EnumSource(LedgerUnderTest.Damage.class)
    void findsWhatWasTamperedWith(LedgerUnderTest.Damage damage) throws Exception {
        assumeTrue(store.canBeDamaged(), "this engine has no rows to change behind its back");
        issued(CARD, 500);
        issued(SECOND, 500);
        OperationRow first = decided(execute(BOOKS.debit(CARD, "d1", AT, 1, 20, AT, 10)));
        decided(execute(BOOKS.debit(SECOND, "d2", AT, 1, 20, AT, 10)));
        ledger.seal();
        assertSound();
        store.damage(damage, first);
        List<LedgerAudit.Finding> findings = ledger.audit().findings();
        assertTrue(
                findings.stream().anyMatch(finding -> finding.fault() == damage.fault()),
                () -> damage + " was found as " + findings);
    }

    // ---------------------------------------------------------------- from one store to another

    @Test
    void movesIntoAnotherStore() throws Exception {
        LedgerRows rows = assertInstanceOf(LedgerRows.class, ledger);
        issued(CARD, 500);
        execute(BOOKS.issue(SECOND, "issue-2", AT, AT + 100));
        execute(BOOKS.change(SECOND, "change-2", AT, CardState.BLOCKED, 2, AT + 200));
        execute(BOOKS.hold(CARD, "h1", AT, 100, AT + 10));
        execute(BOOKS.capture(CARD, "c1", AT, "h1", 30, false));
        execute(BOOKS.debit(CARD, "d1", AT, 1, 50, AT, 10));
        execute(BOOKS.reverse(CARD, "r1", AT, "d1"));
        execute(BOOKS.reverse(CARD, "r2", AT, "late"));
        ledger.forgetKeys(AT);
        LedgerSeal seal = ledger.seal();
        Copy copy = Copy.of(rows);
        assertEquals(seal.entries(), copy.entries.size());
        try (LedgerUnderTest second = newStore()) {
            LedgerRows target = assertInstanceOf(LedgerRows.class, second.ledger());
            try (LedgerRows.Restoration restoration = target.restore()) {
                copy.into(restoration);
                restoration.finish(seal);
            }
            assertEquals(seal, second.ledger().seal());
            assertEquals(List.of(), second.ledger().audit().findings());
            assertEquals(copy, Copy.of(target));
            assertEquals(
                    ledger.reads().systemBalances(TENANT),
                    second.ledger().reads().systemBalances(TENANT));
            assertEquals(
                    ledger.reads().openHolds(TENANT, CARD, 9),
                    second.ledger().reads().openHolds(TENANT, CARD, 9));
            BookOperations.Asked known = BOOKS.debit(CARD, "d1", AT, 1, 50, AT, 10);
            assertInstanceOf(LedgerResult.Replayed.class, second.ledger().execute(known.command(), known.decider()));
            BookOperations.Asked next = BOOKS.debit(CARD, "d9", AT, 1, 50, AT, 10);
            OperationRow row = decided(second.ledger().execute(next.command(), next.decider()));
            assertTrue(row.number() > seal.lastNumber());
            second.ledger().seal();
            assertEquals(List.of(), second.ledger().audit().findings());
            LedgerException refused = assertThrows(LedgerException.class, target::restore);
            assertEquals(LedgerException.Cause.INCOMPATIBLE, refused.reason());
        }
    }

    /** Engines give numbers before they commit, so a chain may be in another order than they are. */
    @Test
    void keepsAnotherStoresOrder() throws Exception {
        assumeTrue(store.keepsAnyOrder(), "this engine has an order of its own");
        LedgerRows target = assertInstanceOf(LedgerRows.class, ledger);
        List<JournalEntry> entries = new ArrayList<>();
        HashChain chain = new HashChain(LedgerSeal.EMPTY);
        for (long number : new long[] {3, 8, 5, 12, 9}) {
            OperationRow row = BOOKS.done(
                            BOOKS.command(CARD, "k" + number, "body"),
                            new OperationFacts(
                                    OperationKind.PIN, AT, "", 0, BookOperations.CURRENCY, 0, "", CARD, "", ""),
                            0,
                            BOOKS.newAccount(CARD, AT, AccountRow.NEVER),
                            "")
                    .numbered(number);
            JournalEntry entry = new JournalEntry(row, List.of());
            entries.add(entry);
            chain.add(entry);
        }
        try (LedgerRows.Restoration restoration = target.restore()) {
            restoration.account(BOOKS.newAccount(CARD, AT, AccountRow.NEVER).atVersion(5));
            for (JournalEntry entry : entries) {
                restoration.entry(entry);
            }
            restoration.finish(chain.seal());
        }
        assertEquals(chain.seal(), ledger.seal());
        assertSound();
        assertEquals(entries, Copy.of(target).entries);
        List<JournalEntry> statement = ledger.reads().statement(TENANT, CARD, 0, 0, Long.MAX_VALUE, 10);
        assertEquals(
                List.of(3L, 5L, 8L, 9L, 12L),
                statement.stream().map(entry -> entry.operation().number()).toList());
        OperationRow next = decided(execute(BOOKS.load(CARD, "next", AT, 10)));
        assertTrue(next.number() > 12);
        assertEquals(6, ledger.seal().entries());
        assertSound();
        assertEquals(6, Copy.of(target).entries.size());
    }

    @Test
    void staysEmptyIfTheSealIsAnotherOne() throws Exception {
        LedgerRows rows = assertInstanceOf(LedgerRows.class, ledger);
        issued(CARD, 500);
        LedgerSeal seal = ledger.seal();
        Copy copy = Copy.of(rows);
        List<LedgerSeal> wrong = List.of(
                new LedgerSeal(seal.entries(), seal.lastNumber(), Bytes.repeat(7, 32)),
                new LedgerSeal(seal.entries() + 1, seal.lastNumber(), seal.hash()),
                LedgerSeal.EMPTY);
        try (LedgerUnderTest second = newStore()) {
            LedgerRows target = assertInstanceOf(LedgerRows.class, second.ledger());
            for (LedgerSeal other : wrong) {
                try (LedgerRows.Restoration restoration = target.restore()) {
                    copy.into(restoration);
                    assertCause(LedgerException.Cause.CORRUPT, () -> restoration.finish(other));
                }
                assertEquals(Optional.empty(), second.ledger().reads().account(TENANT, CARD));
                assertEquals(LedgerSeal.EMPTY, second.ledger().seal());
            }
            try (LedgerRows.Restoration restoration = target.restore()) {
                copy.into(restoration);
            }
            assertEquals(List.of(), second.ledger().reads().tenants());
            try (LedgerRows.Restoration restoration = target.restore()) {
                copy.into(restoration);
                restoration.finish(seal);
            }
            assertEquals(seal, second.ledger().seal());
        }
    }

    @Test
    void staysEmptyIfWhatComesInIsNotSound() throws Exception {
        LedgerRows rows = assertInstanceOf(LedgerRows.class, ledger);
        issued(CARD, 500);
        LedgerSeal seal = ledger.seal();
        Copy copy = Copy.of(rows);
        try (LedgerUnderTest second = newStore()) {
            LedgerRows target = assertInstanceOf(LedgerRows.class, second.ledger());
            try (LedgerRows.Restoration restoration = target.restore()) {
                AccountRow account = copy.accounts.get(0);
                restoration.account(account.with(account.counters().credited(1)));
                for (JournalEntry entry : copy.entries) {
                    restoration.entry(entry);
                }
                assertCause(LedgerException.Cause.CORRUPT, () -> restoration.finish(seal));
            }
            assertEquals(List.of(), second.ledger().reads().tenants());
        }
    }

    // ---------------------------------------------------------------- the end

    @Test
    void saysThatItIsClosed() throws Exception {
        issued(CARD, 500);
        LedgerReads reads = ledger.reads();
        ledger.close();
        ledger.close();
        BookOperations.Asked asked = BOOKS.debit(CARD, "d1", AT, 1, 20, AT, 10);
        assertCause(LedgerException.Cause.CLOSED, () -> ledger.execute(asked.command(), asked.decider()));
        assertCause(LedgerException.Cause.CLOSED, () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 20)));
        assertCause(LedgerException.Cause.CLOSED, () -> ledger.forgetKeys(AT));
        assertCause(LedgerException.Cause.CLOSED, ledger::seal);
        assertCause(LedgerException.Cause.CLOSED, ledger::audit);
        assertCause(LedgerException.Cause.CLOSED, () -> reads.account(TENANT, CARD));
        assertCause(LedgerException.Cause.CLOSED, reads::tenants);
        if (ledger instanceof LedgerRows rows) {
            assertCause(LedgerException.Cause.CLOSED, rows::restore);
        }
    }

    // ---------------------------------------------------------------- what the tests say it with

    private void issued(AccountId card, long amount) throws LedgerException {
        decided(execute(BOOKS.issue(card, "issue-" + card, AT, AccountRow.NEVER)));
        decided(execute(BOOKS.load(card, "load-" + card, AT, amount)));
    }

    private LedgerResult execute(BookOperations.Asked asked) throws LedgerException {
        return ledger.execute(asked.command(), asked.decider());
    }

    private long balance(AccountId card) throws LedgerException {
        return ledger.reads().account(TENANT, card).orElseThrow().counters().ledger();
    }

    private void assertSound() throws LedgerException {
        ledger.seal();
        assertEquals(List.of(), ledger.audit().findings());
    }

    /** Whatever an engine keeps, it keeps wholly. */
    private void assertReopenedTheSame() throws Exception {
        if (!(ledger instanceof LedgerRows rows)) {
            return;
        }
        Copy before = Copy.of(rows);
        LedgerSeal seal = ledger.seal();
        if (store.reopen().isPresent()) {
            ledger = store.ledger();
            assertEquals(seal, ledger.seal());
            assertEquals(before, Copy.of(assertInstanceOf(LedgerRows.class, ledger)));
            assertSound();
        }
    }

    private static OperationRow decided(LedgerResult result) {
        return assertInstanceOf(LedgerResult.Decided.class, result).operation();
    }

    private static Decision changed(Decision decision, UnaryOperator<AccountRow> change) {
        return new Decision(
                decision.entries(), decision.accounts().stream().map(change).toList(), decision.progressed());
    }

    private static Decision changedFirst(Decision decision, UnaryOperator<OperationRow> change) {
        JournalEntry first = decision.entries().get(0);
        return new Decision(
                List.of(new JournalEntry(change.apply(first.operation()), first.postings())),
                decision.accounts(),
                decision.progressed());
    }

    private static OperationRow atTerminal(OperationRow row, String terminal) {
        OperationFacts facts = row.facts();
        return new OperationRow(
                row.id(),
                row.fingerprint(),
                new OperationFacts(
                        facts.kind(),
                        facts.at(),
                        terminal,
                        facts.batch(),
                        facts.currency(),
                        facts.amount(),
                        facts.original(),
                        facts.other(),
                        facts.operator(),
                        facts.reason()),
                row.answer(),
                row.progress(),
                row.number());
    }

    private static Decision entailing(Decision decision, OperationRow like, AccountId account) {
        OperationRow entailed = new OperationRow(
                new OperationId(TENANT, account, like.id().key()),
                like.fingerprint(),
                like.facts(),
                like.answer(),
                OperationProgress.NONE,
                0);
        return new Decision(
                List.of(decision.entries().get(0), new JournalEntry(entailed, List.of())),
                decision.accounts(),
                decision.progressed());
    }

    private static void assertCause(LedgerException.Cause cause, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(cause, assertThrows(LedgerException.class, executable).reason());
    }

    private static LedgerResult unnumbered(LedgerResult result) {
        OperationRow row = LedgerStress.operation(result).numbered(0);
        if (result instanceof LedgerResult.Decided) {
            return new LedgerResult.Decided(row);
        }
        return result instanceof LedgerResult.Replayed
                ? new LedgerResult.Replayed(row)
                : new LedgerResult.Conflicting(row);
    }

    private static JournalEntry unnumbered(JournalEntry entry) {
        return new JournalEntry(entry.operation().numbered(0), entry.postings());
    }

    private static List<OperationRow> byAccount(List<OperationRow> rows) {
        return unnumbered(rows).stream()
                .sorted(Comparator.comparing(row -> row.id().account()))
                .toList();
    }

    private static List<OperationRow> unnumbered(List<OperationRow> rows) {
        return rows.stream().map(row -> row.numbered(0)).toList();
    }

    /** All that a ledger exports. */
    private record Copy(List<AccountRow> accounts, List<JournalEntry> entries) {
        static Copy of(LedgerRows ledger) throws LedgerException {
            List<AccountRow> accounts = new ArrayList<>();
            List<JournalEntry> entries = new ArrayList<>();
            ledger.export(new LedgerRows.LedgerRowSink() {
                @Override
                public void account(AccountRow account) {
                    assertTrue(entries.isEmpty(), "accounts come first");
                    accounts.add(account);
                }

                @Override
                public void entry(JournalEntry entry) {
                    entries.add(entry);
                }
            });
            accounts.sort(java.util.Comparator.comparing(
                            (AccountRow row) -> row.tenant().value())
                    .thenComparing(AccountRow::id));
            return new Copy(accounts, entries);
        }

        void into(LedgerRows.Restoration restoration) throws LedgerException {
            for (AccountRow account : accounts) {
                restoration.account(account);
            }
            for (JournalEntry entry : entries) {
                restoration.entry(entry);
            }
        }
    }
}
