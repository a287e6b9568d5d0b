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

final class VectorsCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** The crypto module's own tests read the same files. */
    private static final Path FILES = Path.of("..", "crypto", "src", "test", "resources", "vectors", "crypto");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "arqc-arpc, 59, 0",
        "cvv-pvv, 33, 0",
        "dukpt-aes, 130, 0",
        "dukpt-tdes, 192, 0",
        "emv-key-derivation, 40, 0",
        "key-check-values, 15, 0",
        "mac, 40, 0",
        "oda-rsa, 31, 0",
        "oda-synthetic, 24, 1",
        "pinblocks, 47, 0",
        "secure-messaging, 29, 0",
        "sm2-sm3-sm4, 6, 0",
        "tr31, 85, 0"
    })
    void everyEntryOfAFilePasses(String topic, int passed, int data) {
        CommandRun run = CommandRun.of("vectors", FILES.resolve(topic + ".json"), "--json");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertEquals(passed, run.json().path("passed").asInt(), run.out());
        assertEquals(data, run.json().path("data").asInt(), run.out());
    }

    /** Each changes one stated value; an operation that does not see it calculates nothing. */
    @ParameterizedTest
    @CsvSource({
        "arqc-arpc, 0, ac",
        "arqc-arpc, 4, arpc",
        "cvv-pvv, 0, cvv",
        "cvv-pvv, 12, pvv",
        "emv-key-derivation, 0, iccMasterKey",
        "mac, 0, mac",
        "oda-rsa, 0, sha1",
        "oda-rsa, 20, modulus",
        "oda-rsa, 22, iccDynamicNumber",
        "secure-messaging, 0, mac",
        "sm2-sm3-sm4, 0, ciphertext",
        "sm2-sm3-sm4, 5, s"
    })
    void aChangedValueFails(String topic, int index, String field) throws IOException {
        JsonNode tree = JSON.readTree(FILES.resolve(topic + ".json").toFile());
        JsonNode vector = tree.path("vectors").path(index);
        String text = vector.path("out").path(field).asText();
        ((ObjectNode) vector.path("out")).put(field, (text.charAt(0) == '0' ? '1' : '0') + text.substring(1));
        CommandRun run = CommandRun.of("vectors", write(tree.toString()), "--json");
        assertEquals(1, run.exitCode(), run.out() + run.err());
        assertEquals(
                "FAIL", run.json().path("records").path(index).path("verdict").asText(), run.out());
    }

    @Test
    void sumsForEachOperation() {
        CommandRun run = CommandRun.of("vectors", FILES.resolve("mac.json"), "--json");
        JsonNode first = run.json().path("operations").path(0);
        assertEquals("mac", first.path("topic").asText());
        assertEquals("cmac", first.path("op").asText());
        assertEquals(11, first.path("passed").asInt());
    }

    @Test
    void whatIsTakenAndMustBeRefusedFails() throws IOException {
        CommandRun run = CommandRun.of(
                "vectors",
                write("{\"topic\":\"mac\",\"vectors\":[{\"id\":\"x\",\"op\":\"padding\","
                        + "\"in\":{\"method\":1,\"blockSize\":8,\"data\":\"00\"},\"out\":{\"error\":\"any\"}}]}"));
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("must be refused and was not"), run.out());
    }

    /** What is wrong with the entry is no refusal by the library. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"method\":1,\"blockSize\":8}", "{\"method\":1,\"blockSize\":8,\"data\":\"0G\"}"})
    void anIncompleteEntryIsNotRefused(String in) throws IOException {
        CommandRun run = CommandRun.of(
                "vectors",
                write("{\"topic\":\"mac\",\"vectors\":[{\"id\":\"x\",\"op\":\"padding\",\"in\":" + in
                        + ",\"out\":{\"error\":\"any\"}}]}"));
        assertEquals(1, run.exitCode());
        assertTrue(run.out().startsWith("FAIL"), run.out());
    }

    @Test
    void aValueThatNothingComputesFails() throws IOException {
        CommandRun run = CommandRun.of(
                "vectors",
                write("{\"topic\":\"mac\",\"vectors\":[{\"id\":\"x\",\"op\":\"padding\","
                        + "\"in\":{\"method\":1,\"blockSize\":8,\"data\":\"00\"},"
                        + "\"out\":{\"padded\":\"0000000000000000\",\"other\":\"1\"}}]}"));
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("got (7 characters, masked)"), run.out());
    }

    @Test
    void anUnknownOperationIsReportedAndNoPass() throws IOException {
        String file = "{\"topic\":\"mac\",\"vectors\":[{\"id\":\"x\",\"op\":\"new\",\"in\":{},\"out\":{\"y\":\"1\"}}]}";
        CommandRun run = CommandRun.of("vectors", write(file), "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(0, run.json().path("passed").asInt());
        assertEquals(1, run.json().path("unsupported").asInt());
        assertEquals(
                "UNSUPPORTED",
                run.json().path("records").path(0).path("verdict").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"vectors\":1}",
                "{\"vectors\":[]}",
                "{\"vectors\":[1]}",
                "{\"vectors\":[{\"id\":\"x\",\"op\":\"cmac\",\"in\":{},\"out\":{}}]}"
            })
    void malformedFilesAreBadInput(String text) throws IOException {
        assertEquals(65, CommandRun.of("vectors", write(text)).exitCode());
    }

    @Test
    void anEmptyOrMissingDirectoryIsBadInput() {
        assertEquals(65, CommandRun.of("vectors", folder).exitCode());
        assertEquals(65, CommandRun.of("vectors", folder.resolve("none")).exitCode());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("file.json"), text);
    }
}
