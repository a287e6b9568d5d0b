package dev.solvo.soak;

import dev.solvo.simulator.wallet.RandomFaults;
import dev.solvo.simulator.wallet.WalletFault.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** How much goes wrong. */
final class FaultRates {
    private FaultRates() {}

    /** A third of all requests; some answers come after the till has given up waiting. */
    static RandomFaults ofRequests(Random random) {
        return new RandomFaults(
                random,
                Map.of(
                        Kind.DELAY, 0.06,
                        Kind.LOSE_REQUEST, 0.05,
                        Kind.LOSE_ANSWER, 0.06,
                        Kind.CUT_ANSWER, 0.03,
                        Kind.SERVER_ERROR_BEFORE, 0.03,
                        Kind.SERVER_ERROR_AFTER, 0.03,
                        Kind.UNSIGNED, 0.03,
                        Kind.WRONG_SIGNATURE, 0.03,
                        Kind.PROBE_SIGNATURE, 0.01,
                        Kind.STALE_TIMESTAMP, 0.02),
                Duration.ofSeconds(60));
    }

    /** Two of three notifications. */
    static RandomFaults ofNotifications(Random random) {
        return new RandomFaults(
                random,
                Map.of(
                        Kind.DUPLICATE, 0.2,
                        Kind.DELAY, 0.1,
                        Kind.LOSE_REQUEST, 0.1,
                        Kind.LOSE_ANSWER, 0.1,
                        Kind.UNSIGNED, 0.04,
                        Kind.WRONG_SIGNATURE, 0.06,
                        Kind.PROBE_SIGNATURE, 0.02,
                        Kind.STALE_TIMESTAMP, 0.04),
                Duration.ofSeconds(30));
    }
}
