package dev.solvo.emv.contactless.attack;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Somebody between reader and card, who forwards what they say and changes some of it: commands on their way to the card,
 * answers on their way back, and the time that they take.
 */
final class ManInTheMiddle implements CardTransport {
    static final int GET_PROCESSING_OPTIONS = 0xA8;
    static final int READ_RECORD = 0xB2;
    static final int EXCHANGE_RELAY_RESISTANCE_DATA = 0xEA;

    private final CardTransport card;
    private final List<CommandApdu> received = new ArrayList<>();
    private UnaryOperator<CommandApdu> onTheWayThere = command -> command;
    private Answers onTheWayBack = (command, answer) -> answer;
    private long addedNanos;

    ManInTheMiddle(CardTransport card) {
        this.card = card;
    }

    /** What becomes of an answer. */
    @FunctionalInterface
    interface Answers {
        ResponseApdu changed(CommandApdu command, ResponseApdu answer);
    }

    ManInTheMiddle changingCommands(UnaryOperator<CommandApdu> change) {
        onTheWayThere = change;
        return this;
    }

    ManInTheMiddle changingAnswers(Answers change) {
        Answers before = onTheWayBack;
        onTheWayBack = (command, answer) -> change.changed(command, before.changed(command, answer));
        return this;
    }

    /** Puts another value into every data object with this tag that the card answers, as often as there is one. */
    ManInTheMiddle replacing(int tag, String value) {
        return replacing(tag, old -> Bytes.fromHex(value));
    }

    ManInTheMiddle replacing(int tag, UnaryOperator<Bytes> change) {
        return changingAnswers((command, answer) ->
                new ResponseApdu(replaced(answer.data(), Tag.of(tag), change), answer.statusWord()));
    }

    ManInTheMiddle addingTime(long nanos) {
        addedNanos = nanos;
        return this;
    }

    /** What the reader sent, before any change. */
    List<CommandApdu> received(int instruction) {
        return received.stream().filter(command -> command.ins() == instruction).toList();
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        received.add(command);
        Exchange exchange = card.transmit(onTheWayThere.apply(command));
        return new Exchange(onTheWayBack.changed(command, exchange.response()), exchange.elapsedNanos() + addedNanos);
    }

    private static Bytes replaced(Bytes data, Tag tag, UnaryOperator<Bytes> change) {
        List<Tlv> objects;
        try {
            objects = Tlv.parseAll(data);
        } catch (TlvException notObjects) {
            return data;
        }
        TlvWriter writer = new TlvWriter();
        for (Tlv object : objects) {
            if (object.tag().equals(tag)) {
                writer.put(tag, change.apply(object.value()));
            } else if (object.tag().isConstructed()) {
                writer.put(object.tag(), replaced(object.value(), tag, change));
            } else {
                writer.put(object.tag(), object.value());
            }
        }
        return writer.toBytes();
    }
}
