package dev.solvo.simulator.wallet;

import java.time.Duration;

/**
 * What a customer does once his code is scanned, or once he sees a code.
 *
 * @param act what he does in the end
 * @param after how long he takes; a scanned code that is not paid at once shows the password field
 */
public record Customer(Act act, Duration after) {
    /** Ends of a payment. */
    public enum Act {
        /** He pays. */
        PAYS,
        /** He says no. */
        REFUSES,
        /** He has not enough money, which is known at once. */
        HAS_NOT_ENOUGH,
        /** He does nothing any more. */
        WALKS_AWAY
    }

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Customer {
        if (after.isNegative()) {
            throw new IllegalArgumentException("a negative time");
        }
    }

    /** He pays without a password. */
    public static Customer paysAtOnce() {
        return new Customer(Act.PAYS, Duration.ZERO);
    }

    /** He types his password, or scans the code he is shown, for so long, and pays. */
    public static Customer paysAfter(Duration time) {
        return new Customer(Act.PAYS, time);
    }

    /** He is asked for his password and refuses after so long. */
    public static Customer refusesAfter(Duration time) {
        return new Customer(Act.REFUSES, time);
    }

    /** He has not enough money. */
    public static Customer hasNotEnough() {
        return new Customer(Act.HAS_NOT_ENOUGH, Duration.ZERO);
    }

    /** He is asked for his password, or shown a code, and never does anything. */
    public static Customer walksAway() {
        return new Customer(Act.WALKS_AWAY, Duration.ZERO);
    }
}
