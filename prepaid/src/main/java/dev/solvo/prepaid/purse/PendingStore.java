package dev.solvo.prepaid.purse;

import java.io.IOException;

/** Where pending transactions outlive a loss of power. */
public interface PendingStore {
    /**
     * Keeps a transaction; an earlier one of the same card may be replaced. Returns when it is on stable storage.
     *
     * <p>The caller of the operation forgets it, after the outcome is dealt with.
     *
     * @param pending the transaction
     * @throws IOException if it cannot be kept; the card is then not told to move money
     */
    void store(PendingTransaction pending) throws IOException;
}
