package dev.solvo.emv;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Ask the issuer. EMV 4.4 Book 3, 10.9.
 *
 * <p>Store {@link #reversal()} before the first byte of the request leaves the terminal: from then on the issuer may have
 * booked the amount. No thread waits while the request is under way; keep this step and answer it when it is time.
 */
public final class AuthoriseOnline implements KernelStep {
    private final AuthorisationRequest request;
    private final Reversal reversal;
    private final Function<AuthorisationResponse, KernelStep> answered;
    private final Supplier<KernelStep> notSent;
    private final Supplier<KernelStep> noAnswer;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param request what to send
     * @param reversal what to store before sending
     * @param answered goes on with the issuer's answer
     * @param notSent goes on when nothing left the terminal
     * @param noAnswer goes on when something may have left the terminal but no valid answer came
     */
    public AuthoriseOnline(
            AuthorisationRequest request,
            Reversal reversal,
            Function<AuthorisationResponse, KernelStep> answered,
            Supplier<KernelStep> notSent,
            Supplier<KernelStep> noAnswer) {
        this.request = request;
        this.reversal = reversal;
        this.answered = answered;
        this.notSent = notSent;
        this.noAnswer = noAnswer;
    }

    /**
     * What to ask.
     *
     * @return the request
     */
    public AuthorisationRequest request() {
        return request;
    }

    /**
     * What takes the request back, should that become necessary.
     *
     * @return the reversal to store before sending
     */
    public Reversal reversal() {
        return reversal;
    }

    /**
     * The issuer answered.
     *
     * @param response the answer
     * @return the next step
     */
    public KernelStep resume(AuthorisationResponse response) {
        return answer.give(() -> answered.apply(response));
    }

    /**
     * Unable to go online, and certain that no byte of the request left the terminal: no reversal will be owed.
     *
     * @return the next step
     */
    public KernelStep notSent() {
        return answer.give(notSent);
    }

    /**
     * Unable to go online: the request may have arrived, but no valid answer came back. A reversal will be owed.
     *
     * @return the next step
     */
    public KernelStep noAnswer() {
        return answer.give(noAnswer);
    }
}
