package dev.solvo.prepaid.purse;

/**
 * The card says that it has debited, and its proof is wrong or could not be checked. A card that is none would do that. Do
 * not hand out the goods; upload the record, for its code tells the issuer whether the card lied.
 *
 * @param record what the card said
 * @param confirmation {@link PsamConfirmation#REFUSED} or {@link PsamConfirmation#UNAVAILABLE}
 */
public record Unproven(PurchaseRecord record, PsamConfirmation confirmation)
        implements PurchaseOutcome, RecoveredPurchase {}
