package dev.solvo.prepaid.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Books on several PostgreSQL behind ShardingSphere-JDBC, which the profile {@code sharding} puts on the class path. */
final class ShardedBooks {
    private ShardedBooks() {}

    /**
     * Makes the tables on every shard, if they are not there, and opens the books.
     *
     * @param locations URLs of the shards, with a space in between
     */
    static Ledger open(String locations) throws LedgerException {
        List<String> shards = List.of(locations.split(" ", -1));
        migrate(shards);
        Path file = write(configuration(shards));
        // ShardingSphere starts with the first connection, which takes longer on a busy machine than a pool waits.
        try (Connection first = DriverManager.getConnection(url(file))) {
            first.isValid(0);
            return LedgerDatabase.open(
                    url(file), LedgerCrashWork.CONNECTIONS, JdbcSettings.SHARDED, LedgerCrashWork::pause);
        } catch (SQLException e) {
            throw SqlFailure.of(e).exception(e);
        } finally {
            delete(file);
        }
    }

    static void migrate(List<String> shards) throws LedgerException {
        for (int i = 0; i < shards.size(); i++) {
            PGSimpleDataSource shard = new PGSimpleDataSource();
            shard.setUrl(shards.get(i));
            LedgerDatabase.migrateShard(shard, i + 1);
        }
    }

    static String url(Path configuration) {
        return "jdbc:shardingsphere:absolutepath:" + configuration;
    }

    static Path write(String configuration) {
        try {
            return Files.writeString(Files.createTempFile("shards", ".yaml"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What belongs to an account lies on the shard that its id says; the chain and the sums over all lie on the first. */
    static String configuration(List<String> shards) {
        StringBuilder text = new StringBuilder("databaseName: books\nmode:\n  type: Standalone\ndataSources:\n");
        for (int i = 0; i < shards.size(); i++) {
            text.append("  shard_").append(i).append(":\n");
            text.append("    dataSourceClassName: com.zaxxer.hikari.HikariDataSource\n");
            text.append("    driverClassName: org.postgresql.Driver\n");
            text.append("    jdbcUrl: ").append(shards.get(i)).append('\n');
            text.append("    username: books\n");
            text.append("    maxPoolSize: 12\n");
            text.append("    minPoolSize: 1\n");
            text.append("    connectionTimeoutMilliseconds: 5000\n");
        }
        text.append("rules:\n- !SHARDING\n  tables:\n");
        for (String table : List.of("solvo_account", "solvo_operation", "solvo_posting", "solvo_hold")) {
            text.append("    ").append(table).append(":\n");
            text.append("      actualDataNodes: shard_${0..")
                    .append(shards.size() - 1)
                    .append("}.");
            text.append(table).append('\n');
        }
        text.append("""
                  bindingTables:
                  - solvo_account,solvo_operation,solvo_posting,solvo_hold
                  defaultDatabaseStrategy:
                    standard:
                      shardingColumn: account
                      shardingAlgorithmName: by_account
                  defaultTableStrategy:
                    none:
                  shardingAlgorithms:
                    by_account:
                      type: INLINE
                      props:
                        allow-range-query-with-inline-sharding: true
                        algorithm-expression: shard_${Math.floorMod(account.hashCode(), %d)}
                - !SINGLE
                  tables:
                  - shard_0.public.solvo_seal
                  - shard_0.public.solvo_balance
                  defaultDataSource: shard_0
                """.formatted(shards.size()));
        return text.toString();
    }
}
