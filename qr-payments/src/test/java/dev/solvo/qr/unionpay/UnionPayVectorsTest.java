package dev.solvo.qr.unionpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UnionPayVectorsTest {
    static List<JsonNode> requests() {
        return ofKind("request");
    }

    static List<JsonNode> responses() {
        return ofKind("response");
    }

    static List<JsonNode> codes() {
        return QrVectors.records("error-codes.json").stream()
                .filter(v -> v.get("wallet").asText().equals("UNIONPAY"))
                .toList();
    }

    private static List<JsonNode> ofKind(String kind) {
        return QrVectors.records("unionpay.json").stream()
                .filter(v -> v.get("kind").asText().equals(kind))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void signsAsTheVectorSays(JsonNode vector) throws QrException {
        Map<String, String> fields = new HashMap<>();
        vector.get("params")
                .properties()
                .forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
        UnionPayMessage message = UnionPayMessage.of(fields);
        assertEquals(vector.get("stringToSign").asText(), message.textToSign());
        assertEquals(
                vector.get("sha256HexLower").asText(),
                new String(UnionPaySignature.hexOfHash(message), StandardCharsets.US_ASCII));
        RequestSigner signer = RequestSigner.software(
                "68759663125", QrVectors.privateKey(vector.get("key").asText()));
        assertEquals(vector.get("signature").asText(), UnionPaySignature.sign(message, signer));
        // What is sent says the same after its journey.
        assertEquals(
                message.textToSign(),
                UnionPayMessage.parseForm(message.toForm()).textToSign());
    }

    @ParameterizedTest
    @MethodSource("responses")
    void verifiesAsTheVectorSays(JsonNode vector) throws QrException {
        UnionPayMessage message =
                UnionPayMessage.parseAnswer(Bytes.of(vector.get("raw").asText().getBytes(StandardCharsets.UTF_8)));
        assertEquals(vector.get("stringToVerify").asText(), message.textToSign());
        assertEquals(
                vector.get("valid").asBoolean(),
                UnionPaySignature.isValid(
                        message, QrVectors.publicKey(vector.get("verifyKey").asText())));
    }

    @Test
    void signsTheHexOfTheHashAndNotTheText() throws QrException {
        JsonNode form = ofKind("signature-form").get(0);
        UnionPayMessage message = UnionPayMessage.parseAnswer(
                Bytes.of(responses().get(0).get("raw").asText().getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                form.get("sha256HexLower").asText(),
                new String(UnionPaySignature.hexOfHash(message), StandardCharsets.US_ASCII));
        var key = QrVectors.publicKey("platformPublicKeyPem");
        assertTrue(UnionPaySignature.isValid(
                message.with("signature", form.get("rightSignature").asText()), key));
        assertFalse(UnionPaySignature.isValid(
                message.with("signature", form.get("wrongSingleHashSignature").asText()), key));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeIsClassified(JsonNode vector) {
        var entry = UnionPayCodes.table()
                .find("consume", vector.get("code").asText())
                .orElseThrow();
        assertEquals(vector.get("outcome").asText(), entry.outcome().name());
        assertFalse(entry.refusal().cashier().chinese().isEmpty());
        assertFalse(entry.refusal().customer().english().isEmpty());
    }

    @Test
    void noRecordIsLeftOut() {
        assertEquals(
                QrVectors.records("unionpay.json").size(),
                requests().size()
                        + responses().size()
                        + ofKind("signature-form").size());
    }
}
