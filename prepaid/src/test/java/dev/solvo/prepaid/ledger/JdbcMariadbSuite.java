package dev.solvo.prepaid.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The ledger in plain SQL on MariaDB or Galera: {@code -Dsolvo.mariadb.url=jdbc:mariadb://localhost:3306/?user=root}, the URL of a
 * server where this test may make databases.
 */
@EnabledIfSystemProperty(
        named = JdbcMariadbSuite.PROPERTY,
        matches = "jdbc:mariadb:.*",
        disabledReason = "needs a MariaDB: -Dsolvo.mariadb.url=jdbc:mariadb://localhost:3306/?user=root")
final class JdbcMariadbSuite extends LedgerContract {
    static final String PROPERTY = "solvo.mariadb.url";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    LedgerUnderTest newStore() throws SQLException, LedgerException {
        String server = System.getProperty(PROPERTY);
        String name = "solvo_books_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        MariaDbDataSource admin = new MariaDbDataSource(server);
        JdbcStoreUnderTest.run(admin, List.of("CREATE DATABASE " + name));
        int path = server.indexOf('/', server.indexOf("//") + 2);
        int question = server.indexOf('?');
        String url = server.substring(0, path + 1) + name + (question < 0 ? "" : server.substring(question));
        LedgerDatabase.migrate(new MariaDbDataSource(url));
        return new JdbcStoreUnderTest(
                () -> JdbcStoreUnderTest.pool(url),
                JdbcSettings.ONE_DATABASE,
                JdbcLedger::new,
                () -> JdbcStoreUnderTest.run(admin, List.of("DROP DATABASE " + name)));
    }
}
