package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.emv.config.ContactlessConfigJson;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.terminal.CaPublicKeyJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key {@code terminal}: a JSON merge patch (RFC 7396) over the test terminal. Lists of objects with a key of their own are
 * patched by that key: an item changes the one with the same key or is added, {@code remove: true} takes it out, and an asterisk
 * stands for all.
 */
final class TerminalReading {
    private static final Map<String, List<String>> KEYS_OF_LISTS = Map.of(
            "applications", List.of("aid"),
            "combinations", List.of("aid", "kernel"),
            "caPublicKeys", List.of("rid", "index"),
            "revokedCertificates", List.of("rid", "index", "serialNumber"));
    private static final String COMBINATIONS = "combinations";

    private final CaseObject file;

    private TerminalReading(CaseObject file) {
        this.file = file;
    }

    /**
     * What the case's terminal is.
     *
     * @param terminal in the form of the terminal's configuration
     * @param combinations the contactless reader's; empty for a contact terminal
     */
    record Terminal(ObjectNode terminal, Optional<ObjectNode> combinations) {}

    static Terminal read(CaseObject file, boolean contactless) {
        return new TerminalReading(file).read(contactless);
    }

    private Terminal read(boolean contactless) {
        ObjectNode whole = tree(TerminalConfigJson.testTerminal());
        ArrayNode keys = whole.putArray("caPublicKeys");
        for (CaPublicKey key : TestPki.load().caPublicKeys().toList()) {
            CaPublicKeyJson.write(key, keys.addObject());
        }
        if (contactless) {
            whole.set(COMBINATIONS, tree(ContactlessConfigJson.demonstration()).path(COMBINATIONS));
        }
        Optional<CaseObject> patch = file.object("terminal");
        patch.ifPresent(object -> merge(whole, object.node(), "terminal"));
        JsonNode combinations = whole.remove(COMBINATIONS);
        if (!contactless && combinations != null) {
            file.fault("terminal.combinations: a contact terminal has none");
        }
        try {
            TerminalConfig config = TerminalConfigJson.parse(whole.toString());
            if (contactless) {
                ObjectNode reader = whole.objectNode();
                reader.set(COMBINATIONS, combinations);
                ContactlessConfigJson.parse(reader.toString(), config);
                return new Terminal(whole, Optional.of(reader));
            }
        } catch (EmvDataException wrong) {
            String.valueOf(wrong.getMessage()).lines().forEach(line -> fault(patch, line));
        }
        return new Terminal(whole, Optional.empty());
    }

    /** At the patch's value that the configuration's pointer leads to, as far as it does. */
    private void fault(Optional<CaseObject> patch, String message) {
        if (patch.isEmpty()) {
            file.fault("terminal: " + message);
            return;
        }
        CaseNode place = patch.get().node();
        String pointer = message.split("[: ]", 2)[0];
        for (String step : pointer.split("/", -1)) {
            CaseNode.Entry entry = place.keys().get(step);
            if (entry != null) {
                place = entry.value();
            }
        }
        file.fault(place, "terminal", message);
    }

    private void merge(ObjectNode target, CaseNode patch, String path) {
        patch.keys().forEach((key, entry) -> {
            CaseNode value = entry.value();
            JsonNode old = target.path(key);
            if (value.kind() == CaseNode.Kind.NULL) {
                target.remove(key);
            } else if (value.kind() == CaseNode.Kind.OBJECT) {
                merge(old instanceof ObjectNode below ? below : target.putObject(key), value, path + "." + key);
            } else if (value.kind() == CaseNode.Kind.LIST && KEYS_OF_LISTS.containsKey(key)) {
                mergeList(
                        old instanceof ArrayNode list ? list : target.putArray(key),
                        value,
                        KEYS_OF_LISTS.getOrDefault(key, List.of()),
                        path + "." + key);
            } else if (value.isScalar() && old.isTextual()) {
                target.put(key, value.text());
            } else {
                target.set(key, value.toJson());
            }
        });
    }

    private void mergeList(ArrayNode list, CaseNode patch, List<String> names, String path) {
        for (CaseNode item : patch.items()) {
            if (item.kind() != CaseNode.Kind.OBJECT || !item.keys().keySet().containsAll(names)) {
                file.fault(item, path, "expected an object with " + String.join(" and ", names));
                continue;
            }
            CaseNode.Entry removal = item.keys().get("remove");
            boolean remove = removal != null && removal.value().text().equals("true");
            boolean found = false;
            for (int i = list.size() - 1; i >= 0; i--) {
                if (list.get(i) instanceof ObjectNode one && matches(one, item, names)) {
                    found = true;
                    if (remove) {
                        list.remove(i);
                    } else {
                        mergeItem(one, item, names, path);
                    }
                }
            }
            boolean all = names.stream().anyMatch(name -> text(item, name).equals("*"));
            if (!found && (remove || all)) {
                file.fault(item, path, "nothing there has this " + String.join(" and ", names));
            } else if (!found) {
                ObjectNode added = list.addObject();
                names.forEach(name -> added.put(name, text(item, name)));
                mergeItem(added, item, names, path);
            }
        }
    }

    private void mergeItem(ObjectNode one, CaseNode item, List<String> names, String path) {
        CaseNode rest =
                new CaseNode(item.kind(), "", new LinkedHashMap<>(item.keys()), List.of(), item.line(), item.column());
        names.forEach(rest.keys()::remove);
        rest.keys().remove("remove");
        merge(one, rest, path);
    }

    private static boolean matches(ObjectNode one, CaseNode item, List<String> names) {
        for (String name : names) {
            String wanted = text(item, name);
            if (!wanted.equals("*") && !wanted.equalsIgnoreCase(one.path(name).asText())) {
                return false;
            }
        }
        return true;
    }

    private static String text(CaseNode item, String name) {
        CaseNode.Entry entry = item.keys().get(name);
        return entry == null ? "" : entry.value().text();
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) new JsonMapper().readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a built-in configuration", broken);
        }
    }
}
