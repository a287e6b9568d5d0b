package dev.solvo.soak;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts wrong answers in the place of right ones. Some were given to a question about another order, and come as they are,
 * with the wallet's right signature, or with this order's number put in; others say that this order is paid where it is
 * not. Answers that name no order are not kept: there is nothing in them by which a till could tell.
 */
final class WrongAnswers {
    private static final List<Map.Entry<String, String>> LIES = List.of(
            Map.entry("WAIT_BUYER_PAY", "TRADE_SUCCESS"),
            Map.entry("TRADE_CLOSED", "TRADE_SUCCESS"),
            Map.entry("USERPAYING", "SUCCESS"),
            Map.entry("NOTPAY", "SUCCESS"),
            Map.entry("\"CLOSED\"", "\"SUCCESS\""),
            Map.entry("[CLOSED]", "[SUCCESS]"),
            Map.entry("origRespCode=05", "origRespCode=00"),
            Map.entry("origRespCode=01", "origRespCode=00"));

    private final Pattern orderNumbers;
    private final Random random;
    private final Map<String, HttpAnswer> kept = new HashMap<>();

    WrongAnswers(Pattern orderNumbers, Random random) {
        this.orderNumbers = orderNumbers;
        this.random = random;
    }

    /** An answer to such a request has come. */
    synchronized void keep(SignedRequest request, HttpAnswer answer) {
        if (orderNumbers.matcher(text(answer.body())).find()) {
            kept.put(kind(request), answer);
        }
    }

    /** What comes instead of this answer; the same if nothing else is known. */
    synchronized HttpAnswer insteadOf(SignedRequest request, HttpAnswer right) {
        String body = text(right.body());
        int way = random.nextInt(3);
        if (way == 0) {
            return with(lie(body), right);
        }
        HttpAnswer other = kept.get(kind(request));
        Matcher asked = orderNumbers.matcher(request.uri() + "\n" + text(request.body()));
        if (other == null || !asked.find() || text(other.body()).contains(asked.group())) {
            return right;
        }
        return way == 1 ? other : with(orderNumbers.matcher(text(other.body())).replaceAll(asked.group()), other);
    }

    private static HttpAnswer with(String body, HttpAnswer answer) {
        return new HttpAnswer(answer.status(), answer.headers(), Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String lie(String body) {
        for (Map.Entry<String, String> lie : LIES) {
            if (body.contains(lie.getKey())) {
                return body.replace(lie.getKey(), lie.getValue());
            }
        }
        return body;
    }

    private String kind(SignedRequest request) {
        return request.method()
                + orderNumbers.matcher(request.uri().getRawPath()).replaceAll("");
    }

    private static String text(Bytes body) {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
}
