package dev.solvo.soak;

import dev.solvo.cli.wallet.ScaledPace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a soak: it begins on the same morning in every run, and goes faster.
 *
 * @param shiftMillis how far that morning is from the machine's time
 * @param factor how many seconds go into one of the machine's
 */
record SoakClock(long shiftMillis, int factor) {
    private static final Instant MORNING = Instant.parse("2026-03-02T01:00:00Z");

    /** A time that begins now. */
    static SoakClock startingNow(int factor) {
        return new SoakClock(
                Duration.between(Clock.systemUTC().instant(), MORNING).toMillis(), factor);
    }

    /** The same pace in every process that has the same numbers. */
    ScaledPace pace() {
        return new ScaledPace(Clock.offset(Clock.systemUTC(), Duration.ofMillis(shiftMillis)), MORNING, factor);
    }
}
