package dev.solvo.cli.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Time that stands still but for waiting, which takes none. */
public final class VirtualPace implements Pace {
    private final AtomicReference<Instant> now;

    /** A clock that shows this instant. */
    public VirtualPace(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Clock clock() {
        return InstantClock.of(now::get);
    }

    @Override
    public void waitUntil(Instant instant) {
        now.accumulateAndGet(instant, (shown, asked) -> asked.isAfter(shown) ? asked : shown);
    }

    @Override
    public Duration onTheWall(Duration duration) {
        return duration;
    }
}
