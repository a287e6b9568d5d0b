package dev.solvo.emv.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Cases from {@code vectors/kernel-functions-emv-utils.json}, which another implementation's tests gave; each part names its source. */
final class VectorFile {
    private VectorFile() {}

    static List<JsonNode> cases(String part) {
        try (InputStream file = VectorFile.class.getResourceAsStream("/vectors/kernel-functions-emv-utils.json")) {
            JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(file, "vector file"));
            List<JsonNode> cases = new ArrayList<>();
            root.required(part).required("cases").forEach(cases::add);
            return cases;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
