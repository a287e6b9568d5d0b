package dev.solvo.crypto.oda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The vector files of this package. */
final class Vectors {
    private Vectors() {}

    static List<JsonNode> of(String file, String array) {
        List<JsonNode> nodes = new ArrayList<>();
        read(file).path(array).forEach(nodes::add);
        if (nodes.isEmpty()) {
            throw new IllegalStateException("no vectors in " + file);
        }
        return nodes;
    }

    static List<JsonNode> of(String file) {
        return of(file, "vectors");
    }

    private static JsonNode read(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/oda/" + file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field that must be there. */
    static Bytes hex(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalStateException("no " + field + " in " + node.fieldNames());
        }
        return Bytes.fromHex(value.asText());
    }

    static Bytes hexOrEmpty(JsonNode node, String field) {
        return node.hasNonNull(field) ? hex(node, field) : Bytes.EMPTY;
    }

    /** Files write an absent remainder as an empty one. */
    static Optional<Bytes> remainder(JsonNode node, String field) {
        Bytes bytes = hexOrEmpty(node, field);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(bytes);
    }

    static RsaPublicKey rsaKey(JsonNode node, String modulus, String exponent) {
        return RsaPublicKey.of(hex(node, modulus), hex(node, exponent));
    }
}
