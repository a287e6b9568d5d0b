package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseProcedure;

/** A case that is one transaction, which may also be run for itself and against another kernel. */
public interface TransactionCase extends CaseProcedure {
    /**
     * Whether the card is held to a reader without contacts.
     *
     * @return true for {@code kind: contactless}
     */
    boolean isContactless();

    /**
     * The card's image.
     *
     * @return its name
     */
    String cardName();

    /**
     * Whether a session can hold the transaction: none holds the digits of a PIN.
     *
     * @return whether {@link PreparedTransaction#sessionWanted()} leads to a session
     */
    boolean canBeRecorded();

    /**
     * The same transaction with another kernel. Nothing is expected of it.
     *
     * @param other the terminal's side
     * @return the transaction
     */
    CaseProcedure against(KernelUnderTest other);
}
