package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** The remote end's view of a connection, in a transaction: asks the harness and waits for the answer, or tells it something. */
final class Conversation {
    private final JsonLines lines;
    private final Duration patience;

    Conversation(JsonLines lines, Duration patience) {
        this.lines = lines;
        this.patience = patience;
    }

    /** Asks and waits for an answer of this type. */
    Message ask(ObjectNode question, String answer) {
        return new Message(exchange(question)).expect(answer);
    }

    /** Asks and waits for any answer. */
    Message ask(ObjectNode question) {
        return new Message(exchange(question));
    }

    private ObjectNode exchange(ObjectNode question) {
        try {
            lines.send(question);
            return lines.receive(patience);
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    void tell(ObjectNode message) {
        try {
            lines.send(message);
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    private static RemoteSubjectException stopped(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new RemoteSubjectException("was given up", cause);
    }
}
