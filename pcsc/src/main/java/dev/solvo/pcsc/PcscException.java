package dev.solvo.pcsc;

/**
 * A reader or a card that cannot be had. Its message says what to do about it and holds no data of the card.
 *
 * <p>Once a card is connected, a failing exchange is a {@link dev.solvo.apdu.CardTransportException}.
 */
public final class PcscException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is missing or wrong. */
    public enum Kind {
        /** No PC/SC service runs, or Java cannot reach it. */
        NO_SERVICE,
        /** There is no reader of the name asked for. */
        NO_SUCH_READER,
        /** There is no card in the reader. */
        NO_CARD,
        /** Someone else, in this or another program, is using the card. */
        CARD_IN_USE,
        /** The answer to reset is damaged or is none of a payment card, or the protocol asked for is not offered. */
        CARD_REFUSED,
        /** The reader did not answer within the limit. */
        TIME_OUT,
        /** The reader, its driver or the PC/SC service reported an error. */
        READER_FAILED
    }

    private final Kind kind;

    PcscException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    PcscException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What is missing or wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
