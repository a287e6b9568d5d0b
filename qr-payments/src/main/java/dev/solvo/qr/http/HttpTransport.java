package dev.solvo.qr.http;

import java.time.Duration;

/** Carries one request and brings the answer: the only place of this module where bytes leave the machine. */
@FunctionalInterface
public interface HttpTransport {
    /**
     * Sends the request once and waits for the whole answer. Any HTTP status is an answer. It never sends a request
     * twice, follows no redirection, and bounds the size of the answer.
     *
     * @param timeout for the whole exchange, from the first attempt to connect to the last byte of the answer
     * @throws TransportException if there is no complete answer; its kind tells whether the request can have arrived
     */
    HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException;
}
