package dev.solvo.emv.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A line of annotated data and the lines below it.
 *
 * @param label the tag in hexadecimal, or where no tag stands, what the line is about: {@code byte 1 bit 8}, {@code rule 2}
 * @param name the specification's name; empty where there is none
 * @param value the bytes in hexadecimal, or what stands for them when they are masked; empty where there are none
 * @param meaning the value in words; empty where there are none
 * @param details the lines below
 */
public record Decoded(String label, String name, String value, String meaning, List<Decoded> details) {
    private static final String INDENT = "  ";

    /** Copies the list. */
    public Decoded {
        details = List.copyOf(details);
    }

    static Decoded line(String label, String meaning) {
        return new Decoded(label, "", "", meaning, List.of());
    }

    /**
     * All lines as text, one a line, those below indented.
     *
     * @return the text, ending with a line break
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        append(text, 0);
        return text.toString();
    }

    // Depth is that of the data, which the TLV limits bound, and two levels of details.
    private void append(StringBuilder text, int depth) {
        for (int i = 0; i < depth; i++) {
            text.append(INDENT);
        }
        StringBuilder line = new StringBuilder(label);
        for (String part : List.of(name, value)) {
            line.append(part.isEmpty() ? "" : " ").append(part);
        }
        line.append(meaning.isEmpty() ? "" : ": ").append(meaning);
        text.append(line).append('\n');
        for (Decoded detail : details) {
            detail.append(text, depth + 1);
        }
    }

    /**
     * All lines as JSON: {@code label}, and where they are not empty {@code name}, {@code value}, {@code meaning},
     * {@code details}.
     *
     * @return an object
     */
    public String toJson() {
        return json().toString();
    }

    private ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("label", label);
        putUnlessEmpty(node, "name", name);
        putUnlessEmpty(node, "value", value);
        putUnlessEmpty(node, "meaning", meaning);
        if (!details.isEmpty()) {
            ArrayNode list = node.putArray("details");
            for (Decoded detail : details) {
                list.add(detail.json());
            }
        }
        return node;
    }

    private static void putUnlessEmpty(ObjectNode node, String key, String text) {
        if (!text.isEmpty()) {
            node.put(key, text);
        }
    }
}
