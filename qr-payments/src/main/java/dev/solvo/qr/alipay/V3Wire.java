package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.UUID;

/** V3: JSON, the signature in the header, an HTTP status that tells success from refusal. */
final class V3Wire implements AlipayWire {
    private final AlipayConfig config;
    private final Clock clock;
    private final Random nonces;

    V3Wire(AlipayConfig config, Clock clock, Random nonces) {
        this.config = config;
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public SignedRequest request(AlipayMethod method, ObjectNode content, Optional<URI> notifyUrl) {
        String address = method.v3Path();
        String body = "";
        boolean encrypted = config.contentKey().isPresent() && !method.isGet();
        if (method.isGet()) {
            address += "?" + query(content);
        } else {
            notifyUrl.ifPresent(url -> content.put("notify_url", url.toString()));
            String text = content.toString();
            body = config.contentKey().map(key -> key.encrypt(text)).orElse(text);
        }
        String verb = method.isGet() ? "GET" : "POST";
        RequestSigner signer = config.key().current();
        String auth =
                AlipayV3Text.authString(config.appId(), config.appCertificateSerial(signer), nonce(), clock.instant());
        String toSign = AlipayV3Text.textToSign(auth, verb, address, body, config.appAuthToken());
        String signature = AlipaySignature.sign(toSign, signer);
        HttpHeaders headers = HttpHeaders.NONE
                .with("Authorization", AlipayV3Text.authorization(auth, signature))
                .with("Accept", encrypted ? "text/plain" : "application/json")
                .with("Content-Type", encrypted ? "text/plain;charset=utf-8" : "application/json;charset=utf-8");
        headers = withUnlessEmpty(headers, "alipay-root-cert-sn", config.rootCertificateSerials());
        headers = withUnlessEmpty(headers, "alipay-app-auth-token", config.appAuthToken());
        headers = withUnlessEmpty(headers, "alipay-encrypt-type", encrypted ? "AES" : "");
        return new SignedRequest(
                verb, config.host().resolve(address), headers, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpHeaders withUnlessEmpty(HttpHeaders headers, String name, String value) {
        return value.isEmpty() ? headers : headers.with(name, value);
    }

    private static String query(ObjectNode content) {
        StringJoiner query = new StringJoiner("&");
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            query.add(field.getKey() + "="
                    + AlipayParameters.encode(field.getValue().asText()));
        }
        return query.toString();
    }

    private String nonce() {
        return new UUID(nonces.nextLong(), nonces.nextLong()).toString();
    }

    @Override
    public AlipayAnswer read(AlipayMethod method, HttpAnswer answer) {
        boolean accepted = answer.status() >= 200 && answer.status() < 300;
        String body;
        try {
            body = AlipayText.of(answer.body());
        } catch (QrException e) {
            return AlipayAnswer.faulty(accepted ? UnknownCause.MALFORMED : UnknownCause.HTTP_ERROR, "");
        }
        Optional<UnknownCause> fault = fault(answer.headers(), body, accepted);
        if (fault.isPresent()) {
            return AlipayAnswer.faulty(fault.get(), codeToShow(body));
        }
        try {
            ObjectNode fields = AlipayJson.readObject(opened(body));
            String code = AlipayAnswer.codeOf(fields);
            if (accepted) {
                return AlipayAnswer.verified(code.isEmpty() ? AlipayAnswer.SUCCESS : code, fields);
            }
            return code.isEmpty()
                    ? AlipayAnswer.faulty(UnknownCause.HTTP_ERROR, "")
                    : AlipayAnswer.verified(AlipayAnswer.v2CodeOf(code), fields);
        } catch (QrException e) {
            return AlipayAnswer.faulty(accepted ? UnknownCause.MALFORMED : UnknownCause.HTTP_ERROR, "");
        }
    }

    private Optional<UnknownCause> fault(HttpHeaders headers, String body, boolean accepted) {
        String signature = headers.first("alipay-signature").orElse("");
        if (signature.isEmpty()) {
            return Optional.of(accepted ? UnknownCause.SIGNATURE_MISSING : UnknownCause.HTTP_ERROR);
        }
        Optional<PublicKey> key =
                AlipayKeys.find(config, headers.first("alipay-sn").orElse(""));
        if (!key.isPresent()) {
            return Optional.of(UnknownCause.SIGNATURE_KEY_UNKNOWN);
        }
        String timestamp = headers.first("alipay-timestamp").orElse("");
        String text = AlipayV3Text.textToVerify(
                timestamp, headers.first("alipay-nonce").orElse(""), body);
        if (!AlipaySignature.isValid(text, signature, key.get())) {
            return Optional.of(UnknownCause.SIGNATURE_WRONG);
        }
        return isTimely(timestamp) ? Optional.empty() : Optional.of(UnknownCause.SIGNATURE_TIME);
    }

    private boolean isTimely(String epochMillis) {
        if (!epochMillis.matches("[0-9]{1,15}")) {
            return false;
        }
        Instant signed = Instant.ofEpochMilli(Long.parseLong(epochMillis));
        return Duration.between(signed, clock.instant()).abs().compareTo(config.timeWindow()) <= 0;
    }

    /** An encrypted body is base64, which cannot begin as an object does. */
    private String opened(String body) throws QrException {
        Optional<AlipayContentKey> key = config.contentKey();
        return key.isPresent() && !body.trim().startsWith("{") ? key.get().decrypt(body.trim()) : body;
    }

    private static String codeToShow(String unverified) {
        try {
            return AlipayAnswer.v2CodeOf(AlipayAnswer.codeOf(AlipayJson.read(unverified)));
        } catch (QrException e) {
            return "";
        }
    }
}
