package dev.solvo.prepaid.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerContractTest extends LedgerContract {
    @TempDir
    private Path directory;

    private int stores;

    @Override
    LedgerUnderTest newStore() throws IOException, LedgerException {
        return new SqliteStoreUnderTest(
                Files.createDirectory(directory.resolve("store" + stores++)).resolve("books.db"));
    }

    /** A file in a directory of its own. */
    static final class SqliteStoreUnderTest implements LedgerUnderTest {
        private final Path file;
        private SqliteLedger ledger;

        SqliteStoreUnderTest(Path file) throws LedgerException {
            this.file = file;
            ledger = SqliteLedger.open(file);
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public Optional<Ledger> reopen() throws LedgerException {
            ledger.close();
            ledger = SqliteLedger.open(file);
            return Optional.of(ledger);
        }

        @Override
        public void damage(Damage damage, OperationRow operation) throws SQLException {
            String number = String.valueOf(operation.number());
            String account = "(SELECT account FROM operation WHERE number = " + number + ")";
            String[] statements = switch (damage) {
                case AMOUNT_CHANGED ->
                    new String[] {"UPDATE operation SET amount = amount + 1 WHERE number = " + number};
                case APPROVED_CHANGED ->
                    new String[] {"UPDATE operation SET approved = approved + 1 WHERE number = " + number};
                case KEY_CHANGED -> new String[] {"UPDATE operation SET key = 'other' WHERE number = " + number};
                case ENTRY_DELETED ->
                    new String[] {
                        "DELETE FROM posting WHERE number = " + number, "DELETE FROM operation WHERE number = " + number
                    };
                case POSTING_CHANGED ->
                    new String[] {"UPDATE posting SET amount = amount - 1 WHERE party > 0 AND number = " + number};
                case COUNTER_CHANGED ->
                    new String[] {"UPDATE account SET credits_posted = credits_posted + 1 WHERE nr = " + account};
                case HOLD_CHANGED ->
                    new String[] {"UPDATE operation SET hold_remaining = hold_remaining + 1 WHERE number = " + number};
            };
            try (SqliteSession session = SqliteSession.writing(file, SqliteSettings.DEFAULT)) {
                for (String statement : statements) {
                    session.run(statement);
                }
            }
        }

        @Override
        public void close() throws LedgerException {
            ledger.close();
        }
    }
}
