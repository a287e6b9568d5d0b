package dev.solvo.emv;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import java.util.function.Function;
import java.util.function.Supplier;

/** Send this command to the card. */
public final class TransmitApdu implements KernelStep {
    private final CommandApdu command;
    private final Function<Exchange, KernelStep> answered;
    private final Function<CardTransportException.Kind, KernelStep> failed;
    private final Supplier<KernelStep> cancelled;
    private final SingleAnswer answer = new SingleAnswer();

    /**
     * For kernels.
     *
     * @param command what to send
     * @param answered goes on with the card's answer
     * @param failed goes on without one
     * @param cancelled goes on when the command will not be sent
     */
    public TransmitApdu(
            CommandApdu command,
            Function<Exchange, KernelStep> answered,
            Function<CardTransportException.Kind, KernelStep> failed,
            Supplier<KernelStep> cancelled) {
        this.command = command;
        this.answered = answered;
        this.failed = failed;
        this.cancelled = cancelled;
    }

    /**
     * What to send.
     *
     * @return the command
     */
    public CommandApdu command() {
        return command;
    }

    /**
     * The card answered.
     *
     * @param response body and status word, after the transport has dealt with 61xx and 6Cxx
     * @param elapsedNanos nanoseconds from the end of the command to the start of the answer; contact kernels ignore it
     * @return the next step
     */
    public KernelStep resume(ResponseApdu response, long elapsedNanos) {
        return resume(new Exchange(response, elapsedNanos));
    }

    /**
     * The card answered.
     *
     * @param exchange what the transport returned
     * @return the next step
     */
    public KernelStep resume(Exchange exchange) {
        answer.give();
        return answered.apply(exchange);
    }

    /**
     * No answer came.
     *
     * @param kind what failed
     * @return the next step
     */
    public KernelStep failed(CardTransportException.Kind kind) {
        answer.give();
        return failed.apply(kind);
    }

    /**
     * The merchant gives the transaction up before the command is sent.
     *
     * @return the next step
     */
    public KernelStep cancelled() {
        return answer.give(cancelled);
    }
}
