package dev.solvo.simulator.wallet;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Faults at given rates, drawn from a seeded source, until they are switched off. */
public final class RandomFaults implements FaultPlan {
    private final Random random;
    private final Map<WalletFault.Kind, Double> rates;
    private final Duration longestDelay;
    private boolean off;

    /**
     * Faults at these rates.
     *
     * @param random where they are drawn from
     * @param rates how many of one, between 0 and 1; together at most 1
     * @param longestDelay of {@link WalletFault.Kind#DELAY}; shorter ones are as likely
     * @throws IllegalArgumentException if the rates are more than 1 or less than 0
     */
    public RandomFaults(Random random, Map<WalletFault.Kind, Double> rates, Duration longestDelay) {
        this.random = random;
        this.rates = new EnumMap<>(WalletFault.Kind.class);
        this.rates.putAll(rates);
        this.longestDelay = longestDelay;
        double sum = 0;
        for (double rate : rates.values()) {
            if (!(rate >= 0)) {
                throw new IllegalArgumentException("a rate below 0");
            }
            sum += rate;
        }
        // A little more, for tenths do not add up exactly.
        if (sum > 1.000_001) {
            throw new IllegalArgumentException("rates of more than 1");
        }
    }

    /** From now on nothing goes wrong. */
    public synchronized void switchOff() {
        off = true;
    }

    @Override
    public synchronized WalletFault next(WalletRequest request) {
        if (off) {
            return WalletFault.none();
        }
        double drawn = random.nextDouble();
        for (Map.Entry<WalletFault.Kind, Double> rate : rates.entrySet()) {
            drawn -= rate.getValue();
            if (drawn < 0) {
                return rate.getKey() == WalletFault.Kind.DELAY
                        ? WalletFault.delay(
                                longestDelay.multipliedBy(random.nextInt(1001)).dividedBy(1000))
                        : WalletFault.of(rate.getKey());
            }
        }
        return WalletFault.none();
    }
}
