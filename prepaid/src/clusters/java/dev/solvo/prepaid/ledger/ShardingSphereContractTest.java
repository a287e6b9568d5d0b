package dev.solvo.prepaid.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;

/** The ledger in plain SQL on two databases behind ShardingSphere-JDBC. */
final class ShardingSphereContractTest extends LedgerContract {
    /** What a merchant's service would have in a file; the sources are named in it as well. */
    private static final String RULES =
            """
            rules:
            - !SHARDING
              tables:
                solvo_account: &by_account
                  actualDataNodes: shard_${1..2}.solvo_account
                  databaseStrategy: &strategy
                    standard:
                      shardingColumn: account
                      shardingAlgorithmName: by_account
                solvo_operation:
                  actualDataNodes: shard_${1..2}.solvo_operation
                  databaseStrategy: *strategy
                solvo_posting:
                  actualDataNodes: shard_${1..2}.solvo_posting
                  databaseStrategy: *strategy
                solvo_hold:
                  actualDataNodes: shard_${1..2}.solvo_hold
                  databaseStrategy: *strategy
              bindingTables:
              - solvo_account,solvo_operation,solvo_posting,solvo_hold
              shardingAlgorithms:
                by_account:
                  type: INLINE
                  props:
                    algorithm-expression: shard_${Integer.parseInt(account.substring(0, 4), 16) % 2 + 1}
            - !SINGLE
              tables:
              - shard_1.public.solvo_seal
              - shard_1.public.solvo_balance
            """;

    private static final Queue<List<String>> FREE = new ConcurrentLinkedQueue<>();

    @Override
    int operationsPerThread() {
        return 20;
    }

    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        List<String> free = FREE.poll();
        List<String> databases = free == null ? migrated() : free;
        return new JdbcStoreUnderTest(
                () -> sharded(databases), JdbcSettings.SHARDED, JdbcLedger::new, () -> giveBack(databases));
    }

    private static List<String> migrated() throws SQLException, LedgerException {
        List<String> databases = List.of(PostgresServer.newDatabase(), PostgresServer.newDatabase());
        for (int shard = 1; shard <= databases.size(); shard++) {
            LedgerDatabase.migrateShard(PostgresServer.source(databases.get(shard - 1)), shard);
        }
        return databases;
    }

    private static DataSource sharded(List<String> databases) throws SQLException {
        Map<String, DataSource> sources = Map.of(
                "shard_1", JdbcStoreUnderTest.pool(PostgresServer.url(databases.get(0))),
                "shard_2", JdbcStoreUnderTest.pool(PostgresServer.url(databases.get(1))));
        try {
            return YamlShardingSphereDataSourceFactory.createDataSource(
                    sources, RULES.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static void giveBack(List<String> databases) throws SQLException {
        for (String database : databases) {
            PostgresServer.empty(database);
        }
        FREE.add(databases);
    }
}
