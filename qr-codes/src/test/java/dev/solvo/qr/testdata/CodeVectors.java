package dev.solvo.qr.testdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The published codes under {@code vectors/qr}, each record with its source. */
public final class CodeVectors {
    private CodeVectors() {}

    /** The records of a file. */
    public static List<JsonNode> records(String name) {
        try (InputStream in = CodeVectors.class.getResourceAsStream("/vectors/qr/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no vectors " + name);
            }
            List<JsonNode> records = new ArrayList<>();
            new ObjectMapper().readTree(in).get("vectors").forEach(records::add);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
