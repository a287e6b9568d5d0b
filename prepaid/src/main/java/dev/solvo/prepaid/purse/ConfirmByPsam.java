package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.util.function.Function;

/**
 * Let the security module check the card's proof that it has debited.
 *
 * @param <R> what the operation ends with
 */
public final class ConfirmByPsam<R> implements PurseStep<R> {
    private final Bytes mac2;
    private final Function<PsamConfirmation, PurseStep<R>> answered;
    private final SingleAnswer answer = new SingleAnswer();

    ConfirmByPsam(Bytes mac2, Function<PsamConfirmation, PurseStep<R>> answered) {
        this.mac2 = mac2;
        this.answered = answered;
    }

    /**
     * The card's proof.
     *
     * @return MAC2, 4 bytes
     */
    public Bytes mac2() {
        return mac2;
    }

    /**
     * What the module said.
     *
     * @param given the answer
     * @return the next step
     */
    public PurseStep<R> resume(PsamConfirmation given) {
        return answer.give(() -> answered.apply(given));
    }
}
