package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import java.util.Optional;
import java.util.function.Function;

/**
 * Look up whether the card is on the terminal's list of cards not to be accepted. EMV 4.4 Book 4, 6.3.5. Asked only where
 * the configuration says that the terminal has such a list.
 */
public final class LookUpExceptionFile implements KernelStep {
    /** What the list says. */
    public enum Answer {
        /** The card is on the list. */
        LISTED,
        /** The card is not on the list. */
        NOT_LISTED,
        /** The list cannot be read. */
        UNAVAILABLE
    }

    private final Pan pan;
    private final Optional<PanSequenceNumber> sequenceNumber;
    private final Function<Answer, KernelStep> found;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param pan the card
     * @param sequenceNumber the card's sequence number where it has one
     * @param found goes on with the answer
     */
    public LookUpExceptionFile(
            Pan pan, Optional<PanSequenceNumber> sequenceNumber, Function<Answer, KernelStep> found) {
        this.pan = pan;
        this.sequenceNumber = sequenceNumber;
        this.found = found;
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
     * @return empty where the card gives none
     */
    public Optional<PanSequenceNumber> sequenceNumber() {
        return sequenceNumber;
    }

    /**
     * What the list says.
     *
     * @param found the answer
     * @return the next step
     */
    public KernelStep resume(Answer found) {
        return answer.give(() -> this.found.apply(found));
    }

    /**
     * The card is on the list.
     *
     * @return the next step
     */
    public KernelStep listed() {
        return resume(Answer.LISTED);
    }

    /**
     * The card is not on the list.
     *
     * @return the next step
     */
    public KernelStep notListed() {
        return resume(Answer.NOT_LISTED);
    }

    /**
     * The list cannot be read. The transaction goes on as if the card were not listed.
     *
     * @return the next step
     */
    public KernelStep unavailable() {
        return resume(Answer.UNAVAILABLE);
    }
}
