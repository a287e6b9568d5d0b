package dev.solvo.prepaid.purse;

/**
 * The card has debited, and the security module or the card's own log confirms that it was this purchase.
 *
 * @param record to be uploaded
 * @param confirmation {@link PsamConfirmation#CONFIRMED}; after a recovery perhaps {@link PsamConfirmation#UNAVAILABLE},
 *     when the security module has forgotten the purchase and does not count it
 */
public record Paid(PurchaseRecord record, PsamConfirmation confirmation)
        implements PurchaseOutcome, RecoveredPurchase {}
