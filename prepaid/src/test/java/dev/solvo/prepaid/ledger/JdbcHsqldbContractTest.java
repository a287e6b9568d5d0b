package dev.solvo.prepaid.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The ledger in plain SQL on HSQLDB, where reading, checking and then writing loses updates. */
final class JdbcHsqldbContractTest extends LedgerContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    LedgerUnderTest newStore() throws SQLException, IOException {
        String url = "jdbc:hsqldb:mem:books" + DATABASES.incrementAndGet() + ";hsqldb.tx=mvcc";
        List<String> statements = new ArrayList<>();
        for (String script : List.of("V1__books.sql", "V2__reports.sql")) {
            statements.addAll(statements("generic/" + script));
        }
        try (var pool = JdbcStoreUnderTest.pool(url)) {
            JdbcStoreUnderTest.run(pool, statements);
        }
        return new JdbcStoreUnderTest(
                () -> JdbcStoreUnderTest.pool(url), JdbcSettings.ONE_DATABASE, JdbcLedger::new, () -> {});
    }

    static List<String> statements(String script) throws IOException {
        try (InputStream stream = JdbcStore.class.getResourceAsStream(script)) {
            if (stream == null) {
                throw new IOException("no script " + script);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .replace("${keyScope}", "op_key, tenant")
                    .replace("${firstNumber}", "1");
            List<String> statements = new ArrayList<>();
            for (String statement : text.split(";", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement);
                }
            }
            return statements;
        }
    }
}
