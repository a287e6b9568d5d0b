package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What the man between terminal and card does.
 *
 * @param at the commands it happens at
 * @param nth at which of them, from 1; empty for all
 * @param action what happens
 */
record CardFault(HexPattern at, OptionalInt nth, Action action) {
    private static final int NANOS_A_MILLI = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;
    private static final int LONGEST_DELAY = 60_000_000;

    private static final Set<String> ACTIONS = new TreeSet<>(Set.of(
            "remove",
            "time-out",
            "transmission",
            "protocol",
            "lose-answer",
            "status",
            "flip",
            "truncate",
            "replace",
            "set",
            "strip",
            "delay",
            "command",
            "command-data",
            "swallow",
            "swap"));

    /** What happens to one exchange. */
    sealed interface Action {
        /** The command does not reach the card, and no answer comes. */
        record Fail(CardTransportException.Kind kind) implements Action {}

        /** The card does what it is told, and its answer does not arrive. */
        record LoseAnswer(CardTransportException.Kind kind) implements Action {}

        /** The command does not reach the card; somebody else answers. */
        record Swallow(ResponseApdu answer) implements Action {}

        /** The answer is another. */
        record Rewrite(Rewriting change) implements Action {}

        /** The command is another. */
        record Command(CommandRewriting change) implements Action {}

        /** The answer comes later. */
        record Delay(long nanos) implements Action {}

        /** From this command on another card answers. */
        record Swap(CardDescription other) implements Action {}
    }

    /** Makes another answer out of one. */
    @FunctionalInterface
    interface Rewriting {
        ResponseApdu of(ResponseApdu answer);
    }

    /** Makes another command out of one; the lists that the card gave are known. */
    @FunctionalInterface
    interface CommandRewriting {
        CommandApdu of(CommandApdu command, SeenLists lists);
    }

