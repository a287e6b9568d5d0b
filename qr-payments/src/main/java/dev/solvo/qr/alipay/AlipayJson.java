package dev.solvo.qr.alipay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;

/** JSON as Alipay writes it; a name twice, deep nesting and trailing text are refused. */
final class AlipayJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private AlipayJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads one value.
     *
     * @throws QrException MALFORMED_MESSAGE if it is not JSON
     */
    static JsonNode read(String text) throws QrException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the text.
            throw new QrException("MALFORMED_MESSAGE", "not JSON");
        }
    }

    /** Reads an object; anything else is MALFORMED_MESSAGE. */
    static ObjectNode readObject(String text) throws QrException {
        if (read(text) instanceof ObjectNode object) {
            return object;
        }
        throw new QrException("MALFORMED_MESSAGE", "not a JSON object");
    }
}
