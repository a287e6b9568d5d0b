package dev.solvo.qr.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WeChatPayVectorsTest {
    private static final String V3 = "wechat-v3-signature.json";

    static List<JsonNode> requests() {
        return ofKind("request");
    }

    static List<JsonNode> responses() {
        return ofKind("response");
    }

    private static List<JsonNode> ofKind(String kind) {
        return QrVectors.records(V3).stream()
                .filter(v -> v.get("kind").asText().equals(kind))
                .toList();
    }

    static List<JsonNode> v2Messages() {
        return QrVectors.records("wechat-v2-signature.json").stream()
                .filter(v -> v.has("params"))
                .toList();
    }

    static List<JsonNode> v2Documents() {
        return QrVectors.records("wechat-v2-signature.json").stream()
                .filter(v -> v.has("xml"))
                .toList();
    }

    static List<JsonNode> resources() {
        return QrVectors.records("wechat-aesgcm.json");
    }

    static List<JsonNode> codes() {
        return QrVectors.records("error-codes.json").stream()
                .filter(v -> v.get("wallet").asText().equals("WECHAT"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void signsAsTheVectorSays(JsonNode vector) {
        Bytes body = utf8(vector.get("body").asText());
        long timestamp = vector.get("timestamp").asLong();
        String nonce = vector.get("nonce").asText();
        Bytes text = V3Signature.textToSign(
                vector.get("method").asText(), vector.get("pathAndQuery").asText(), timestamp, nonce, body);
        assertEquals(utf8(vector.get("message").asText()), text);
        JsonNode merchant = QrVectors.file("test-keys.json").get("wechat");
        RequestSigner signer = RequestSigner.software(
                merchant.get("merchantSerialNo").asText(),
                QrVectors.privateKey(vector.get("key").asText()));
        String header = V3Signature.authorization(merchant.get("mchid").asText(), signer, timestamp, nonce, text);
        assertEquals(vector.get("authorization").asText(), header);
        assertTrue(header.contains("signature=\"" + vector.get("signature").asText() + "\""));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void verifiesAsTheVectorSays(JsonNode vector) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        // As a server writes them that does not keep the case.
        vector.get("headers")
                .properties()
                .forEach(h -> headers.add(Map.entry(
                        h.getKey().toLowerCase(Locale.ROOT), h.getValue().asText())));
        VerificationKeys keys = VerificationKeys.of(
                vector.get("expectedSerial").asText(),
                QrVectors.publicKey(vector.get("verifyKey").asText()));
        Optional<UnknownCause> fault = V3Signature.fault(
                HttpHeaders.of(headers),
                utf8(vector.get("body").asText()),
                keys,
                Instant.ofEpochSecond(vector.get("clock").asLong()));
        assertEquals(vector.get("valid").asBoolean(), !fault.isPresent());
        if (!vector.get("valid").asBoolean()) {
            UnknownCause expected = switch (vector.path("reason").asText()) {
                case "UNKNOWN_SERIAL" -> UnknownCause.SIGNATURE_KEY_UNKNOWN;
                case "EXPIRED" -> UnknownCause.SIGNATURE_TIME;
                case "PROBE" -> UnknownCause.SIGNATURE_PROBE;
                default -> UnknownCause.SIGNATURE_WRONG;
            };
            assertEquals(Optional.of(expected), fault);
        }
    }

    @Test
    void verifiesTheOfficialTestSignature() throws GeneralSecurityException {
        JsonNode vector = ofKind("raw-verify").get(0);
        X509Certificate certificate = certificate(vector.get("certificatePem").asText());
        Bytes message = utf8(vector.get("message").asText());
        String signature = vector.get("signature").asText();
        assertTrue(V3Signature.isValid(message, signature, certificate.getPublicKey()));
        assertFalse(V3Signature.isValid(message.plus(Bytes.of((byte) 0)), signature, certificate.getPublicKey()));
        assertFalse(V3Signature.isValid(message, signature.replace("==", ""), certificate.getPublicKey()));
    }

    @ParameterizedTest
    @MethodSource("v2Messages")
    void signsV2AsTheVectorSays(JsonNode vector) throws QrException {
        Map<String, String> fields = new HashMap<>();
        vector.get("params")
                .properties()
                .forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
        V2Message message = V2Message.of(fields);
        ApiV2Key key = ApiV2Key.of(vector.get("key").asText());
        assertEquals(
                vector.get("stringToSign").asText(),
                message.textToSign() + "&key=" + vector.get("key").asText());
        for (V2SignType type : V2SignType.values()) {
            String signature = vector.get(type.wireName()).asText();
            assertEquals(signature, V2Signature.sign(message, key, type));
            // What is sent is signed still after its journey.
            V2Message sent = V2Message.parse(message.with("sign", signature).toXml());
            V2Signature.verify(sent, key, type);
            V2Message changed = sent.with("nonce_str", "another");
            assertThrows(QrException.class, () -> V2Signature.verify(changed, key, type));
            assertThrows(QrException.class, () -> V2Signature.verify(message, key, type));
        }
    }

    @ParameterizedTest
    @MethodSource("v2Documents")
    void refusesWhatTheVectorRefuses(JsonNode vector) {
        QrException refused = assertThrows(
                QrException.class, () -> V2Message.parse(utf8(vector.get("xml").asText())));
        assertEquals(vector.get("expectError").asText(), refused.code());
    }

    @ParameterizedTest
    @MethodSource("resources")
    void decryptsAsTheVectorSays(JsonNode vector) throws QrException, GeneralSecurityException {
        String error = vector.path("expectError").asText();
        String keyText = vector.get("apiV3Key").asText();
        if (error.equals("BAD_KEY_LENGTH")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ApiV3Key.of(keyText));
            assertFalse(String.valueOf(refused.getMessage()).contains(keyText));
            return;
        }
        ApiV3Key key = ApiV3Key.of(keyText);
        assertFalse(key.toString().contains(keyText));
        String data = vector.get("associated_data").asText();
        String nonce = vector.get("nonce").asText();
        String ciphertext = vector.get("ciphertext").asText();
        if (!error.isEmpty()) {
            QrException refused = assertThrows(QrException.class, () -> key.decrypt(data, nonce, ciphertext));
            assertEquals(error, refused.code());
            return;
        }
        String plaintext = text(key.decrypt(data, nonce, ciphertext));
        assertEquals(vector.get("plaintext").asText(), plaintext);
        if (vector.has("expectSerialNo")) {
            assertEquals(
                    vector.get("expectSerialNo").asText(),
                    certificate(plaintext).getSerialNumber().toString(16).toUpperCase(Locale.ROOT));
        }
        assertThrows(QrException.class, () -> key.decrypt(data + "x", nonce, ciphertext));
        assertThrows(QrException.class, () -> key.decrypt(data, nonce + "x", ciphertext));
        assertThrows(QrException.class, () -> key.decrypt(data, nonce, "AAAA"));
        assertThrows(QrException.class, () -> key.decrypt(data, nonce, "!" + ciphertext));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeIsClassified(JsonNode vector) {
        var entry = WeChatPayCodes.table()
                .find(vector.get("call").asText(), vector.get("code").asText())
                .orElseThrow();
        assertEquals(vector.get("outcome").asText(), entry.outcome().name());
        assertFalse(entry.refusal().cashier().chinese().isEmpty());
        assertFalse(entry.refusal().cashier().english().isEmpty());
        assertFalse(entry.refusal().customer().chinese().isEmpty());
        assertFalse(entry.refusal().customer().english().isEmpty());
    }

    @Test
    void noRecordIsLeftOut() {
        assertEquals(
                QrVectors.records(V3).size(),
                requests().size() + responses().size() + ofKind("raw-verify").size());
        assertEquals(
                QrVectors.records("wechat-v2-signature.json").size(),
                v2Messages().size() + v2Documents().size());
        assertEquals(45, codes().size());
    }

    private static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
