package dev.solvo.emv.kernel;

import dev.solvo.emv.data.EmvDataException;

/** One function of a transaction, EMV 4.4 Book 3, 10. An object lives for one transaction and keeps its own loop state. */
interface TransactionFunction {
    /**
     * Starts the function.
     *
     * @param transaction what is known and decided so far
     * @return what is to happen next
     * @throws EmvDataException if the card's data break a rule that ends the session, EMV 4.4 Book 3, 7.5
     */
    Next begin(Transaction transaction) throws EmvDataException;
}
