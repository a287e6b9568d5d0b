package dev.solvo.prepaid.ledger;

/** What a card may do. */
public enum CardState {
    /** Issued, not yet handed over: nothing but activation. */
    INACTIVE,
    /** In use. */
    ACTIVE,
    /** Stopped by an operator, or by too many wrong PINs; can be unblocked. */
    BLOCKED,
    /** Reported lost or stolen; can only be replaced. */
    LOST,
    /** Another card has taken its place and its balance. */
    REPLACED,
    /** Past its date; what was left on it went to breakage. */
    EXPIRED
}
