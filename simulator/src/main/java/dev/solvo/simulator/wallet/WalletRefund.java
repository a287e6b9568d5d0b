package dev.solvo.simulator.wallet;

import java.time.Instant;

/**
 * One refund in a wallet's books.
 *
 * @param number the till's number
 * @param orderNumber of the order that it gives back
 * @param refundId the wallet's number
 * @param amountMinor in the smallest unit of the order's currency
 * @param requestedAt when the wallet took it on
 * @param doneAt when the money is with the customer
 * @param notifyUrl where the wallet tells so; empty for nowhere
 */
public record WalletRefund(
        String number,
        String orderNumber,
        String refundId,
        long amountMinor,
        Instant requestedAt,
        Instant doneAt,
        String notifyUrl) {
    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is not above zero
     */
    public WalletRefund {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("a refund is of more than nothing");
        }
    }

    /** Whether the money is with the customer at that time. */
    public boolean isDone(Instant now) {
        return !now.isBefore(doneAt);
    }
}
