package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Tables that are made, brought up to date, and refused. */
final class LedgerDatabaseTest {
    private static final long AT = 1_700_000_000_000L;

    private static LedgerDatabase open(String database) throws LedgerException {
        return LedgerDatabase.open(
                PostgresServer.url(database), 4, JdbcSettings.ONE_DATABASE, JdbcStoreUnderTest::pause);
    }

    @Test
    void bringsBooksOfTheFirstVersionUpToDate() throws Exception {
        String database = PostgresServer.newDatabase();
        PGSimpleDataSource source = PostgresServer.source(database);
        JdbcStoreUnderTest.run(source, List.of("CREATE TABLE somebody_elses (id INTEGER)"));
        JdbcMigrations.ofOneDatabase(source).run(1);
        Ledger first = new PostgresLedger(source, JdbcSettings.ONE_DATABASE, JdbcStoreUnderTest::pause);
        List<BookOperations.Asked> asked = LedgerCopyTest.fill(first, 20);
        LedgerSeal seal = first.seal();
        try (LedgerDatabase newest = open(database)) {
            assertEquals(seal, newest.seal());
            assertEquals(List.of(), newest.audit().findings());
            for (BookOperations.Asked one : asked) {
                assertInstanceOf(LedgerResult.Replayed.class, newest.execute(one.command(), one.decider()));
            }
        }
        open(database).close();
    }

    @Test
    void bringsEachShardUpToDateAndKeepsTheirNumbersApart() throws Exception {
        for (int shard : new int[] {1, 2}) {
            String database = PostgresServer.newDatabase();
            PGSimpleDataSource source = PostgresServer.source(database);
            JdbcMigrations.ofShard(source, shard).run(1);
            Ledger books = new JdbcLedger(source, JdbcSettings.SHARDED, JdbcStoreUnderTest::pause);
            LedgerCopyTest.fill(books, 3);
            LedgerSeal seal = books.seal();
            LedgerDatabase.migrateShard(source, shard);
            assertEquals(seal, books.seal());
            assertEquals(shard, seal.lastNumber() / JdbcRestoration.FIRST_OF_SHARDS);
            assertEquals(List.of(), books.audit().findings());
        }
    }

    @Test
    void refusesTablesThatANewerProgramMade() throws Exception {
        String database = PostgresServer.newDatabase();
        open(database).close();
        JdbcStoreUnderTest.run(
                PostgresServer.source(database),
                List.of("INSERT INTO solvo_schema_history SELECT 99, '99', 'newer', type, 'V99__newer.sql', checksum,"
                        + " installed_by, installed_on, execution_time, success FROM solvo_schema_history"
                        + " WHERE version = '2'"));
        LedgerException refused = assertThrows(LedgerException.class, () -> open(database));
        assertEquals(LedgerException.Cause.INCOMPATIBLE, refused.reason());
        assertEquals("the tables have version 99, this program knows 2", refused.getMessage());
    }

    @Test
    void refusesTablesThatItDidNotMake() throws Exception {
        String database = PostgresServer.newDatabase();
        open(database).close();
        JdbcStoreUnderTest.run(
                PostgresServer.source(database),
                List.of("UPDATE solvo_schema_history SET checksum = checksum + 1 WHERE version = '1'"));
        LedgerException refused = assertThrows(LedgerException.class, () -> open(database));
        assertEquals(LedgerException.Cause.INCOMPATIBLE, refused.reason());
        String other = PostgresServer.newDatabase();
        JdbcStoreUnderTest.run(PostgresServer.source(other), List.of("CREATE TABLE solvo_account (id INTEGER)"));
        assertThrows(LedgerException.class, () -> open(other));
    }

    @Test
    void saysWhatIsWrongWithoutSecrets() {
        String url = "jdbc:postgresql://127.0.0.1:1/books?user=kasse&password=geheim";
        LedgerException refused = assertThrows(
                LedgerException.class,
                () -> LedgerDatabase.open(
                        url, 1, JdbcSettings.ONE_DATABASE.withAttempts(1), JdbcStoreUnderTest::pause));
        assertEquals(LedgerException.Cause.UNAVAILABLE, refused.reason());
        StringWriter printed = new StringWriter();
        refused.printStackTrace(new PrintWriter(printed, true));
        assertFalse(printed.toString().contains("geheim"), printed::toString);
        assertFalse(printed.toString().contains("kasse"), printed::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/b?user=u&password=p%26q&ssl=true, jdbc:postgresql://h/b?ssl=true, 'user=u,password=p&q'",
        "jdbc:mariadb://h/b?password=p%26q, jdbc:mariadb://h/b, password=p%26q",
        "jdbc:postgresql://h/b?sslPassword=p&sslkey=k, jdbc:postgresql://h/b, 'sslPassword=p,sslkey=k'",
        "jdbc:postgresql://h/b, jdbc:postgresql://h/b, ''",
        "jdbc:hsqldb:mem:x, jdbc:hsqldb:mem:x, ''"
    })
    void takesSecretsOutOfTheUrl(String url, String open, String properties) {
        JdbcUrl parsed = JdbcUrl.parse(url);
        assertEquals(open, parsed.open());
        assertEquals(open, parsed.toString());
        StringBuilder found = new StringBuilder();
        for (Map.Entry<String, String> property : parsed.properties().entrySet()) {
            found.append(found.isEmpty() ? "" : ",")
                    .append(property.getKey())
                    .append('=')
                    .append(property.getValue());
        }
        assertEquals(properties, found.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgresql://h/b", "jdbc:postgresql://u:p@h/b"})
    void refusesOtherUrls(String url) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> JdbcUrl.parse(url));
        assertFalse(String.valueOf(refused.getMessage()).contains("u:p"));
    }

    @Test
    void choosesTheStatementsByTheUrl() throws Exception {
        String database = PostgresServer.emptyBooks(false);
        try (LedgerDatabase books = open(database)) {
            LedgerCopyTest.fill(books, 1);
            assertTrue(books.debit(LedgerCopyTest.BOOKS.plainDebit(BookOperations.card(1), "p", AT, 1, 1))
                    .isPresent());
        }
        PostgresServer.giveBack(database, false);
    }
}
