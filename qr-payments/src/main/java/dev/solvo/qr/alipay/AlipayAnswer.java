package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.UnknownCause;
import java.util.Optional;

/**
 * An answer after the checks, the same for both protocols.
 *
 * @param fault why it says nothing; empty if it is verified
 * @param code as in {@link AlipayCodes}; of an answer with a fault only to be shown
 * @param body the fields; none if there is a fault
 */
record AlipayAnswer(Optional<UnknownCause> fault, String code, ObjectNode body) {
    static final String SUCCESS = "10000";

    private static final String FAILURE = "40004+";
    private static final int LONGEST_CODE = 128;

    static AlipayAnswer faulty(UnknownCause cause, String code) {
        return new AlipayAnswer(Optional.of(cause), code, AlipayJson.object());
    }

    static AlipayAnswer verified(String code, ObjectNode body) {
        return new AlipayAnswer(Optional.empty(), code, body);
    }

    /** A field; empty if it is absent or no text or number. */
    String text(String field) {
        return body.path(field).asText("");
    }

    /** {@code code} and {@code sub_code} of an answer; empty if it has none. */
    static String codeOf(JsonNode body) {
        String code = body.path("code").asText("");
        String sub = body.path("sub_code").asText("");
        return shown(code.isEmpty() || sub.isEmpty() ? code : code + "+" + sub);
    }

    /** The code of a V3 refusal as the V2 gateway would say it. */
    static String v2CodeOf(String v3Code) {
        return v3Code.isEmpty() ? "" : shown(FAILURE + v3Code);
    }

    /** What cannot be a code is not passed on to screens and logs. */
    private static String shown(String code) {
        return code.length() <= LONGEST_CODE && code.matches("[A-Za-z0-9_.+-]*") ? code : "";
    }
}
