package dev.solvo.simulator.trace;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes every exchange for a {@link Dialogue}. Nothing is masked; see there.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class DialogueRecorder implements CardTransport.Observer {
    private final List<Dialogue.Entry> entries = new ArrayList<>();

    /** A recorder that has seen nothing. */
    public DialogueRecorder() {}

    @Override
    public void exchanged(CommandApdu command, CardTransport.Exchange exchange) {
        entries.add(new Dialogue.Answered(command, exchange.response()));
    }

    @Override
    public void failed(CommandApdu command, CardTransportException.Kind kind) {
        entries.add(new Dialogue.Failed(command, kind));
    }

    /**
     * What was seen so far.
     *
     * @return a dialogue that no longer changes
     */
    public Dialogue dialogue() {
        return new Dialogue(entries);
    }
}
