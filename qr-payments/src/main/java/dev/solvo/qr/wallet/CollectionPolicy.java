package dev.solvo.qr.wallet;

import java.time.Duration;

/**
 * The patience of a collection.
 *
 * @param callTimeout how long one call may take
 * @param firstQueryAfter the pause before the first query
 * @param queryInterval the pause between two queries
 * @param queryIntervalGrows whether each pause is twice the one before, starting at {@code queryInterval}
 * @param queryBudget how long is asked before the order is taken back, from the first call on
 * @param maximumQueries how often is asked before the order is taken back, however short the pauses
 * @param cancelNotBefore how long after the last payment call has ended an order may be taken back at the earliest
 *     (WeChat Pay: 15 s)
 * @param cancelInterval the pause between two attempts to take back
 * @param maximumCancels how many attempts to take back before the result is left unknown and the record kept for later
 */
public record CollectionPolicy(
        Duration callTimeout,
        Duration firstQueryAfter,
        Duration queryInterval,
        boolean queryIntervalGrows,
        Duration queryBudget,
        int maximumQueries,
        Duration cancelNotBefore,
        Duration cancelInterval,
        int maximumCancels) {
    /** Checks that every loop ends and every pause is positive. */
    public CollectionPolicy {
        if (callTimeout.isNegative() || callTimeout.isZero() || queryInterval.isNegative() || queryInterval.isZero()) {
            throw new IllegalArgumentException("time-out and query interval have to be more than zero");
        }
        for (Duration pause :
                new Duration[] {callTimeout, firstQueryAfter, queryInterval, cancelNotBefore, cancelInterval}) {
            if (pause.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("a pause of " + pause + " is longer than a day");
            }
        }
        if (firstQueryAfter.isNegative() || cancelNotBefore.isNegative() || cancelInterval.isNegative()) {
            throw new IllegalArgumentException("a pause cannot be negative");
        }
        if (maximumQueries < 1 || maximumQueries > 1000 || maximumCancels < 1 || maximumCancels > 100) {
            throw new IllegalArgumentException("1 to 1000 queries and 1 to 100 attempts to take back");
        }
        if (queryBudget.isNegative() || queryBudget.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the query budget is from zero to a day");
        }
    }
}
