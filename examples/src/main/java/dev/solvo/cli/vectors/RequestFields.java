package dev.solvo.cli.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.qr.http.SignedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a request by name: query, form, JSON and XML alike; fields of nested objects as {@code amount.total}. The
 * fields of a form's {@code biz_content} stand beside the form's own.
 */
final class RequestFields {
    /** Each field of a WeChat Pay v2 request is an element without children, in CDATA or not. */
    private static final Pattern ELEMENT =
            Pattern.compile("<(\\w+)>(?:<!\\[CDATA\\[(.*?)]]>|([^<]*))</\\1>", Pattern.DOTALL);

    private final Map<String, String> fields = new TreeMap<>();

    private RequestFields() {}

    static RequestFields of(SignedRequest request) throws MismatchException {
        RequestFields found = new RequestFields();
        if (request.uri().getRawQuery() != null) {
            found.addParameters(request.uri().getRawQuery());
        }
        String body = new String(request.body().toByteArray(), StandardCharsets.UTF_8);
        if (body.startsWith("{")) {
            found.addJson("", body);
        } else if (body.startsWith("<")) {
            Matcher element = ELEMENT.matcher(body);
            while (element.find()) {
                found.fields.put(element.group(1), element.group(2) == null ? element.group(3) : element.group(2));
            }
        } else if (!body.isEmpty()) {
            found.addParameters(body);
        }
        return found;
    }

    /**
     * The field, or one of several separated by {@code |}, has to be there and not empty.
     *
     * @param name as the data files write it
     */
    void require(String name) throws MismatchException {
        for (String alternative : name.split("\\|", -1)) {
            for (Map.Entry<String, String> field : fields.entrySet()) {
                boolean isOrHolds =
                        field.getKey().equals(alternative) || field.getKey().startsWith(alternative + ".");
                if (isOrHolds && !field.getValue().isEmpty()) {
                    return;
                }
            }
        }
        throw new MismatchException("the request has no " + name + ", but " + String.join(", ", fields.keySet()));
    }

    /** The value of a field; empty if it is not there. */
    String value(String name) {
        return fields.getOrDefault(name, "");
    }

    private void addParameters(String text) throws MismatchException {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            fields.put(name, value);
            if (name.equals("biz_content")) {
                addJson("", value);
            }
        }
    }

    private void addJson(String prefix, String text) throws MismatchException {
        try {
            addObject(prefix, new ObjectMapper().readTree(text));
        } catch (JsonProcessingException broken) {
            throw new MismatchException("the request's body is not JSON");
        }
    }

    private void addObject(String prefix, JsonNode object) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (entry.getValue().isObject()) {
                addObject(prefix + entry.getKey() + ".", entry.getValue());
            } else {
                fields.put(prefix + entry.getKey(), entry.getValue().asText());
            }
        }
    }
}
