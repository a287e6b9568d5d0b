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

final class OdaCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void publishedVectorsPass() {
        CommandRun checked = CommandRun.of("oda", VectorFiles.named("oda.json"), "--json");
        assertEquals(0, checked.exitCode(), checked.out() + checked.err());
        assertEquals(18, checked.json().path("ok").asInt());
        assertEquals(0, checked.json().path("failed").asInt());
        assertEquals(4, checked.json().path("notCheckable").asInt());
    }

    @Test
    void aLineAndAReasonEach() {
        CommandRun checked = CommandRun.of("oda", VectorFiles.named("oda.json"));
        assertEquals(23, checked.out().lines().count());
        assertTrue(checked.out().contains("refused, as it must be: ISSUER_IDENTIFIER"));
        assertTrue(checked.out().contains("static data are not published"));
        assertTrue(checked.out().contains("transaction data are not published"));
        assertTrue(checked.out().endsWith("18 ok, 0 failed, 4 not checkable" + System.lineSeparator()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, capk, checksumSha1, capk",
        "0, issuer, tag90_certificate, issuer",
        "0, issuer, modulus, issuer",
        "0, sda, tag93_SSAD, SDA",
        "0, sda, recovered, SDA",
        "0, icc, tag9F46_certificate, ICC",
        "0, dda, tag9F4B_SDAD, DDA",
        "0, dda, ddolData, DDA",
        "1, cda, tag9F4B_SDAD, CDA",
        "2, staticData, hashInput, SDA",
        "2, sda, tag9F45_DAC, SDA",
        "3, cda, cdol1Data, CDA",
        "3, cda, tag9F37_unpredictableNumber, CDA"
    })
    void anAlteredDigitFails(int vector, String part, String key, String step) throws IOException {
        JsonNode file = JSON.readTree(VectorFiles.named("oda.json").toFile());
        ObjectNode node = (ObjectNode) file.path("vectors").path(vector).path(part);
        String hex = node.path(key).asText();
        node.put(key, hex.substring(0, hex.length() - 1) + (hex.endsWith("0") ? '1' : '0'));
        Path changed = Files.writeString(folder.resolve("changed.json"), file.toString());
        CommandRun checked = CommandRun.of("oda", changed, "--json");
        assertEquals(1, checked.exitCode(), checked.out() + checked.err());
        boolean found = false;
        for (JsonNode line : checked.json().path("steps")) {
            found |= line.path("verdict").asText().equals("FAILED")
                    && line.path("step").asText().equals(step);
        }
        assertTrue(found, checked.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "{\"vectors\":[]}", "{\"vectors\":[{}]}", "{\"vectors\":[{\"id\":\"x\"}]}"})
    void malformedFilesAreBadInput(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        assertEquals(65, CommandRun.of("oda", file).exitCode());
    }
}
