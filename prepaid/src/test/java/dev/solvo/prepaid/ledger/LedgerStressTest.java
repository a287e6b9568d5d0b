package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite's own test: it must see lost updates where there are any. */
final class LedgerStressTest {
    private static final int OPERATIONS_PER_THREAD = 100;

    @TempDir
    private Path directory;

    /** One row at a time: two of them in different orders let HSQLDB wait for ever. */
    @Test
    void seesThatAWrongLedgerLosesDebits() throws Exception {
        try (Ledger wrong = new WrongLedger("debits")) {
            List<String> findings = LedgerStress.oneCard(wrong, OPERATIONS_PER_THREAD);
            assertTrue(findings.stream().anyMatch(text -> text.startsWith("money on all cards")), findings::toString);
            assertTrue(findings.stream().anyMatch(text -> text.startsWith("journal of card 0")), findings::toString);
        }
    }

    @Test
    void findsNothingInARightLedger() throws Exception {
        try (Ledger right = SqliteLedger.open(directory.resolve("books.db"))) {
            assertEquals(List.of(), LedgerStress.oneCard(right, OPERATIONS_PER_THREAD));
        }
    }
}
