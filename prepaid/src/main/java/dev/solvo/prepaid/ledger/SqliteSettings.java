package dev.solvo.prepaid.ledger;

import java.time.Duration;

/**
 * How a {@link SqliteLedger} uses the machine. That what was answered is on the disk is no setting.
 *
 * @param queueLength how many callers' operations may wait for the writer; who comes later waits for a place
 * @param batchLimit the most operations of one transaction
 * @param batchBytes how long a transaction's entries may become before it takes no further operation: the one that passes it is
 *     its last
 * @param cacheBytes memory for pages of the store, per connection
 * @param checkpointPages pages that the write-ahead log may have before they are written to the store itself: more of them
 *     make that rarer, and longer
 * @param busyTimeout how long to wait if another program has the file locked, a copy for instance
 * @param readers the most questions that are answered at the same time
 */
public record SqliteSettings(
        int queueLength,
        int batchLimit,
        int batchBytes,
        long cacheBytes,
        int checkpointPages,
        Duration busyTimeout,
        int readers) {
    private static final int LONGEST_QUEUE = 1 << 20;
    private static final int MOST_READERS = 64;
    private static final int LONGEST_BATCH = 64 << 20;
    private static final long LEAST_CACHE = 1L << 20;
    private static final long LARGEST_CACHE = 1L << 40;
    private static final int MOST_PAGES = 1 << 20;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    /** 1,024 waiting, 512 at a time or 1 MiB of entries, 64 MiB of cache, 8,192 pages of 4 KiB, 5 seconds, 4 readers. */
    public static final SqliteSettings DEFAULT =
            new SqliteSettings(1_024, 512, 1 << 20, 64L << 20, 8_192, Duration.ofSeconds(5), 4);

    /** @throws IllegalArgumentException if one of them makes no sense */
    public SqliteSettings {
        within("queue length", queueLength, 1, LONGEST_QUEUE);
        within("batch limit", batchLimit, 1, LONGEST_QUEUE);
        within("batch's number of bytes", batchBytes, 1, LONGEST_BATCH);
        within("cache", cacheBytes, LEAST_CACHE, LARGEST_CACHE);
        within("checkpoint", checkpointPages, 1, MOST_PAGES);
        within("number of readers", readers, 1, MOST_READERS);
        if (busyTimeout.isNegative() || busyTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("a busy timeout is between 0 and " + LONGEST_TIMEOUT);
        }
    }

    /** With another queue. */
    public SqliteSettings withQueueLength(int changed) {
        return new SqliteSettings(changed, batchLimit, batchBytes, cacheBytes, checkpointPages, busyTimeout, readers);
    }

    /** With another limit of a transaction's operations; 1 makes each durable alone. */
    public SqliteSettings withBatchLimit(int changed) {
        return new SqliteSettings(queueLength, changed, batchBytes, cacheBytes, checkpointPages, busyTimeout, readers);
    }

    /** With another length of a transaction's entries, in bytes. */
    public SqliteSettings withBatchBytes(int changed) {
        return new SqliteSettings(queueLength, batchLimit, changed, cacheBytes, checkpointPages, busyTimeout, readers);
    }

    /** With another cache. */
    public SqliteSettings withCacheBytes(long changed) {
        return new SqliteSettings(queueLength, batchLimit, batchBytes, changed, checkpointPages, busyTimeout, readers);
    }

    /** With another length of the write-ahead log. */
    public SqliteSettings withCheckpointPages(int changed) {
        return new SqliteSettings(queueLength, batchLimit, batchBytes, cacheBytes, changed, busyTimeout, readers);
    }

    /** With another patience with other programs. */
    public SqliteSettings withBusyTimeout(Duration changed) {
        return new SqliteSettings(queueLength, batchLimit, batchBytes, cacheBytes, checkpointPages, changed, readers);
    }

    /** With another number of readers. */
    public SqliteSettings withReaders(int changed) {
        return new SqliteSettings(
                queueLength, batchLimit, batchBytes, cacheBytes, checkpointPages, busyTimeout, changed);
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("a " + what + " is between " + least + " and " + most);
        }
    }
}
