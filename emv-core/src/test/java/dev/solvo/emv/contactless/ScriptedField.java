package dev.solvo.emv.contactless;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reader with a card that answers commands from a list: the answer with the longest command beginning that fits, and 6A82 for the
 * rest. It writes down what is done with it.
 */
public final class ScriptedField implements ContactlessReader {
    private final Map<String, Deque<String>> answers = new LinkedHashMap<>();
    private final Deque<PresentCard.Answer> presentations = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();

    /** A new one. */
    public ScriptedField() {}

    /** Answers commands that begin like this, the last answer for ever; "TIME_OUT" and the like: no answer comes. */
    public ScriptedField on(String commandBeginning, String... responses) {
        answers.put(commandBeginning, new ArrayDeque<>(List.of(responses)));
        return this;
    }

    /** What comes of waiting for a card, first to last; after that a card is there. */
    public ScriptedField presents(PresentCard.Answer... given) {
        presentations.addAll(List.of(given));
        return this;
    }

    public List<String> log() {
        return log;
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        String hex = command.toBytes().toHex();
        log.add(hex);
        Optional<Map.Entry<String, Deque<String>>> answer = answers.entrySet().stream()
                .filter(entry -> hex.startsWith(entry.getKey()))
                .max((one, other) ->
                        Integer.compare(one.getKey().length(), other.getKey().length()));
        if (answer.isEmpty()) {
            return new Exchange(ResponseApdu.of(0x6A82), 0);
        }
        Deque<String> left = answer.get().getValue();
        String response = left.size() > 1 ? left.removeFirst() : left.getFirst();
        for (CardTransportException.Kind kind : CardTransportException.Kind.values()) {
            if (response.equals(kind.name())) {
                throw new CardTransportException(kind, "scripted");
            }
        }
        return new Exchange(response(response), 1_000_000);
    }

    /** Data and status word as files give them. */
    public static ResponseApdu response(String hex) throws CardTransportException {
        return ResponseApdu.parse(Bytes.fromHex(hex));
    }

    @Override
    public PresentCard.Answer awaitCard() {
        log.add("card awaited");
        return presentations.isEmpty() ? PresentCard.Answer.PRESENTED : presentations.removeFirst();
    }

    @Override
    public void fieldOff(Duration duration) {
        log.add("field off " + duration.toMillis() + " ms");
    }
}
