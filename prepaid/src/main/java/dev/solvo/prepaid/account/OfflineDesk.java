package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.LedgerException;

/** Books what a terminal let customers spend without a network. The customers have left: nothing is refused. */
public final class OfflineDesk {
    OfflineDesk() {}

    /**
     * The same desk, which notes the terminal's batch with each operation.
     *
     * @param number 1 or more
     */
    public OfflineDesk inBatch(int number) {
        return Unwritten.body();
    }

    /**
     * Books an amount: what the card has is debited, the rest goes to suspense. Of a card that is not active, has another currency,
     * or was past its date when it was spent, all goes to suspense; so does what a card spent that the books do not know, which is noted
     * under the terminal's own id.
     *
     * <p>Upload with the same key until it is {@link OfflineAnswer.Booked}.
     */
    public OfflineAnswer book(OfflineSpending spending, OperationKey key) throws LedgerException {
        return Unwritten.body();
    }
}
