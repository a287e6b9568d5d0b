package dev.solvo.emv;

import dev.solvo.emv.data.ChipData;

/**
 * What takes an authorisation back at the host. EMV 4.4 Book 4, 12.1.
 *
 * <p>Store it before the authorisation request leaves the terminal, drop it when the outcome's
 * {@linkplain HostState host state} is not {@link HostState.ReversalOwed}, and send it until the host confirms it. The one
 * of the host state replaces the stored one: its data are those of the end, script results included.
 *
 * @param transaction what was to be paid
 * @param chipData the card's and terminal's data as they stand; what the acquirer wants of them is his format, for which
 *     {@link dev.solvo.emv.host.HostProfile#reversal()} has a list
 * @param reason why it is owed, for the message's reason code; the codes are the network's
 */
public record Reversal(TransactionRequest transaction, ChipData chipData, Reason reason) {
    /** Why an authorisation is taken back. */
    public enum Reason {
        /** No valid answer came, or, in a reversal stored before sending, none has come yet. */
        NO_ANSWER,
        /** The issuer approved, and the card did not, or its approval could not be verified. */
        DECLINED_BY_CARD,
        /** The issuer approved, and the card session ended before the card's word. */
        SESSION_ENDED
    }

    /**
     * A reversal as it is stored before the request is sent.
     *
     * @param transaction what was to be paid
     * @param chipData the card's and terminal's data as they stand
     */
    public Reversal(TransactionRequest transaction, ChipData chipData) {
        this(transaction, chipData, Reason.NO_ANSWER);
    }
}
