package dev.solvo.prepaid.ledger;

import java.util.List;

/**
 * An operation with its lines in the journal.
 *
 * @param operation the operation
 * @param postings its lines: debits and credits of the same sum, at most {@value #MOST_POSTINGS}; none if no money moved
 */
public record JournalEntry(OperationRow operation, List<Posting> postings) {
    /** The most lines of one operation. */
    public static final int MOST_POSTINGS = 8;

    /** @throws IllegalArgumentException if debits and credits differ, or there are too many lines */
    public JournalEntry {
        postings = List.copyOf(postings);
        if (postings.size() > MOST_POSTINGS) {
            throw new IllegalArgumentException("an operation has at most " + MOST_POSTINGS + " postings");
        }
        long sum = 0;
        for (Posting posting : postings) {
            sum = Math.addExact(sum, posting.side() == Side.DEBIT ? posting.amount() : -posting.amount());
        }
        if (sum != 0) {
            throw new IllegalArgumentException("debits and credits differ");
        }
    }
}
