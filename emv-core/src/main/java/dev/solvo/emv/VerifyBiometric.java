package dev.solvo.emv;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CvmMethod;
import java.util.Optional;
import java.util.function.Function;

/**
 * Let a biometric device verify the cardholder, new in EMV 4.4. Asked only where 9F33 says that the terminal takes biometrics
 * and 9F30 names this part of the body.
 *
 * <p>What the sources of this library know of 4.4 does not describe the dialogue between device and card: how a template is
 * chosen, what a try counter of zero means, how often the cardholder is asked. So the device leads it: it reads what it needs
 * from {@link #chipData()}, sends its commands with {@link #send}, each of which brings this step again with the card's
 * answer, and ends with one of the other answers. The kernel sets the bits of TVR and CVM Results that follow. No biometric
 * data pass through the kernel but those in a command.
 *
 * <p>An answer that does not fit the method is an {@link IllegalStateException}, and the step can still be answered.
 */
public final class VerifyBiometric implements KernelStep {
    private static final int VERIFY = 0x20;
    private static final int GET_DATA = 0xCA;
    private static final int GET_CHALLENGE = 0x84;
    private static final int COMMAND_CHAINING = 0x10;

    /** What came of it. */
    public enum Answer {
        /** Captured for the issuer, who will compare it. */
        CAPTURED,
        /** The card found it right. */
        VERIFIED,
        /** The card found it wrong, and the device asks no more. */
        NOT_VERIFIED,
        /** The card takes no more tries. */
        TRY_LIMIT_EXCEEDED,
        /** Neither device nor card has this part of the body after all. */
        TYPE_NOT_SUPPORTED,
        /** The device cannot make the template that the card wants. */
        TEMPLATE_FORMAT_NOT_SUPPORTED,
        /** The device does not work. */
        DEVICE_FAILED,
        /** Merchant or cardholder bypassed it. */
        BYPASSED,
        /** The cardholder cancelled. */
        CANCELLED,
        /** Nothing was captured in time. */
        TIMED_OUT
    }

    private final CvmMethod method;
    private final ChipData chipData;
    private final String language;
    private final Optional<ResponseApdu> cardAnswer;
    private final int commandsLeft;
    private final Function<CommandApdu, KernelStep> sent;
    private final Function<Answer, KernelStep> answered;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param method which part of the body, and who compares it
     * @param chipData all data elements known so far
     * @param language two-letter code of ISO 639-1, lower case
     * @param cardAnswer the card's answer to the command just sent
     * @param commandsLeft how many commands the device may still send
     * @param sent goes on with a command for the card
     * @param answered goes on with the answer
     */
    public VerifyBiometric(
            CvmMethod method,
            ChipData chipData,
            String language,
            Optional<ResponseApdu> cardAnswer,
            int commandsLeft,
            Function<CommandApdu, KernelStep> sent,
            Function<Answer, KernelStep> answered) {
        this.method = method;
        this.chipData = chipData;
        this.language = language;
        this.cardAnswer = cardAnswer;
        this.commandsLeft = commandsLeft;
        this.sent = sent;
        this.answered = answered;
    }

    /**
     * Which part of the body, and who compares it.
     *
     * @return one of the biometric methods
     */
    public CvmMethod method() {
        return method;
    }

    /**
     * What is known so far, the card's biometric templates 9F31, BF4A and BF4B among it.
     *
     * @return all data elements
     */
    public ChipData chipData() {
        return chipData;
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
     * The card's answer to the command just sent.
     *
     * @return empty as long as none was
     */
    public Optional<ResponseApdu> cardAnswer() {
        return cardAnswer;
    }

    /**
     * How many commands may still be sent.
     *
     * @return 0 or more
     */
    public int commandsLeft() {
        return commandsLeft;
    }

    /**
     * Sends a command to the card; this step comes again with the answer. If none comes, the session ends.
     *
     * @param command VERIFY, also as part of a chain, GET CHALLENGE or GET DATA
     * @return the next step
     * @throws IllegalArgumentException for another command; the step can still be answered
     * @throws IllegalStateException if no command is left; the step can still be answered
     */
    public KernelStep send(CommandApdu command) {
        boolean belongsHere = switch (command.ins()) {
            case VERIFY -> (command.cla() & ~COMMAND_CHAINING) == 0;
            case GET_CHALLENGE -> command.cla() == 0;
            case GET_DATA -> command.cla() == 0x80;
            default -> false;
        };
        if (!belongsHere) {
            throw new IllegalArgumentException("a biometric device sends VERIFY, GET CHALLENGE and GET DATA only");
        }
        require(commandsLeft > 0, "the biometric device has sent all commands it may send");
        return answer.give(() -> sent.apply(command));
    }

    /**
     * Captured for the issuer; the device keeps it for the message.
     *
     * @return the next step
     */
    public KernelStep captured() {
        require(!method.isOfflineBiometric(), "the card verifies it");
        return resume(Answer.CAPTURED);
    }

    /**
     * The card found it right.
     *
     * @return the next step
     */
    public KernelStep verified() {
        require(method.isOfflineBiometric(), "the issuer verifies it");
        return resume(Answer.VERIFIED);
    }

    /**
     * The card found it wrong, and the device asks no more.
     *
     * @return the next step
     */
    public KernelStep notVerified() {
        require(method.isOfflineBiometric(), "the issuer verifies it");
        return resume(Answer.NOT_VERIFIED);
    }

    /**
     * The card takes no more tries.
     *
     * @return the next step
     */
    public KernelStep tryLimitExceeded() {
        require(method.isOfflineBiometric(), "the issuer verifies it");
        return resume(Answer.TRY_LIMIT_EXCEEDED);
    }

    /**
     * Neither device nor card has this part of the body after all.
     *
     * @return the next step
     */
    public KernelStep typeNotSupported() {
        return resume(Answer.TYPE_NOT_SUPPORTED);
    }

    /**
     * The device cannot make the template that the card wants.
     *
     * @return the next step
     */
    public KernelStep templateFormatNotSupported() {
        return resume(Answer.TEMPLATE_FORMAT_NOT_SUPPORTED);
    }

    /**
     * The device does not work.
     *
     * @return the next step
     */
    public KernelStep deviceFailed() {
        return resume(Answer.DEVICE_FAILED);
    }

    /**
     * Merchant or cardholder bypassed it.
     *
     * @return the next step
     */
    public KernelStep bypassed() {
        return resume(Answer.BYPASSED);
    }

    /**
     * The cardholder cancelled. The session ends.
     *
     * @return the next step
     */
    public KernelStep cancelled() {
        return resume(Answer.CANCELLED);
    }

    /**
     * Nothing was captured in time. The session ends.
     *
     * @return the next step
     */
    public KernelStep timedOut() {
        return resume(Answer.TIMED_OUT);
    }

    private KernelStep resume(Answer given) {
        return answer.give(() -> answered.apply(given));
    }

    private static void require(boolean legal, String why) {
        if (!legal) {
            throw new IllegalStateException(why);
        }
    }
}
