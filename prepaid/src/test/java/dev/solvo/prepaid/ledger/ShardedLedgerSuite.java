package dev.solvo.prepaid.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The ledger in plain SQL on ShardingSphere-JDBC over several PostgreSQL, which {@code scripts/cluster-test} starts: {@code
 * -Dsolvo.shards} has the URLs of servers where this test may make databases, with a space in between.
 */
@EnabledIfSystemProperty(
        named = ShardedLedgerSuite.PROPERTY,
        matches = "jdbc:postgresql:.*",
        disabledReason = "needs ShardingSphere-JDBC and two PostgreSQL: scripts/cluster-test sharding")
final class ShardedLedgerSuite extends LedgerContract {
    static final String PROPERTY = "solvo.shards";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Making tables and starting ShardingSphere takes longer than most tests. */
    private static final Queue<Books> FREE = new ConcurrentLinkedQueue<>();

    private record Books(String url, List<String> shards) {}

    @Override
    boolean numbersAscend() {
        return false;
    }

    @Override
    int operationsPerThread() {
        return 20;
    }

    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        Books free = FREE.poll();
        Books books = free == null ? newBooks() : free;
        return new JdbcStoreUnderTest(
                () -> JdbcStoreUnderTest.pool(books.url()), JdbcSettings.SHARDED, JdbcLedger::new, () -> {
                    for (String shard : books.shards()) {
                        run(
                                shard,
                                "TRUNCATE solvo_account, solvo_operation, solvo_posting, solvo_hold, solvo_seal, solvo_balance"
                                        + " RESTART IDENTITY");
                    }
                    FREE.add(books);
                });
    }

    private static Books newBooks() throws SQLException, LedgerException {
        String name = "suite" + DATABASES.incrementAndGet();
        List<String> shards = new ArrayList<>();
        for (String server : System.getProperty(PROPERTY).split(" ", -1)) {
            run(server, "CREATE DATABASE " + name);
            shards.add(server.replaceFirst("/[a-z]+\\?", "/" + name + "?"));
        }
        ShardedBooks.migrate(shards);
        Path configuration = ShardedBooks.write(ShardedBooks.configuration(shards));
        configuration.toFile().deleteOnExit();
        return new Books(ShardedBooks.url(configuration), shards);
    }

    private static void run(String url, String statement) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        JdbcStoreUnderTest.run(source, List.of(statement));
    }
}
