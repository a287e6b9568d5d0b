package dev.solvo.qr.http;

import java.io.IOException;

/** There is no complete answer to a request. */
public final class TransportException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is certain about the request. */
    public enum Kind {
        /** No byte of the request has left: there was no network, no name, no connection, no TLS session. */
        NOT_SENT,
        /** The request may have arrived and may have been carried out. */
        NO_ANSWER,
    }

    private final Kind kind;

    /** A failure of that kind; the message must not quote the request. */
    public TransportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * A failure of that kind with the error of the network below. An error whose text may quote the request, or a server
     * that sends it back, is replaced by one that has its class's name for a text, and its stack trace.
     */
    public TransportException(Kind kind, String message, Throwable cause) {
        super(message, QuietCause.of(cause));
        this.kind = kind;
    }

    /** Whether the request can have arrived. */
    public Kind kind() {
        return kind;
    }
}
