package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;

/** A reader that knows its dialogue and fails at the first byte that is not in it. Each exchange takes 100 ns. */
final class ScriptedReader implements CardTransport {
    static final long NANOS = 100;

    private final Deque<String> dialogue = new ArrayDeque<>();

    /** Commands and answers in turn, in hexadecimal. */
    ScriptedReader(String... dialogue) {
        for (String line : dialogue) {
            this.dialogue.add(line.replace(" ", ""));
        }
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        assertTrue(!dialogue.isEmpty(), () -> "after the dialogue: " + command);
        assertEquals(dialogue.remove(), command.toBytes().toHex());
        return new Exchange(ResponseApdu.parse(Bytes.fromHex(dialogue.remove())), NANOS);
    }

    void assertFinished() {
        assertEquals(0, dialogue.size(), "lines left");
    }

    /** Sends a command through a transport that ends in this reader; the dialogue must be finished then. */
    Exchange run(CardTransport transport, String command) throws CardTransportException {
        Exchange exchange = transport.transmit(CommandApdu.parse(Bytes.fromHex(command)));
        assertFinished();
        return exchange;
    }
}
