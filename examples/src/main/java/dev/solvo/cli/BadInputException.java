package dev.solvo.cli;

/** Input that a command cannot use. The message goes to the user as it is, so it holds no card data. */
final class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
