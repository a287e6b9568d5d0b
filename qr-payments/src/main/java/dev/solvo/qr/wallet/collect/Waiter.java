package dev.solvo.qr.wallet.collect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets a thread wait by the clock that the machine reads. */
@FunctionalInterface
public interface Waiter {
    /**
     * Returns when the clock shows that instant or a later one.
     *
     * @throws InterruptedException if the waiting thread was interrupted
     */
    void waitUntil(Instant instant) throws InterruptedException;

    /** Waits by a clock that runs as fast as the machine's own. */
    static Waiter of(Clock clock) {
        return instant -> {
            Duration left = Duration.between(clock.instant(), instant);
            while (!left.isNegative() && !left.isZero()) {
                // At least a millisecond: a rest below it would spin.
                Thread.sleep(Math.max(1, left.toMillis()));
                left = Duration.between(clock.instant(), instant);
            }
        };
    }
}
