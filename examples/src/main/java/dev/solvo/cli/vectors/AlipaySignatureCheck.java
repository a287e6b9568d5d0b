package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.alipay.AlipayAnswerText;
import dev.solvo.qr.alipay.AlipayCertificates;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayParameters;
import dev.solvo.qr.alipay.AlipayParameters.NotificationRule;
import dev.solvo.qr.alipay.AlipaySignature;
import dev.solvo.qr.alipay.AlipayV3Text;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Map;
import java.util.TreeMap;

/** Alipay's messages: what is signed, by V2 and by V3, encryption of contents, and the names of certificates. */
final class AlipaySignatureCheck implements RecordCheck {
    private final TestKeys keys;

    AlipaySignatureCheck(TestKeys keys) {
        this.keys = keys;
    }

    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException, QrException {
        return switch (record.path("kind").asText()) {
            case "v2-request" -> v2Request(record);
            case "v2-response" -> v2Response(record);
            case "notify" -> notification(record);
            case "v3-request" -> v3Request(record);
            case "v3-response" -> v3Response(record);
            case "aes" -> aes(record);
            case "cert-sn" -> certificate(record);
            case "root-cert-sn" -> roots(record);
            default -> throw new UnsupportedRecordException("kind " + record.path("kind"));
        };
    }

    private String v2Request(JsonNode record) throws MismatchException, QrException {
        AlipayParameters parameters = parameters(record);
        String text = parameters.textToSign();
        ifDifferent("text to sign", record.path("stringToSign").asText(), text);
        RequestSigner signer =
                RequestSigner.software("", keys.privateKey(record.path("key").asText()));
        ifDifferent("signature", record.path("sign").asText(), AlipaySignature.sign(text, signer));
        ifDifferent(
                "text to sign after its journey",
                text,
                AlipayParameters.parseForm(utf8(parameters.toForm())).textToSign());
        return "text to sign, signature, form";
    }

    private String v2Response(JsonNode record) throws MismatchException, QrException {
        AlipayAnswerText answer = AlipayAnswerText.cut(
                record.path("raw").asText(), record.path("rootNode").asText());
        ifDifferent("signed text", record.path("signedText").asText(), answer.signedText());
        String verified;
        try {
            verified =
                    answer.verifiedText(keys.publicKey(record.path("verifyKey").asText()));
        } catch (QrException refused) {
            ifDifferent("valid", record.path("valid").asBoolean(), false);
            return "signed text, refused: " + refused.code();
        }
        ifDifferent("valid", record.path("valid").asBoolean(), true);
        if (!record.has("decrypted")) {
            return "signed text, signature";
        }
        String content = AlipayContentKey.ofBase64(record.path("aesKeyBase64").asText())
                .decrypt(verified.substring(1, verified.length() - 1));
        ifDifferent("decrypted", record.path("decrypted").asText(), content);
        return "signed text, signature, decrypted content";
    }

    private String notification(JsonNode record) throws MismatchException, QrException {
        NotificationRule rule = NotificationRule.valueOf(record.path("rule").asText());
        AlipayParameters message =
                AlipayParameters.parseForm(utf8(record.path("form").asText()));
        String text = message.textToVerify(rule);
        ifDifferent("text to verify", record.path("stringToVerify").asText(), text);
        ifDifferent("text to verify of the parameters", text, parameters(record).textToVerify(rule));
        PublicKey key = record.has("verifyKey")
                ? keys.publicKey(record.path("verifyKey").asText())
                : TestKeys.publicKeyOf(record.path("verifyKeySpkiBase64").asText());
        boolean valid = isSigned(text, message.find("sign").orElse(""), key);
        ifDifferent("valid", record.path("valid").asBoolean(), valid);
        return "text to verify, signature";
    }

    private String v3Request(JsonNode record) throws MismatchException {
        String expected = record.path("stringToSign").asText();
        String auth = expected.substring(0, Math.max(0, expected.indexOf('\n')));
        JsonNode token = record.path("appAuthToken");
        String text = AlipayV3Text.textToSign(
                auth,
                record.path("method").asText(),
                record.path("uri").asText(),
                record.path("body").asText(),
                token.isTextual() ? token.asText() : "");
        ifDifferent("text to sign", expected, text);
        RequestSigner signer = RequestSigner.software("", keys.privateKey("merchantPrivateKeyPkcs8Pem"));
        ifDifferent(
                "Authorization",
                record.path("authorization").asText(),
                AlipayV3Text.authorization(auth, AlipaySignature.sign(text, signer)));
        return "text to sign, Authorization";
    }

    private String v3Response(JsonNode record) throws MismatchException {
        JsonNode headers = record.path("headers");
        String text = AlipayV3Text.textToVerify(
                headers.path("alipay-timestamp").asText(),
                headers.path("alipay-nonce").asText(),
                record.path("body").asText());
        boolean valid = isSigned(
                text,
                headers.path("alipay-signature").asText(),
                keys.publicKey(record.path("verifyKey").asText()));
        ifDifferent("valid", record.path("valid").asBoolean(), valid);
        return "signature";
    }

    private static String aes(JsonNode record) throws MismatchException, QrException {
        AlipayContentKey key =
                AlipayContentKey.ofBase64(record.path("keyBase64").asText());
        String plaintext = record.path("plaintext").asText();
        String ciphertext = record.path("ciphertextBase64").asText();
        ifDifferent("ciphertext", ciphertext, key.encrypt(plaintext));
        ifDifferent("plaintext", plaintext, key.decrypt(ciphertext));
        return "encrypted, decrypted";
    }

    private static String certificate(JsonNode record) throws MismatchException {
        String expected = record.path("sn").asText();
        String named = AlipayCertificates.serialNumber(
                record.path("issuerRfc2253").asText(),
                new BigInteger(record.path("serialDecimal").asText()));
        ifDifferent("name by issuer and number", expected, named);
        if (!record.has("certPem")) {
            return "name by issuer and number";
        }
        ifDifferent(
                "name of the certificate",
                expected,
                AlipayCertificates.serialNumber(
                        TestKeys.certificateOf(record.path("certPem").asText())));
        return "name of the certificate";
    }

    /** The bundle is named as {@code test-keys.json alipayCertMode.rootBundle}. */
    private String roots(JsonNode record) throws MismatchException {
        String bundle = record.path("bundle").asText();
        String found = AlipayCertificates.rootSerialNumbers(keys.text(bundle.substring(bundle.indexOf(' ') + 1)));
        ifDifferent("name of the roots", record.path("sn").asText(), found);
        return "name of the roots";
    }

    private static AlipayParameters parameters(JsonNode record) {
        Map<String, String> fields = new TreeMap<>();
        record.path("params")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return AlipayParameters.of(fields);
    }

    private static boolean isSigned(String text, String signature, PublicKey key) {
        try {
            AlipaySignature.verify(text, signature, key);
            return true;
        } catch (QrException refused) {
            return false;
        }
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
