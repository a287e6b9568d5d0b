package dev.solvo.qr.alipay;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The V2 gateway: protocol parameters in the query, content and token in the form, all of them signed alike. */
final class V2Wire implements AlipayWire {
    private static final Set<String> IN_BODY = Set.of("biz_content", "app_auth_token");

    private final AlipayConfig config;
    private final Clock clock;

    V2Wire(AlipayConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public SignedRequest request(AlipayMethod method, ObjectNode content, Optional<URI> notifyUrl) {
        RequestSigner signer = config.key().current();
        Map<String, String> fields = new HashMap<>();
        fields.put("app_id", config.appId());
        fields.put("method", method.v2Name());
        fields.put("format", "json");
        fields.put("charset", "utf-8");
        fields.put("sign_type", "RSA2");
        fields.put("timestamp", BeijingTime.format(clock.instant()));
        fields.put("version", "1.0");
        fields.put("app_cert_sn", config.appCertificateSerial(signer));
        fields.put("alipay_root_cert_sn", config.rootCertificateSerials());
        fields.put("app_auth_token", config.appAuthToken());
        notifyUrl.ifPresent(url -> fields.put("notify_url", url.toString()));
        fields.put("encrypt_type", config.contentKey().isPresent() ? "AES" : "");
        String text = content.toString();
        fields.put(
                "biz_content", config.contentKey().map(key -> key.encrypt(text)).orElse(text));
        AlipayParameters unsigned = AlipayParameters.of(fields);
        AlipayParameters signed = unsigned.with("sign", AlipaySignature.sign(unsigned.textToSign(), signer));
        return new SignedRequest(
                "POST",
                config.host().resolve("/gateway.do?" + signed.without(IN_BODY).toForm()),
                HttpHeaders.of(List.of(Map.entry("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"))),
                Bytes.of(signed.only(IN_BODY).toForm().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public AlipayAnswer read(AlipayMethod method, HttpAnswer answer) {
        if (answer.status() != 200) {
            return AlipayAnswer.faulty(UnknownCause.HTTP_ERROR, "");
        }
        AlipayAnswerText parts;
        try {
            parts = AlipayAnswerText.cut(AlipayText.of(answer.body()), method.v2Root());
        } catch (QrException e) {
            return AlipayAnswer.faulty(UnknownCause.MALFORMED, "");
        }
        if (parts.signature().isEmpty()) {
            return AlipayAnswer.faulty(UnknownCause.SIGNATURE_MISSING, codeToShow(parts.signedText()));
        }
        Optional<PublicKey> key = AlipayKeys.find(config, parts.certificateSerial());
        if (!key.isPresent()) {
            return AlipayAnswer.faulty(UnknownCause.SIGNATURE_KEY_UNKNOWN, codeToShow(parts.signedText()));
        }
        String verified;
        try {
            verified = parts.verifiedText(key.get());
        } catch (QrException e) {
            return AlipayAnswer.faulty(UnknownCause.SIGNATURE_WRONG, codeToShow(parts.signedText()));
        }
        try {
            ObjectNode body = AlipayJson.readObject(parts.isEncrypted() ? decrypted(verified) : verified);
            String code = AlipayAnswer.codeOf(body);
            return code.isEmpty() ? AlipayAnswer.faulty(UnknownCause.MALFORMED, "") : AlipayAnswer.verified(code, body);
        } catch (QrException e) {
            return AlipayAnswer.faulty(UnknownCause.MALFORMED, "");
        }
    }

    private String decrypted(String quoted) throws QrException {
        AlipayContentKey key = config.contentKey()
                .orElseThrow(() -> new QrException("WRONG_CIPHERTEXT", "the account has no content key"));
        return key.decrypt(AlipayJson.read(quoted).asText());
    }

    private static String codeToShow(String unverified) {
        try {
            return AlipayAnswer.codeOf(AlipayJson.read(unverified));
        } catch (QrException e) {
            return "";
        }
    }
}
