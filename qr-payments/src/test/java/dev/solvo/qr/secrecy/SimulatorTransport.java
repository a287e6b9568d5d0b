package dev.solvo.qr.secrecy;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries requests to a simulated wallet in this process; the readiness probe gets an answer of its own. */
final class SimulatorTransport implements HttpTransport {
    private final SimulatedWallet wallet;
    private final Consumer<Object> witness;

    /** {@code witness} is shown each request, answer and error. */
    SimulatorTransport(SimulatedWallet wallet, Consumer<Object> witness) {
        this.wallet = wallet;
        this.witness = witness;
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        witness.accept(request);
        if (request.uri().getRawPath().equals("/")) {
            return new HttpAnswer(200, HttpHeaders.NONE, dev.solvo.tlv.Bytes.EMPTY);
        }
        Map<String, String> headers = new TreeMap<>();
        request.headers().fields().forEach(field -> headers.put(field.getKey(), field.getValue()));
        String query = request.uri().getRawQuery();
        String target = request.uri().getRawPath() + (query == null ? "" : "?" + query);
        WalletResult result = wallet.handle(new WalletRequest(request.method(), target, headers, request.body()));
        if (!(result instanceof WalletResult.Answered answered)) {
            TransportException lost =
                    new TransportException(TransportException.Kind.NO_ANSWER, "no answer to " + request);
            witness.accept(lost);
            throw lost;
        }
        WalletAnswer said = answered.answer();
        HttpHeaders fields = HttpHeaders.NONE;
        for (Map.Entry<String, String> field : said.headers().entrySet()) {
            fields = fields.with(field.getKey(), field.getValue());
        }
        HttpAnswer answer = new HttpAnswer(said.status(), fields, said.body());
        witness.accept(answer);
        return answer;
    }
}
