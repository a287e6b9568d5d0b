package dev.solvo.emv;

import java.util.function.Function;

/**
 * Switch the field on and wait until exactly one card or phone is in it and activated. EMV Book B, protocol activation.
 */
public final class PresentCard implements KernelStep {
    /** What came of waiting. */
    public enum Answer {
        /** One card is in the field and activated. */
        PRESENTED,
        /** There are several cards in the field. */
        COLLISION,
        /** No card came in the time that the terminal gives its customers. */
        TIMED_OUT,
        /** The merchant or the cardholder gave the transaction up. */
        CANCELLED
    }

    private final Function<Answer, KernelStep> answered;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For Entry Point.
     *
     * @param answered goes on with the answer
     */
    public PresentCard(Function<Answer, KernelStep> answered) {
        this.answered = answered;
    }

    /**
     * What came of waiting.
     *
     * @param given the answer
     * @return the next step
     */
    public KernelStep resume(Answer given) {
        return answer.give(() -> answered.apply(given));
    }

    /**
     * One card is in the field and activated.
     *
     * @return the next step
     */
    public KernelStep presented() {
        return resume(Answer.PRESENTED);
    }

    /**
     * There are several cards in the field.
     *
     * @return the next step
     */
    public KernelStep collision() {
        return resume(Answer.COLLISION);
    }

    /**
     * No card came.
     *
     * @return the next step
     */
    public KernelStep timedOut() {
        return resume(Answer.TIMED_OUT);
    }

    /**
     * The transaction is given up.
     *
     * @return the next step
     */
    public KernelStep cancelled() {
        return resume(Answer.CANCELLED);
    }
}
