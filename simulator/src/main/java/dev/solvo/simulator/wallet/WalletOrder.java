package dev.solvo.simulator.wallet;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One order in a wallet's books.
 *
 * @param number the till's number
 * @param transactionId the wallet's number
 * @param amountMinor in the smallest unit of the currency
 * @param currency three letters
 * @param state where it stands
 * @param createdAt when the wallet first saw it
 * @param paidAt when the money came; stays when it goes back
 * @param expiresAt when it ends by itself if nobody pays
 * @param codeHash SHA-256 in hex of the payment code, or of the shown code's text; never the code
 * @param details whatever else the wallet keeps: its field names and the till's values
 */
public record WalletOrder(
        String number,
        String transactionId,
        long amountMinor,
        String currency,
        OrderState state,
        Instant createdAt,
        Optional<Instant> paidAt,
        Instant expiresAt,
        String codeHash,
        Map<String, String> details) {
    /**
     * Copies the details.
     *
     * @throws IllegalArgumentException if the amount is not above zero
     */
    public WalletOrder {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("an order is of more than nothing");
        }
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /** A detail, or an empty text. */
    public String detail(String name) {
        return details.getOrDefault(name, "");
    }

    WalletOrder in(OrderState next, Optional<Instant> paid) {
        return new WalletOrder(
                number, transactionId, amountMinor, currency, next, createdAt, paid, expiresAt, codeHash, details);
    }
}
