package dev.solvo.crypto;

/**
 * Input that is not what it claims to be: a wrong check value, a failed verification, a malformed block.
 *
 * <p>The one checked exception of this module. It holds a reason and lengths, never a key, a PIN, a card number or the
 * data at fault.
 */
public final class CryptoException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The input has a length that its format does not allow. */
        LENGTH,
        /** The input does not follow its format. */
        FORMAT,
        /** A data element that the calculation needs is absent. */
        MISSING_DATA,
        /** The format or version is known to nobody here. */
        UNSUPPORTED,
        /** A key's parity bits are wrong and the policy is to refuse such a key. */
        PARITY,
        /** A key check value is not that of the key. */
        KEY_CHECK_VALUE,
        /** A message authentication code or cryptogram is not that of the data. */
        AUTHENTICATION,
        /** A PIN block does not hold a PIN in its format. */
        PIN_BLOCK,
        /** An unpredictable number is not the one that was given out. */
        UNPREDICTABLE_NUMBER,
        /** A counter is at its end, or has a value that is skipped. */
        COUNTER,
        /** A rule of the standards forbids it. */
        NOT_PERMITTED
    }

    private final Reason reason;

    /**
     * Names a fault.
     *
     * @param reason what is wrong
     * @param message what was found and what was expected; no data values
     */
    public CryptoException(Reason reason, String message) {
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
