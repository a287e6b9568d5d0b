package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wechat.V3Signature;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Signatures of WeChat Pay's APIv3: of requests, and of answers with the reason why one is not taken. */
final class WeChatPayV3SignatureCheck implements RecordCheck {
    private final TestKeys keys;

    WeChatPayV3SignatureCheck(TestKeys keys) {
        this.keys = keys;
    }

    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException {
        return switch (record.path("kind").asText()) {
            case "request" -> request(record);
            case "response" -> response(record);
            case "raw-verify" -> rawVerify(record);
            default -> throw new UnsupportedRecordException("kind " + record.path("kind"));
        };
    }

    private String request(JsonNode record) throws MismatchException {
        long timestamp = record.path("timestamp").asLong();
        String nonce = record.path("nonce").asText();
        Bytes text = V3Signature.textToSign(
                record.path("method").asText(),
                record.path("pathAndQuery").asText(),
                timestamp,
                nonce,
                utf8(record.path("body")));
        ifDifferent("text to sign", utf8(record.path("message")), text);
        RequestSigner signer = RequestSigner.software(
                keys.text("wechat.merchantSerialNo"),
                keys.privateKey(record.path("key").asText()));
        ifDifferent(
                "signature",
                record.path("signature").asText(),
                Base64.getEncoder().encodeToString(signer.sign(text.toByteArray())));
        ifDifferent(
                "Authorization",
                record.path("authorization").asText(),
                V3Signature.authorization(keys.text("wechat.mchid"), signer, timestamp, nonce, text));
        return "text to sign, signature, Authorization";
    }

    private String response(JsonNode record) throws MismatchException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        // In small letters, as a server may write them.
        record.path("headers")
                .properties()
                .forEach(header -> headers.add(Map.entry(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText())));
        VerificationKeys ofWeChatPay = VerificationKeys.of(
                record.path("expectedSerial").asText(),
                keys.publicKey(record.path("verifyKey").asText()));
        Optional<UnknownCause> fault = V3Signature.fault(
                HttpHeaders.of(headers),
                utf8(record.path("body")),
                ofWeChatPay,
                Instant.ofEpochSecond(record.path("clock").asLong()));
        ifDifferent("valid", record.path("valid").asBoolean(), fault.isEmpty());
        ifDifferent("reason", expected(record), fault);
        return fault.map(cause -> "refused: " + cause).orElse("signature");
    }

    private static Optional<UnknownCause> expected(JsonNode record) throws MismatchException {
        if (record.path("valid").asBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (record.path("reason").asText()) {
                    case "" -> UnknownCause.SIGNATURE_WRONG;
                    case "EXPIRED" -> UnknownCause.SIGNATURE_TIME;
                    case "PROBE" -> UnknownCause.SIGNATURE_PROBE;
                    case "UNKNOWN_SERIAL" -> UnknownCause.SIGNATURE_KEY_UNKNOWN;
                    default -> throw new MismatchException("reason " + record.path("reason") + " is not one of ours");
                });
    }

    private static String rawVerify(JsonNode record) throws MismatchException {
        X509Certificate certificate =
                TestKeys.certificateOf(record.path("certificatePem").asText());
        boolean valid = V3Signature.isValid(
                utf8(record.path("message")), record.path("signature").asText(), certificate.getPublicKey());
        ifDifferent("valid", record.path("valid").asBoolean(), valid);
        ifDifferent(
                "serial number",
                record.path("certificateSerialNo").asText(),
                certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT));
        return "signature, serial number";
    }

    private static Bytes utf8(JsonNode text) {
        return Bytes.of(text.asText().getBytes(StandardCharsets.UTF_8));
    }
}
