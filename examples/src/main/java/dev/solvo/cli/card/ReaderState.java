package dev.solvo.cli.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A reader in a list. */
record ReaderState(String name, boolean cardPresent) {
    static ObjectNode toJson(List<ReaderState> states) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode readers = json.putArray("readers");
        for (ReaderState state : states) {
            readers.addObject().put("name", state.name()).put("card", state.cardPresent());
        }
        return json;
    }
}
