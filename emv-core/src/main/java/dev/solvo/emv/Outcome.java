package dev.solvo.emv;

/**
 * How a transaction ended.
 *
 * <p>Whatever it is, look at {@link #hostState()} too: a transaction that was declined by the card after the issuer
 * approved owes the host a reversal.
 */
public sealed interface Outcome {
    /**
     * What is known of the transaction.
     *
     * @return data, decisions and cryptograms
     */
    TransactionResult result();

    /**
     * What is known of the host's view.
     *
     * @return whether a reversal is owed
     */
    HostState hostState();

    /**
     * The card approved with a transaction certificate.
     *
     * @param result what is known of the transaction
     * @param hostState what is known of the host's view
     */
    record Approved(TransactionResult result, HostState hostState) implements Outcome {}

    /**
     * Terminal, card or issuer declined.
     *
     * @param result what is known of the transaction
     * @param hostState what is known of the host's view
     */
    record Declined(TransactionResult result, HostState hostState) implements Outcome {}

    /**
     * The card gave what a refund needs. The cryptogram of a refund is an AAC by design, so this is not a decline.
     *
     * @param result what is known of the transaction
     * @param hostState what is known of the host's view
     */
    record RefundAccepted(TransactionResult result, HostState hostState) implements Outcome {}

    /**
     * The card session was ended before a decision.
     *
     * @param result what is known of the transaction
     * @param hostState what is known of the host's view
     * @param reason why
     * @param explanation where and why in words; no card data
     */
    record Terminated(TransactionResult result, HostState hostState, TerminationReason reason, String explanation)
            implements Outcome {}

    /**
     * Use another way to the card. On the contact reader that is the magnetic stripe, where the configuration allows it, the chip
     * cannot be read or knows no application of the terminal, and neither the card nor an application on it is blocked (EMV 4.4
     * Book 4, 6.6.2).
     *
     * @param result what is known of the transaction
     * @param hostState what is known of the host's view
     * @param reason why
     */
    record TryAnotherInterface(TransactionResult result, HostState hostState, TerminationReason reason)
            implements Outcome {}
}
