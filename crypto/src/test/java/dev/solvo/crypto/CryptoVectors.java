package dev.solvo.crypto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Files of calculations with known results under {@code vectors/crypto/}; each names where its entries come from. */
public final class CryptoVectors {
    private CryptoVectors() {}

    /** One calculation. */
    public record Vector(String id, String op, JsonNode in, JsonNode out) {
        public Bytes bytes(String field) {
            return Bytes.fromHex(in.get(field).asText());
        }

        public String text(String field) {
            return in.get(field).asText();
        }

        public boolean has(String field) {
            return in.has(field);
        }

        public String expected(String field) {
            return out.get(field).asText();
        }

        public boolean isRefusal() {
            return out.has("error");
        }
    }

    /** What a calculation is checked with. */
    public interface Check {
        void run(Vector vector) throws Exception;
    }

    public static JsonNode file(String name) {
        try (InputStream stream = CryptoVectors.class.getResourceAsStream("/vectors/crypto/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream, name));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    public static List<Vector> of(JsonNode entries) {
        List<Vector> vectors = new ArrayList<>();
        for (JsonNode entry : entries) {
            vectors.add(
                    new Vector(entry.get("id").asText(), entry.get("op").asText(), entry.get("in"), entry.get("out")));
        }
        return vectors;
    }

    /**
     * A test for each entry of a file. An operation that neither has a check nor is listed as left out fails, and so does
     * one that is listed and not in the file.
     */
    public static Stream<DynamicTest> tests(String name, Map<String, Check> checks, Map<String, String> leftOut) {
        List<Vector> vectors = of(file(name).get("vectors"));
        Set<String> present = new HashSet<>();
        vectors.forEach(vector -> present.add(vector.op()));
        assertTrue(present.containsAll(checks.keySet()), "every check has an entry");
        assertTrue(present.containsAll(leftOut.keySet()), "everything left out has an entry");
        return vectors.stream()
                .filter(vector -> !leftOut.containsKey(vector.op()))
                .map(vector -> DynamicTest.dynamicTest(vector.id(), () -> {
                    Check check = Objects.requireNonNull(checks.get(vector.op()), "no check for " + vector.op());
                    if (vector.isRefusal()) {
                        refused(vector.in(), () -> check.run(vector));
                    } else {
                        check.run(vector);
                    }
                }));
    }

    /** The refusal, of the two kinds that may be, its whole text searched for what went in. */
    public static Exception refused(JsonNode in, Executable executable) {
        Exception refusal = Assertions.assertThrows(Exception.class, executable);
        assertTrue(
                refusal instanceof CryptoException || refusal instanceof IllegalArgumentException,
                () -> "refused by " + refusal.getClass());
        List<String> secrets = new ArrayList<>();
        collect(in, secrets);
        for (Throwable t = refusal; t != null; t = t.getCause()) {
            String text = String.valueOf(t.getMessage()).toUpperCase(Locale.ROOT);
            for (String secret : secrets) {
                assertFalse(text.contains(secret.toUpperCase(Locale.ROOT)), "the message shows an input");
            }
        }
        return refusal;
    }

    /** Everything of three characters or more: keys, PINs, account numbers, blocks; fewer would match by chance. */
    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual() && node.asText().length() >= 3) {
            texts.add(node.asText());
        }
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            collect(children.next(), texts);
        }
    }
}
