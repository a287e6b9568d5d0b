package dev.solvo.qr.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields of a message in their order; names are compared without regard to case, as HTTP demands (RFC 9110,
 * 5.1), for proxies and servers write them as they like.
 */
public final class HttpHeaders {
    /** No fields. */
    public static final HttpHeaders NONE = new HttpHeaders(List.of());

    private final List<Map.Entry<String, String>> fields;

    private HttpHeaders(List<Map.Entry<String, String>> fields) {
        this.fields = fields;
    }

    /** The given fields, in the given order; a name may occur more than once. */
    public static HttpHeaders of(List<Map.Entry<String, String>> fields) {
        return new HttpHeaders(List.copyOf(fields));
    }

    /** These fields and one more at the end. */
    public HttpHeaders with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(Map.entry(name, value));
        return new HttpHeaders(List.copyOf(more));
    }

    /** All fields in their order. */
    public List<Map.Entry<String, String>> fields() {
        return fields;
    }

    /** The value of the first field of that name, in whatever case it is written. */
    public Optional<String> first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    /** The names only: values may be signatures and tokens. */
    @Override
    public String toString() {
        StringBuilder names = new StringBuilder("HttpHeaders[");
        for (Map.Entry<String, String> field : fields) {
            names.append(names.length() == 12 ? "" : ", ").append(field.getKey());
        }
        return names.append(']').toString();
    }
}
