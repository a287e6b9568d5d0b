package dev.solvo.prepaid.purse;

import java.util.function.Function;

/**
 * Ask the issuer whether the money may go into the card. The card waits; it may be minutes.
 *
 * @param <R> what the operation ends with
 */
public final class AskLoadHost<R> implements PurseStep<R> {
    private final LoadRequest request;
    private final Function<LoadAnswer, PurseStep<R>> answered;
    private final SingleAnswer answer = new SingleAnswer();

    AskLoadHost(LoadRequest request, Function<LoadAnswer, PurseStep<R>> answered) {
        this.request = request;
        this.answered = answered;
    }

    /**
     * What to ask.
     *
     * @return the load, as the card has begun it
     */
    public LoadRequest request() {
        return request;
    }

    /**
     * What the issuer said, or that it said nothing.
     *
     * @param given the answer
     * @return the next step
     */
    public PurseStep<R> resume(LoadAnswer given) {
        return answer.give(() -> answered.apply(given));
    }
}
