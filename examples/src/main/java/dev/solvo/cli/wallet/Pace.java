package dev.solvo.cli.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock together with a way to wait by it: as fast as a wall clock, faster, or at once. */
public interface Pace {
    /** The clock of everything that takes part. */
    Clock clock();

    /**
     * Returns when the clock shows that instant or a later one.
     *
     * @throws InterruptedException if the waiting thread was interrupted
     */
    void waitUntil(Instant instant) throws InterruptedException;

    /** What a time-out of the clock is on a wall clock. */
    Duration onTheWall(Duration duration);
}
