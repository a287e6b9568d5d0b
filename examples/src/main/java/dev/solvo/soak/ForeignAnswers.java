package dev.solvo.soak;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps answers about one order and gives them to questions about another one: as they are, with the wallet's right
 * signature, or with the other order's number put in. Answers that name no order are not kept: there is nothing in them
 * by which a till could tell.
 */
final class ForeignAnswers {
    private final Pattern orderNumbers;
    private final Random random;
    private final Map<String, HttpAnswer> kept = new HashMap<>();

    ForeignAnswers(Pattern orderNumbers, Random random) {
        this.orderNumbers = orderNumbers;
        this.random = random;
    }

    /** An answer to such a request has come. */
    synchronized void keep(SignedRequest request, HttpAnswer answer) {
        if (orderNumbers.matcher(text(answer.body())).find()) {
            kept.put(kind(request), answer);
        }
    }

    /** What was answered to such a request about another order. */
    synchronized Optional<HttpAnswer> about(SignedRequest request) {
        HttpAnswer answer = kept.get(kind(request));
        Matcher asked = orderNumbers.matcher(request.uri() + "\n" + text(request.body()));
        if (answer == null || !asked.find()) {
            return Optional.empty();
        }
        String body = text(answer.body());
        if (body.contains(asked.group())) {
            return Optional.empty();
        }
        if (random.nextBoolean()) {
            body = orderNumbers.matcher(body).replaceAll(asked.group());
        }
        return Optional.of(
                new HttpAnswer(answer.status(), answer.headers(), Bytes.of(body.getBytes(StandardCharsets.UTF_8))));
    }

    private String kind(SignedRequest request) {
        return request.method()
                + orderNumbers.matcher(request.uri().getRawPath()).replaceAll("");
    }

    private static String text(Bytes body) {
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
}
