package dev.solvo.prepaid.ledger;

/**
 * One line of the journal; the currency is the operation's.
 *
 * @param account whose
 * @param side which side
 * @param amount in minor units, more than 0
 */
public record Posting(LedgerAccount account, Side side, long amount) {
    /** @throws IllegalArgumentException if the amount is not more than 0 */
    public Posting {
        if (amount <= 0) {
            throw new IllegalArgumentException("a posting is of more than 0");
        }
    }
}
