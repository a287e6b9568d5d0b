package dev.solvo.simulator.wallet;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Fields of an HTML form, which is also the form of a query. */
public final class HttpForm {
    private static final int MOST_FIELDS = 200;

    private HttpForm() {}

    /**
     * Reads fields in UTF-8.
     *
     * @throws IllegalArgumentException if an escape is wrong, a field has no equals sign, or comes twice
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return fields;
        }
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals < 1 || fields.size() == MOST_FIELDS) {
                throw new IllegalArgumentException("a field without a name or a value, or too many");
            }
            String name = URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
            if (fields.put(name, value) != null) {
                throw new IllegalArgumentException("a field comes twice");
            }
        }
        return fields;
    }

    /** Writes fields in UTF-8. */
    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** {@code name=value} of the fields that are not empty, joined by ampersands, unescaped: what wallets sign. */
    public static String textToSign(SortedMap<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }
}
