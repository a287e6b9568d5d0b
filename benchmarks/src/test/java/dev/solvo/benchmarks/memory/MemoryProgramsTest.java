package dev.solvo.benchmarks.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The programs with few transactions: they run, and all that they hold comes to its end. */
final class MemoryProgramsTest {
    private static JsonNode read(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void suspendedTransactionsAreResumed() throws Exception {
        JsonNode result = read(SuspendedAuthorisations.run(50));
        assertEquals(50, result.required("suspended").intValue());
        assertEquals(50, result.required("resumedAndApproved").intValue());
    }

    @Test
    void aKernelThatStandsReadyRetainsLittle() throws Exception {
        int bytes =
                read(RetainedConfiguration.run()).required("retainedBytesEach").intValue();
        assertTrue(bytes < 2 << 20, bytes + " bytes");
    }

    @Test
    void transactionsWaitForEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            JsonNode result = read(VirtualThreads.run(threads, 20));
            assertEquals(20, result.required("transactionsAtOnce").intValue());
            assertEquals(20, result.required("approved").intValue());
        } finally {
            threads.shutdownNow();
        }
    }
}
