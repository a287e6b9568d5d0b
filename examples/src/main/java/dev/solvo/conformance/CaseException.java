package dev.solvo.conformance;

/** A case whose file is wrong: the message says what, and where, and holds no card data. */
public final class CaseException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Made where the mistake is found.
     *
     * @param message what is wrong and what was expected
     */
    public CaseException(String message) {
        super(message);
    }

    /**
     * Made where the mistake is found.
     *
     * @param message what is wrong and what was expected
     * @param cause what the mistake led to
     */
    public CaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
