package dev.solvo.qr.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A payment that the wallet confirmed in a verified message.
 *
 * @param orderAmount what the order asked for, as the wallet has it
 * @param payerAmount what the customer paid himself, after discounts
 * @param discounts what others paid for him
 * @param settlementAmount what the merchant is credited with, before fees
 * @param transactionId the wallet's number
 * @param paidAt when the customer paid, by the wallet's clock
 */
public record Payment(
        Money orderAmount,
        Optional<Money> payerAmount,
        List<Discount> discounts,
        Optional<Money> settlementAmount,
        TransactionId transactionId,
        Optional<Instant> paidAt) {
    /** Copies the list. */
    public Payment {
        discounts = List.copyOf(discounts);
    }
}
