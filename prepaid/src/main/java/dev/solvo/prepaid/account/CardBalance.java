package dev.solvo.prepaid.account;

import org.joda.money.Money;

/**
 * What is on a card.
 *
 * @param ledger all of it, held or not
 * @param held what of it is held for captures
 * @param available what can be spent: the ledger balance less what is held
 */
public record CardBalance(Money ledger, Money held, Money available) {
    /** @throws IllegalArgumentException if it does not add up */
    public CardBalance {
        if (!ledger.minus(held).equals(available) || held.isNegative() || available.isNegative()) {
            throw new IllegalArgumentException("available is what is not held of the ledger balance");
        }
    }
}
