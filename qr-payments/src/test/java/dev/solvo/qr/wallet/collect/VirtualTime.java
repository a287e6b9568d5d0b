package dev.solvo.qr.wallet.collect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on when somebody waits by it. */
public final class VirtualTime extends Clock implements Waiter {
    private volatile Instant now;

    /** Begins at that time. */
    public VirtualTime(Instant start) {
        now = start;
    }

    /** Begins at some time. */
    public VirtualTime() {
        this(Instant.parse("2026-11-23T02:00:00Z"));
    }

    /** Time passes. */
    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void waitUntil(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for the zone");
    }

    @Override
    public Instant instant() {
        return now;
    }
}
