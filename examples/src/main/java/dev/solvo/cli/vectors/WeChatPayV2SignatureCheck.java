package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.V2Message;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.V2Signature;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Messages of WeChat Pay's v2: what is signed, by both digests, and XML that must be refused. */
final class WeChatPayV2SignatureCheck implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException, QrException {
        if (record.has("params")) {
            return signed(record);
        }
        if (record.has("xml")) {
            return document(record);
        }
        throw new UnsupportedRecordException("neither params nor xml");
    }

    private static String signed(JsonNode record) throws MismatchException, QrException {
        Map<String, String> fields = new TreeMap<>();
        record.path("params")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        V2Message message = V2Message.of(fields);
        String key = record.path("key").asText();
        ifDifferent("text to sign", record.path("stringToSign").asText(), message.textToSign() + "&key=" + key);
        for (V2SignType type : V2SignType.values()) {
            String signature = record.path(type.wireName()).asText();
            ifDifferent(type.wireName(), signature, V2Signature.sign(message, ApiV2Key.of(key), type));
            V2Message sent = V2Message.parse(message.with("sign", signature).toXml());
            V2Signature.verify(sent, ApiV2Key.of(key), type);
        }
        return "text to sign, MD5, HMAC-SHA256, XML";
    }

    private static String document(JsonNode record) throws MismatchException {
        String found;
        try {
            V2Message.parse(Bytes.of(record.path("xml").asText().getBytes(StandardCharsets.UTF_8)));
            found = "no error";
        } catch (QrException refused) {
            found = refused.code();
        }
        ifDifferent("error", record.path("expectError").asText(), found);
        return "refused: " + found;
    }
}
