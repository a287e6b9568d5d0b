package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books that move from one engine to another and back. */
final class LedgerCopyTest {
    private static final long AT = 1_700_000_000_000L;
    private static final TenantId TENANT = new TenantId("hotel");
    static final BookOperations BOOKS = new BookOperations(TENANT, new TerminalId("T-1"));

    @TempDir
    private Path directory;

    /** Cards with all kinds of operations; more than the chain's batches have. */
    static List<BookOperations.Asked> fill(Ledger ledger, int operations) throws LedgerException {
        Random random = new Random(4);
        List<BookOperations.Asked> asked = new ArrayList<>();
        for (int card = 0; card < 5; card++) {
            AccountId id = BookOperations.card(card);
            asked.add(BOOKS.issue(id, "issue-" + card, AT, AccountRow.NEVER));
            asked.add(BOOKS.load(id, "load-" + card, AT, 100_000));
            asked.add(BOOKS.hold(id, "hold-" + card, AT, 500, AT + 1_000));
            asked.add(BOOKS.capture(id, "capture-" + card, AT, "hold-" + card, 200, false));
        }
        for (int i = 0; i < operations; i++) {
            AccountId id = BookOperations.card(random.nextInt(5));
            asked.add(BOOKS.debit(id, "d" + i, AT + i, 1, 1L + random.nextInt(300), AT, Long.MAX_VALUE));
            if (i % 10 == 0) {
                asked.add(BOOKS.reverse(id, "r" + i, AT + i, "d" + i));
            }
        }
        for (BookOperations.Asked one : asked) {
            assertInstanceOf(LedgerResult.Decided.class, ledger.execute(one.command(), one.decider()));
        }
        return asked;
    }

    @Test
    void moveFromSqliteToPostgresAndBack() throws Exception {
        String database = PostgresServer.emptyBooks(false);
        try (SqliteLedger till = SqliteLedger.open(directory.resolve("till.db"));
                LedgerDatabase shop = LedgerDatabase.open(
                        PostgresServer.url(database), 4, JdbcSettings.ONE_DATABASE, JdbcStoreUnderTest::pause);
                SqliteLedger again = SqliteLedger.open(directory.resolve("again.db"))) {
            List<BookOperations.Asked> asked = fill(till, 520);
            LedgerCopy.Report there = LedgerCopy.copy(till, shop);
            assertEquals(till.seal(), there.seal());
            assertEquals(5, there.accounts());
            assertEquals(there.seal().entries(), there.entries());
            assertEquals(till.reads().systemBalances(TENANT), shop.reads().systemBalances(TENANT));
            for (int i = 0; i < asked.size(); i += 9) {
                BookOperations.Asked one = asked.get(i);
                LedgerResult known = till.execute(one.command(), one.decider());
                assertInstanceOf(LedgerResult.Replayed.class, known);
                assertEquals(known, shop.execute(one.command(), one.decider()));
            }
            BookOperations.Asked next = BOOKS.load(BookOperations.card(1), "next", AT, 5);
            assertInstanceOf(LedgerResult.Decided.class, shop.execute(next.command(), next.decider()));
            LedgerCopy.Report back = LedgerCopy.copy(shop, again);
            assertEquals(there.entries() + 1, back.entries());
            assertEquals(shop.seal(), again.seal());
            assertEquals(shop.reads().systemBalances(TENANT), again.reads().systemBalances(TENANT));
        }
        PostgresServer.giveBack(database, false);
    }

    @Test
    void doNotMoveOntoOthers() throws Exception {
        try (SqliteLedger first = SqliteLedger.open(directory.resolve("first.db"));
                SqliteLedger second = SqliteLedger.open(directory.resolve("second.db"))) {
            fill(first, 3);
            fill(second, 2);
            LedgerSeal before = second.seal();
            LedgerException refused = assertThrows(LedgerException.class, () -> LedgerCopy.copy(first, second));
            assertEquals(LedgerException.Cause.INCOMPATIBLE, refused.reason());
            assertEquals(before, second.seal());
        }
    }

    @Test
    void doNotMoveIfTheyAreNotSound() throws Exception {
        String database = PostgresServer.emptyBooks(false);
        try (LedgerDatabase shop = LedgerDatabase.open(
                        PostgresServer.url(database), 4, JdbcSettings.ONE_DATABASE, JdbcStoreUnderTest::pause);
                SqliteLedger till = SqliteLedger.open(directory.resolve("till.db"))) {
            fill(shop, 3);
            shop.seal();
            JdbcStoreUnderTest.run(
                    PostgresServer.source(database),
                    List.of("UPDATE solvo_operation SET amount = amount + 1 WHERE op_key = 'd1'"));
            LedgerException refused = assertThrows(LedgerException.class, () -> LedgerCopy.copy(shop, till));
            assertEquals(LedgerException.Cause.CORRUPT, refused.reason());
            assertTrue(String.valueOf(refused.getMessage()).startsWith("the source is not sound: CHAIN"));
            assertEquals(LedgerSeal.EMPTY, till.seal());
        }
        PostgresServer.giveBack(database, false);
    }
}
