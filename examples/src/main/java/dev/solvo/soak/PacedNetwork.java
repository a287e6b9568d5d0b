package dev.solvo.soak;

import dev.solvo.cli.wallet.Pace;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real network in faster time: time-outs are as much shorter, and servers' dates are of that time. */
final class PacedNetwork implements HttpTransport {
    private final HttpTransport network;
    private final Pace pace;

    PacedNetwork(HttpTransport network, Pace pace) {
        this.network = network;
        this.pace = pace;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        HttpAnswer answer = network.send(request, pace.onTheWall(timeout));
        List<Map.Entry<String, String>> fields =
                new ArrayList<>(answer.headers().fields());
        fields.removeIf(field -> field.getKey().equalsIgnoreCase("Date"));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                pace.clock().instant().atOffset(ZoneOffset.UTC));
        return new HttpAnswer(answer.status(), HttpHeaders.of(fields).with("Date", date), answer.body());
    }
}
