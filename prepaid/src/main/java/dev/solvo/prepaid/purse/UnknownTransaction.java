package dev.solvo.prepaid.purse;

/**
 * Nobody knows whether the card has moved the money. Keep it, ask for the same card again, and let {@link PurseReader}
 * recover it.
 *
 * @param pending the transaction
 * @param cause why it is unknown
 */
public record UnknownTransaction(PendingTransaction pending, Cause cause)
        implements PurchaseOutcome, LoadOutcome, RecoveredPurchase, RecoveredLoad {
    /** Why a transaction is unknown. */
    public enum Cause {
        /** The card left, or nothing was heard of it. */
        NO_ANSWER,
        /** The card's answer is none. */
        MALFORMED_ANSWER,
        /** The card answered with a status word that does not say whether it did it. */
        UNCLEAR_STATUS,
        /** Another card is in the field. */
        OTHER_CARD,
        /** The card tells only when the PIN was entered. */
        PIN_REQUIRED,
        /** The card's counter is not one that this transaction could have left. */
        OTHER_COUNTER,
        /** The card shows the transaction in its log and does not have its code any more. */
        CODE_LOST,
        /** The card has a proof, or has done other transactions since, and its log does not say which was ours. */
        NO_EVIDENCE
    }
}
