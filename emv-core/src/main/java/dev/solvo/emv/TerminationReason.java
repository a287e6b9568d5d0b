package dev.solvo.emv;

/** Why a card session was ended before a decision. */
public enum TerminationReason {
    /** The cardholder or the merchant gave the transaction up. */
    CANCELLED,
    /** The card was taken out. */
    CARD_REMOVED,
    /** The card did not answer in time, or its answers were damaged. */
    CARD_NOT_RESPONDING,
    /** The card's data or status words break the rules. */
    CARD_ERROR,
    /** The card is blocked, or does not know SELECT. */
    CARD_BLOCKED,
    /** No application is supported by both card and terminal. */
    NO_COMMON_APPLICATION,
    /** The card refuses this service; the magnetic stripe must not be used instead. */
    SERVICE_NOT_ALLOWED
}
