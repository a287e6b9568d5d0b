package dev.solvo.cli.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A wall clock that runs faster since an instant. Processes that are given the same instant and the same factor show the
 * same time; with factor 1 it is the wall clock.
 */
public final class ScaledPace implements Pace {
    /** Shorter time-outs would measure the machine's load instead of the network. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1500);

    private final Clock wall;
    private final Instant origin;
    private final int factor;

    /**
     * A faster clock.
     *
     * @param wall the clock that it is read from
     * @param origin when both show the same
     * @param factor how many of its seconds go into one of the wall clock's
     */
    public ScaledPace(Clock wall, Instant origin, int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("a clock that runs " + factor + " times as fast does not run");
        }
        this.wall = wall;
        this.origin = origin;
        this.factor = factor;
    }

    /** The wall clock itself. */
    public static ScaledPace real(Clock wall) {
        return new ScaledPace(wall, Instant.EPOCH, 1);
    }

    @Override
    public Clock clock() {
        return InstantClock.of(this::now);
    }

    @Override
    public void waitUntil(Instant instant) throws InterruptedException {
        Duration left = Duration.between(now(), instant);
        while (!left.isNegative() && !left.isZero()) {
            Thread.sleep(Math.max(1, left.toMillis() / factor));
            left = Duration.between(now(), instant);
        }
    }

    @Override
    public Duration onTheWall(Duration duration) {
        Duration scaled = duration.dividedBy(factor);
        return factor == 1 || scaled.compareTo(SHORTEST_TIMEOUT) > 0 ? scaled : SHORTEST_TIMEOUT;
    }

    private Instant now() {
        return origin.plus(Duration.between(origin, wall.instant()).multipliedBy(factor));
    }
}
