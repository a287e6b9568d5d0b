package dev.solvo.prepaid.purse;

import org.joda.money.Money;

/** How a balance enquiry ended. */
public sealed interface BalanceOutcome permits BalanceOutcome.Balance, NotDone {
    /**
     * What the card holds.
     *
     * @param amount zero or more
     */
    record Balance(Money amount) implements BalanceOutcome {}
}
