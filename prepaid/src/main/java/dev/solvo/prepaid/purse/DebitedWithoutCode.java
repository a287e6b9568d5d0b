package dev.solvo.prepaid.purse;

/**
 * The card's log shows the purchase, and the card does not have its code any more. The cardholder has paid; what the
 * merchant can claim without a code is between merchant and issuer.
 *
 * @param facts the purchase
 */
public record DebitedWithoutCode(PurchaseFacts facts) implements RecoveredPurchase {}
