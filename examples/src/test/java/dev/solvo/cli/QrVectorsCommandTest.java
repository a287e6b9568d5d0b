package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QrVectorsCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "alipay-api.json, 9",
        "alipay-signature.json, 29",
        "crc16.json, 7",
        "emv-cpm.json, 14",
        "emv-mpm.json, 12",
        "emv-mpm-negative.json, 44",
        "error-codes.json, 250",
        "national-profiles.json, 36",
        "outcome-scenarios.json, 20",
        "payment-code-detection.json, 20",
        "unionpay.json, 7",
        "wechat-aesgcm.json, 6",
        "wechat-api.json, 17",
        "wechat-v2-signature.json, 7",
        "wechat-v3-signature.json, 16"
    })
    void everyRecordOfAFilePasses(String file, int records) throws IOException {
        copy("test-keys.json");
        copy(file);
        CommandRun run = CommandRun.of("qr", "vectors", folder, "--json");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertEquals(records, run.json().path("passed").asInt(), run.out());
        assertEquals(0, run.json().path("failed").asInt(), run.out());
        assertEquals(0, run.json().path("unsupported").asInt(), run.out());
    }

    /** Each of these changes one thing that a record states; a check that does not see it checks nothing. */
    @ParameterizedTest
    @CsvSource({
        "alipay-api.json, 0, v3",
        "alipay-signature.json, 0, stringToSign",
        "alipay-signature.json, 1, sign",
        "alipay-signature.json, 6, ciphertextBase64",
        "alipay-signature.json, 8, stringToVerify",
        "alipay-signature.json, 13, signedText",
        "alipay-signature.json, 18, decrypted",
        "alipay-signature.json, 20, authorization",
        "alipay-signature.json, 27, sn",
        "crc16.json, 0, crc",
        "emv-cpm.json, 0, base64",
        "emv-cpm.json, 6, expectError",
        "emv-mpm.json, 1, payload",
        "emv-mpm-negative.json, 0, expect",
        "outcome-scenarios.json, 0, final",
        "payment-code-detection.json, 0, wallet",
        "payment-code-detection.json, 0, confidence",
        "error-codes.json, 0, outcome",
        "error-codes.json, 197, outcome",
        "error-codes.json, 242, outcome",
        "unionpay.json, 0, stringToSign",
        "unionpay.json, 1, signature",
        "unionpay.json, 2, sha256HexLower",
        "unionpay.json, 5, stringToVerify",
        "unionpay.json, 6, rightSignature",
        "wechat-aesgcm.json, 0, plaintext",
        "wechat-aesgcm.json, 0, ciphertext",
        "wechat-aesgcm.json, 1, expectSerialNo",
        "wechat-aesgcm.json, 4, expectError",
        "wechat-aesgcm.json, 5, expectError",
        "wechat-api.json, 0, path",
        "wechat-api.json, 3, method",
        "wechat-api.json, 4, path",
        "wechat-api.json, 11, path",
        "wechat-v2-signature.json, 0, stringToSign",
        "wechat-v2-signature.json, 1, MD5",
        "wechat-v2-signature.json, 1, HMAC-SHA256",
        "wechat-v2-signature.json, 6, xml",
        "wechat-v2-signature.json, 6, expectError",
        "wechat-v3-signature.json, 0, message",
        "wechat-v3-signature.json, 1, signature",
        "wechat-v3-signature.json, 2, authorization",
        "wechat-v3-signature.json, 8, expectedSerial",
        "wechat-v3-signature.json, 11, reason",
        "wechat-v3-signature.json, 13, reason",
        "wechat-v3-signature.json, 15, message",
        "wechat-v3-signature.json, 15, certificateSerialNo"
    })
    void aChangedRecordFails(String file, int index, String key) throws IOException {
        copy("test-keys.json");
        JsonNode tree = JSON.readTree(source(file).toFile());
        ObjectNode record = (ObjectNode) tree.path("vectors").path(index);
        String text = record.path(key).asText();
        record.put(key, (text.charAt(0) == 'x' ? 'y' : 'x') + text.substring(1));
        Files.writeString(folder.resolve(file), tree.toString());
        CommandRun run = CommandRun.of("qr", "vectors", folder, "--json");
        assertEquals(1, run.exitCode(), run.out() + run.err());
        assertEquals("FAIL", verdict(run, record.path("id").asText()), run.out());
    }

    /** A field that no request of ours has, for each protocol. */
    @ParameterizedTest
    @CsvSource({"alipay-api.json, 1", "wechat-api.json, 0", "wechat-api.json, 10", "wechat-api.json, 14"})
    void aRequiredFieldThatIsNotThereFails(String file, int index) throws IOException {
        copy("test-keys.json");
        JsonNode tree = JSON.readTree(source(file).toFile());
        JsonNode record = tree.path("vectors").path(index);
        ((ObjectNode) record.path("required")).put("no_such_field", "");
        Files.writeString(folder.resolve(file), tree.toString());
        CommandRun run = CommandRun.of("qr", "vectors", folder, "--json");
        assertEquals(1, run.exitCode(), run.out() + run.err());
        assertEquals(1, run.json().path("failed").asInt(), run.out());
        assertTrue(run.out().contains("the request has no no_such_field"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"wechat-api.json, name", "wechat-v3-signature.json, kind", "unionpay.json, kind"})
    void aRecordOfAnUnknownKindIsUnsupported(String file, String key) throws IOException {
        copy("test-keys.json");
        Files.writeString(folder.resolve(file), "{\"vectors\":[{\"id\":\"a-1\",\"" + key + "\":\"new\"}]}");
        CommandRun run = CommandRun.of("qr", "vectors", folder, "--json");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertEquals("UNSUPPORTED", verdict(run, "a-1"), run.out());
    }

    @Test
    void onlyTheScenariosHaveNoCheckOfTheirOwn() {
        CommandRun run = CommandRun.of("qr", "vectors", VectorFiles.named("qr"), "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(0, run.json().path("failed").asInt());
        for (JsonNode record : run.json().path("records")) {
            boolean passed = record.path("verdict").asText().equals("PASS");
            assertTrue(passed || record.path("file").asText().equals("outcome-scenarios.json"), record::toString);
        }
    }

    @Test
    void anUnknownFileIsUnsupportedAndFilesWithoutVectorsAreInputs() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"vectors\":[{\"id\":\"a-1\"}]}");
        Files.writeString(folder.resolve("b.json"), "{\"keys\":1}");
        CommandRun run = CommandRun.of("qr", "vectors", folder);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("unsupported a-1"), run.out());
        assertTrue(run.out().endsWith("0 passed, 0 failed, 1 unsupported" + System.lineSeparator()), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"vectors\":1}", "{\"vectors\":[1]}", "{\"vectors\":[{}]}"})
    void malformedFilesAreBadInput(String text) throws IOException {
        Files.writeString(folder.resolve("a.json"), text);
        assertEquals(65, CommandRun.of("qr", "vectors", folder).exitCode());
    }

    @Test
    void anEmptyOrMissingDirectoryIsBadInput() {
        assertEquals(65, CommandRun.of("qr", "vectors", folder).exitCode());
        assertEquals(65, CommandRun.of("qr", "vectors", folder.resolve("none")).exitCode());
    }

    private static String verdict(CommandRun run, String id) {
        for (JsonNode record : run.json().path("records")) {
            if (record.path("id").asText().equals(id)) {
                return record.path("verdict").asText();
            }
        }
        return "absent";
    }

    private void copy(String name) throws IOException {
        Files.copy(source(name), folder.resolve(name));
    }

    private static Path source(String name) {
        return VectorFiles.named("qr/" + name);
    }
}
