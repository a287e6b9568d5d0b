package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import java.util.function.Function;

/**
 * Send this command to the card.
 *
 * @param <R> what the operation ends with
 */
public final class TransmitApdu<R> implements PurseStep<R> {
    private final CommandApdu command;
    private final Function<ResponseApdu, PurseStep<R>> answered;
    private final Function<CardTransportException.Kind, PurseStep<R>> failed;
    private final SingleAnswer answer = new SingleAnswer();

    TransmitApdu(
            CommandApdu command,
            Function<ResponseApdu, PurseStep<R>> answered,
            Function<CardTransportException.Kind, PurseStep<R>> failed) {
        this.command = command;
        this.answered = answered;
        this.failed = failed;
    }

    /**
     * What to send.
     *
     * @return the command; that of VERIFY holds the PIN
     */
    public CommandApdu command() {
        return command;
    }

    /**
     * The card answered.
     *
     * @param response body and status word, after the transport has dealt with 61xx and 6Cxx
     * @return the next step
     */
    public PurseStep<R> resume(ResponseApdu response) {
        return answer.give(() -> answered.apply(response));
    }

    /**
     * No answer came.
     *
     * @param kind what failed
     * @return the next step
     */
    public PurseStep<R> failed(CardTransportException.Kind kind) {
        return answer.give(() -> failed.apply(kind));
    }
}
