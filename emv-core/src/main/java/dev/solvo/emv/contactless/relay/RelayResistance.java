package dev.solvo.emv.contactless.relay;

/**
 * Judges how long a card took to answer EXCHANGE RELAY RESISTANCE DATA. Who relays the dialogue to a card elsewhere cannot
 * make the answer come in the time that the card itself announces and, in its signature or its MAC, vouches for.
 *
 * <p>All times are in units of 100 microseconds; what exceeds FFFF counts as FFFF. The arithmetic follows two open
 * implementations that agree; the books were not at hand.
 *
 * <p>NOTE: both sources compare the measured time with the accuracy threshold only where both estimates of the answer's way
 * are known, and neither shows where the book has that bracket. Here the comparison is always made: that can only raise the
 * bit more often.
 */
public final class RelayResistance {
    /** At most so many commands are sent. */
    public static final int MOST_ATTEMPTS = 3;

    private static final long NANOS_PER_UNIT = 100_000;
    private static final int LONGEST = 0xFFFF;

    private final RelayResistanceLimits limits;

    /**
     * A judge.
     *
     * @param limits the terminal's
     */
    public RelayResistance(RelayResistanceLimits limits) {
        this.limits = limits;
    }

    /** What follows from an answer. */
    public enum Verdict {
        /** Faster than the card can be: its data are wrong, and the transaction ends. */
        TOO_FAST,
        /** Too slow, and the command may be sent again. */
        REPEAT,
        /** Done, whatever was found. */
        CONTINUE
    }

    /**
     * What an answer shows.
     *
     * @param verdict what follows
     * @param measuredTime the card's processing time as measured, in units of 100 microseconds
     * @param timeLimitsExceeded whether the last attempt was too slow too
     * @param thresholdExceeded whether the estimates or the measured time deviate too much
     */
    public record Result(Verdict verdict, int measuredTime, boolean timeLimitsExceeded, boolean thresholdExceeded) {}

    /**
     * Judges one answer.
     *
     * @param answer what the card says of itself
     * @param elapsedNanos nanoseconds between command and answer, as the reader measured them; a negative time counts as 0
     * @param attempt the number of the command, 1 to {@link #MOST_ATTEMPTS}
     * @return what it shows
     */
    public Result judge(RelayResistanceAnswer answer, long elapsedNanos, int attempt) {
        int measured = measured(answer, elapsedNanos);
        if (measured < Math.max(0, answer.minimumTime() - limits.minimumGracePeriod())) {
            return new Result(Verdict.TOO_FAST, measured, false, false);
        }
        boolean tooSlow = measured > answer.maximumTime() + limits.maximumGracePeriod();
        if (tooSlow && attempt < MOST_ATTEMPTS) {
            return new Result(Verdict.REPEAT, measured, false, false);
        }
        return new Result(
                Verdict.CONTINUE,
                measured,
                tooSlow,
                isMismatch(answer.estimatedResponseTime())
                        || measured - answer.minimumTime() > limits.accuracyThreshold());
    }

    private int measured(RelayResistanceAnswer answer, long elapsedNanos) {
        int elapsed = (int) Math.min(LONGEST, Math.max(0, elapsedNanos) / NANOS_PER_UNIT);
        int ways =
                limits.expectedCommandTime() + Math.min(answer.estimatedResponseTime(), limits.expectedResponseTime());
        return Math.max(0, elapsed - ways);
    }

    /** Where one of the estimates is not known there is nothing to compare. Percentages are cut to whole numbers. */
    private boolean isMismatch(int cardEstimate) {
        int terminalEstimate = limits.expectedResponseTime();
        return cardEstimate != 0
                && terminalEstimate != 0
                && (cardEstimate * 100 / terminalEstimate < limits.mismatchThresholdPercent()
                        || terminalEstimate * 100 / cardEstimate < limits.mismatchThresholdPercent());
    }
}
