package dev.solvo.emv.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Files under {@code vectors/}; each names where its cases come from. */
final class VectorFile {
    private VectorFile() {}

    static JsonNode read(String name) {
        try (InputStream file = VectorFile.class.getResourceAsStream("/vectors/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException failed) {
            throw new IllegalStateException(name, failed);
        }
    }
}
