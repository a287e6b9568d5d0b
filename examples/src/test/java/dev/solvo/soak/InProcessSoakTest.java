package dev.solvo.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100 sales, 20 by each protocol, under random faults and with a till that dies at random steps: both sides' books agree,
 * nothing is paid twice, and everything is found out in the end. {@code scripts/soak} does the same with processes.
 */
class InProcessSoakTest {
    @TempDir
    Path directory;

    @Test
    void theBooksAgree() throws Exception {
        InProcessSoak soak = soak(1);
        Map<String, Integer> ends = soak.ends();
        for (String end : List.of("Approved", "Declined", "Reversed", "Refunded", "Refused")) {
            assertTrue(ends.getOrDefault(end, 0) > 5, end + " came " + ends.getOrDefault(end, 0) + " times");
        }
        assertTrue(soak.deaths() > 50, soak.deaths() + " deaths");
        assertTrue(soak.forged() > 20, soak.forged() + " forged notifications");
    }

    /** {@code -Dsolvo.soak.seed=} takes another seed, and repeats a failure; {@code scripts/soak} takes a new one each time. */
    @Test
    void theBooksAgreeWhateverTheSeed() throws Exception {
        soak(Long.getLong("solvo.soak.seed", 2));
    }

    private InProcessSoak soak(long seed) throws Exception {
        InProcessSoak soak = new InProcessSoak(seed, 100, directory);
        assertEquals(List.of(), soak.run(), () -> "with -Dsolvo.soak.seed=" + seed);
        return soak;
    }
}
