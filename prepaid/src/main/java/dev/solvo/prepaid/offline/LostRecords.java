package dev.solvo.prepaid.offline;

/**
 * Records that an operator no longer waits for. If they come all the same, they are booked.
 *
 * @param from the first one
 * @param through the last one
 * @param operator who said so, 1 to 64 characters
 * @param reason why, 1 to 200 characters
 */
public record LostRecords(long from, long through, String operator, String reason) {
    private static final int LONGEST_OPERATOR = 64;
    private static final int LONGEST_REASON = 200;

    /** @throws IllegalArgumentException if a value cannot be */
    public LostRecords {
        if (from < 1 || through < from) {
            throw new IllegalArgumentException("not a range");
        }
        if (operator.isEmpty() || operator.length() > LONGEST_OPERATOR) {
            throw new IllegalArgumentException("an operator has 1 to " + LONGEST_OPERATOR + " characters");
        }
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason has 1 to " + LONGEST_REASON + " characters");
        }
    }
}
