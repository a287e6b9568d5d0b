package dev.solvo.prepaid.ledger;

/** The side of an account that an amount is posted to. */
public enum Side {
    /** Left: makes a card's balance smaller. */
    DEBIT,
    /** Right: makes a card's balance larger. */
    CREDIT
}
