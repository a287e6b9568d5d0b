package dev.solvo.emv.config;

/**
 * Parameters of random transaction selection. EMV 4.4 Book 3, 10.6.2.
 *
 * @param targetPercentage share of the transactions below the threshold that go online, 0 to 99
 * @param maximumTargetPercentage share just below the floor limit, from the target percentage to 99
 * @param thresholdMinor amount in minor units from which the share rises, 0 or more, below the floor limit
 */
public record RandomSelection(int targetPercentage, int maximumTargetPercentage, long thresholdMinor) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range or the maximum lies below the target
     */
    public RandomSelection {
        if (targetPercentage < 0 || targetPercentage > 99) {
            throw new IllegalArgumentException("the target percentage is not 0 to 99");
        }
        if (maximumTargetPercentage < targetPercentage || maximumTargetPercentage > 99) {
            throw new IllegalArgumentException("the maximum target percentage is not target percentage to 99");
        }
        if (thresholdMinor < 0) {
            throw new IllegalArgumentException("the threshold is negative");
        }
    }
}
