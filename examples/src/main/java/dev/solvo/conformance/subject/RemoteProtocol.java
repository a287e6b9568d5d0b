package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What both ends of a connection know of each other. */
final class RemoteProtocol {
    static final String NAME = "solvo-conformance";
    static final int VERSION = 1;
    static final Duration CONNECT = Duration.ofSeconds(5);
    static final Duration HELLO = Duration.ofSeconds(10);

    /** What is at the other end. */
    enum Subject {
        kernel,
        card
    }

    private RemoteProtocol() {}

    static ObjectNode hello(Subject subject) {
        return Message.of("hello").put("protocol", NAME).put("version", VERSION).put("subject", subject.name());
    }

    /** Checks the other side's hello. */
    static Message accept(ObjectNode json, Subject subject) {
        Message hello = new Message(json);
        if (hello.type().equals("error")) {
            throw new RemoteSubjectException("refused the connection: " + reason(hello));
        }
        hello.expect("hello");
        if (!hello.text("protocol").equals(NAME)) {
            throw new RemoteSubjectException("speaks another protocol than " + NAME);
        }
        if (hello.number("version") != VERSION) {
            throw new RemoteSubjectException(
                    "speaks version " + hello.number("version") + " of the protocol, not " + VERSION);
        }
        if (!hello.text("subject").equals(subject.name())) {
            throw new RemoteSubjectException("is no " + subject);
        }
        return hello;
    }

    /** What an error message says, cut to what fits a line of a report. */
    static String reason(Message error) {
        String reason = error.text("reason").replaceAll("\\p{Cntrl}", " ");
        return reason.length() <= 300 ? reason : reason.substring(0, 300) + "…";
    }

    static ObjectNode error(String reason) {
        return Message.of("error").put("reason", reason);
    }
}
