package dev.solvo.emv.contactless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files below {@code vectors/contactless}; each names its source. */
public final class ContactlessVectors {
    private ContactlessVectors() {}

    public static JsonNode file(String name) {
        try (InputStream file = ContactlessVectors.class.getResourceAsStream("/vectors/contactless/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static List<JsonNode> cases(String name, String part) {
        List<JsonNode> cases = new ArrayList<>();
        file(name).required(part).forEach(cases::add);
        return cases;
    }
}
