package dev.solvo.prepaid.account;

import java.math.BigDecimal;
import java.time.Instant;
import org.joda.money.Money;

/**
 * What a terminal let a customer spend without asking.
 *
 * @param card whose money, by the code or by the account's id
 * @param amount more than 0
 * @param spent when, by the terminal's clock
 * @param sequence the number of the terminal's record
 */
public record OfflineSpending(CardReference card, Money amount, Instant spent, long sequence) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Checks what can be checked without a card.
     *
     * @throws IllegalArgumentException if the amount is not more than 0 and at most 10^12 minor units, the number is negative, or the
     *     time is not in the years 1970 to 9999
     */
    public OfflineSpending {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an amount is more than 0");
        }
        if (amount.getAmountMinor().compareTo(BigDecimal.valueOf(AmountRange.LARGEST)) > 0) {
            throw new IllegalArgumentException("an amount is at most 10^12 minor units");
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("a record's number is not negative");
        }
        if (spent.isBefore(Instant.EPOCH) || spent.isAfter(LATEST)) {
            throw new IllegalArgumentException("nothing was spent before 1970 or after 9999");
        }
    }
}
