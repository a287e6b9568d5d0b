package dev.solvo.simulator.wallet;

import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP request, as it came.
 *
 * @param method GET or POST
 * @param target path and query, still percent-encoded
 * @param headers by name, whatever its case
 * @param body empty if there is none
 */
public record WalletRequest(String method, String target, Map<String, String> headers, Bytes body) {
    /**
     * Copies the headers.
     *
     * @throws IllegalArgumentException if the target does not begin with a slash
     */
    public WalletRequest {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("a target begins with a slash");
        }
        headers = caseless(headers);
    }

    static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return Collections.unmodifiableMap(copy);
    }

    /** The target up to the question mark. */
    public String path() {
        int at = target.indexOf('?');
        return at < 0 ? target : target.substring(0, at);
    }

    /** What stands behind the question mark, still encoded; empty if nothing does. */
    public String query() {
        int at = target.indexOf('?');
        return at < 0 ? "" : target.substring(at + 1);
    }

    /** The value of a header, or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Whether the content type is that one, with or without parameters. */
    public boolean isOfType(String mediaType) {
        String type = header("Content-Type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().equalsIgnoreCase(mediaType);
    }

    /** Method and path only. */
    @Override
    public String toString() {
        return "WalletRequest[" + method + " " + path() + ", " + body.length() + " bytes]";
    }
}
