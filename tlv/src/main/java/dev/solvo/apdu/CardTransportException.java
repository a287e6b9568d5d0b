package dev.solvo.apdu;

/** An exchange with the card that gave no answer. Says what failed; holds no data of the exchange. */
public final class CardTransportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What failed. */
    public enum Kind {
        /** The card did not answer in time. */
        TIME_OUT,
        /** The answer was damaged beyond the protocol's own repetitions. */
        TRANSMISSION,
        /** The answer does not follow the protocol. */
        PROTOCOL,
        /** The card is no longer in the reader or in the field. */
        CARD_REMOVED
    }

    private final Kind kind;

    /**
     * Names a failure.
     *
     * @param kind what failed
     * @param message details; no data values
     */
    public CardTransportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * Names a failure with its cause.
     *
     * @param kind what failed
     * @param message details; no data values
     * @param cause the reader's own error
     */
    public CardTransportException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What failed.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
