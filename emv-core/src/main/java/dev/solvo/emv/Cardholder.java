package dev.solvo.emv;

import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The person at the terminal, as {@link BlockingTerminal} sees him: display, keys and PIN pad. Every method may take as long
 * as it needs.
 */
public interface Cardholder {
    /**
     * Lets the cardholder choose an application, or confirm the only one.
     *
     * <p>Without an implementation the first one is taken, which is the one the issuer prefers.
     *
     * @param candidates what to show, in this order; a single one is to be confirmed
     * @param afterFailure whether an application chosen before could not be used
     * @param language in which to ask: the first of the card's languages that the terminal speaks, else the terminal's own;
     *     two-letter code of ISO 639-1, lower case. EMV 4.4 Book 4, 11.1
     * @return one of the candidates, or nothing if the cardholder wants none of them
     */
    default Optional<ChooseApplication.Candidate> chooseApplication(
            List<ChooseApplication.Candidate> candidates, boolean afterFailure, String language) {
        return Optional.of(candidates.get(0));
    }

    /**
     * Lets the cardholder enter a PIN and answers the step with what came of it.
     *
     * <p>Without an implementation there is no PIN pad.
     *
     * @param step what is asked; exactly one of its answers is given
     * @return what that answer returned
     */
    default KernelStep enterPin(EnterPin step) {
        return step.pinPadFailed();
    }

    /**
     * Lets a biometric device verify the cardholder and answers the step with what came of it.
     *
     * <p>Without an implementation there is no such device.
     *
     * @param step what is asked; exactly one of its answers is given
     * @return what that answer returned
     */
    default KernelStep verifyBiometric(VerifyBiometric step) {
        return step.deviceFailed();
    }

    /**
     * Lets the attendant call the issuer and answers the step with what came of it. EMV 4.4 Book 4, 6.5.2.
     *
     * <p>Without an implementation nobody calls.
     *
     * @param step what is asked; exactly one of its answers is given
     * @return what that answer returned
     */
    default KernelStep referToIssuer(ReferToIssuer step) {
        return step.declined();
    }

    /**
     * Shows a message. Without an implementation nothing is shown.
     *
     * @param message which message
     * @param language two-letter code of ISO 639-1, lower case
     * @param data what the message shows beside its text, or empty
     */
    default void show(StandardMessage message, String language, Bytes data) {}

    /**
     * Shows and signals what a contactless reader says. Without an implementation nothing is shown.
     *
     * @param request message, status and amount
     */
    default void show(UserInterfaceRequest request) {}
}
