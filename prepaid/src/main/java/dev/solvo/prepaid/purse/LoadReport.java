package dev.solvo.prepaid.purse;

/**
 * What became of a load that the issuer was asked about. May be told again.
 *
 * <p>The issuer compares the terminal's time as well as the card's number: after a load that was not done the card gives
 * the same number to the next one, and the report of the first must neither book nor release the second.
 */
public sealed interface LoadReport {
    /**
     * The load.
     *
     * @return card, number and amount
     */
    LoadFacts facts();

    /**
     * The card has the money.
     *
     * @param record the load with its code
     */
    record Credited(LoadRecord record) implements LoadReport {
        @Override
        public LoadFacts facts() {
            return record.facts();
        }
    }

    /**
     * The card has not taken the money and never will: its challenge is gone.
     *
     * @param facts the load
     */
    record NotCredited(LoadFacts facts) implements LoadReport {}
}
