package dev.solvo.conformance.report;

/** A report or a journal that cannot be used: the message says which, where and what was expected. */
public final class ReportException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Made where the mistake is found.
     *
     * @param message what is wrong and what was expected
     */
    public ReportException(String message) {
        super(message);
    }

    /**
     * Made where the mistake is found.
     *
     * @param message what is wrong and what was expected
     * @param cause what the mistake led to
     */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
