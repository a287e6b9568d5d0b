package dev.solvo.prepaid.purse;

/** What the security module says to the card's proof. */
public enum PsamConfirmation {
    /** The card has debited; the module has counted the money. */
    CONFIRMED,
    /** The proof is not that of the purchase. */
    REFUSED,
    /** The module does not answer, or has forgotten the purchase. */
    UNAVAILABLE
}
