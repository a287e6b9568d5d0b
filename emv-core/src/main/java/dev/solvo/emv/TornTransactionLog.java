package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Torn transactions in memory: when there are too many the oldest leaves, and none stays longer than its lifetime. Book C-2,
 * torn transaction log.
 *
 * <p>Holds card data; a process that ends loses it, which only means that the lost transaction cannot be recovered. Safe for
 * use by several threads.
 */
public final class TornTransactionLog {
    private record Entry(TornTransactionRecord content, Instant storedAt) {}

    private final Clock clock;
    private final int mostRecords;
    private final Duration lifetime;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * An empty log.
     *
     * @param clock tells how old a record is
     * @param mostRecords how many are kept, 1 or more; kernel 2 has it as DF811D
     * @param lifetime how long a record is kept; kernel 2 has it as DF811C, in seconds
     * @throws IllegalArgumentException if nothing could be kept
     */
    public TornTransactionLog(Clock clock, int mostRecords, Duration lifetime) {
        if (mostRecords < 1 || lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("a log that keeps nothing");
        }
        this.clock = clock;
        this.mostRecords = mostRecords;
        this.lifetime = lifetime;
    }

    /**
     * Keeps a record; one of the same card leaves.
     *
     * @param content the record
     */
    public synchronized void store(TornTransactionRecord content) {
        entries.removeIf(entry -> entry.content().isOf(content.pan(), content.sequenceNumber()));
        while (entries.size() >= mostRecords) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(content, clock.instant()));
    }

    /**
     * Takes a card's record out of the log.
     *
     * @param pan the card
     * @param sequenceNumber its sequence number where it has one
     * @return the record; nothing where there is none, or it is too old
     */
    public synchronized Optional<TornTransactionRecord> take(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        Instant oldest = clock.instant().minus(lifetime);
        entries.removeIf(entry -> !entry.storedAt().isAfter(oldest));
        for (Iterator<Entry> left = entries.iterator(); left.hasNext(); ) {
            TornTransactionRecord content = left.next().content();
            if (content.isOf(pan, sequenceNumber)) {
                left.remove();
                return Optional.of(content);
            }
        }
        return Optional.empty();
    }
}
