package dev.solvo.simulator.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomFaultsTest {
    private static final WalletRequest ANY = new WalletRequest("GET", "/", Map.of(), Bytes.EMPTY);
    private static final Map<WalletFault.Kind, Double> RATES =
            Map.of(WalletFault.Kind.LOSE_ANSWER, 0.25, WalletFault.Kind.DELAY, 0.25);

    private static List<WalletFault> thousand(FaultPlan plan) {
        return IntStream.range(0, 1000).mapToObj(i -> plan.next(ANY)).toList();
    }

    @Test
    void drawsTheSameForASeed() {
        List<WalletFault> drawn = thousand(new RandomFaults(new Random(7), RATES, Duration.ofSeconds(9)));
        assertEquals(drawn, thousand(new RandomFaults(new Random(7), RATES, Duration.ofSeconds(9))));
        long lost = drawn.stream()
                .filter(fault -> fault.kind() == WalletFault.Kind.LOSE_ANSWER)
                .count();
        assertTrue(lost > 200 && lost < 300, () -> lost + " of 1000");
        assertTrue(drawn.stream().allMatch(fault -> fault.delay().compareTo(Duration.ofSeconds(9)) <= 0));
        assertTrue(drawn.stream().anyMatch(fault -> fault.delay().compareTo(Duration.ofSeconds(4)) > 0));
    }

    @Test
    void stopsWhenSwitchedOff() {
        RandomFaults faults = new RandomFaults(new Random(7), RATES, Duration.ofSeconds(9));
        faults.switchOff();
        assertTrue(thousand(faults).stream().allMatch(WalletFault.none()::equals));
    }

    @Test
    void refusesRatesThatAreNone() {
        for (double rate : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new RandomFaults(new Random(7), Map.of(WalletFault.Kind.UNSIGNED, rate), Duration.ZERO));
        }
    }
}
