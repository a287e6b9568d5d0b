package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.unionpay.UnionPayMessage;
import dev.solvo.qr.unionpay.UnionPaySignature;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** UnionPay's messages: what is signed, how, and how answers are taken apart. */
final class UnionPayCheck implements RecordCheck {
    private final JsonNode file;
    private final TestKeys keys;

    UnionPayCheck(JsonNode file, TestKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException, QrException {
        return switch (record.path("kind").asText()) {
            case "request" -> request(record);
            case "response" -> response(record);
            case "signature-form" -> signatureForm(record);
            default -> throw new UnsupportedRecordException("kind " + record.path("kind"));
        };
    }

    private String request(JsonNode record) throws MismatchException, QrException {
        Map<String, String> fields = new TreeMap<>();
        record.path("params")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        UnionPayMessage message = UnionPayMessage.of(fields);
        ifDifferent("text to sign", record.path("stringToSign").asText(), message.textToSign());
        ifDifferent("hash", record.path("sha256HexLower").asText(), sha256(message.textToSign()));
        RequestSigner signer = RequestSigner.software(
                fields.getOrDefault("certId", ""),
                keys.privateKey(record.path("key").asText()));
        String signature = UnionPaySignature.sign(message, signer);
        ifDifferent("signature", record.path("signature").asText(), signature);
        UnionPayMessage sent =
                UnionPayMessage.parseForm(message.with("signature", signature).toForm());
        ifDifferent("text to sign after its journey", message.textToSign(), sent.textToSign());
        return "text to sign, hash, signature, form";
    }

    private String response(JsonNode record) throws MismatchException, QrException {
        UnionPayMessage message = answer(record.path("raw").asText());
        ifDifferent("text to verify", record.path("stringToVerify").asText(), message.textToSign());
        boolean valid = isSigned(message, record.path("verifyKey").asText());
        ifDifferent("valid", record.path("valid").asBoolean(), valid);
        return "text to verify, signature";
    }

    /** The signed text is the one of a response in the same file; only its hash and two signatures stand here. */
    private String signatureForm(JsonNode record) throws MismatchException, QrException {
        for (JsonNode other : file.path("vectors")) {
            if (!other.path("kind").asText().equals("response")) {
                continue;
            }
            UnionPayMessage message = answer(other.path("raw").asText());
            if (sha256(message.textToSign())
                    .equals(record.path("sha256HexLower").asText())) {
                String key = other.path("verifyKey").asText();
                UnionPayMessage right =
                        message.with("signature", record.path("rightSignature").asText());
                UnionPayMessage wrong = message.with(
                        "signature", record.path("wrongSingleHashSignature").asText());
                ifDifferent("the right signature is taken", true, isSigned(right, key));
                ifDifferent("the signature over the text itself is taken", false, isSigned(wrong, key));
                return "hash, right signature, wrong signature";
            }
        }
        throw new MismatchException("no response of the file has this hash");
    }

    private boolean isSigned(UnionPayMessage message, String key) throws MismatchException {
        try {
            UnionPaySignature.verify(message, keys.publicKey(key));
            return true;
        } catch (QrException refused) {
            return false;
        }
    }

    private static UnionPayMessage answer(String raw) throws QrException {
        return UnionPayMessage.parseAnswer(Bytes.of(raw.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
