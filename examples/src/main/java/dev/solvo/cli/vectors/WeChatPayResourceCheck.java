package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wechat.ApiV3Key;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Resources of WeChat Pay's APIv3, encrypted by AES-256-GCM: notifications and certificates. */
final class WeChatPayResourceCheck implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException {
        String error = "no error";
        String plaintext = "";
        try {
            plaintext = decrypted(record);
        } catch (QrException refused) {
            error = refused.code();
        } catch (IllegalArgumentException refused) {
            // A key of another length is not taken from the start.
            error = "BAD_KEY_LENGTH";
        }
        if (record.has("expectError")) {
            ifDifferent("error", record.path("expectError").asText(), error);
            return "refused: " + error;
        }
        ifDifferent("error", "no error", error);
        ifDifferent("plaintext", record.path("plaintext").asText(), plaintext);
        if (!record.has("expectSerialNo")) {
            return "decrypted";
        }
        ifDifferent(
                "serial number",
                record.path("expectSerialNo").asText(),
                TestKeys.certificateOf(plaintext).getSerialNumber().toString(16).toUpperCase(Locale.ROOT));
        return "decrypted, serial number";
    }

    private static String decrypted(JsonNode record) throws QrException {
        byte[] plaintext = ApiV3Key.of(record.path("apiV3Key").asText())
                .decrypt(
                        record.path("associated_data").asText(),
                        record.path("nonce").asText(),
                        record.path("ciphertext").asText())
                .toByteArray();
        return new String(plaintext, StandardCharsets.UTF_8);
    }
}
