package dev.solvo.prepaid.ledger;

/** What an operation does. Names are stored: a constant is never renamed, and new ones are added at the end. */
public enum OperationKind {
    /** A new card. */
    ISSUE,
    /** A card that may be used from now on. */
    ACTIVATE,
    /** Money onto a card. */
    LOAD,
    /** Money spent at a terminal. */
    DEBIT,
    /** Money held for a later capture. */
    AUTHORISE,
    /** Held money spent, wholly or in part. */
    CAPTURE,
    /** What is left of a hold given back. */
    RELEASE,
    /** What is left of a hold given back because its time is over. */
    EXPIRE_HOLD,
    /** Spent money given back. */
    REFUND,
    /** Money given back without the operation that it was spent by. */
    UNLINKED_REFUND,
    /** An operation undone whose answer the terminal never had, or an order to refuse it when it comes. */
    REVERSE,
    /** Money to another card: the giving side. */
    TRANSFER,
    /** Money from another card: the taking side. */
    TRANSFER_IN,
    /** A transfer between shards that is finished, or given back. */
    TRANSFER_END,
    /** A card stopped. */
    BLOCK,
    /** A stopped card freed. */
    UNBLOCK,
    /** A card reported lost. */
    LOST,
    /** A new card in the place of an old one. */
    REPLACE,
    /** A card past its date; the rest goes to breakage. */
    EXPIRE,
    /** A correction by an operator. */
    ADJUST,
    /** A fee. */
    FEE,
    /** A PIN set, changed, or its tries given back. */
    PIN,
    /** A wrong PIN, or a verified one. */
    VERIFY_PIN,
    /** A terminal's batch closed. */
    CLOSE_BATCH,
    /** Money that was spent offline, booked when it was uploaded. */
    OFFLINE_DEBIT,
    /** A reversal's order to refuse an operation that has not come: it stands under the key of that operation. */
    TOMBSTONE
}
