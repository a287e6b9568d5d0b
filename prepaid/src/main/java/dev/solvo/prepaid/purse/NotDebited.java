package dev.solvo.prepaid.purse;

/**
 * The card has not debited: its counter stands where it stood, or its log has room for the purchase and does not show it.
 *
 * @param facts the purchase that was not done
 */
public record NotDebited(PurchaseFacts facts) implements RecoveredPurchase {}
