package dev.solvo.prepaid.purse;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where accepted purchases are remembered, so that none is paid out twice. {@link MemoryPurchaseBook} forgets with the
 * process; a store that settles money implements this on its database.
 */
public interface PurchaseBook {
    /**
     * Enters a purchase, unless one of the two keys is taken: at once, whoever else enters the same.
     *
     * @param purchase a purchase whose code is right
     * @return the record that is in the way, or nothing if the purchase was entered
     */
    Optional<PurchaseRecord> enter(VerifiedPurchase purchase);

    /**
     * The largest of the card's numbers below a given one.
     *
     * @param serial the card
     * @param account the account: each counts by itself
     * @param offlineSequence the number
     * @return the number of the purchase before it, or nothing if there is none
     */
    OptionalInt lastBefore(ApplicationSerial serial, PurseAccount account, int offlineSequence);

    /**
     * What a purchase is known by to the code: the same twice is the same money.
     *
     * @param serial the card
     * @param type type of purchase
     * @param terminal the terminal
     * @param terminalSequence the terminal's number
     * @param time date and time
     * @param amountMinor how much
     */
    record CodedKey(
            ApplicationSerial serial,
            PurseTransactionType type,
            TerminalNumber terminal,
            long terminalSequence,
            TransactionTime time,
            long amountMinor) {
        /**
         * The key of a record.
         *
         * @param record the record
         * @return what its code covers
         */
        public static CodedKey of(PurchaseRecord record) {
            PurchaseFacts facts = record.facts();
            return new CodedKey(
                    facts.serial(),
                    facts.type(),
                    facts.terminal(),
                    facts.terminalSequence(),
                    facts.time(),
                    facts.amount().getAmountMinorLong());
        }
    }

    /**
     * What a purchase is known by to the card.
     *
     * @param serial the card
     * @param account the account
     * @param offlineSequence the card's number
     */
    record CardKey(ApplicationSerial serial, PurseAccount account, int offlineSequence) {
        /**
         * The key of a record.
         *
         * @param record the record
         * @return card, account and number
         */
        public static CardKey of(PurchaseRecord record) {
            PurchaseFacts facts = record.facts();
            return new CardKey(facts.serial(), facts.type().account(), facts.offlineSequence());
        }
    }
}
