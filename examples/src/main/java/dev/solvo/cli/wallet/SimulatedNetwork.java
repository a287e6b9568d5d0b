package dev.solvo.cli.wallet;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries requests to simulated wallets in the same process; delays and time-outs pass by the pace they share. */
public final class SimulatedNetwork implements HttpTransport {
    private final SimulatedWallet wallet;
    private final Pace pace;

    /** A network with one wallet at its end. */
    public SimulatedNetwork(SimulatedWallet wallet, Pace pace) {
        this.wallet = wallet;
        this.pace = pace;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        String query = request.uri().getRawQuery();
        String target = request.uri().getRawPath() + (query == null ? "" : "?" + query);
        if (!wallet.serves(request.uri().getRawPath())) {
            return withDate(new HttpAnswer(404, HttpHeaders.NONE, Bytes.EMPTY));
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().fields().forEach(field -> headers.put(field.getKey(), field.getValue()));
        WalletResult result = wallet.handle(new WalletRequest(request.method(), target, headers, request.body()));
        boolean answered =
                result instanceof WalletResult.Answered && result.delay().compareTo(timeout) < 0;
        pass(answered ? result.delay() : timeout);
        if (!answered) {
            throw new TransportException(TransportException.Kind.NO_ANSWER, "no answer within " + timeout);
        }
        return answer(((WalletResult.Answered) result).answer());
    }

    private void pass(Duration duration) throws TransportException {
        try {
            pace.waitUntil(pace.clock().instant().plus(duration));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(TransportException.Kind.NO_ANSWER, "interrupted", e);
        }
    }

    private HttpAnswer answer(WalletAnswer answer) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        answer.headers().forEach((name, value) -> fields.add(Map.entry(name, value)));
        return withDate(new HttpAnswer(answer.status(), HttpHeaders.of(fields), answer.body()));
    }

    private HttpAnswer withDate(HttpAnswer answer) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                pace.clock().instant().atOffset(ZoneOffset.UTC));
        return new HttpAnswer(answer.status(), answer.headers().with("Date", date), answer.body());
    }
}
