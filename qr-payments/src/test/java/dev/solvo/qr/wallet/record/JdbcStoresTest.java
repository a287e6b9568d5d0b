package dev.solvo.qr.wallet.record;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database stores on SQLite and on a real PostgreSQL. */
class JdbcStoresTest {
    @TempDir
    private Path directory;

    private DataSource sqlite() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + directory.resolve("solvo.db"));
        return source;
    }

    private static CollectionStore collections(DataSource source) throws IOException {
        JdbcCollectionStore store = new JdbcCollectionStore(source);
        store.createTable();
        return store;
    }

    private static RefundStore refunds(DataSource source) throws IOException {
        JdbcRefundStore store = new JdbcRefundStore(source);
        store.createTable();
        return store;
    }

    @Nested
    class SqliteCollections extends CollectionStoreContract {
        @Override
        CollectionStore store() throws IOException {
            return collections(sqlite());
        }
    }

    @Nested
    class SqliteRefunds extends RefundStoreContract {
        @Override
        RefundStore store() throws IOException {
            return refunds(sqlite());
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PostgresCollections extends CollectionStoreContract {
        private final OnePostgres postgres;

        PostgresCollections() throws IOException {
            postgres = new OnePostgres();
        }

        @AfterAll
        void stop() throws IOException {
            postgres.close();
        }

        @Override
        CollectionStore store() throws IOException {
            return collections(postgres.emptyDatabase());
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PostgresRefunds extends RefundStoreContract {
        private final OnePostgres postgres;

        PostgresRefunds() throws IOException {
            postgres = new OnePostgres();
        }

        @AfterAll
        void stop() throws IOException {
            postgres.close();
        }

        @Override
        RefundStore store() throws IOException {
            return refunds(postgres.emptyDatabase());
        }
    }

    @Test
    void aDatabaseThatFailsIsAnIoException() {
        JdbcCollectionStore store = new JdbcCollectionStore(sqlite());
        IOException failed = assertThrows(IOException.class, store::unresolved);
        assertTrue(String.valueOf(failed.getMessage()).contains("solvo_collection"));
        assertThrows(IOException.class, () -> store.save(Records.collection("ORDER001", "bill-1", 1, Records.OPEN)));
    }

    @Test
    void aRecordThatIsDamagedIsAnIoException() throws Exception {
        DataSource source = sqlite();
        CollectionStore store = collections(source);
        store.save(Records.collection("ORDER001", "bill-1", 1, Records.OPEN));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE solvo_collection SET record = '{}'");
        }
        assertThrows(IOException.class, store::unresolved);
    }

    /** A server of its own, whose table is empty for each test. */
    private static final class OnePostgres {
        private final EmbeddedPostgres server;

        OnePostgres() throws IOException {
            server = EmbeddedPostgres.start();
        }

        DataSource emptyDatabase() throws IOException {
            DataSource source = server.getPostgresDatabase();
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS solvo_collection");
                statement.execute("DROP TABLE IF EXISTS solvo_refund");
            } catch (SQLException e) {
                throw new IOException(e);
            }
            return source;
        }

        void close() throws IOException {
            server.close();
        }
    }
}
