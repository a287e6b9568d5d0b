package dev.solvo.benchmarks.prepaid;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.ledger.LedgerAudit;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sides of the prepaid benchmarks give the same answers and keep the same books. */
final class PrepaidAgreementTest {
    private final Cards cards = new Cards(70);

    @TempDir
    private Path directory;

    @Test
    void sidesOnSqliteAgree() throws Exception {
        SqliteStores stores = new SqliteStores(directory);
        Path made = stores.make("made", cards);
        assertDoesNotThrow(() -> stores.checkAgreement(made, cards));
    }

    @Test
    void deskAndBooksInMemoryAgree() {
        assertDoesNotThrow(new PrepaidDebitBenchmark()::checkAgreement);
    }

    @ParameterizedTest
    @EnumSource(SqliteSide.class)
    void storeHoldsWhatWasAnswered(SqliteSide side) throws Exception {
        SqliteStores stores = new SqliteStores(directory);
        Path made = stores.make("made", cards);
        Throughput.Result result;
        try (Debits debits = side.open(made, cards)) {
            result = new Throughput(8, cards.count(), Duration.ofMillis(1), Duration.ofMillis(50)).of(debits, 1);
        }
        BookTotals totals = SqliteStores.totals(made);
        assertTrue(result.answered() > 0);
        assertDoesNotThrow(() -> totals.check("it", result.answered()));
        assertThrows(IllegalStateException.class, () -> totals.check("it", result.answered() + 1));
    }

    @Test
    void loadedJournalHasItsLinesAndIsSound() throws Exception {
        Path made = new SqliteStores(directory).make("made", cards, 2 * (70 + 3 * 64) + 9);
        LedgerAudit audit = SqliteStores.audit(made);
        assertEquals(70 + 3 * 64, audit.entries());
        assertEquals(3 * 64, SqliteStores.totals(made).spent());
    }
}
