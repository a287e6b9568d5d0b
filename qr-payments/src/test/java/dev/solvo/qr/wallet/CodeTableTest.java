package dev.solvo.qr.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CodeTableTest {
    private static final CodeTable TABLE = CodeTable.load(CodeTableTest.class, "code-table.tsv");

    @Test
    void aCallsOwnLineGoesBeforeTheLineForAllCalls() {
        assertEquals(
                CallOutcome.RETRYABLE,
                TABLE.find("refund", "BUSY").orElseThrow().outcome());
        CodeTable.Entry entry = TABLE.find("pay", "BUSY").orElseThrow();
        assertEquals(CallOutcome.UNKNOWN, entry.outcome());
        assertEquals("请稍候", entry.refusal().cashier().chinese());
        assertEquals("Please wait", entry.refusal().customer().english());
    }

    @Test
    void anUnlistedCodeIsNotGuessed() {
        assertTrue(TABLE.find("pay", "busy").isEmpty());
        assertTrue(TABLE.find("*", "").isEmpty());
    }

    @Test
    void aWrongTableSaysWhichLine() {
        String message = String.valueOf(assertThrows(
                        IllegalStateException.class, () -> CodeTable.load(CodeTableTest.class, "code-table-twice.tsv"))
                .getMessage());
        assertTrue(message.contains("line 3") && message.contains("BUSY"), message);
        assertThrows(IllegalStateException.class, () -> CodeTable.load(CodeTableTest.class, "none.tsv"));
        assertThrows(IllegalStateException.class, () -> CodeTable.load(CodeTableTest.class, "code-table-short.tsv"));
    }
}
