package dev.solvo.simulator.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The data under {@code vectors/qr}. */
public final class WalletVectors {
    private WalletVectors() {}

    /** The whole file. */
    public static JsonNode file(String name) {
        try (InputStream in = WalletVectors.class.getResourceAsStream("/vectors/qr/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no vectors " + name);
            }
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of a file. */
    public static List<JsonNode> records(String name) {
        List<JsonNode> records = new ArrayList<>();
        file(name).get("vectors").forEach(records::add);
        return records;
    }

    /** The texts of an array. */
    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    /** The answer that has arrived. */
    public static WalletAnswer answered(WalletResult result) {
        if (result instanceof WalletResult.Answered answered) {
            return answered.answer();
        }
        throw new AssertionError("no answer: " + result);
    }
}
