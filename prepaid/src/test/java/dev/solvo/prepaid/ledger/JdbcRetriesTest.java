package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an operation when the connection fails at each place where it can. The database behind is a real one. */
final class JdbcRetriesTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final long AT = 1_700_000_000_000L;
    private static final BookOperations BOOKS = LedgerCopyTest.BOOKS;
    private static final AccountId CARD = BookOperations.card(1);
    private static final JdbcSettings SETTINGS =
            JdbcSettings.ONE_DATABASE.withAttempts(4).withPauses(Duration.ofMillis(10), Duration.ofMillis(25));

    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private HikariDataSource database;
    private Ledger ledger;

    /** Where a connection fails, once for each that is in the queue. */
    private enum Place {
        CONNECT,
        STATEMENT,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private record Fault(Place place, SQLException error) {}

    @BeforeEach
    void open() throws Exception {
        database = JdbcStoreUnderTest.pool("jdbc:hsqldb:mem:retries" + DATABASES.incrementAndGet() + ";hsqldb.tx=mvcc");
        for (String script : List.of("V1__books.sql", "V2__reports.sql")) {
            JdbcStoreUnderTest.run(database, JdbcHsqldbContractTest.statements("generic/" + script));
        }
        ledger = new JdbcLedger(failing(database), SETTINGS, pauses::add);
        execute(BOOKS.issue(CARD, "issue", AT, AccountRow.NEVER));
        execute(BOOKS.load(CARD, "load", AT, 1_000));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private LedgerResult execute(BookOperations.Asked asked) throws LedgerException {
        return ledger.execute(asked.command(), asked.decider());
    }

    private static SQLException lost() {
        return new SQLException("password=geheim", "08006");
    }

    private long balance() throws LedgerException {
        return ledger.reads()
                .account(BOOKS.tenant(), CARD)
                .orElseThrow()
                .counters()
                .ledger();
    }

    @Test
    void triesAgainWhatWasNotBegunAfterPausesThatGrow() throws Exception {
        for (int i = 0; i < 3; i++) {
            faults.add(new Fault(Place.CONNECT, lost()));
        }
        Optional<LedgerResult> result = ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100));
        assertInstanceOf(LedgerResult.Decided.class, result.orElseThrow());
        assertEquals(List.of(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(25)), pauses);
        assertEquals(900, balance());
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 08001",
        "CONNECT, 57P03",
        "CONNECT, 53300",
        "STATEMENT, 08006",
        "STATEMENT, 57P01",
        "STATEMENT, 40001",
        "STATEMENT, 40P01",
        "BEFORE_COMMIT, 40001"
    })
    void saysThatNothingWasStoredIfItWasNot(Place place, String state) throws Exception {
        for (int i = 0; i < 4; i++) {
            faults.add(new Fault(place, new SQLException("no", state)));
        }
        LedgerException failed =
                assertThrows(LedgerException.class, () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)));
        assertFalse(failed.outcomeUnknown());
        assertEquals(
                state.startsWith("40") ? LedgerException.Cause.CONTENTION : LedgerException.Cause.UNAVAILABLE,
                failed.reason());
        assertEquals(3, pauses.size());
        assertEquals(1_000, balance());
        assertEquals(
                Optional.empty(),
                ledger.reads()
                        .entry(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)
                                .command()
                                .id()));
    }

    @ParameterizedTest
    @CsvSource({"08006", "57P01", "25S03", "40003"})
    void settlesACommitWhoseAnswerWasLostByItsKey(String state) throws Exception {
        faults.add(new Fault(Place.AFTER_COMMIT, new SQLException("no", state)));
        LedgerResult debit =
                ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)).orElseThrow();
        assertInstanceOf(LedgerResult.Replayed.class, debit);
        assertEquals(900, balance());
        faults.add(new Fault(Place.AFTER_COMMIT, new SQLException("no", state)));
        assertInstanceOf(LedgerResult.Replayed.class, execute(BOOKS.load(CARD, "l2", AT, 50)));
        assertEquals(950, balance());
        faults.add(new Fault(Place.BEFORE_COMMIT, new SQLException("no", state)));
        assertInstanceOf(LedgerResult.Decided.class, execute(BOOKS.load(CARD, "l3", AT, 50)));
        assertEquals(1_000, balance());
    }

    @Test
    void saysThatItDoesNotKnowIfItCannotLearn() throws Exception {
        faults.add(new Fault(Place.AFTER_COMMIT, lost()));
        for (int i = 0; i < 3; i++) {
            faults.add(new Fault(Place.CONNECT, lost()));
        }
        LedgerException failed =
                assertThrows(LedgerException.class, () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)));
        assertTrue(failed.outcomeUnknown());
        StringWriter printed = new StringWriter();
        failed.printStackTrace(new PrintWriter(printed, true));
        assertFalse(printed.toString().contains("geheim"));
        LedgerResult asked =
                ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)).orElseThrow();
        assertInstanceOf(LedgerResult.Replayed.class, asked);
        assertEquals(900, balance());
    }

    @Test
    void doesNotTryAgainWhatTheServerRefuses() {
        faults.add(new Fault(Place.STATEMENT, new SQLException("no room", "53100")));
        LedgerException failed =
                assertThrows(LedgerException.class, () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)));
        assertEquals(LedgerException.Cause.STORAGE, failed.reason());
        faults.add(new Fault(Place.STATEMENT, new SQLException("no table", "42P01")));
        failed = assertThrows(LedgerException.class, () -> ledger.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)));
        assertEquals(LedgerException.Cause.INCOMPATIBLE, failed.reason());
        assertEquals(List.of(), pauses);
    }

    @Test
    void givesUpIfItIsInterrupted() {
        Ledger interrupted = new JdbcLedger(failing(database), SETTINGS, time -> {
            throw new InterruptedException();
        });
        faults.add(new Fault(Place.CONNECT, lost()));
        LedgerException failed =
                assertThrows(LedgerException.class, () -> interrupted.debit(BOOKS.plainDebit(CARD, "d1", AT, 1, 100)));
        assertEquals(LedgerException.Cause.UNAVAILABLE, failed.reason());
        assertTrue(Thread.interrupted());
    }

    @Test
    void takesTheRowsFirstIfOthersAreAlwaysFaster() throws Exception {
        BookOperations.Asked debit = BOOKS.debit(CARD, "d1", AT, 1, 100, AT, Long.MAX_VALUE);
        AtomicInteger calls = new AtomicInteger();
        Decider disturbed = view -> {
            view.account(CARD);
            // Another one changes the account between what is read and what is written, as often as it can.
            if (calls.incrementAndGet() <= 3) {
                execute(BOOKS.load(CARD, "between" + calls, AT, 1));
            }
            return debit.decider().decide(view);
        };
        assertInstanceOf(LedgerResult.Decided.class, ledger.execute(debit.command(), disturbed));
        assertEquals(4, calls.get());
        assertEquals(903, balance());
    }

    private DataSource failing(DataSource real) {
        return proxy(
                DataSource.class,
                (name, call) -> {
                    if (name.equals("getConnection")) {
                        fail(Place.CONNECT);
                        return failing((Connection) call.run());
                    }
                    return call.run();
                },
                real);
    }

    private Connection failing(Connection real) {
        return proxy(
                Connection.class,
                (name, call) -> {
                    if (name.equals("prepareStatement")) {
                        fail(Place.STATEMENT);
                    }
                    if (name.equals("commit")) {
                        fail(Place.BEFORE_COMMIT);
                        Object done = call.run();
                        fail(Place.AFTER_COMMIT);
                        return done;
                    }
                    return call.run();
                },
                real);
    }

    private void fail(Place place) throws SQLException {
        if (!faults.isEmpty() && faults.peek().place() == place) {
            throw faults.remove().error();
        }
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private interface Around {
        Object call(String name, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Around around, T real) {
        return type.cast(Proxy.newProxyInstance(
                JdbcRetriesTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> around.call(method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                })));
    }
}
