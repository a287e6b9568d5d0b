package dev.solvo.simulator.wallet;

import dev.solvo.simulator.wallet.WalletBook.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Notices that the till has not acknowledged yet, and when each is pushed next. */
final class NotificationQueue {
    /** As WeChat Pay publishes them; the other wallets repeat as often within a day or so. */
    private static final List<Duration> PAUSES = Stream.of(
                    15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600)
            .map(Duration::ofSeconds)
            .toList();

    private final List<Entry> entries = new ArrayList<>();

    /** One notice; {@code repeats} pushes were made. */
    record Entry(Notice notice, int repeats, Instant next) {}

    synchronized void add(Notice notice) {
        entries.add(new Entry(notice, 0, notice.notBefore()));
    }

    /** Takes out what is due. */
    synchronized List<Entry> takeDue(Instant now) {
        List<Entry> due =
                entries.stream().filter(entry -> !entry.next().isAfter(now)).toList();
        entries.removeAll(due);
        return due;
    }

    /** Puts one back for later, unless it was tried often enough. */
    synchronized void later(Entry entry, Instant now, Duration extra) {
        if (entry.repeats() < PAUSES.size()) {
            Instant next = now.plus(PAUSES.get(entry.repeats())).plus(extra);
            entries.add(new Entry(entry.notice(), entry.repeats() + 1, next));
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
