package dev.solvo.docs;

import dev.solvo.qr.wallet.collect.Waiter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on only when somebody waits by it, so that no test of the docs waits for anything. */
final class VirtualTime extends Clock implements Waiter {
    private Instant now = Instant.parse("2026-11-23T02:00:00Z");

    @Override
    public void waitUntil(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for the zone");
    }
}
