package dev.solvo.qr.unionpay;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of one message, in the order of their names, as ACP signs them; for calls and notifications that
 * {@link UnionPayGateway} does not know, together with {@link UnionPaySignature}.
 *
 * <p>Requests and notifications travel URL-encoded; answers travel plain, so that "+" and "=" stand for themselves and a
 * value ends at the next "&amp;" outside of braces.
 */
public final class UnionPayMessage {
    private static final int MAXIMUM_LENGTH = 65_536;
    private static final int MAXIMUM_FIELDS = 200;

    private final SortedMap<String, String> fields;

    private UnionPayMessage(SortedMap<String, String> fields) {
        this.fields = fields;
    }

    /** Those fields that are not empty. */
    public static UnionPayMessage of(Map<String, String> fields) {
        TreeMap<String, String> present = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                present.put(name, value);
            }
        });
        return new UnionPayMessage(present);
    }

    /**
     * Reads an answer, which is not URL-encoded.
     *
     * @throws QrException MALFORMED_ANSWER if it is not UTF-8 or not made of fields, has one twice, or is too long
     */
    public static UnionPayMessage parseAnswer(Bytes body) throws QrException {
        String text = text(body);
        TreeMap<String, String> fields = new TreeMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw new QrException("MALFORMED_ANSWER", at, "no = after the name of a field");
            }
            int end = endOfValue(text, equals + 1);
            put(fields, text.substring(at, equals), text.substring(equals + 1, end), at);
            at = end + 1;
        }
        return new UnionPayMessage(fields);
    }

    /**
     * Reads a notification, which is an HTML form.
     *
     * @throws QrException MALFORMED_NOTIFICATION or MALFORMED_ANSWER if it is not
     */
    public static UnionPayMessage parseForm(Bytes body) throws QrException {
        TreeMap<String, String> fields = new TreeMap<>();
        int at = 0;
        String text = text(body);
        while (at < text.length()) {
            int ampersand = text.indexOf('&', at);
            int end = ampersand < 0 ? text.length() : ampersand;
            int equals = text.indexOf('=', at);
            if (equals < 0 || equals > end) {
                throw new QrException("MALFORMED_NOTIFICATION", at, "no = in a field of the form");
            }
            put(fields, decode(text.substring(at, equals), at), decode(text.substring(equals + 1, end), at), at);
            at = end + 1;
        }
        return new UnionPayMessage(fields);
    }

    /** What stands in braces or brackets may hold "&amp;" and "=" itself, wherever in the value they open. */
    private static int endOfValue(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '&') {
            char c = text.charAt(at);
            int closed = c == '{' ? text.indexOf('}', at) : c == '[' ? text.indexOf(']', at) : at;
            at = (closed < 0 ? at : closed) + 1;
        }
        return at;
    }

    private static void put(SortedMap<String, String> fields, String name, String value, int at) throws QrException {
        if (fields.size() == MAXIMUM_FIELDS) {
            throw new QrException("MALFORMED_ANSWER", at, "more than " + MAXIMUM_FIELDS + " fields");
        }
        if (name.isEmpty() || fields.put(name, value) != null) {
            throw new QrException("MALFORMED_ANSWER", at, "a field without a name, or the same field twice");
        }
    }

    private static String text(Bytes body) throws QrException {
        if (body.isEmpty() || body.length() > MAXIMUM_LENGTH) {
            throw new QrException("MALFORMED_ANSWER", body.length() + " bytes; expected 1 to " + MAXIMUM_LENGTH);
        }
        try {
            // A signature covers bytes, so that no byte may be replaced by another.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new QrException("MALFORMED_ANSWER", "not UTF-8");
        }
    }

    private static String decode(String text, int at) throws QrException {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException e) {
            throw new QrException("MALFORMED_NOTIFICATION", at, "a wrong escape");
        }
    }

    /** The value of a field that is there. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The value, or an empty text. */
    String get(String name) {
        return find(name).orElse("");
    }

    /** This message and one more field. */
    public UnionPayMessage with(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return new UnionPayMessage(more);
    }

    /** {@code name=value} of all fields but the signature and the empty ones, joined by "&amp;", unescaped. */
    public String textToSign() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!name.equals("signature") && !value.isEmpty()) {
                text.append(text.length() == 0 ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return text.toString();
    }

    /** The body of a request. */
    public Bytes toForm() {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(encode(value)));
        return Bytes.of(form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String encode(String value) {
        try {
            return URLEncoder.encode(value, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("every Java has UTF-8", e);
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "UnionPayMessage" + fields.keySet();
    }
}
