package dev.solvo.qr.alipay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayParameters.NotificationRule;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.RequestSigner;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AlipayVectorsTest {
    private static final RequestSigner MERCHANT =
            RequestSigner.software("", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem"));

    private static List<JsonNode> ofKind(String kind) {
        return QrVectors.records("alipay-signature.json").stream()
                .filter(v -> v.get("kind").asText().equals(kind))
                .toList();
    }

    static List<JsonNode> v2Requests() {
        return ofKind("v2-request");
    }

    static List<JsonNode> v2Responses() {
        return ofKind("v2-response");
    }

    static List<JsonNode> notifications() {
        return ofKind("notify");
    }

    static List<JsonNode> v3Requests() {
        return ofKind("v3-request");
    }

    static List<JsonNode> v3Responses() {
        return ofKind("v3-response");
    }

    static List<JsonNode> aes() {
        return ofKind("aes");
    }

    static List<JsonNode> certificates() {
        return ofKind("cert-sn");
    }

    static List<JsonNode> calls() {
        return QrVectors.records("alipay-api.json").stream()
                .filter(v -> v.has("v3"))
                .toList();
    }

    private static AlipayParameters parameters(JsonNode vector) {
        Map<String, String> fields = new HashMap<>();
        vector.get("params")
                .properties()
                .forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
        return AlipayParameters.of(fields);
    }

    private static boolean isVerified(AlipayAnswerText answer, PublicKey key) {
        try {
            answer.verifiedText(key);
            return true;
        } catch (QrException e) {
            assertEquals(answer.signature().isEmpty() ? "SIGNATURE_MISSING" : "SIGNATURE_WRONG", e.code());
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("v2Requests")
    void signsV2RequestsAsTheVectorSays(JsonNode vector) throws QrException {
        AlipayParameters request = parameters(vector);
        assertEquals(vector.get("stringToSign").asText(), request.textToSign());
        assertEquals(vector.get("sign").asText(), AlipaySignature.sign(request.textToSign(), MERCHANT));
        // What is sent says the same after its journey.
        assertEquals(
                request.textToSign(),
                AlipayParameters.parseForm(AlipayHost.utf8(request.toForm())).textToSign());
    }

    @ParameterizedTest
    @MethodSource("v2Responses")
    void cutsAndVerifiesV2AnswersAsTheVectorSays(JsonNode vector) throws QrException {
        AlipayAnswerText answer = AlipayAnswerText.cut(
                vector.get("raw").asText(), vector.get("rootNode").asText());
        assertEquals(vector.get("rootNode").asText(), answer.root());
        assertEquals(vector.get("signedText").asText(), answer.signedText());
        PublicKey key = QrVectors.publicKey(vector.get("verifyKey").asText());
        assertEquals(vector.get("valid").asBoolean(), isVerified(answer, key));
        assertFalse(isVerified(answer, QrVectors.publicKey("merchantPublicKeyPem")));
        assertEquals(vector.has("decrypted"), answer.isEncrypted());
        if (vector.has("decrypted")) {
            AlipayContentKey secret =
                    AlipayContentKey.ofBase64(vector.get("aesKeyBase64").asText());
            String quoted = answer.verifiedText(key);
            assertEquals(vector.get("decrypted").asText(), secret.decrypt(quoted.substring(1, quoted.length() - 1)));
        }
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void verifiesNotificationsAsTheVectorSays(JsonNode vector) throws QrException, GeneralSecurityException {
        AlipayParameters message =
                AlipayParameters.parseForm(AlipayHost.utf8(vector.get("form").asText()));
        assertEquals(parameters(vector).textToVerify(NotificationRule.V2), message.textToVerify(NotificationRule.V2));
        String text =
                message.textToVerify(NotificationRule.valueOf(vector.get("rule").asText()));
        assertEquals(vector.get("stringToVerify").asText(), text);
        PublicKey key = vector.has("verifyKey")
                ? QrVectors.publicKey(vector.get("verifyKey").asText())
                : KeyFactory.getInstance("RSA")
                        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder()
                                .decode(vector.get("verifyKeySpkiBase64").asText())));
        assertEquals(vector.get("valid").asBoolean(), AlipaySignature.isValid(text, message.get("sign"), key));
    }

    @ParameterizedTest
    @MethodSource("v3Requests")
    void signsV3RequestsAsTheVectorSays(JsonNode vector) {
        String auth = vector.get("stringToSign").asText().split("\n", -1)[0];
        String token = vector.get("appAuthToken").asText("").equals("null")
                ? ""
                : vector.get("appAuthToken").asText("");
        String text = AlipayV3Text.textToSign(
                auth,
                vector.get("method").asText(),
                vector.get("uri").asText(),
                vector.get("body").asText(),
                token);
        assertEquals(vector.get("stringToSign").asText(), text);
        assertEquals(
                vector.get("authorization").asText(),
                AlipayV3Text.authorization(auth, AlipaySignature.sign(text, MERCHANT)));
    }

    @ParameterizedTest
    @MethodSource("v3Responses")
    void verifiesV3AnswersAsTheVectorSays(JsonNode vector) {
        JsonNode headers = vector.get("headers");
        String text = AlipayV3Text.textToVerify(
                headers.get("alipay-timestamp").asText(),
                headers.get("alipay-nonce").asText(),
                vector.get("body").asText());
        assertEquals(
                vector.get("valid").asBoolean(),
                AlipaySignature.isValid(
                        text,
                        headers.get("alipay-signature").asText(),
                        QrVectors.publicKey(vector.get("verifyKey").asText())));
    }

    @ParameterizedTest
    @MethodSource("aes")
    void encryptsAsTheVectorSays(JsonNode vector) throws QrException {
        AlipayContentKey key = AlipayContentKey.ofBase64(vector.get("keyBase64").asText());
        assertEquals(
                vector.get("ciphertextBase64").asText(),
                key.encrypt(vector.get("plaintext").asText()));
        assertEquals(
                vector.get("plaintext").asText(),
                key.decrypt(vector.get("ciphertextBase64").asText()));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void namesCertificatesAsTheVectorSays(JsonNode vector) {
        assertEquals(
                vector.get("sn").asText(),
                AlipayCertificates.serialNumber(
                        vector.get("issuerRfc2253").asText(),
                        new BigInteger(vector.get("serialDecimal").asText())));
        if (vector.has("certPem")) {
            assertEquals(
                    vector.get("sn").asText(),
                    AlipayCertificates.serialNumber(
                            AlipayHost.certificateOf(vector.get("certPem").asText())));
        }
    }

    @Test
    void namesTheRootsAsTheVectorSays() {
        assertEquals(
                ofKind("root-cert-sn").get(0).get("sn").asText(),
                AlipayCertificates.rootSerialNumbers(AlipayHost.rootBundle()));
    }

    @Test
    void noRecordIsLeftOut() {
        assertEquals(
                QrVectors.records("alipay-signature.json").size(),
                v2Requests().size()
                        + v2Responses().size()
                        + notifications().size()
                        + v3Requests().size()
                        + v3Responses().size()
                        + aes().size()
                        + certificates().size()
                        + ofKind("root-cert-sn").size());
        // The other one describes the parameters of V2.
        assertEquals(QrVectors.records("alipay-api.json").size(), calls().size() + 1);
    }

    private static SignedRequest request(String method, AlipayProtocol protocol) {
        AlipayGateway gateway = AlipayHost.gateway(AlipayHost.account().protocol(protocol));
        return (switch (method) {
                    case "alipay.trade.pay" -> gateway.pay(AlipayHost.ORDER, AlipayHost.code());
                    case "alipay.trade.precreate" -> gateway.show(AlipayHost.ORDER);
                    case "alipay.trade.query" -> gateway.query(AlipayHost.REFERENCE);
                    case "alipay.trade.cancel" -> gateway.cancel(AlipayHost.REFERENCE);
                    case "alipay.trade.close" -> gateway.close(AlipayHost.REFERENCE);
                    case "alipay.trade.refund" -> gateway.refund(AlipayHost.REFUND);
                    case "alipay.trade.fastpay.refund.query" -> gateway.queryRefund(AlipayHost.REFUND);
                    case "alipay.data.dataservice.bill.downloadurl.query" ->
                        gateway.billDownloadUrl(LocalDate.of(2023, 11, 14), AlipayBillType.TRADE);
                    default -> throw new AssertionError(method);
                })
                .request();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallSaysWhatTheVectorDemands(JsonNode vector) throws QrException {
        String method = vector.get("method").asText();
        SignedRequest v2 = request(method, AlipayProtocol.V2_GATEWAY);
        assertEquals(
                "https://openapi.alipay.com/gateway.do", v2.uri().toString().split("\\?", -1)[0]);
        assertEquals(method, AlipayHost.parameters(v2).get("method"));
        SignedRequest v3 = request(method, AlipayProtocol.V3);
        assertEquals(vector.get("v3").asText(), v3.method() + " " + v3.uri().getPath());
        Map<String, String> sent = new HashMap<>();
        if (v3.uri().getRawQuery() == null) {
            AlipayHost.content(v3)
                    .properties()
                    .forEach(f -> sent.put(f.getKey(), f.getValue().asText()));
        } else {
            AlipayParameters.parseForm(AlipayHost.utf8(v3.uri().getRawQuery())).forEach(sent::put);
        }
        for (Map.Entry<String, JsonNode> field : vector.get("required").properties()) {
            boolean there = Set.of(field.getKey().split("\\|", -1)).stream()
                    .anyMatch(name -> !sent.getOrDefault(name, "").isEmpty());
            assertTrue(there, field.getKey());
            assertTrue(Set.of(field.getKey().split("\\|", -1)).stream()
                    .anyMatch(
                            name -> !AlipayHost.content(v2).path(name).asText().isEmpty()));
        }
    }

    @Test
    void v2SendsTheParametersThatTheVectorDemands() {
        JsonNode vector = QrVectors.records("alipay-api.json").stream()
                .filter(v -> !v.has("v3"))
                .findAny()
                .orElseThrow();
        Set<String> sent = new TreeSet<>();
        AlipayHost.parameters(request("alipay.trade.pay", AlipayProtocol.V2_GATEWAY))
                .forEach((name, value) -> sent.add(name));
        vector.get("required").fieldNames().forEachRemaining(name -> assertTrue(sent.contains(name), name));
    }
}
