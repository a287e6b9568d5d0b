package dev.solvo.service;

/** A request that is none. The message goes to the till as it is, and never quotes a value. */
public final class TillRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public TillRequestException(String message) {
        super(message);
    }
}
