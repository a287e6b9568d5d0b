package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import java.util.Optional;
import java.util.function.Function;

/**
 * Look whether this card's last transaction was torn apart, and take its record out of the log. Comes only where the kernel is
 * configured to recover such transactions.
 */
public final class LookUpTornTransaction implements KernelStep {
    private final Pan pan;
    private final Optional<PanSequenceNumber> sequenceNumber;
    private final Function<Optional<TornTransactionRecord>, KernelStep> answered;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param pan the card
     * @param sequenceNumber its sequence number where it has one
     * @param answered goes on with the record, if there is one
     */
    public LookUpTornTransaction(
            Pan pan,
            Optional<PanSequenceNumber> sequenceNumber,
            Function<Optional<TornTransactionRecord>, KernelStep> answered) {
        this.pan = pan;
        this.sequenceNumber = sequenceNumber;
        this.answered = answered;
    }

    /**
     * The card.
     *
     * @return its number
     */
    public Pan pan() {
        return pan;
    }

    /**
     * The card's sequence number.
     *
     * @return the number where the card has one
     */
    public Optional<PanSequenceNumber> sequenceNumber() {
        return sequenceNumber;
    }

    /**
     * What the log holds.
     *
     * @param found the record, which the log no longer holds, or nothing
     * @return the next step
     */
    public KernelStep resume(Optional<TornTransactionRecord> found) {
        return answer.give(() -> answered.apply(found));
    }
}
