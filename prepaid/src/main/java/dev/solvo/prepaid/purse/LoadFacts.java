package dev.solvo.prepaid.purse;

import org.joda.money.Money;

/**
 * What a load is, from the moment the card has begun it.
 *
 * @param serial the card
 * @param type {@link PurseTransactionType#PURSE_LOAD} or {@link PurseTransactionType#PASSBOOK_LOAD}
 * @param amount how much, 1 to 4 294 967 295 minor units
 * @param oldBalance what the card held before
 * @param onlineSequence the card's number of the load, before it was raised: 0 to 65 534
 * @param terminal the terminal
 * @param terminalTime the terminal's date and time when it was begun. The card's number may be that of another load: one
 *     that was not done leaves it to the next; number and time together are of one load only
 * @param keyVersion version of the key, as the card said
 * @param algorithm algorithm of the key, as the card said; 00 is triple DES
 */
public record LoadFacts(
        ApplicationSerial serial,
        PurseTransactionType type,
        Money amount,
        Money oldBalance,
        int onlineSequence,
        TerminalNumber terminal,
        TransactionTime terminalTime,
        int keyVersion,
        int algorithm) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a field is out of range or the currencies differ
     */
    public LoadFacts {
        if (!type.isLoad()) {
            throw new IllegalArgumentException(type + " is no load");
        }
        CardNumber.requireAmount(amount.getAmountMinorLong());
        CardNumber.requireAmount(oldBalance.getAmountMinorLong());
        CardNumber.requireAmount(oldBalance.plus(amount).getAmountMinorLong());
        CardNumber.requireSequence(onlineSequence);
        CardNumber.requireSequence(onlineSequence + 1);
        CardNumber.requireByte(keyVersion, "a key version");
        CardNumber.requireByte(algorithm, "an algorithm");
    }

    /**
     * What the card holds after the load.
     *
     * @return old balance and the amount
     */
    public Money newBalance() {
        return oldBalance.plus(amount);
    }
}
