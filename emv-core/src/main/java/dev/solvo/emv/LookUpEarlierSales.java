package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Look up whether this card has paid here shortly before, so that a sale split in two meets the floor limit as one. EMV
 * 4.4 Book 3, 10.6.1. Asked only where the configuration says that the terminal keeps such a log.
 */
public final class LookUpEarlierSales implements KernelStep {
    private final Pan pan;
    private final Optional<PanSequenceNumber> sequenceNumber;
    private final LongFunction<KernelStep> found;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param pan the card
     * @param sequenceNumber the card's sequence number where it has one
     * @param found goes on with the amount
     */
    public LookUpEarlierSales(Pan pan, Optional<PanSequenceNumber> sequenceNumber, LongFunction<KernelStep> found) {
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
     * The amount of the latest approved sale to this card, in minor units of the transaction's currency.
     *
     * @param amountMinor 0 where there is none, or where the log cannot be read
     * @return the next step
     * @throws IllegalArgumentException if the amount is negative; the step can still be answered
     */
    public KernelStep resume(long amountMinor) {
        if (amountMinor < 0) {
            throw new IllegalArgumentException("a negative amount of earlier sales");
        }
        return answer.give(() -> found.apply(amountMinor));
    }
}
