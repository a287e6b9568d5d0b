package dev.solvo.emv.config;

/**
 * What the terminal does with transactions of one type (9C). The Books leave this to the payment systems, so it is a
 * parameter of the application and no rule of EMV.
 */
public enum TransactionHandling {
    /** Every function is performed and the card decides. The default for all types but refund and inquiries. */
    FULL,
    /**
     * Only the card's data are wanted: no cardholder verification, no terminal risk management, and an AAC is asked for,
     * which ends as {@link dev.solvo.emv.Outcome.RefundAccepted}. The default for a refund (20); refused for types other
     * than credits (20 to 29), where such an end would look like an approval.
     */
    CARD_DATA_ONLY,
    /**
     * Every function is performed; what is not denied is sent to the issuer, and declined where he cannot be asked. The
     * default for inquiries (30 to 39), whose answer only the issuer knows.
     */
    ONLINE_REQUIRED
}
