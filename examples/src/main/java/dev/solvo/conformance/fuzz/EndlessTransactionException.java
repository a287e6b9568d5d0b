package dev.solvo.conformance.fuzz;

/** The transaction sends commands without end, or was given up. */
final class EndlessTransactionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndlessTransactionException(String message) {
        super(message);
    }
}
