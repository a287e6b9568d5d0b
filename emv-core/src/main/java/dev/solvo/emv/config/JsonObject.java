package dev.solvo.emv.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One object of a configuration file. Notes what is wrong with its JSON pointer instead of stopping, so that a file's
 * errors come out together; {@link #close} notes keys that nobody asked for.
 */
final class JsonObject {
    private final JsonNode node;
    private final String pointer;
    private final List<String> errors;
    private final Set<String> known = new HashSet<>();

    private JsonObject(JsonNode node, String pointer, List<String> errors) {
        this.node = node;
        this.pointer = pointer;
        this.errors = errors;
    }

    static Optional<JsonObject> of(JsonNode node, String pointer, List<String> errors) {
        if (!node.isObject()) {
            errors.add((pointer.isEmpty() ? "the file" : pointer) + ": an object is expected");
            return Optional.empty();
        }
        return Optional.of(new JsonObject(node, pointer, errors));
    }

    /** Takes a key without looking at it. */
    void ignore(String key) {
        known.add(key);
    }

    Optional<JsonObject> object(String key) {
        return child(key).flatMap(child -> of(child, at(key), errors));
    }

    List<JsonObject> objects(String key) {
        List<JsonObject> objects = new ArrayList<>();
        Optional<JsonNode> list = child(key);
        if (list.isPresent() && !list.get().isArray()) {
            fault(key, "a list is expected");
        } else if (list.isPresent()) {
            for (int i = 0; i < list.get().size(); i++) {
                of(list.get().get(i), at(key) + "/" + i, errors).ifPresent(objects::add);
            }
        }
        return objects;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        Optional<JsonNode> list = child(key);
        if (list.isPresent() && !list.get().isArray()) {
            fault(key, "a list is expected");
        } else if (list.isPresent()) {
            for (int i = 0; i < list.get().size(); i++) {
                JsonNode text = list.get().get(i);
                if (text.isTextual()) {
                    texts.add(text.textValue());
                } else {
                    fault(key + "/" + i, "a text is expected");
                }
            }
        }
        return texts;
    }

    Optional<String> text(String key) {
        Optional<JsonNode> child = child(key);
        if (child.isPresent() && !child.get().isTextual()) {
            fault(key, "a text is expected");
            return Optional.empty();
        }
        return child.map(JsonNode::textValue);
    }

    Optional<Bytes> hex(String key, int minimumLength, int maximumLength) {
        Optional<String> text = text(key);
        if (!text.isPresent()) {
            return Optional.empty();
        }
        try {
            Bytes bytes = Bytes.fromHex(text.get());
            if (bytes.length() >= minimumLength && bytes.length() <= maximumLength) {
                return Optional.of(bytes);
            }
            fault(
                    key,
                    bytes + " where "
                            + (minimumLength == maximumLength ? "" : minimumLength + " to ") + maximumLength
                            + " are expected");
        } catch (IllegalArgumentException notHex) {
            fault(key, String.valueOf(notHex.getMessage()));
        }
        return Optional.empty();
    }

    Optional<Long> number(String key, long minimum, long maximum) {
        Optional<JsonNode> child = child(key);
        if (!child.isPresent()) {
            return Optional.empty();
        }
        JsonNode number = child.get();
        if (number.isIntegralNumber()
                && number.canConvertToLong()
                && number.longValue() >= minimum
                && number.longValue() <= maximum) {
            return Optional.of(number.longValue());
        }
        fault(key, "a number from " + minimum + " to " + maximum + " is expected");
        return Optional.empty();
    }

    void flag(String key, Consumer<Boolean> taker) {
        Optional<JsonNode> child = child(key);
        if (child.isPresent() && !child.get().isBoolean()) {
            fault(key, "true or false is expected");
        } else {
            child.ifPresent(value -> taker.accept(value.booleanValue()));
        }
    }

    /** The names of all keys, in the order of the file. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Notes that a key must be there. */
    void require(String... keys) {
        for (String key : keys) {
            if (!node.has(key)) {
                fault(key, "missing");
            }
        }
    }

    void fault(String key, String message) {
        errors.add(at(key) + ": " + message);
    }

    void fault(String message) {
        errors.add((pointer.isEmpty() ? "the file" : pointer) + ": " + message);
    }

    /** Notes keys that nobody asked for. */
    void close() {
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name)) {
                fault(name, "unknown key");
            }
        }
    }

    private Optional<JsonNode> child(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key));
    }

    private String at(String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
