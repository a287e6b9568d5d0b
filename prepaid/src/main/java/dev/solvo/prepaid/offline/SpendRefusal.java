package dev.solvo.prepaid.offline;

/** Why a terminal lets nobody spend, or not this card or amount. */
public enum SpendRefusal {
    /** The issuer set no limits yet. */
    NO_PARAMETERS,
    /** The limits are too old: the terminal must hear from the issuer. */
    PARAMETERS_EXPIRED,
    /** The clock is before the last record, or before the parameters were issued. */
    CLOCK,
    /** The block list is missing or older than the parameters want it. */
    BLOCK_LIST_OUTDATED,
    /** The card is on the block list. */
    BLOCKED,
    /** Another currency than that of the parameters. */
    CURRENCY,
    /** Above the highest single amount. */
    TRANSACTION_LIMIT,
    /** Above what a card can spend in its window. */
    CARD_LIMIT,
    /** Above what the terminal may have that is not uploaded: upload. */
    TERMINAL_LIMIT,
    /** The journal is full: upload; records that are uploaded stay for a while. */
    STORE_FULL
}
