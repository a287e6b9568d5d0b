package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one remote subject: made when needed, kept from case to case, and never used again after a failure. Not more
 * than so many at the same time; who comes then waits.
 */
final class SubjectConnections implements AutoCloseable {
    private final InetSocketAddress address;
    private final RemoteProtocol.Subject subject;
    private final Semaphore free;
    private final Deque<JsonLines> idle = new ConcurrentLinkedDeque<>();

    SubjectConnections(InetSocketAddress address, RemoteProtocol.Subject subject, int most) {
        this.address = address;
        this.subject = subject;
        this.free = new Semaphore(most, true);
    }

    /** What the other side says of itself; the connection is kept for the first case. */
    Message hello() throws InterruptedException {
        JsonLines lines = JsonLines.connect(address, RemoteProtocol.CONNECT);
        Message hello = greet(lines);
        idle.push(lines);
        return hello;
    }

    /** Waits for a connection's turn. */
    Lease take() throws InterruptedException {
        free.acquire();
        return new Lease();
    }

    private JsonLines fresh() throws InterruptedException {
        JsonLines lines = JsonLines.connect(address, RemoteProtocol.CONNECT);
        greet(lines);
        return lines;
    }

    private Message greet(JsonLines lines) throws InterruptedException {
        try {
            lines.send(RemoteProtocol.hello(subject));
            return RemoteProtocol.accept(lines.receive(RemoteProtocol.HELLO), subject);
        } catch (RemoteSubjectException | InterruptedException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public void close() {
        JsonLines lines = idle.poll();
        while (lines != null) {
            lines.close();
            lines = idle.poll();
        }
    }

    /** A connection for one case. It is closed at the end, unless the case said that it is to be kept. */
    final class Lease implements AutoCloseable {
        private @Nullable JsonLines lines;
        private boolean kept;

        /**
         * Sends what begins the case and waits for the first answer. The other side may have closed a connection that was
         * kept from another case, or have been started again: that is nothing against this case, and a new one is made.
         */
        ObjectNode begin(ObjectNode message, Duration silence) throws InterruptedException {
            JsonLines old = idle.poll();
            if (old != null) {
                lines = old;
                try {
                    old.send(message);
                    return old.receive(silence);
                } catch (RemoteSubjectException failed) {
                    old.close();
                    if (!old.hasEnded()) {
                        throw failed;
                    }
                }
            }
            JsonLines made = fresh();
            lines = made;
            made.send(message);
            return made.receive(silence);
        }

        JsonLines lines() {
            if (lines == null) {
                throw new IllegalStateException("the case has not begun");
            }
            return lines;
        }

        /** The other side kept to the protocol to the end. */
        void keep() {
            kept = true;
        }

        @Override
        public void close() {
            if (lines != null && kept) {
                idle.push(lines);
            } else if (lines != null) {
                lines.close();
            }
            lines = null;
            free.release();
        }
    }
}
