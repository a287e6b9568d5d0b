package dev.solvo.prepaid.purse;

/**
 * Input that is not what it claims to be: the answer of a card, a record, a pending transaction that was cut.
 *
 * <p>Holds a reason and lengths, never data of a card.
 */
public final class PurseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The input has a length that its format does not allow. */
        LENGTH,
        /** The input does not follow its format. */
        FORMAT,
        /** The input was changed or cut after it was written. */
        CHECKSUM,
        /** The input is of a kind or version that is not known here. */
        UNSUPPORTED
    }

    private final Reason reason;

    /**
     * Names a fault.
     *
     * @param reason what is wrong
     * @param message what was found and what was expected; no data values
     */
    public PurseException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
