package dev.solvo.prepaid.purse;

import java.util.function.Function;

/**
 * Ask the security module to prove the terminal to the card.
 *
 * @param <R> what the operation ends with
 */
public final class AskPsam<R> implements PurseStep<R> {
    private final PsamRequest request;
    private final Function<PsamAnswer, PurseStep<R>> answered;
    private final SingleAnswer answer = new SingleAnswer();

    AskPsam(PsamRequest request, Function<PsamAnswer, PurseStep<R>> answered) {
        this.request = request;
        this.answered = answered;
    }

    /**
     * What to ask.
     *
     * @return the purchase, as the card has begun it
     */
    public PsamRequest request() {
        return request;
    }

    /**
     * What the module said, or that it said nothing.
     *
     * @param given the answer
     * @return the next step
     */
    public PurseStep<R> resume(PsamAnswer given) {
        return answer.give(() -> answered.apply(given));
    }
}
