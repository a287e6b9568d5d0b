package dev.solvo.tlv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files of test cases under {@code vectors/}; each names where its cases come from. */
public final class Vectors {
    private Vectors() {}

    public static List<JsonNode> cases(String file) {
        try (InputStream stream = Vectors.class.getResourceAsStream("/vectors/" + file)) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper()
                    .readTree(Objects.requireNonNull(stream, file))
                    .get("cases")
                    .forEach(cases::add);
            return cases;
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    static Bytes bytesOf(String id) {
        return cases("tlv-cases.json").stream()
                .filter(c -> c.get("id").asText().equals(id))
                .map(c -> Bytes.fromHex(c.get("hex").asText()))
                .findFirst()
                .orElseThrow();
    }
}
