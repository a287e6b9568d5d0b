package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What is SQLite's own: files, the writer, a full disk, copies. */
final class SqliteLedgerTest {
    private static final long AT = 1_700_000_000_000L;
    private static final TenantId TENANT = new TenantId("hotel");
    private static final TerminalId TERMINAL = new TerminalId("T-1");
    private static final BookOperations BOOKS = new BookOperations(TENANT, TERMINAL);
    private static final AccountId CARD = BookOperations.card(1);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("books.db");
    }

    // ---------------------------------------------------------------- files

    @Test
    void makesFilesForTheirOwnerAlone() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 500);
            ledger.backup(directory.resolve("copy.db"));
            Set<String> names = new HashSet<>();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path each : files.toList()) {
                    names.add(each.getFileName().toString());
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
                            each::toString);
                }
            }
            assertEquals(Set.of("books.db", "books.db-wal", "books.db-shm", "books.db.lock", "copy.db"), names);
        }
        assertFalse(Files.exists(directory.resolve("books.db-wal")));
        SqliteLedger.restoreBackup(directory.resolve("copy.db"), directory.resolve("restored.db"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("restored.db"))));
    }

    @Test
    void isOpenOnce() throws Exception {
        Path link = directory.resolve("link.db");
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 500);
            Files.createSymbolicLink(link, file);
            for (Path path : List.of(file, directory.resolve("./x/../books.db"), link)) {
                assertCause(
                        LedgerException.Cause.IN_USE,
                        () -> SqliteLedger.open(path).close());
            }
            // The attempts must not have taken the lock away from the one who has it.
            assertCause(
                    LedgerException.Cause.IN_USE, () -> SqliteLedger.open(file).close());
            assertEquals("IN_USE", inAnotherProcess(file));
            assertTrue(ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 10)).isPresent());
        }
        assertEquals("OPENED", inAnotherProcess(file));
        SqliteLedger.open(link).close();
    }

    private static String inAnotherProcess(Path store) throws IOException, InterruptedException {
        Process process =
                SqliteCrashTest.java(SqliteOpener.class, store.toString()).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return printed.strip();
    }

    @Test
    void refusesFilesThatAreNoStores() throws Exception {
        byte[] text = "This is a letter, and no store at all, however long it gets.\n"
                .repeat(40)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(file, text);
        assertCause(
                LedgerException.Cause.INCOMPATIBLE,
                () -> SqliteLedger.open(file).close());
        assertEquals(text.length, Files.size(file));

        Path foreign = directory.resolve("foreign.db");
        try (SqliteSession session = SqliteSession.writing(foreign, SqliteSettings.DEFAULT)) {
            session.run("CREATE TABLE t (a INTEGER)");
        }
        byte[] before = Files.readAllBytes(foreign);
        assertCause(
                LedgerException.Cause.INCOMPATIBLE,
                () -> SqliteLedger.open(foreign).close());
        assertEquals(java.util.Arrays.hashCode(before), java.util.Arrays.hashCode(Files.readAllBytes(foreign)));

        assertCause(
                LedgerException.Cause.STORAGE,
                () -> SqliteLedger.open(directory.resolve("missing/books.db")).close());
        assertThrows(
                IllegalArgumentException.class,
                () -> SqliteLedger.open(directory.resolve("books.db?x=1")).close());
    }

    @Test
    void refusesANewerStoreAndTakesAnEmptyFile() throws Exception {
        Files.createFile(file);
        SqliteLedger.open(file).close();
        try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
            assertEquals(1, session.number("PRAGMA user_version"));
            assertEquals(0x534C564F, session.number("PRAGMA application_id"));
            session.run("PRAGMA user_version = 2");
        }
        assertCause(
                LedgerException.Cause.INCOMPATIBLE,
                () -> SqliteLedger.open(file).close());
    }

    // ---------------------------------------------------------------- the writer

    @Test
    void putsWhatWaitsIntoOneTransaction() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 1_000);
            long seals = seals();
            try (Occupied writer = new Occupied(ledger)) {
                List<Future<LedgerResult>> debits = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    String key = "d" + i % 20;
                    debits.add(writer.later(() ->
                            ledger.debit(BOOKS.plainDebit(CARD, key, AT, 1, 30)).orElseThrow()));
                }
                Future<LedgerResult> mistaken = writer.later(() -> {
                    BookOperations.Asked asked = BOOKS.load(CARD, "mistake", AT, 5);
                    return ledger.execute(asked.command(), view -> {
                        throw new IllegalStateException("a mistake");
                    });
                });
                writer.waitFor(41);
                writer.free();
                long decided = 0;
                for (Future<LedgerResult> debit : debits) {
                    decided += debit.get(60, TimeUnit.SECONDS) instanceof LedgerResult.Decided ? 1 : 0;
                }
                assertEquals(20, decided);
                assertInstanceOf(
                        IllegalStateException.class,
                        assertThrows(ExecutionException.class, mistaken::get).getCause());
            }
            assertEquals(
                    400,
                    ledger.reads()
                            .account(TENANT, CARD)
                            .orElseThrow()
                            .counters()
                            .available());
            assertEquals(seals + 1, seals());
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @Test
    void takesWhatComesWhileABatchIsBeingDoneIntoIt() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 1_000);
            long seals = seals();
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch freed = new CountDownLatch(1);
            BookOperations.Asked asked = BOOKS.debit(CARD, "first", AT, 1, 10, AT, 10);
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<LedgerResult> first = threads.submit(() -> ledger.execute(asked.command(), view -> {
                taken.countDown();
                try {
                    assertTrue(freed.await(60, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return asked.decider().decide(view);
            }));
            assertTrue(taken.await(60, TimeUnit.SECONDS));
            Future<LedgerResult> second = threads.submit(() -> plain(ledger, "second"));
            while (ledger.waiting() < 1) {
                Thread.onSpinWait();
            }
            freed.countDown();
            assertInstanceOf(LedgerResult.Decided.class, first.get(60, TimeUnit.SECONDS));
            assertInstanceOf(LedgerResult.Decided.class, second.get(60, TimeUnit.SECONDS));
            threads.shutdown();
            assertEquals(seals + 1, seals());
        }
    }

    /** A decision that fails in the middle of its writes leaves none of them, and costs the others nothing. */
    @Test
    void takesBackWhatOneOperationWroteBeforeItFailed() throws Exception {
        AccountId damaged = BookOperations.card(2);
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 1_000);
            issue(ledger, damaged, 1_000);
        }
        try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
            session.run("UPDATE account SET state = 'MELTED' WHERE nr = 2");
        }
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            List<Future<LedgerResult>> debits = new ArrayList<>();
            Future<LedgerResult> failing;
            try (Occupied writer = new Occupied(ledger)) {
                debits.add(writer.later(() -> plain(ledger, "before")));
                writer.waitFor(1);
                BookOperations.Asked wavering = BOOKS.debit(CARD, "wavering", AT, 1, 10, AT, 10);
                AtomicInteger asks = new AtomicInteger();
                debits.add(writer.later(() -> ledger.execute(wavering.command(), view -> {
                    if (asks.getAndIncrement() == 0) {
                        throw new IllegalStateException("not at the first attempt, which is taken back");
                    }
                    return wavering.decider().decide(view);
                })));
                writer.waitFor(2);
                BookOperations.Asked asked = BOOKS.debit(CARD, "failing", AT, 1, 100, AT, 10);
                failing = writer.later(() -> ledger.execute(asked.command(), view -> {
                    Decision right = asked.decider().decide(view);
                    OperationRow row = right.entries().get(0).operation();
                    OperationRow entailed = new OperationRow(
                            new OperationId(TENANT, damaged, row.id().key().derived("in")),
                            row.fingerprint(),
                            row.facts(),
                            row.answer(),
                            OperationProgress.NONE,
                            0);
                    return new Decision(
                            List.of(right.entries().get(0), new JournalEntry(entailed, List.of())),
                            right.accounts(),
                            List.of());
                }));
                writer.waitFor(3);
                debits.add(writer.later(() -> plain(ledger, "after")));
                writer.waitFor(4);
            }
            for (Future<LedgerResult> debit : debits) {
                assertInstanceOf(LedgerResult.Decided.class, debit.get(60, TimeUnit.SECONDS));
            }
            LedgerException failure = assertInstanceOf(
                    LedgerException.class,
                    assertThrows(ExecutionException.class, failing::get).getCause());
            assertEquals(LedgerException.Cause.CORRUPT, failure.reason());
            assertEquals(List.of(), ledger.reads().entries(TENANT, new OperationKey("failing")));
            assertEquals(
                    970,
                    ledger.reads()
                            .account(TENANT, CARD)
                            .orElseThrow()
                            .counters()
                            .available());
            assertEquals(7, ledger.seal().entries());
            assertEquals(
                    List.of(LedgerAudit.Fault.UNREADABLE),
                    ledger.audit().findings().stream()
                            .map(LedgerAudit.Finding::fault)
                            .toList());
        }
    }

    private static LedgerResult plain(Ledger ledger, String key) throws LedgerException {
        return ledger.debit(BOOKS.plainDebit(CARD, key, AT, 1, 10)).orElseThrow();
    }

    private long seals() throws SQLException {
        try (SqliteSession session = SqliteSession.reading(file, SqliteSettings.DEFAULT)) {
            return session.number("SELECT COUNT(*) FROM seal");
        }
    }

    @Test
    void makesCallersWaitForAPlace() throws Exception {
        SqliteSettings small = SqliteSettings.DEFAULT.withQueueLength(2).withBatchLimit(3);
        try (SqliteLedger ledger = SqliteLedger.open(file, small)) {
            issue(ledger, CARD, 1_000);
            List<Future<LedgerResult>> debits = new ArrayList<>();
            try (Occupied writer = new Occupied(ledger)) {
                for (int i = 0; i < 30; i++) {
                    String key = "d" + i;
                    debits.add(writer.later(() ->
                            ledger.debit(BOOKS.plainDebit(CARD, key, AT, 1, 10)).orElseThrow()));
                }
                writer.waitFor(2);
                writer.free();
                for (Future<LedgerResult> debit : debits) {
                    assertInstanceOf(LedgerResult.Decided.class, debit.get(60, TimeUnit.SECONDS));
                }
            }
            assertEquals(32, ledger.seal().entries());
        }
    }

    @Test
    void endsATransactionThatHasBecomeLongAndDoesTheOthersInTheNext() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file, SqliteSettings.DEFAULT.withBatchBytes(1))) {
            issue(ledger, CARD, 1_000);
            long seals = seals();
            List<Future<LedgerResult>> debits = new ArrayList<>();
            try (Occupied writer = new Occupied(ledger)) {
                for (int i = 0; i < 12; i++) {
                    String key = "d" + i;
                    debits.add(writer.later(() ->
                            ledger.debit(BOOKS.plainDebit(CARD, key, AT, 1, 10)).orElseThrow()));
                }
                writer.waitFor(12);
                writer.free();
                for (Future<LedgerResult> debit : debits) {
                    assertInstanceOf(LedgerResult.Decided.class, debit.get(60, TimeUnit.SECONDS));
                }
            }
            assertEquals(seals + 12, seals());
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @Test
    void tellsAnInterruptedCallerThatItDoesNotKnow() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 1_000);
            try (Occupied writer = new Occupied(ledger)) {
                CountDownLatch done = new CountDownLatch(1);
                List<Object> seen = new ArrayList<>();
                Thread caller = new Thread(() -> {
                    try {
                        seen.add(ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 10)));
                    } catch (LedgerException e) {
                        seen.add(e.reason());
                    }
                    seen.add(Thread.currentThread().isInterrupted());
                    done.countDown();
                });
                caller.start();
                writer.waitFor(1);
                caller.interrupt();
                assertTrue(done.await(60, TimeUnit.SECONDS));
                assertEquals(List.of(LedgerException.Cause.OUTCOME_UNKNOWN, true), seen);
            }
            LedgerResult again =
                    ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 10)).orElseThrow();
            assertInstanceOf(LedgerResult.Replayed.class, again);

            Thread.currentThread().interrupt();
            assertCause(LedgerException.Cause.UNAVAILABLE, () -> ledger.debit(BOOKS.plainDebit(CARD, "d2", AT, 1, 10)));
            assertTrue(Thread.interrupted());
            assertInstanceOf(
                    LedgerResult.Decided.class,
                    ledger.debit(BOOKS.plainDebit(CARD, "d2", AT, 1, 10)).orElseThrow());
        }
    }

    @Test
    void finishesWhatWaitsBeforeItCloses() throws Exception {
        SqliteLedger ledger = SqliteLedger.open(file);
        issue(ledger, CARD, 1_000);
        Future<LedgerResult> debit;
        Future<Boolean> closing;
        try (Occupied writer = new Occupied(ledger)) {
            debit = writer.later(
                    () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 10)).orElseThrow());
            writer.waitFor(1);
            closing = writer.later(() -> {
                ledger.close();
                return true;
            });
            writer.free();
            assertInstanceOf(LedgerResult.Decided.class, debit.get(60, TimeUnit.SECONDS));
            closing.get(60, TimeUnit.SECONDS);
        }
        assertCause(LedgerException.Cause.CLOSED, ledger::seal);
    }

    @Test
    void keepsAViewForItsDecisionOnly() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            List<LedgerView> kept = new ArrayList<>();
            BookOperations.Asked asked = BOOKS.issue(CARD, "issue", AT, AccountRow.NEVER);
            ledger.execute(asked.command(), view -> {
                kept.add(view);
                return asked.decider().decide(view);
            });
            assertThrows(IllegalStateException.class, () -> kept.get(0).account(CARD));
        }
    }

    @Test
    void sumsUpSystemAccountsAcrossSnapshots() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 100_000);
        }
        long settled = 0;
        try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
            SqliteBooks books = new SqliteBooks(session);
            for (int transaction = 0; transaction < 3; transaction++) {
                session.run("BEGIN IMMEDIATE");
                for (int i = 0; i < 4_200; i++) {
                    settled += 2;
                    assertTrue(books.debit(BOOKS.plainDebit(CARD, "d" + settled, AT, 1, 2))
                            .isPresent());
                }
                books.flush();
                session.run("COMMIT");
            }
            assertEquals(12_602, session.number("SELECT number FROM snapshot"));
        }
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            assertBalances(ledger, settled);
            debited(ledger, "more", 2);
            assertBalances(ledger, settled + 2);
        }
        try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
            session.run("UPDATE system_balance SET balance = balance + 1 WHERE balance > 0");
        }
        assertEquals(List.of(LedgerAudit.Fault.COUNTERS), faults());
    }

    /** A key that is not found would be done again. */
    @Test
    void findsThatAKeyIsNotFound() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 500);
        }
        try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
            session.run("UPDATE operation SET key_hash = key_hash + 1 WHERE number = 2");
        }
        assertEquals(List.of(LedgerAudit.Fault.CHAIN), faults());
    }

    /** What was put behind the last seal was not written by a ledger. */
    @Test
    void findsWhatIsSealedByNobody() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 500);
        }
        try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
            session.run("DELETE FROM seal WHERE entries = 2");
        }
        assertEquals(List.of(LedgerAudit.Fault.CHAIN), faults());
    }

    private List<LedgerAudit.Fault> faults() throws LedgerException {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            return ledger.audit().findings().stream()
                    .map(LedgerAudit.Finding::fault)
                    .toList();
        }
    }

    private static void assertBalances(SqliteLedger ledger, long settled) throws LedgerException {
        assertEquals(
                List.of(
                        new SystemBalance(LedgerAccount.FUNDING, "CNY", -100_000),
                        new SystemBalance(LedgerAccount.settlement(TERMINAL), "CNY", settled)),
                ledger.reads().systemBalances(TENANT));
        assertEquals(List.of(), ledger.audit().findings());
    }

    // ---------------------------------------------------------------- when the store fails

    @Test
    void refusesWhatHasNoRoomAndKeepsWhatItAcknowledged() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 1_000_000);
            long pages;
            try (SqliteSession session = SqliteSession.reading(file, SqliteSettings.DEFAULT)) {
                pages = session.number("PRAGMA page_count");
            }
            ledger.limitPages(pages + 4);
            LedgerException full = null;
            for (int i = 0; i < 2_000 && full == null; i++) {
                try {
                    debited(ledger, "d" + i, 1);
                    acknowledged.add("d" + i);
                } catch (LedgerException e) {
                    full = e;
                }
            }
            assertEquals(LedgerException.Cause.STORAGE, full == null ? null : full.reason());
            assertFalse(acknowledged.isEmpty());
            String refused = "d" + acknowledged.size();
            BookOperations.Asked asked = BOOKS.load(BookOperations.card(2), "x", AT, 5);
            assertCause(LedgerException.Cause.STORAGE, () -> ledger.debit(BOOKS.plainDebit(CARD, refused, AT, 1, 1)));
            assertEquals(
                    1_000_000 - acknowledged.size(),
                    ledger.reads()
                            .account(TENANT, CARD)
                            .orElseThrow()
                            .counters()
                            .available());
            assertInstanceOf(
                    LedgerResult.Replayed.class,
                    ledger.debit(BOOKS.plainDebit(CARD, "d0", AT, 1, 1)).orElseThrow());
            assertEquals(List.of(), ledger.audit().findings());

            ledger.limitPages(pages + 1_000);
            assertInstanceOf(
                    LedgerResult.Decided.class,
                    ledger.debit(BOOKS.plainDebit(CARD, refused, AT, 1, 1)).orElseThrow());
            ledger.execute(asked.command(), asked.decider());
        }
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            for (String key : acknowledged) {
                assertInstanceOf(
                        LedgerResult.Replayed.class,
                        ledger.debit(BOOKS.plainDebit(CARD, key, AT, 1, 1)).orElseThrow());
            }
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @Test
    void waitsForAnotherProgramOnlySoLong() throws Exception {
        SqliteSettings impatient = SqliteSettings.DEFAULT.withBusyTimeout(Duration.ofMillis(20));
        try (SqliteLedger ledger = SqliteLedger.open(file, impatient)) {
            issue(ledger, CARD, 500);
            try (SqliteSession other = SqliteSession.writing(file, impatient)) {
                other.run("BEGIN IMMEDIATE");
                assertCause(
                        LedgerException.Cause.UNAVAILABLE, () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 10)));
                assertTrue(ledger.reads().account(TENANT, CARD).isPresent());
                other.run("ROLLBACK");
            }
            assertInstanceOf(
                    LedgerResult.Decided.class,
                    ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 10)).orElseThrow());
        }
    }

    @Test
    void writesNothingMoreOnceTheStoreIsDamaged() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 500);
            for (int i = 0; i < 300; i++) {
                debited(ledger, "d" + i, 1);
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 4_096; at < bytes.length; at++) {
            bytes[at] ^= 0x55;
        }
        Files.write(file, bytes);
        assertCause(LedgerException.Cause.CORRUPT, () -> {
            try (SqliteLedger ledger = SqliteLedger.open(file)) {
                ledger.debit(BOOKS.plainDebit(CARD, "new", AT, 1, 1));
            }
        });
        SqliteLedger.open(directory.resolve("other.db")).close();
    }

    // ---------------------------------------------------------------- copies

    @Test
    void copiesWhileOthersWriteAndMakesAStoreOfTheCopy() throws Exception {
        Path copy = directory.resolve("copy.db");
        LedgerSeal before;
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 100_000);
            before = ledger.seal();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                CountDownLatch enough = new CountDownLatch(50);
                List<Future<?>> writers = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    String prefix = "d" + thread + "-";
                    writers.add(threads.submit(() -> {
                        for (int i = 0; i < 300; i++) {
                            debited(ledger, prefix + i, 1);
                            enough.countDown();
                        }
                        return true;
                    }));
                }
                assertTrue(enough.await(60, TimeUnit.SECONDS));
                ledger.backup(copy);
                for (Future<?> writer : writers) {
                    writer.get(60, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
            assertFalse(Files.exists(directory.resolve("copy.db.part")));
            assertCause(LedgerException.Cause.INCOMPATIBLE, () -> ledger.backup(copy));
        }
        Path restored = directory.resolve("restored.db");
        LedgerAudit audit = SqliteLedger.restoreBackup(copy, restored);
        assertTrue(audit.isSound());
        assertTrue(audit.seal().entries() >= before.entries() + 50);
        try (SqliteLedger ledger = SqliteLedger.open(restored)) {
            assertEquals(audit.seal(), ledger.seal());
            assertInstanceOf(
                    LedgerResult.Replayed.class,
                    ledger.debit(BOOKS.plainDebit(CARD, "d0-0", AT, 1, 1)).orElseThrow());
            debited(ledger, "new", 1);
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @Test
    void makesNoStoreOfACopyThatIsNotSoundAndOverwritesNone() throws Exception {
        Path copy = directory.resolve("copy.db");
        Path restored = directory.resolve("restored.db");
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 500);
            ledger.backup(copy);
            assertCause(LedgerException.Cause.IN_USE, () -> SqliteLedger.restoreBackup(copy, file));
        }
        assertCause(LedgerException.Cause.INCOMPATIBLE, () -> SqliteLedger.restoreBackup(copy, file));
        try (SqliteSession session = SqliteSession.writing(copy, SqliteSettings.DEFAULT)) {
            session.run("UPDATE operation SET approved = approved + 1");
        }
        assertCause(LedgerException.Cause.CORRUPT, () -> SqliteLedger.restoreBackup(copy, restored));
        byte[] half = Files.readAllBytes(file);
        Files.write(copy, java.util.Arrays.copyOf(half, half.length / 2));
        assertCause(LedgerException.Cause.CORRUPT, () -> SqliteLedger.restoreBackup(copy, restored));
        Files.write(copy, new byte[0]);
        assertCause(LedgerException.Cause.INCOMPATIBLE, () -> SqliteLedger.restoreBackup(copy, restored));
        assertCause(
                LedgerException.Cause.STORAGE,
                () -> SqliteLedger.restoreBackup(directory.resolve("none.db"), restored));
        assertFalse(Files.exists(restored));
        assertFalse(Files.exists(directory.resolve("restored.db.part")));
    }

    @Test
    void letsNobodyWriteWhileItIsFilled() throws Exception {
        SqliteSettings impatient = SqliteSettings.DEFAULT.withBusyTimeout(Duration.ofMillis(20));
        try (SqliteLedger ledger = SqliteLedger.open(file, impatient)) {
            BookOperations.Asked asked = BOOKS.issue(CARD, "issue", AT, AccountRow.NEVER);
            LedgerRows.Restoration restoration = ledger.restore();
            assertCause(LedgerException.Cause.UNAVAILABLE, () -> ledger.execute(asked.command(), asked.decider()));
            restoration.account(BOOKS.newAccount(CARD, AT, AccountRow.NEVER).atVersion(1));
            restoration.close();
            assertCause(LedgerException.Cause.CLOSED, () -> restoration.finish(LedgerSeal.EMPTY));
            assertInstanceOf(LedgerResult.Decided.class, ledger.execute(asked.command(), asked.decider()));
        }
    }

    @Test
    void opensNoStoreThatAKillLeftHalfFilledUnlessItIsFilledAgain() throws Exception {
        Process child =
                SqliteCrashTest.java(RestoreChild.class, file.toString()).start();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(RestoreChild.KILLED, child.exitValue());
        assertCause(LedgerException.Cause.INCOMPATIBLE, () -> SqliteLedger.open(file));
        assertCause(
                LedgerException.Cause.INCOMPATIBLE,
                () -> SqliteLedger.restoreBackup(file, directory.resolve("restored.db")));
        try (SqliteSession session = SqliteSession.reading(file, SqliteSettings.DEFAULT)) {
            assertEquals(4_096, session.number("SELECT COUNT(*) FROM account"));
        }
        Path source = directory.resolve("source.db");
        try (SqliteLedger from = SqliteLedger.open(source);
                SqliteLedger to = SqliteLedger.openEmptied(file, SqliteSettings.DEFAULT)) {
            assertEquals(List.of(), to.reads().tenants());
            issue(from, CARD, 500);
            debited(from, "d1", 20);
            LedgerCopy.copy(from, to);
            debited(to, "d2", 30);
        }
        try (SqliteLedger ledger = SqliteLedger.openEmptied(file, SqliteSettings.DEFAULT)) {
            assertEquals(4, ledger.seal().entries(), "a whole store is opened as it is");
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @Test
    void answersNobodyWhileItIsFilled() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            try (LedgerRows.Restoration restoration = ledger.restore()) {
                for (int i = 0; i < 5_000; i++) {
                    restoration.account(BOOKS.newAccount(BookOperations.card(i), AT, AccountRow.NEVER)
                            .atVersion(1));
                }
                assertCause(
                        LedgerException.Cause.UNAVAILABLE, () -> ledger.reads().account(TENANT, CARD));
                assertCause(LedgerException.Cause.UNAVAILABLE, ledger::audit);
            }
            assertEquals(List.of(), ledger.reads().tenants());
            issue(ledger, CARD, 500);
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    // ---------------------------------------------------------------- lists of operations

    /** What was spent offline is booked later than it was done. */
    @Test
    void findsOperationsByTheirTimesInWhateverOrderTheyCame() throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file)) {
            issue(ledger, CARD, 2_000);
            List<Long> times = List.of(400L, 100L, 300L, 50L, 200L);
            for (long time : times) {
                assertInstanceOf(
                        LedgerResult.Decided.class,
                        ledger.debit(BOOKS.plainDebit(CARD, "d" + time, AT + time, 1, time))
                                .orElseThrow());
            }
            for (long since : List.of(1L, 50L, 51L, 200L, 201L, 400L, 401L)) {
                long count = times.stream().filter(time -> time >= since).count();
                long spent = times.stream()
                        .filter(time -> time >= since)
                        .mapToLong(time -> time)
                        .sum();
                BookOperations.Asked asked = BOOKS.debit(CARD, "limited" + since, AT + 1, 2, 1, AT + since, count);
                LedgerResult.Decided refused =
                        assertInstanceOf(LedgerResult.Decided.class, ledger.execute(asked.command(), asked.decider()));
                assertEquals("VELOCITY", refused.operation().answer().reason());
                assertEquals(2_000 - 1_050 + spent, ledger.reads().balanceAt(TENANT, CARD, AT + since));
                assertEquals(
                        times.stream()
                                .filter(time -> time >= since && time < 400)
                                .toList(),
                        ledger.reads().statement(TENANT, CARD, 2, AT + since, AT + 400, 5).stream()
                                .filter(entry -> entry.operation().answer().done())
                                .map(entry -> entry.operation().facts().amount())
                                .toList());
            }
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @Test
    void findsOperationsThatAreLeftOutOfAList() throws Exception {
        List<String> damages = List.of(
                "UPDATE account SET last = last - 1",
                "UPDATE account SET latest = latest + 1",
                "UPDATE operation SET previous = 0 WHERE number = 4",
                "UPDATE operation SET latest = at - 1 WHERE number = 4",
                "UPDATE operation SET batch_previous = 0 WHERE number = 4",
                "UPDATE batch SET last = last - 1");
        for (String damage : damages) {
            Path store = directory.resolve("damaged-" + damages.indexOf(damage) + ".db");
            try (SqliteLedger ledger = SqliteLedger.open(store)) {
                issue(ledger, CARD, 500);
                debited(ledger, "d1", 20);
                debited(ledger, "d2", 20);
                debited(ledger, "d3", 20);
                assertEquals(List.of(), ledger.audit().findings());
                try (SqliteSession session = SqliteSession.writing(store, SqliteSettings.DEFAULT)) {
                    session.run(damage);
                }
                LedgerAudit.Finding found = ledger.audit().findings().get(0);
                assertEquals(LedgerAudit.Fault.CHAIN, found.fault(), damage);
            }
        }
    }

    // ---------------------------------------------------------------- settings

    @Test
    void refusesSettingsThatMakeNoSense() {
        SqliteSettings settings = SqliteSettings.DEFAULT;
        List<Executable> wrong = List.of(
                () -> settings.withQueueLength(0),
                () -> settings.withBatchLimit(0),
                () -> settings.withBatchBytes(0),
                () -> settings.withBatchBytes((64 << 20) + 1),
                () -> settings.withCacheBytes(0),
                () -> settings.withCheckpointPages(0),
                () -> settings.withReaders(0),
                () -> settings.withReaders(65),
                () -> settings.withBusyTimeout(Duration.ofMillis(-1)),
                () -> settings.withBusyTimeout(Duration.ofHours(1)));
        for (Executable each : wrong) {
            assertThrows(IllegalArgumentException.class, each);
        }
    }

    // ---------------------------------------------------------------- what the tests say it with

    private static void issue(Ledger ledger, AccountId card, long amount) throws LedgerException {
        BookOperations.Asked issue = BOOKS.issue(card, "issue-" + card, AT, AccountRow.NEVER);
        ledger.execute(issue.command(), issue.decider());
        BookOperations.Asked load = BOOKS.load(card, "load-" + card, AT, amount);
        ledger.execute(load.command(), load.decider());
    }

    private static void debited(Ledger ledger, String key, long amount) throws LedgerException {
        assertInstanceOf(
                LedgerResult.Decided.class,
                ledger.debit(BOOKS.plainDebit(CARD, key, AT, 1, amount)).orElseThrow());
    }

    private static void assertCause(LedgerException.Cause cause, Executable executable) {
        assertEquals(cause, assertThrows(LedgerException.class, executable).reason());
    }

    /** Keeps the writer in a decision, so that others have to wait. */
    private static final class Occupied implements AutoCloseable {
        private final SqliteLedger ledger;
        private final CountDownLatch freed = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newCachedThreadPool();

        private Occupied(SqliteLedger ledger) throws Exception {
            this.ledger = ledger;
            CountDownLatch taken = new CountDownLatch(1);
            BookOperations.Asked asked = BOOKS.load(CARD, "occupied", AT, 0x1);
            Future<LedgerResult> occupying = later(() -> ledger.execute(asked.command(), view -> {
                taken.countDown();
                try {
                    freed.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                throw new IllegalArgumentException("nothing is decided");
            }));
            assertFalse(occupying.isDone());
            assertTrue(taken.await(60, TimeUnit.SECONDS));
        }

        <T> Future<T> later(Callable<T> work) {
            return threads.submit(work);
        }

        /** Until so many wait. */
        void waitFor(int count) {
            while (ledger.waiting() < count) {
                Thread.onSpinWait();
            }
        }

        void free() {
            freed.countDown();
        }

        @Override
        public void close() {
            free();
            threads.shutdown();
        }
    }
}
