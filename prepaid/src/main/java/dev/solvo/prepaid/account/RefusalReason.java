package dev.solvo.prepaid.account;

/**
 * Why an operation was refused. Names are stored: a constant is never renamed.
 *
 * <p>A terminal learns {@link #NOT_ACCEPTED} of a card that is unknown, not active yet, blocked, lost, replaced or expired, whose PIN
 * is wrong, missing or blocked, and nothing that would tell these apart.
 */
public enum RefusalReason {
    /** The card, or the PIN, is not accepted here. An operator sees why. */
    NOT_ACCEPTED(false),
    /** Too many refusals at this terminal or for this card. Not stored: ask again later with the same key. */
    TOO_MANY_TRIES(false),
    /** Less is available than was asked for. */
    INSUFFICIENT_FUNDS(false),
    /** Less than the product's smallest amount for such an operation. */
    BELOW_MINIMUM(false),
    /** More than the product's largest amount for such an operation. */
    ABOVE_MAXIMUM(false),
    /** There would be more on the card than the product allows. */
    BALANCE_LIMIT(false),
    /** Too often, or too much, in one of the product's windows of time. */
    VELOCITY_LIMIT(false),
    /** More than the books count: 10^12 minor units in an operation, 10^15 on a card. */
    LIMIT(false),
    /** The card has another currency. */
    CURRENCY(false),
    /** The product's rules do not allow such an operation here. */
    NOT_PERMITTED(false),
    /** There is no operation of this card under the original key that the new one could refer to. */
    NOT_FOUND(false),
    /** More than what is left of the original operation. */
    EXCEEDS_ORIGINAL(false),
    /** The original operation was reversed, or this one was before it arrived. */
    REVERSED(false),
    /** Something was given back or captured already, so that it cannot be reversed as a whole; or it is of a kind that cannot. */
    NOT_REVERSIBLE(false),
    /** Nothing is held any more: all of it is captured or released. */
    HOLD_CLOSED(false),
    /** The hold's time is over. */
    HOLD_EXPIRED(false),
    /** The card has as many open holds as the product allows. */
    TOO_MANY_HOLDS(false),
    /** The card is active already. */
    ALREADY_ACTIVE(false),
    /** From a card to itself. */
    SAME_CARD(false),
    /** The card has no PIN. */
    NO_PIN(false),
    /** The new PIN is not as long as the product wants it. */
    PIN_LENGTH(false),
    /** There is no such card. Not stored. */
    UNKNOWN_CARD(true),
    /** There is a card with this code. */
    CODE_TAKEN(true),
    /** The card's state does not allow it. */
    WRONG_STATE(true),
    /** The tenant has no rules for the card's product. */
    NO_RULES(true);

    private final boolean operators;

    RefusalReason(boolean operators) {
        this.operators = operators;
    }

    /** Whether only operators are told. */
    public boolean isForOperators() {
        return operators;
    }
}
