package dev.solvo.prepaid.purse;

import org.joda.money.Money;

/**
 * What a purchase is, from the moment the card is asked to debit.
 *
 * @param serial the card
 * @param type {@link PurseTransactionType#PURSE_PURCHASE}, {@link PurseTransactionType#PASSBOOK_PURCHASE} or {@link
 *     PurseTransactionType#COMPOUND_PURCHASE}
 * @param amount how much, up to 4 294 967 295 minor units; zero in compound purchases only
 * @param oldBalance what the card held before
 * @param offlineSequence the card's number of the transaction, before it was raised: 0 to 65 534
 * @param terminal the terminal
 * @param terminalSequence the security module's number of the transaction, 0 to 4 294 967 295
 * @param time the terminal's date and time
 * @param keyVersion version of the key, as the card said
 * @param algorithm algorithm of the key, as the card said; 00 is triple DES
 */
public record PurchaseFacts(
        ApplicationSerial serial,
        PurseTransactionType type,
        Money amount,
        Money oldBalance,
        int offlineSequence,
        TerminalNumber terminal,
        long terminalSequence,
        TransactionTime time,
        int keyVersion,
        int algorithm) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a field is out of range, the currencies differ, or the amount exceeds the balance
     */
    public PurchaseFacts {
        if (!type.isPurchase()) {
            throw new IllegalArgumentException(type + " is no purchase");
        }
        CardNumber.requireAmount(amount.getAmountMinorLong());
        CardNumber.requireAmount(oldBalance.getAmountMinorLong());
        if (amount.isGreaterThan(oldBalance)) {
            throw new IllegalArgumentException("a card debits no more than it holds");
        }
        CardNumber.requireSequence(offlineSequence);
        CardNumber.requireSequence(offlineSequence + 1);
        CardNumber.requireAmount(terminalSequence);
        CardNumber.requireByte(keyVersion, "a key version");
        CardNumber.requireByte(algorithm, "an algorithm");
    }

    /**
     * What the card holds after the debit.
     *
     * @return old balance less the amount
     */
    public Money newBalance() {
        return oldBalance.minus(amount);
    }
}
