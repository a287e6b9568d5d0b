package dev.solvo.qr.testdata;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries requests to a simulated wallet, and its answers and notifications back, without a network. */
public final class SimulatedExchange {
    private SimulatedExchange() {}

    /** Sends the call's request and reads the answer. */
    public static <R> R ask(SimulatedWallet wallet, WalletCall<R> call) {
        return call.read(answer(wallet, call.request()));
    }

    /** What the wallet answers. */
    public static HttpAnswer answer(SimulatedWallet wallet, SignedRequest request) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Host", request.uri().getRawAuthority());
        request.headers().fields().forEach(field -> headers.put(field.getKey(), field.getValue()));
        String query = request.uri().getRawQuery();
        WalletRequest sent = new WalletRequest(
                request.method(),
                request.uri().getRawPath() + (query == null ? "" : "?" + query),
                headers,
                request.body());
        WalletAnswer answer = assertInstanceOf(WalletResult.Answered.class, wallet.handle(sent))
                .answer();
        return new HttpAnswer(answer.status(), headers(answer.headers()), answer.body());
    }

    /** Lets the gateway read and answer whatever the wallet reports from now on. */
    public static List<NotificationResult> report(SimulatedWallet wallet, WalletGateway gateway) {
        List<NotificationResult> reported = new ArrayList<>();
        wallet.notifying(notification -> {
            NotificationResult result = gateway.readNotification(
                    headers(notification.request().headers()),
                    notification.request().body());
            reported.add(result);
            return new WalletAnswer(
                    result.answer().status(), Map.of(), result.answer().body());
        });
        return reported;
    }

    /** Header names in small letters, for their case must not matter. */
    private static HttpHeaders headers(Map<String, String> fields) {
        HttpHeaders headers = HttpHeaders.NONE;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            headers = headers.with(field.getKey().toLowerCase(java.util.Locale.ROOT), field.getValue());
        }
        return headers;
    }
}
