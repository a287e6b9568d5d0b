package dev.solvo.cli.wallet;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Keeps a simulated wallet's books after each request: the wallet goes on when our process is killed, as a real one does. */
final class BookKeepingNetwork implements HttpTransport {
    private final HttpTransport network;
    private final SimulatedBooks books;
    private final Clock clock;

    BookKeepingNetwork(HttpTransport network, SimulatedBooks books, Clock clock) {
        this.network = network;
        this.books = books;
        this.clock = clock;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        try {
            return network.send(request, timeout);
        } finally {
            keep();
        }
    }

    private void keep() throws TransportException {
        try {
            books.save(clock.instant());
        } catch (IOException full) {
            throw new TransportException(
                    TransportException.Kind.NO_ANSWER, "the simulated wallet cannot keep its books", full);
        }
    }
}
