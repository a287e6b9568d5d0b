package dev.solvo.conformance.subject;

/**
 * The other side of a connection did not do its part: it closed, kept silent, or said what is no message of the protocol.
 * Unchecked, for it comes up in the middle of a kernel's dialogue with a card. The message says what happened and quotes
 * nothing but names of messages.
 */
public final class RemoteSubjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RemoteSubjectException(String message) {
        super(message);
    }

    RemoteSubjectException(String message, Throwable cause) {
        super(message, cause);
    }
}
