package dev.solvo.simulator.wallet;

import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param status 100 to 599
 * @param headers by name; looked up whatever its case, sent in the case they were given
 * @param body empty if there is none
 */
public record WalletAnswer(int status, Map<String, String> headers, Bytes body) {
    /**
     * Copies the headers.
     *
     * @throws IllegalArgumentException if the status is not one
     */
    public WalletAnswer {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("no HTTP status " + status);
        }
        headers = WalletRequest.caseless(headers);
    }

    /** An answer of one text in UTF-8. */
    public static WalletAnswer of(int status, String contentType, String text) {
        return new WalletAnswer(
                status, Map.of("Content-Type", contentType), Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The value of a header, or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Status and length only. */
    @Override
    public String toString() {
        return "WalletAnswer[" + status + ", " + body.length() + " bytes]";
    }
}
