package dev.solvo.cli.shell;

/** Input that a command cannot use. The message goes to the user as it is, so it holds no card data. */
public final class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
