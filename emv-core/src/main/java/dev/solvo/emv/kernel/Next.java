package dev.solvo.emv.kernel;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvDataException;
import java.util.function.Function;

/** What a function of the transaction wants to happen next. */
sealed interface Next {
    /** The function is done; the flow decides which one follows. */
    record Proceed() implements Next {
        private static final Proceed ONLY = new Proceed();
    }

    /**
     * Send a command and go on with the answer.
     *
     * @param command what to send
     * @param answered goes on with the answer
     * @param failed goes on when none came
     */
    record Send(CommandApdu command, AfterResponse answered, AfterFailure failed) implements Next {}

    /**
     * Wait for something other than the card.
     *
     * @param step makes the step; what it is given goes on with the answer
     */
    record Ask(Function<Resumption, KernelStep> step) implements Next {}

    /** The selected application cannot be used: choose among the rest. EMV 4.4 Book 3, 10.1. */
    record SelectAnotherApplication() implements Next {}

    /**
     * End the card session.
     *
     * @param reason why
     * @param explanation where and why in words
     */
    record Terminate(TerminationReason reason, String explanation) implements Next {}

    /** Continues with a card's answer. */
    @FunctionalInterface
    interface AfterResponse {
        Next on(ResponseApdu response) throws EmvDataException;
    }

    /** Continues when no answer came. */
    @FunctionalInterface
    interface AfterFailure {
        Next on(CardTransportException.Kind kind);
    }

    /** Goes on with the transaction when a step is answered. */
    @FunctionalInterface
    interface Resumption {
        KernelStep resume(Continuation continuation);
    }

    /** Continues with nothing new. */
    @FunctionalInterface
    interface Continuation {
        Next go() throws EmvDataException;
    }

    static Next proceed() {
        return Proceed.ONLY;
    }

    /** Sends a command; without an answer the session ends. */
    static Next send(CommandApdu command, AfterResponse answered) {
        return new Send(command, answered, kind -> Next.noAnswer(command, kind));
    }

    static Next ask(Function<Resumption, KernelStep> step) {
        return new Ask(step);
    }

    static Next terminate(TerminationReason reason, String explanation) {
        return new Terminate(reason, explanation);
    }

    static Next cardError(String explanation) {
        return new Terminate(TerminationReason.CARD_ERROR, explanation);
    }

    /** Ends the session because of a status word that the command's rules do not allow. EMV 4.4 Book 3, 6.3.5. */
    static Next unexpectedStatus(String command, ResponseApdu response) {
        return cardError(command + " was answered with " + response.statusWord());
    }

    static Next noAnswer(CommandApdu command, CardTransportException.Kind kind) {
        return new Terminate(reason(kind), "no answer to " + command + ": " + kind);
    }

    /** Why a session ends in which the card did not answer. */
    static TerminationReason reason(CardTransportException.Kind kind) {
        return switch (kind) {
            case CARD_REMOVED -> TerminationReason.CARD_REMOVED;
            case TIME_OUT, TRANSMISSION, PROTOCOL -> TerminationReason.CARD_NOT_RESPONDING;
        };
    }
}
