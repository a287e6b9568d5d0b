package dev.solvo.qr.wechat;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of one v2 message, in the byte order of their names, as v2 signs them: on the wire, the children of one
 * element {@code xml}. For calls that {@link WeChatPayGateway} does not know, together with {@link V2Signature}.
 */
public final class V2Message {
    private final SortedMap<String, String> fields;

    private V2Message(SortedMap<String, String> fields) {
        this.fields = fields;
    }

    /** Those fields that are not empty. */
    public static V2Message of(Map<String, String> fields) {
        TreeMap<String, String> present = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                present.put(name, value);
            }
        });
        return new V2Message(present);
    }

    /**
     * Reads an answer.
     *
     * @throws QrException DOCTYPE_REFUSED if it declares a document type; MALFORMED_ANSWER if it is not XML in UTF-8, is
     *     not one element {@code xml} with plain fields, has a field twice, or is too long
     */
    public static V2Message parse(Bytes body) throws QrException {
        return of(V2Xml.parse(body));
    }

    /** The value of a field that is there and not empty. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The value, or an empty text. */
    String get(String name) {
        return find(name).orElse("");
    }

    /** This message and one more field. */
    public V2Message with(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return of(more);
    }

    /** {@code name=value} of all fields but the signature, joined by "&amp;", unescaped; the key is not part of it. */
    public String textToSign() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!name.equals("sign")) {
                text.append(text.length() == 0 ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return text.toString();
    }

    /**
     * The body of a request, in UTF-8.
     *
     * @throws IllegalArgumentException if a value holds a character that XML 1.0 cannot carry
     */
    public Bytes toXml() {
        StringBuilder xml = new StringBuilder("<xml>");
        fields.forEach((name, value) -> {
            xml.append('<').append(name).append('>');
            V2Xml.escape(name, value, xml);
            xml.append("</").append(name).append('>');
        });
        return Bytes.of(xml.append("</xml>").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Names only. */
    @Override
    public String toString() {
        return "V2Message" + fields.keySet();
    }
}
