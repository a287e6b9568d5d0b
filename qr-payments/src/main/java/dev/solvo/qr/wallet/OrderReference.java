package dev.solvo.qr.wallet;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What is kept of an order to ask about it, to take it back, or to refund it.
 *
 * @param submittedAt when the order was first sent: UnionPay finds an order by its number and this time
 * @param transactionId the wallet's number, once known
 */
public record OrderReference(
        OrderNumber number, Money amount, Instant submittedAt, Optional<TransactionId> transactionId) {}
