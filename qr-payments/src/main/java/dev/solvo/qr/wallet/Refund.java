package dev.solvo.qr.wallet;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Money to send back to the customer of a payment.
 *
 * @param number the merchant's number of this refund; kept when it is sent again
 * @param order the payment; its transaction id is known, for it was confirmed
 * @param amount more than zero, at most the order's
 * @param submittedAt when the refund was first sent: UnionPay finds it by its number and this time
 * @param reason what the customer reads
 */
public record Refund(
        RefundNumber number, OrderReference order, Money amount, Instant submittedAt, Optional<String> reason) {
    /** Checks the amount against the order's. */
    public Refund {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("the amount of refund " + number + " is not more than zero: " + amount);
        }
        if (!amount.getCurrencyUnit().equals(order.amount().getCurrencyUnit())
                || amount.isGreaterThan(order.amount())) {
            throw new IllegalArgumentException(
                    "refund " + number + " of " + amount + " is more than the order's " + order.amount());
        }
    }
}
