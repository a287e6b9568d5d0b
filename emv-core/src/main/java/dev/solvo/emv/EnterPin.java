package dev.solvo.emv;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.StatusWord;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Let the cardholder enter a PIN. EMV 4.4 Book 3, 10.5.1; Book 4, 6.3.4.
 *
 * <p>A certified PIN pad never gives digits to the application: it answers {@link #captured()} for an online PIN, and
 * {@link #verifyData} or {@link #verified} for an offline one. {@link #digits} is for PIN pads in software and for tests.
 * An answer that does not fit the method is an {@link IllegalStateException}, and the step can still be answered.
 */
public final class EnterPin implements KernelStep {
    /** What the cardholder or the PIN pad answered. */
    public sealed interface Answer {
        /** An online PIN was captured; its PIN block stays with the PIN pad. */
        record Captured() implements Answer {}

        /**
         * The PIN pad made the body of VERIFY.
         *
         * @param data 8 bytes for a plaintext PIN, the ciphertext otherwise
         */
        record VerifyData(Bytes data) implements Answer {}

        /**
         * The PIN pad sent VERIFY itself.
         *
         * @param statusWord what the card answered
         */
        record Verified(StatusWord statusWord) implements Answer {}

        /**
         * The PIN pad sent VERIFY itself, and no answer came.
         *
         * @param kind what failed
         */
        record CardFailed(CardTransportException.Kind kind) implements Answer {}

        /**
         * The digits, from a PIN pad in software.
         *
         * @param pin the PIN; the kernel closes it after use
         */
        record Digits(Pin pin) implements Answer {}

        /** Merchant or cardholder bypassed the PIN. */
        record Bypassed() implements Answer {}

        /** The cardholder cancelled. */
        record Cancelled() implements Answer {}

        /** Nothing was entered in time. */
        record TimedOut() implements Answer {}

        /** The PIN pad does not work. */
        record PinPadFailed() implements Answer {}
    }

    private static final int PLAINTEXT_LENGTH = 8;

    private final PinMethod method;
    private final OptionalInt triesLeft;
    private final boolean afterWrongPin;
    private final boolean bypassAllowed;
    private final Optional<PinEncipherment> encipherment;
    private final String language;
    private final Function<Answer, KernelStep> answered;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param method how the PIN is verified
     * @param triesLeft tries that the card says are left, where it says so
     * @param afterWrongPin whether a PIN was wrong just before
     * @param bypassAllowed whether this terminal lets a PIN be bypassed
     * @param encipherment what the PIN pad needs to encipher an offline PIN
     * @param language two-letter code of ISO 639-1, lower case
     * @param answered goes on with the answer
     */
    public EnterPin(
            PinMethod method,
            OptionalInt triesLeft,
            boolean afterWrongPin,
            boolean bypassAllowed,
            Optional<PinEncipherment> encipherment,
            String language,
            Function<Answer, KernelStep> answered) {
        this.method = method;
        this.triesLeft = triesLeft;
        this.afterWrongPin = afterWrongPin;
        this.bypassAllowed = bypassAllowed;
        this.encipherment = encipherment;
        this.language = language;
        this.answered = answered;
    }

    /**
     * How the PIN is verified.
     *
     * @return the method
     */
    public PinMethod method() {
        return method;
    }

    /**
     * What to show: {@link StandardMessage#ENTER_PIN}, or {@link StandardMessage#INCORRECT_PIN} after a wrong one.
     *
     * @return the message
     */
    public StandardMessage prompt() {
        return afterWrongPin ? StandardMessage.INCORRECT_PIN : StandardMessage.ENTER_PIN;
    }

    /**
     * Tries that the card says are left.
     *
     * @return empty where the card does not say; 1 means to warn of the last try
     */
    public OptionalInt triesLeft() {
        return triesLeft;
    }

    /**
     * Tells whether the PIN may be bypassed here.
     *
     * @return whether {@link #bypassed()} is a legal answer
     */
    public boolean bypassAllowed() {
        return bypassAllowed;
    }

    /**
     * What the PIN pad needs to encipher an offline PIN.
     *
     * @return empty for an online or a plaintext PIN
     */
    public Optional<PinEncipherment> encipherment() {
        return encipherment;
    }

    /**
     * The cardholder's language.
     *
     * @return two-letter code of ISO 639-1, lower case
     */
    public String language() {
        return language;
    }

    /**
     * An online PIN was captured.
     *
     * @return the next step
     */
    public KernelStep captured() {
        require(!method.isOffline(), "the card verifies this PIN");
        return give(new Answer.Captured());
    }

    /**
     * The PIN pad made the body of VERIFY.
     *
     * @param data 8 bytes for a plaintext PIN, otherwise a ciphertext of {@link PinEncipherment#lengthBytes()} bytes
     * @return the next step
     * @throws IllegalStateException if the method or the length does not fit; the step can still be answered
     */
    public KernelStep verifyData(Bytes data) {
        require(method.isOffline(), "the issuer verifies this PIN");
        int length = encipherment.map(PinEncipherment::lengthBytes).orElse(PLAINTEXT_LENGTH);
        require(data.length() == length, "a body of VERIFY of " + data.length() + " bytes in place of " + length);
        return give(new Answer.VerifyData(data));
    }

    /**
     * The PIN pad sent VERIFY to the card itself.
     *
     * @param statusWord what the card answered
     * @return the next step
     */
    public KernelStep verified(StatusWord statusWord) {
        require(method.isOffline(), "the issuer verifies this PIN");
        return give(new Answer.Verified(statusWord));
    }

    /**
     * The PIN pad sent VERIFY to the card itself, and no answer came. The session ends.
     *
     * @param kind what failed
     * @return the next step
     */
    public KernelStep cardFailed(CardTransportException.Kind kind) {
        require(method.isOffline(), "the issuer verifies this PIN");
        return give(new Answer.CardFailed(kind));
    }

    /**
     * The digits, from a PIN pad in software.
     *
     * @param pin the PIN; the kernel closes it after use
     * @return the next step
     */
    public KernelStep digits(Pin pin) {
        require(method.isOffline(), "the kernel never takes the digits of an online PIN");
        return give(new Answer.Digits(pin));
    }

    /**
     * Merchant or cardholder bypassed the PIN.
     *
     * @return the next step
     */
    public KernelStep bypassed() {
        require(bypassAllowed, "this terminal does not let a PIN be bypassed");
        return give(new Answer.Bypassed());
    }

    /**
     * The cardholder cancelled. The session ends.
     *
     * @return the next step
     */
    public KernelStep cancelled() {
        return give(new Answer.Cancelled());
    }

    /**
     * Nothing was entered in time. The session ends.
     *
     * @return the next step
     */
    public KernelStep timedOut() {
        return give(new Answer.TimedOut());
    }

    /**
     * The PIN pad does not work. A terminal that knows it before the transaction leaves the PIN methods out of its
     * capabilities, 9F33, so that rules with the condition "if terminal supports the CVM" pass them over.
     *
     * @return the next step
     */
    public KernelStep pinPadFailed() {
        return give(new Answer.PinPadFailed());
    }

    private KernelStep give(Answer given) {
        return answer.give(() -> answered.apply(given));
    }

    private static void require(boolean legal, String why) {
        if (!legal) {
            throw new IllegalStateException(why);
        }
    }
}
