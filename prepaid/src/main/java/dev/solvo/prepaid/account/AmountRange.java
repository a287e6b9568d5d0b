package dev.solvo.prepaid.account;

/**
 * How much one operation may be about, in minor units of the product's currency.
 *
 * @param least 1 or more
 * @param most {@code least} or more, at most {@link #LARGEST}
 */
public record AmountRange(long least, long most) {
    /** The largest amount of one operation: 10^12 minor units. */
    public static final long LARGEST = 1_000_000_000_000L;

    /** Any amount. */
    public static final AmountRange ANY = new AmountRange(1, LARGEST);

    /** @throws IllegalArgumentException if it is not 1 &le; least &le; most &le; 10^12 */
    public AmountRange {
        if (least < 1 || most < least || most > LARGEST) {
            throw new IllegalArgumentException("amounts are from 1 to 10^12, not from " + least + " to " + most);
        }
    }
}
