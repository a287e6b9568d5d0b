package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Signs requests of APIv3, and has their answers checked. */
final class V3Wire {
    private final WeChatPayConfig config;
    private final Clock clock;
    private final Supplier<String> nonces;

    V3Wire(WeChatPayConfig config, Clock clock, Supplier<String> nonces) {
        this.config = config;
        this.clock = clock;
        this.nonces = nonces;
    }

    <R> WalletCall<R> get(
            String pathAndQuery,
            Map<String, String> asked,
            Function<V3Answer, R> meaning,
            BiFunction<UnknownCause, String, R> notKnown) {
        return checked(request("GET", config.host().resolve(pathAndQuery), Bytes.EMPTY), asked, meaning, notKnown);
    }

    <R> WalletCall<R> post(
            String path,
            ObjectNode body,
            Map<String, String> asked,
            Function<V3Answer, R> meaning,
            BiFunction<UnknownCause, String, R> notKnown) {
        return checked(request("POST", config.host().resolve(path), V3Json.write(body)), asked, meaning, notKnown);
    }

    private <R> WalletCall<R> checked(
            SignedRequest request,
            Map<String, String> asked,
            Function<V3Answer, R> meaning,
            BiFunction<UnknownCause, String, R> notKnown) {
        return new WeChatPayCall<>(
                request,
                answer -> {
                    V3Answer checked = V3Answer.of(answer, asked, config.weChatPayKeys(), clock.instant());
                    return checked.fault()
                            .map(cause -> notKnown.apply(cause, checked.code()))
                            .orElseGet(() -> meaning.apply(checked));
                },
                notKnown);
    }

    /** A call whose answer has checks of its own. */
    <R> WalletCall<R> unchecked(
            URI uri, Function<HttpAnswer, R> meaning, BiFunction<UnknownCause, String, R> notKnown) {
        return new WeChatPayCall<>(request("GET", uri, Bytes.EMPTY), meaning, notKnown);
    }

    private SignedRequest request(String method, URI uri, Bytes body) {
        RequestSigner signer = config.key().current();
        long timestamp = clock.instant().getEpochSecond();
        String nonce = nonces.get();
        String path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        Bytes text = V3Signature.textToSign(method, path, timestamp, nonce, body);
        HttpHeaders headers = HttpHeaders.of(List.of(
                Map.entry("Accept", "application/json"),
                Map.entry("User-Agent", "Solvo"),
                Map.entry(
                        "Authorization",
                        V3Signature.authorization(config.merchantId(), signer, timestamp, nonce, text))));
        if (!body.isEmpty()) {
            headers = headers.with("Content-Type", "application/json");
        }
        if (config.publicKeyId().isPresent()) {
            headers = headers.with("Wechatpay-Serial", config.publicKeyId().get());
        }
        return new SignedRequest(method, uri, headers, body);
    }

    /** Percent-encoded but for letters, digits and {@code - _ . ~}, as it is signed. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0;
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Bytes.of(b).toHex());
            }
        }
        return encoded.toString();
    }
}