    static List<CardFault> read(CaseObject file) {
        List<CardFault> faults = new ArrayList<>();
        for (CaseNode item : file.items("faults")) {
            file.object(item, "faults").flatMap(CardFault::one).ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<CardFault> one(CaseObject object) {
        Optional<HexPattern> at = object.read("at", node -> HexPattern.prefix(node.text()));
        OptionalInt nth = object.text("nth").filter("every"::equals).isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(object.number("nth", 1, 1_000).orElse(1));
        Optional<String> word = object.word("do", ACTIONS);
        if (!object.has("at") || !object.has("do")) {
            object.fault("faults: expected the keys at and do");
        }
        Optional<Action> action = word.isPresent() ? action(word.get(), object) : Optional.empty();
        if (word.isPresent() || !object.has("do")) {
            object.close();
        }
        return at.isPresent() && action.isPresent()
                ? Optional.of(new CardFault(at.get(), nth, action.get()))
                : Optional.empty();
    }

    private static Optional<Action> action(String word, CaseObject object) {
        return switch (word) {
            case "remove" -> Optional.of(new Action.Fail(CardTransportException.Kind.CARD_REMOVED));
            case "time-out" -> Optional.of(new Action.Fail(CardTransportException.Kind.TIME_OUT));
            case "transmission" -> Optional.of(new Action.Fail(CardTransportException.Kind.TRANSMISSION));
            case "protocol" -> Optional.of(new Action.Fail(CardTransportException.Kind.PROTOCOL));
            case "lose-answer" -> Optional.of(new Action.LoseAnswer(CardTransportException.Kind.CARD_REMOVED));
            case "status" -> status(object).map(status -> new Action.Swallow(new ResponseApdu(Bytes.EMPTY, status)));
            case "swallow" ->
                Optional.of(new Action.Swallow(new ResponseApdu(
                        object.hex("body").orElse(Bytes.EMPTY), status(object).orElse(StatusWord.SUCCESS))));
            case "flip" -> flip(object);
            case "truncate" -> {
                OptionalInt length = required(object, "to", 0, 255);
                yield Optional.of(rewriting(data -> data.slice(0, Math.min(length.orElse(0), data.length()))));
            }
            case "replace" -> replace(object);
            case "set" -> {
                Optional<Tag> tag = tag(object);
                Bytes value = requiredHex(object, "value");
                yield tag.map(one -> rewriting(data -> ObjectEdit.set(data, one, value)));
            }
            case "strip" -> tag(object).map(one -> rewriting(data -> ObjectEdit.strip(data, one)));
            case "delay" -> delay(object);
            case "command" -> command(object);
            case "command-data" -> {
                Optional<Tag> element = tag(object);
                Bytes other = requiredHex(object, "value");
                yield element.map(one -> new Action.Command((given, lists) -> lists.replaced(given, one, other)));
            }
            default -> swap(object);
        };
    }

    private static Action rewriting(UnaryOperator<Bytes> change) {
        return new Action.Rewrite(answer -> new ResponseApdu(change.apply(answer.data()), answer.statusWord()));
    }

    private static Optional<Action> flip(CaseObject object) {
        OptionalInt number = required(object, "byte", 1, 255);
        int bit = object.number("bit", 1, 8).orElse(1);
        return Optional.of(rewriting(data -> {
            byte[] bytes = data.toByteArray();
            if (number.orElse(1) <= bytes.length) {
                bytes[number.orElse(1) - 1] ^= (byte) (1 << (bit - 1));
            }
            return Bytes.of(bytes);
        }));
    }

    private static Optional<Action> replace(CaseObject object) {
        Bytes body = requiredHex(object, "body");
        Optional<StatusWord> status = status(object);
        return Optional.of(new Action.Rewrite(answer -> new ResponseApdu(body, status.orElse(answer.statusWord()))));
    }

    private static Optional<Action> delay(CaseObject object) {
        Optional<Long> nanos = object.read("by", node -> {
            if (node.text().matches("[0-9]{1,5}ms")) {
                return Long.parseLong(node.text().replace("ms", "")) * NANOS_A_MILLI;
            }
            if (node.text().matches("[0-9]{1,8}us")
                    && Long.parseLong(node.text().replace("us", "")) <= LONGEST_DELAY) {
                return Long.parseLong(node.text().replace("us", "")) * NANOS_A_MICRO;
            }
            throw new CaseException("expected a time such as 50ms or 300us");
        });
        if (!object.has("by")) {
            object.fault("faults: delay needs the key by, such as 50ms");
        }
        return nanos.map(Action.Delay::new);
    }

    /** A piece of the command is overwritten. */
    private static Optional<Action> command(CaseObject object) {
        OptionalInt from = required(object, "byte", 1, 255);
        Bytes value = requiredHex(object, "value");
        return Optional.of(new Action.Command((given, lists) -> {
            byte[] bytes = given.toBytes().toByteArray();
            for (int i = 0; i < value.length() && from.orElse(1) - 1 + i < bytes.length; i++) {
                bytes[from.orElse(1) - 1 + i] = (byte) value.unsigned(i);
            }
            try {
                return CommandApdu.parse(Bytes.of(bytes));
            } catch (IllegalArgumentException lengthChanged) {
                return given;
            }
        }));
    }

    private static Optional<Action> swap(CaseObject object) {
        String name = object.requiredText("image");
        Optional<String> image = object.read("image", node -> {
            String text = CardReading.image(object, node.text());
            try {
                CardImage.parse(text);
            } catch (SimulatorTextException wrong) {
                throw new CaseException(node.text() + ": " + wrong.getMessage(), wrong);
            }
            return text;
        });
        return image.map(text -> new Action.Swap(new CardDescription(name, text)));
    }

    private static Optional<StatusWord> status(CaseObject object) {
        Optional<Bytes> bytes = object.hex("status");
        if (bytes.isPresent() && bytes.get().length() == 2) {
            return Optional.of(new StatusWord((int) bytes.get().toUnsignedLong()));
        }
        if (bytes.isPresent() || object.text("do").filter("status"::equals).isPresent() && !object.has("status")) {
            object.fault("faults: expected the key status, two bytes in hexadecimal");
        }
        return Optional.empty();
    }

    private static OptionalInt required(CaseObject object, String key, int least, int most) {
        OptionalInt number = object.number(key, least, most);
        if (!object.has(key)) {
            object.fault("faults: expected the key " + key);
        }
        return number;
    }

    private static Bytes requiredHex(CaseObject object, String key) {
        Optional<Bytes> bytes = object.hex(key);
        if (!object.has(key)) {
            object.fault("faults: expected the key " + key);
        }
        return bytes.orElse(Bytes.EMPTY);
    }

    private static Optional<Tag> tag(CaseObject object) {
        if (!object.has("tag")) {
            object.fault("faults: expected the key tag");
        }
        return object.read("tag", Tags::parse);
    }

    /** An answer that came later. */
    static Exchange later(Exchange exchange, long nanos) {
        return new Exchange(exchange.response(), exchange.elapsedNanos() + nanos);
    }
}
