package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** The parts of a message. What is missing or of another kind is a {@link RemoteSubjectException} that names the key. */
final class Message {
    private static final String TYPE = "type";

    private final ObjectNode json;

    Message(ObjectNode json) {
        this.json = json;
    }

    static ObjectNode of(String type) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, type);
    }

    String type() {
        return text(TYPE);
    }

    /** Goes on only with a message of this type. */
    Message expect(String type) {
        if (!type().equals(type)) {
            throw wrong("\"" + type + "\" was expected");
        }
        return this;
    }

    String text(String key) {
        JsonNode value = json.path(key);
        if (!value.isTextual()) {
            throw wrong("\"" + key + "\" is missing or not text");
        }
        return value.textValue();
    }

    Optional<String> optionalText(String key) {
        return json.hasNonNull(key) ? Optional.of(text(key)) : Optional.empty();
    }

    boolean flag(String key) {
        JsonNode value = json.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong("\"" + key + "\" is neither true nor false");
        }
        return value.booleanValue();
    }

    long number(String key) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong("\"" + key + "\" is missing or no whole number");
        }
        return value.longValue();
    }

    int number(String key, int from, int to) {
        long value = number(key);
        if (value < from || value > to) {
            throw wrong("\"" + key + "\" is not in " + from + " to " + to);
        }
        return (int) value;
    }

    Bytes hex(String key) {
        String digits = text(key);
        try {
            return Bytes.fromHex(digits);
        } catch (IllegalArgumentException notHex) {
            throw wrong("\"" + key + "\" is not hexadecimal");
        }
    }

    <E extends Enum<E>> E choice(String key, Class<E> choices) {
        String name = text(key);
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        throw wrong("\"" + key + "\" has an unknown value");
    }

    ObjectNode object(String key) {
        if (json.path(key) instanceof ObjectNode object) {
            return object;
        }
        throw wrong("\"" + key + "\" is missing or no object");
    }

    boolean has(String key) {
        return json.hasNonNull(key);
    }

    JsonNode json() {
        return json;
    }

    RemoteSubjectException wrong(String what) {
        String type = json.path(TYPE).asText();
        String shown = type.matches("[A-Za-z/]{1,40}") ? "\"" + type + "\"" : "of no type";
        return new RemoteSubjectException("sent a message " + shown + " that is wrong: " + what);
    }
}
