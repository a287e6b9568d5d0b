package dev.solvo.conformance.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a case file and where it stands.
 *
 * @param kind what it is
 * @param text a text, number or truth value as it was written; empty for others
 * @param keys of an object, in the file's order, each with the place of its name
 * @param items of a list
 * @param line where it begins, from 1
 * @param column where in the line, from 1
 */
public record CaseNode(Kind kind, String text, Map<String, Entry> keys, List<CaseNode> items, int line, int column) {
    /** What a value is. */
    public enum Kind {
        /** Names and values. */
        OBJECT("an object"),
        /** Values in order. */
        LIST("a list"),
        /** A text. */
        TEXT("a text"),
        /** A number; what it was written as is kept, so that 00 is two digits. */
        NUMBER("a number"),
        /** true or false. */
        TRUTH("true or false"),
        /** Nothing. */
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /**
         * For messages.
         *
         * @return with its article
         */
        public String words() {
            return words;
        }
    }

    /**
     * A value of an object and the place of its name.
     *
     * @param value the value
     * @param line of the name
     * @param column of the name
     */
    public record Entry(CaseNode value, int line, int column) {}

    /** A text, number or truth value. */
    static CaseNode scalar(Kind kind, String text, int line, int column) {
        return new CaseNode(kind, text, Map.of(), List.of(), line, column);
    }

    /** An object that is still being filled by the caller. */
    static CaseNode object(int line, int column) {
        return new CaseNode(Kind.OBJECT, "", new LinkedHashMap<>(), List.of(), line, column);
    }

    /** A list that is still being filled by the caller. */
    static CaseNode list(int line, int column) {
        return new CaseNode(Kind.LIST, "", Map.of(), new ArrayList<>(), line, column);
    }

    /**
     * Whether it is a text, or something else that was written as one word.
     *
     * @return true for texts, numbers and truth values
     */
    public boolean isScalar() {
        return kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.TRUTH;
    }

    /**
     * The same without places. A number that begins with 0 and has more digits is a text: it was meant as digits.
     *
     * @return a JSON value
     */
    public JsonNode toJson() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (kind) {
            case OBJECT -> {
                ObjectNode object = json.objectNode();
                keys.forEach((key, entry) -> object.set(key, entry.value().toJson()));
                yield object;
            }
            case LIST -> {
                ArrayNode list = json.arrayNode();
                items.forEach(item -> list.add(item.toJson()));
                yield list;
            }
            case NUMBER -> number(text);
            case TRUTH -> json.booleanNode(Boolean.parseBoolean(text));
            case NULL -> json.nullNode();
            case TEXT -> json.textNode(text);
        };
    }

    private static JsonNode number(String text) {
        if (text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        return text.matches("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}")
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                : JsonNodeFactory.instance.textNode(text);
    }
}
