package dev.solvo.prepaid.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL for all tests of this JVM, which writes to the disk as one in production does. */
final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Queue<String> FREE_BOOKS = new ConcurrentLinkedQueue<>();
    private static final Queue<String> FREE_SHARDS = new ConcurrentLinkedQueue<>();

    private PostgresServer() {}

    private static final class Only {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The name of a new, empty database. */
    static String newDatabase() throws SQLException {
        String name = "books" + DATABASES.incrementAndGet();
        try (Connection connection = Only.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return name;
    }

    /** A database with the tables, all empty; to be given back. */
    static String emptyBooks(boolean sharded) throws SQLException, LedgerException {
        String free = (sharded ? FREE_SHARDS : FREE_BOOKS).poll();
        if (free != null) {
            return free;
        }
        String name = newDatabase();
        if (sharded) {
            LedgerDatabase.migrateShard(source(name), 1);
        } else {
            LedgerDatabase.migrate(source(name));
        }
        return name;
    }

    /** Takes back what {@link #emptyBooks} gave: making tables takes longer than most tests. */
    static void giveBack(String name, boolean sharded) throws SQLException {
        empty(name);
        (sharded ? FREE_SHARDS : FREE_BOOKS).add(name);
    }

    static void empty(String name) throws SQLException {
        try (Connection connection = source(name).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE solvo_account, solvo_operation, solvo_posting, solvo_hold, solvo_seal,"
                    + " solvo_balance RESTART IDENTITY");
        }
    }

    static String url(String database) {
        return Only.SERVER.getJdbcUrl("postgres", database);
    }

    /** Connections without a pool. */
    static PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(database));
        return source;
    }
}
