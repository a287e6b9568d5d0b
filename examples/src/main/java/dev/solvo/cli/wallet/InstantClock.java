package dev.solvo.cli.wallet;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock, in UTC, made of whatever gives instants. */
final class InstantClock extends Clock {
    private final ZoneId zone;
    private final Supplier<Instant> instants;

    private InstantClock(ZoneId zone, Supplier<Instant> instants) {
        this.zone = zone;
        this.instants = instants;
    }

    static Clock of(Supplier<Instant> instants) {
        return new InstantClock(ZoneOffset.UTC, instants);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new InstantClock(other, instants);
    }

    @Override
    public Instant instant() {
        return instants.get();
    }
}
