package dev.solvo.qr.alipay;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The parameters of a V2 request or of a notification, in the order of their names, as Alipay signs them; for calls and
 * notifications that {@link AlipayGateway} does not know, together with {@link AlipaySignature}.
 */
public final class AlipayParameters {
    /** Which parameters the signature of a notification leaves out. */
    public enum NotificationRule {
        /** Of a trade: {@code sign} and {@code sign_type}. */
        V1,
        /** Of the message service: {@code sign} alone. */
        V2,
    }

    private static final int MAXIMUM_PARAMETERS = 200;

    private final SortedMap<String, String> parameters;

    private AlipayParameters(SortedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Those parameters that are not empty. */
    public static AlipayParameters of(Map<String, String> parameters) {
        TreeMap<String, String> present = new TreeMap<>();
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                present.put(name, value);
            }
        });
        return new AlipayParameters(present);
    }

    /**
     * Reads a notification, which is an HTML form in UTF-8.
     *
     * @throws QrException MALFORMED_MESSAGE if it is not, has a parameter twice, or is too long
     */
    public static AlipayParameters parseForm(Bytes body) throws QrException {
        String text = AlipayText.of(body);
        TreeMap<String, String> found = new TreeMap<>();
        int at = 0;
        while (at < text.length()) {
            int ampersand = text.indexOf('&', at);
            int end = ampersand < 0 ? text.length() : ampersand;
            int equals = text.indexOf('=', at);
            if (equals < 0 || equals >= end || equals == at) {
                throw new QrException("MALFORMED_MESSAGE", at, "no name and = in a field of the form");
            }
            if (found.size() == MAXIMUM_PARAMETERS) {
                throw new QrException("MALFORMED_MESSAGE", at, "more than " + MAXIMUM_PARAMETERS + " parameters");
            }
            String name = decode(text.substring(at, equals), at);
            if (found.put(name, decode(text.substring(equals + 1, end), at)) != null) {
                throw new QrException("MALFORMED_MESSAGE", at, "the same parameter twice");
            }
            at = end + 1;
        }
        return of(found);
    }

    private static String decode(String text, int at) throws QrException {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException e) {
            throw new QrException("MALFORMED_MESSAGE", at, "a wrong escape");
        }
    }

    /** The value of a parameter that is there and not empty. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The value, or an empty text. */
    String get(String name) {
        return find(name).orElse("");
    }

    /** These parameters and one more. */
    public AlipayParameters with(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return of(more);
    }

    /** What a request's signature covers: {@code name=value} of all but {@code sign}, joined by "&amp;", unescaped. */
    public String textToSign() {
        return joined(name -> !name.equals("sign"));
    }

    /** What a notification's signature covers. */
    public String textToVerify(NotificationRule rule) {
        return joined(name -> !name.equals("sign") && !(rule == NotificationRule.V1 && name.equals("sign_type")));
    }

    private String joined(Predicate<String> covered) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> {
            if (covered.test(name)) {
                text.append(text.length() == 0 ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return text.toString();
    }

    /** As an HTML form, or as the query of an address. */
    public String toForm() {
        StringBuilder form = new StringBuilder();
        parameters.forEach((name, value) -> form.append(form.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(encode(value)));
        return form.toString();
    }

    void forEach(BiConsumer<String, String> action) {
        parameters.forEach(action);
    }

    /** Those of the given names. */
    AlipayParameters only(Set<String> names) {
        TreeMap<String, String> some = new TreeMap<>(parameters);
        some.keySet().retainAll(names);
        return new AlipayParameters(some);
    }

    /** Those of other names. */
    AlipayParameters without(Set<String> names) {
        TreeMap<String, String> some = new TreeMap<>(parameters);
        some.keySet().removeAll(names);
        return new AlipayParameters(some);
    }

    static String encode(String value) {
        try {
            return URLEncoder.encode(value, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("every Java has UTF-8", e);
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "AlipayParameters" + parameters.keySet();
    }
}
