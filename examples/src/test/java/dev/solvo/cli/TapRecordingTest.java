package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.simulator.card.CardImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code solvo tap --record} and {@code solvo replay} of what it wrote. */
final class TapRecordingTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    static List<String> cards() {
        return CardImages.contactlessNames();
    }

    private ObjectNode recorded(String... options) throws IOException {
        Path file = folder.resolve("session.json");
        Files.deleteIfExists(file);
        CommandRun.of(Stream.concat(Stream.of("tap", "--record", file), Stream.of(options))
                .toArray());
        return (ObjectNode) JSON.readTree(file.toFile());
    }

    private CommandRun replay(JsonNode session) throws IOException {
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, session.toString());
        return CommandRun.of("replay", changed, "--json");
    }

    private static ObjectNode event(ObjectNode session, String key) {
        for (JsonNode event : session.path("events")) {
            if (event.has(key)) {
                return (ObjectNode) event;
            }
        }
        throw new AssertionError("no " + key + " in " + session);
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardAndPhone_replays(String card) throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun tapped = CommandRun.of("tap", "--card", card, "--amount", "60.00", "--record", file, "--json");
        CommandRun replayed = CommandRun.of("replay", file, "--json");
        assertEquals(0, replayed.exitCode(), replayed.out() + replayed.err());
        assertTrue(replayed.json().path("same").asBoolean());
        assertEquals("test", replayed.json().path("data").asText());
        assertEquals(tapped.json().path("outcome"), replayed.json().path("outcome"));
        assertEquals(
                tapped.json().path("commands").size(),
                replayed.json().path("commands").asInt());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "decline", "refer", "silent", "script"})
    void everyHost_replays(String host) throws IOException {
        ObjectNode session = recorded("--card", "visa-issuer-update", "--host", host);
        CommandRun replayed = replay(session);
        assertEquals(0, replayed.exitCode(), replayed.out() + replayed.err());
    }

    @Test
    void tap_isOfVersion2_withTheReadersCombinations() throws IOException {
        ObjectNode session = recorded("--card", "mchip");
        assertEquals(2, session.path("version").asInt());
        JsonNode combinations = session.path("reader").path("combinations");
        assertEquals("A000000003", combinations.path(0).path("aid").asText());
        assertEquals(2500, combinations.path(0).path("floorLimitMinor").asInt());
        assertEquals(
                "3600C080",
                combinations.path(0).path("terminalTransactionQualifiers").asText());
        assertEquals(
                "displayAvailableAmount",
                combinations.path(0).path("kernelOptions").path(0).asText());
        assertEquals(
                "B0", combinations.path(1).path("kernelData").path("DF811B").asText());
        assertEquals("PRESENTED", event(session, "card").path("card").asText());
        Path paid = folder.resolve("paid.json");
        CommandRun.of("pay", "--record", paid);
        assertEquals(1, JSON.readTree(paid.toFile()).path("version").asInt());
        assertFalse(JSON.readTree(paid.toFile()).has("reader"));
    }

    /** What the reader allowed is in the file, not in the program. */
    @Test
    void anotherLimit_parts() throws IOException {
        ObjectNode session = recorded("--card", "visa-offline");
        ((ObjectNode) session.path("reader").path("combinations").path(0)).put("floorLimitMinor", 0);
        assertEquals(1, replay(session).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "aid", "combinations"})
    void aReaderWithoutWhatItNeeds_isBadInput(String missing) throws IOException {
        ObjectNode session = recorded();
        ObjectNode reader = (ObjectNode) session.path("reader");
        (missing.equals("combinations")
                        ? reader
                        : (ObjectNode) reader.path("combinations").path(0))
                .remove(missing);
        assertEquals(65, replay(session).exitCode());
        session.remove("reader");
        assertEquals(65, replay(session).exitCode());
    }

    @Test
    void kernelDataThatTheKernelRefuses_areBadInput() throws IOException {
        ObjectNode session = recorded();
        ((ObjectNode) session.path("reader").path("combinations").path(1).path("kernelData")).put("DF811B", "B0B0");
        CommandRun refused = replay(session);
        assertEquals(65, refused.exitCode(), refused.out());
    }

    /** The time that the card took decides over relay resistance. */
    @Test
    void elapsedTime_matters() throws IOException {
        ObjectNode session = recorded("--card", "mchip-relay");
        for (JsonNode event : session.path("events")) {
            if (event.path("command").asText().startsWith("80EA")) {
                ((ObjectNode) event).put("elapsedNanos", 100_000_000L);
            }
        }
        CommandRun replayed = replay(session);
        assertEquals(1, replayed.exitCode());
        // Too late an answer is asked for again, with a number that nobody drew then.
        assertEquals(4, replayed.json().path("parted").path("command").asInt());
        assertEquals(
                "a draw of 4 random bytes",
                replayed.json().path("parted").path("found").asText());
    }

    @ParameterizedTest
    @CsvSource({"COLLISION, 1", "TIMED_OUT, 1", "CANCELLED, 1", "LOST, 65"})
    void anotherAnswerToTheWaitForACard_parts(String answer, int exitCode) throws IOException {
        ObjectNode session = recorded("--card", "visa-offline");
        event(session, "card").put("card", answer);
        assertEquals(exitCode, replay(session).exitCode());
    }

    @Test
    void tornTransaction_isReplayedFromTheFile() throws IOException {
        ObjectNode session = recorded("--card", "mchip-torn");
        int found = 0;
        for (JsonNode event : session.path("events")) {
            if (event.has("tornTransaction")
                    && !event.path("tornTransaction").asText().isEmpty()) {
                found++;
                ((ObjectNode) event).put("tornTransaction", "");
            }
        }
        assertEquals(1, found);
        CommandRun replayed = replay(session);
        assertEquals(1, replayed.exitCode());
        assertTrue(replayed.json().path("parted").path("expected").asText().startsWith("80D0"), replayed.out());
    }

    @Test
    void missingAndSurplusEvents_part() throws IOException {
        ObjectNode session = recorded("--card", "mchip-torn");
        for (int i = 0; i < session.path("events").size(); i++) {
            ObjectNode changed = session.deepCopy();
            ((ArrayNode) changed.path("events")).remove(i);
            assertEquals(1, replay(changed).exitCode(), "without event " + i);
        }
        session.withArray("events").addObject().put("card", "PRESENTED");
        assertEquals(1, replay(session).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvm", "uiRequest", "receipt", "dataRecord", "start", "kernelOutcome"})
    void anotherOutcome_parts_andItsDataAreMasked(String key) throws IOException {
        ObjectNode session = recorded("--card", "visa");
        String recorded = session.path("outcome").path(key).asText();
        session.withObject("/outcome").put(key, recorded + "00");
        CommandRun replayed = replay(session);
        assertEquals(1, replayed.exitCode());
        String expected = replayed.json().path("parted").path("expected").asText();
        assertTrue(expected.startsWith(key + " "), replayed.out());
        assertFalse(replayed.out().contains("9999990000000018"), replayed.out());
    }

    @Test
    void aDataRecordThatIsNoHexadecimal_parts() throws IOException {
        ObjectNode session = recorded("--card", "visa");
        session.withObject("/outcome").put("dataRecord", "57 secret");
        CommandRun replayed = replay(session);
        assertEquals(1, replayed.exitCode());
        assertFalse(replayed.out().contains("secret"));
    }

    @Test
    void dataOfACardAtAReader_areRecordedOnlyWhenAllowed() {
        Path file = folder.resolve("session.json");
        CommandRun refused = CommandRun.of("tap", "--reader", "any", "--record", file);
        assertEquals(64, refused.exitCode());
        assertTrue(refused.err().contains("--record-card-data"), refused.err());
        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--card=visa", "--device=phone", "--stays-locked"})
    void readerAndSimulatedCard_excludeEachOther(String option) {
        CommandRun refused = CommandRun.of("tap", "--reader", "any", option);
        assertEquals(64, refused.exitCode());
        assertTrue(refused.err().contains("--reader"), refused.err());
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        assertEquals(65, CommandRun.of("tap", "--record", file).exitCode());
        assertEquals("mine", Files.readString(file));
    }
}
