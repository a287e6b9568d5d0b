package dev.solvo.prepaid.ledger;

import java.time.Duration;

/**
 * How a ledger uses its database.
 *
 * @param sharded whether accounts lie on several databases behind one source, by account: then one transaction changes one
 *     account only, and one key on two cards is not noticed
 * @param attempts how often an operation is tried when the database cannot be reached or refuses for now, 1 to 100
 * @param firstPause the pause after the first attempt; each is twice the one before
 * @param longestPause the longest pause
 */
public record JdbcSettings(boolean sharded, int attempts, Duration firstPause, Duration longestPause) {
    /** One database, ten attempts within about ten seconds. */
    public static final JdbcSettings ONE_DATABASE =
            new JdbcSettings(false, 10, Duration.ofMillis(20), Duration.ofSeconds(2));

    /** Accounts on several databases, ten attempts within about ten seconds. */
    public static final JdbcSettings SHARDED = new JdbcSettings(true, 10, Duration.ofMillis(20), Duration.ofSeconds(2));

    private static final int MOST_ATTEMPTS = 100;

    /** @throws IllegalArgumentException if the attempts or pauses are out of range */
    public JdbcSettings {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("1 to " + MOST_ATTEMPTS + " attempts, not " + attempts);
        }
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("the longest pause is not shorter than the first, and none is negative");
        }
    }

    /** The same with another number of attempts. */
    public JdbcSettings withAttempts(int changed) {
        return new JdbcSettings(sharded, changed, firstPause, longestPause);
    }

    /** The same with other pauses. */
    public JdbcSettings withPauses(Duration first, Duration longest) {
        return new JdbcSettings(sharded, attempts, first, longest);
    }

    /** The pause after an attempt that failed; the first one has number 1. */
    Duration pauseAfter(int attempt) {
        Duration pause = firstPause;
        for (int i = 1; i < attempt && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
