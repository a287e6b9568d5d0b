package dev.solvo.qr.wechat;

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
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** JSON as APIv3 writes it; a name twice, deep nesting, trailing text and anything but UTF-8 are refused. */
final class V3Json {
    private static final int MAXIMUM_LENGTH = 1_048_576;
    private static final long MAXIMUM_MINOR = 999_999_999_999L;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(30)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private V3Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static Bytes write(ObjectNode object) {
        try {
            return Bytes.of(MAPPER.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory cannot be written", e);
        }
    }

    /**
     * Reads an object.
     *
     * @throws QrException MALFORMED_ANSWER if it is none
     */
    static ObjectNode read(Bytes body) throws QrException {
        if (body.length() > MAXIMUM_LENGTH) {
            throw new QrException("MALFORMED_ANSWER", body.length() + " bytes; expected up to " + MAXIMUM_LENGTH);
        }
        try {
            if (MAPPER.readTree(Utf8.text(body)) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // The parser's own message quotes the text.
            throw new QrException("MALFORMED_ANSWER", "not JSON in UTF-8");
        }
        throw new QrException("MALFORMED_ANSWER", "not a JSON object");
    }

    /** A text that is there and not empty. */
    static Optional<String> text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        return node.isTextual() && !node.textValue().isEmpty() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /**
     * An amount in minor units; CNY if its currency is not said.
     *
     * @throws IllegalArgumentException if the amount is there, but is no such number or of an unknown currency
     */
    static Optional<Money> money(JsonNode object, String name, String currencyName) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 0
                || node.longValue() > MAXIMUM_MINOR) {
            throw new IllegalArgumentException("an amount is a whole number of minor units");
        }
        CurrencyUnit currency = CurrencyUnit.of(text(object, currencyName).orElse("CNY"));
        return Optional.of(Money.ofMinor(currency, node.longValue()));
    }
}
