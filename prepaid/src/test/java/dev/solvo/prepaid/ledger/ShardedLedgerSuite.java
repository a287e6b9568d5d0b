package dev.solvo.prepaid.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        List<String> servers = List.of(System.getProperty(PROPERTY).split(" ", -1));
        String name = "suite" + DATABASES.incrementAndGet();
        onAll(servers, "CREATE DATABASE " + name);
        List<String> shards = new ArrayList<>();
        for (String server : servers) {
            shards.add(server.replaceFirst("/[a-z]+\\?", "/" + name + "?"));
        }
        ShardedBooks.migrate(shards);
        Path configuration = ShardedBooks.write(ShardedBooks.configuration(shards));
        return new JdbcStoreUnderTest(ShardedBooks.url(configuration), JdbcSettings.SHARDED, JdbcLedger::new, () -> {
            ShardedBooks.delete(configuration);
            onAll(servers, "DROP DATABASE " + name + " WITH (FORCE)");
        });
    }

    private static void onAll(List<String> servers, String statement) throws SQLException {
        for (String server : servers) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(server);
            JdbcStoreUnderTest.run(source, List.of(statement));
        }
    }
}
