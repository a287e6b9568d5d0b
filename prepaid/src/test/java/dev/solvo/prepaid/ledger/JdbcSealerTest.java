package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain over what is committed in whatever order. */
final class JdbcSealerTest {
    private static final long AT = 1_700_000_000_000L;
    private static final BookOperations BOOKS = LedgerCopyTest.BOOKS;
    private static final AccountId CARD = BookOperations.card(1);

    private JdbcStoreUnderTest store;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        store = PostgresLedgerContractTest.onPostgres(JdbcSettings.ONE_DATABASE, PostgresLedger::new);
        ledger = store.ledger();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static void load(Ledger ledger, String key) throws LedgerException {
        BookOperations.Asked asked = BOOKS.load(CARD, key, AT, 10);
        ledger.execute(asked.command(), asked.decider());
    }

    private static void issue(Ledger ledger) throws LedgerException {
        BookOperations.Asked asked = BOOKS.issue(CARD, "issue", AT, AccountRow.NEVER);
        ledger.execute(asked.command(), asked.decider());
    }

    @Test
    void takesAnEntryThatWasCommittedAfterOneOfAGreaterNumber() throws Exception {
        issue(ledger);
        try (Connection late = store.source().getConnection()) {
            late.setAutoCommit(false);
            OperationRow row = BOOKS.done(
                    BOOKS.command(BookOperations.card(2), "late", "body"),
                    new OperationFacts(
                            OperationKind.CLOSE_BATCH,
                            AT,
                            "",
                            0,
                            BookOperations.CURRENCY,
                            0,
                            "",
                            BookOperations.card(2),
                            "",
                            ""),
                    0,
                    BOOKS.newAccount(BookOperations.card(2), AT, AccountRow.NEVER),
                    "");
            long number = JdbcBooks.insert(late, new JournalEntry(row, List.of()));
            load(ledger, "early");
            LedgerSeal before = ledger.seal();
            assertEquals(2, before.entries());
            assertTrue(before.lastNumber() > number);
            late.commit();
            late.setAutoCommit(true);
            LedgerSeal after = ledger.seal();
            assertEquals(3, after.entries());
            assertEquals(number, after.lastNumber());
        }
        assertEquals(List.of(), ledger.audit().findings());
        assertEquals("1,3,2", numbers());
    }

    private String numbers() throws Exception {
        try (Connection connection = store.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT numbers FROM solvo_seal ORDER BY seal_number")) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return String.join(",", all);
        }
    }

    @Test
    void isOneChainIfSeveralSealWhileOthersWrite() throws Exception {
        issue(ledger);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int writer = i;
                tasks.add(() -> {
                    for (int number = 0; number < 40; number++) {
                        load(ledger, "w" + writer + "-" + number);
                    }
                    return 0;
                });
                tasks.add(() -> {
                    for (int number = 0; number < 15; number++) {
                        ledger.seal();
                    }
                    return 0;
                });
            }
            for (Future<Integer> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertEquals(81, ledger.seal().entries());
        LedgerAudit audit = ledger.audit();
        assertEquals(List.of(), audit.findings());
        assertEquals(0, audit.unsealed());
    }

    @Test
    void finishesABatchOfShardsWhoseMarksWereNotSet() throws Exception {
        try (JdbcStoreUnderTest shards = PostgresLedgerContractTest.onPostgres(JdbcSettings.SHARDED, JdbcLedger::new)) {
            Ledger sharded = shards.ledger();
            issue(sharded);
            load(sharded, "l1");
            LedgerSeal seal = sharded.seal();
            var balances = sharded.reads().systemBalances(BOOKS.tenant());
            // What a sealer leaves that is killed between the batch and the marks.
            JdbcStoreUnderTest.run(shards.source(), List.of("UPDATE solvo_operation SET sealed = 0"));
            assertEquals(balances, sharded.reads().systemBalances(BOOKS.tenant()));
            JdbcStoreUnderTest.run(shards.source(), List.of("UPDATE solvo_operation SET sealed = 0"));
            assertEquals(seal, sharded.seal());
            JdbcStoreUnderTest.run(shards.source(), List.of("UPDATE solvo_operation SET sealed = 0"));
            load(sharded, "l2");
            assertEquals(3, sharded.seal().entries());
            JdbcStoreUnderTest.run(
                    shards.source(), List.of("UPDATE solvo_operation SET sealed = 0 WHERE op_key = 'l2'"));
            LedgerAudit audit = sharded.audit();
            assertEquals(List.of(), audit.findings());
            assertEquals(0, audit.unsealed());
        }
    }

    @Property
    void numbersComeBackInTheirOrder(
            @ForAll @UniqueElements @Size(min = 1, max = 60) List<@LongRange(min = 1, max = 80) Long> numbers) {
        assertEquals(numbers, SealedNumbers.parse(SealedNumbers.text(numbers)));
        List<Long> ascending = new ArrayList<>(new TreeSet<>(numbers));
        assertEquals(ascending, SealedNumbers.parse(SealedNumbers.text(ascending)));
    }

    @Test
    void runsAreShort() {
        assertEquals("1-3,7,6,9-10", SealedNumbers.text(List.of(1L, 2L, 3L, 7L, 6L, 9L, 10L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1-", "2-1", "1,", "1-501", "1-300,401-700", "1 2", "9223372036854775808"})
    void refusesOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> SealedNumbers.parse(text));
    }
}
