package dev.solvo.prepaid.account;

/** What a terminal learns when it asks for a balance. */
public sealed interface BalanceAnswer {
    /**
     * The card is accepted.
     *
     * @param balance what is on it now
     */
    record Shown(CardBalance balance) implements BalanceAnswer {}

    /**
     * It is not shown.
     *
     * @param reason {@link RefusalReason#NOT_ACCEPTED} or {@link RefusalReason#TOO_MANY_TRIES}
     */
    record Refused(RefusalReason reason) implements BalanceAnswer {}
}
