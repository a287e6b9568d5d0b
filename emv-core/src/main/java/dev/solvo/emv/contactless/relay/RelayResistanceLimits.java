package dev.solvo.emv.contactless.relay;

/**
 * What a terminal knows of its own timing and how much deviation it bears. Tags DF8132 to DF8137 of kernel 2, 9F8213 to
 * 9F8218 of kernel 8.
 *
 * @param minimumGracePeriod how much earlier than the card's minimum an answer may come, in units of 100 microseconds
 * @param maximumGracePeriod how much later than the card's maximum an answer may come, in units of 100 microseconds
 * @param expectedCommandTime what the command takes on its way, in units of 100 microseconds
 * @param expectedResponseTime what the answer takes on its way, in units of 100 microseconds
 * @param accuracyThreshold how far above the card's minimum a time may be, in units of 100 microseconds
 * @param mismatchThresholdPercent how small a part of the larger the smaller estimate of the answer's way may be
 */
public record RelayResistanceLimits(
        int minimumGracePeriod,
        int maximumGracePeriod,
        int expectedCommandTime,
        int expectedResponseTime,
        int accuracyThreshold,
        int mismatchThresholdPercent) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a time does not fit two bytes or the percentage one
     */
    public RelayResistanceLimits {
        if (((minimumGracePeriod | maximumGracePeriod | expectedCommandTime | expectedResponseTime | accuracyThreshold)
                                & ~0xFFFF)
                        != 0
                || (mismatchThresholdPercent & ~0xFF) != 0) {
            throw new IllegalArgumentException("times have two bytes, the percentage one");
        }
    }
}
