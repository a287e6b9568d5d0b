package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.util.Set;

/**
 * How often, and how much, a card may be used in a window of time that ends now. What was refused or reversed does not count; what
 * was refunded does.
 *
 * @param kinds of which operations, this one among them; the limit is looked at when an operation of these kinds is decided
 * @param window how far back: an operation counts until just before its age is the window
 * @param mostOperations how many at most, this one among them; {@link Long#MAX_VALUE} for any number
 * @param mostAmount how much in minor units at most, this one among them; {@link Long#MAX_VALUE} for any amount
 */
public record VelocityLimit(Set<OperationKind> kinds, Duration window, long mostOperations, long mostAmount) {
    /** The longest window. */
    public static final Duration LONGEST_WINDOW = Duration.ofDays(3_660);

    /** @throws IllegalArgumentException if there is no kind, or a number is out of its range */
    public VelocityLimit {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a velocity limit is about one kind of operation at least");
        }
        if (window.toMillis() < 1 || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("a window is from 1 millisecond to 3,660 days long");
        }
        if (mostOperations < 0 || mostAmount < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }

    /** So many operations in a window. */
    public static VelocityLimit operations(Set<OperationKind> kinds, Duration window, long most) {
        return new VelocityLimit(kinds, window, most, Long.MAX_VALUE);
    }

    /** So much in a window, in minor units. */
    public static VelocityLimit amount(Set<OperationKind> kinds, Duration window, long most) {
        return new VelocityLimit(kinds, window, Long.MAX_VALUE, most);
    }
}
