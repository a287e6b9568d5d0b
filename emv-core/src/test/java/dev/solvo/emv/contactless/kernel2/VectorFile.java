package dev.solvo.emv.contactless.kernel2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files under {@code vectors/kernel2}; each names its source. */
final class VectorFile {
    private VectorFile() {}

    static List<JsonNode> cases(String file, String part) {
        try (InputStream content = VectorFile.class.getResourceAsStream("/vectors/kernel2/" + file)) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper()
                    .readTree(Objects.requireNonNull(content, file))
                    .required(part)
                    .forEach(cases::add);
            return cases;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
