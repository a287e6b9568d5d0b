package dev.solvo.apdu;

/**
 * The port to a card: a command goes in, an answer comes out.
 *
 * <p>Implementations are contact readers, contactless fields, simulated cards and recorded dialogues. What a protocol
 * asks beyond one exchange, such as GET RESPONSE, is added by decorators: see {@link GetResponse},
 * {@link CorrectedLe}, {@link T0Transport} and {@link ObservedTransport}.
 */
@FunctionalInterface
public interface CardTransport {
    /**
     * One answer and the time it took.
     *
     * @param response the answer
     * @param elapsedNanos nanoseconds between the last byte sent and the first byte received, as near as the reader
     *     can tell; 0 where time has no meaning
     */
    record Exchange(ResponseApdu response, long elapsedNanos) {}

    /**
     * Sends a command and waits for the answer.
     *
     * @param command the command
     * @return the answer and the time it took
     * @throws CardTransportException if no answer came
     */
    Exchange transmit(CommandApdu command) throws CardTransportException;

    /**
     * Watches exchanges; see {@link ObservedTransport}.
     */
    interface Observer {
        /**
         * Called after each exchange.
         *
         * @param command what was sent
         * @param exchange what came back
         */
        void exchanged(CommandApdu command, Exchange exchange);

        /**
         * Called after a command to which no answer came.
         *
         * @param command what was sent
         * @param kind what failed
         */
        void failed(CommandApdu command, CardTransportException.Kind kind);
    }
}
