package dev.solvo.emv;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import java.util.function.Function;

/**
 * A small dialogue with a card outside of a payment, in the style of {@link KernelStep}: it waits for an answer of the card,
 * or it is over.
 *
 * <pre>{@code
 * CardReading<CardLog> reading = CardLog.read(dfName);
 * while (reading instanceof CardReading.Transmit<CardLog> waiting) {
 *     reading = waiting.resume(send(waiting.command()));        // or waiting.failed(kind)
 * }
 * CardLog log = ((CardReading.Finished<CardLog>) reading).result();
 * }</pre>
 *
 * <p>Every dialogue selects the application first, which ends what was under way in the card: never hold one between the
 * steps of a transaction.
 *
 * @param <R> what is known at the end
 */
public sealed interface CardReading<R> permits CardReading.Transmit, CardReading.Finished {
    /**
     * Goes through a dialogue in one call, for those who may block a thread.
     *
     * @param first what began the dialogue
     * @param transport the way to the card
     * @param <R> what is known at the end
     * @return what is known at the end
     */
    static <R> R run(CardReading<R> first, CardTransport transport) {
        CardReading<R> step = first;
        while (step instanceof Transmit<R> waiting) {
            step = transmit(waiting, transport);
        }
        return ((Finished<R>) step).result();
    }

    private static <R> CardReading<R> transmit(Transmit<R> waiting, CardTransport transport) {
        ResponseApdu response;
        try {
            response = transport.transmit(waiting.command()).response();
        } catch (CardTransportException lost) {
            return waiting.failed(lost.kind());
        }
        return waiting.resume(response);
    }

    /**
     * Send this command to the card. May be answered once; a second answer is an {@link IllegalStateException}.
     *
     * @param <R> what is known at the end
     */
    final class Transmit<R> implements CardReading<R> {
        private final CommandApdu command;
        private final Function<ResponseApdu, CardReading<R>> answered;
        private final Function<CardTransportException.Kind, CardReading<R>> failed;
        private final SingleAnswer answer = new SingleAnswer();

        /**
         * For kernels.
         *
         * @param command what to send
         * @param answered goes on with the card's answer
         * @param failed goes on without one
         */
        public Transmit(
                CommandApdu command,
                Function<ResponseApdu, CardReading<R>> answered,
                Function<CardTransportException.Kind, CardReading<R>> failed) {
            this.command = command;
            this.answered = answered;
            this.failed = failed;
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
         * @return what follows
         */
        public CardReading<R> resume(ResponseApdu response) {
            return answer.give(() -> answered.apply(response));
        }

        /**
         * No answer came.
         *
         * @param kind what failed
         * @return what follows
         */
        public CardReading<R> failed(CardTransportException.Kind kind) {
            return answer.give(() -> failed.apply(kind));
        }
    }

    /**
     * The dialogue is over.
     *
     * @param result what is known
     * @param <R> what is known at the end
     */
    record Finished<R>(R result) implements CardReading<R> {}
}
