package dev.solvo.prepaid.offline;

import java.time.Duration;

/**
 * How much a terminal keeps.
 *
 * @param mostRecords how many records, uploaded or not, 1 to 1,000,000
 * @param mostBytes how large the journal may be, {@value #LEAST_BYTES} bytes or more; each record takes about 300, and twice that while
 *     the journal is made smaller
 * @param keep for how long a record stays after it was uploaded, {@value #LEAST_KEEP_HOURS} hours or more: so long the same key gets the same
 *     record, a card's day is counted, and an issuer who restored an older copy of his books gets it again
 */
public record JournalLimits(int mostRecords, int mostBytes, Duration keep) {
    /** The smallest journal. */
    public static final int LEAST_BYTES = 1 << 14;

    /** The shortest time, for the longest day has 25 hours. */
    public static final int LEAST_KEEP_HOURS = 26;

    private static final int MOST_RECORDS = 1_000_000;
    private static final Duration LONGEST_KEEP = Duration.ofDays(3650);

    /** @throws IllegalArgumentException if a value cannot be */
    public JournalLimits {
        if (mostRecords < 1 || mostRecords > MOST_RECORDS) {
            throw new IllegalArgumentException("a journal has 1 to " + MOST_RECORDS + " records, not " + mostRecords);
        }
        if (mostBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("a journal has at least " + LEAST_BYTES + " bytes, not " + mostBytes);
        }
        if (keep.compareTo(Duration.ofHours(LEAST_KEEP_HOURS)) < 0 || keep.compareTo(LONGEST_KEEP) > 0) {
            throw new IllegalArgumentException("records are kept for " + LEAST_KEEP_HOURS + " hours to 3,650 days");
        }
    }

    /** 20,000 records, 8 MiB, two days. */
    public static JournalLimits standard() {
        return new JournalLimits(20_000, 8 << 20, Duration.ofDays(2));
    }
}
