package dev.solvo.qr.wallet.collect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets a thread wait by the clock that the machine reads. */
@FunctionalInterface
public interface Waiter {
    /**
     * Returns when the clock shows that instant or a later one; and when so much time has passed as was left at the call,
     * for the clock may be set back meanwhile.
     *
     * @throws InterruptedException if the waiting thread was interrupted
     */
    void waitUntil(Instant instant) throws InterruptedException;

    /** Waits by a clock that runs as fast as the machine's own. */
    static Waiter of(Clock clock) {
        return instant -> {
            Duration longest = Duration.between(clock.instant(), instant);
            Duration left = longest;
            while (!left.isNegative() && !left.isZero() && left.compareTo(longest) <= 0) {
                // At least a millisecond: a rest below it would spin.
                long millis = Math.max(1, left.toMillis());
                Thread.sleep(millis);
                longest = longest.minusMillis(millis);
                left = Duration.between(clock.instant(), instant);
            }
        };
    }
}
