package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplayCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    static List<String> cards() {
        return List.copyOf(CardImages.names());
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardReplays(String card) throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun paid = CommandRun.of("pay", "--card", card, "--record", file, "--json");
        CommandRun replayed = CommandRun.of("replay", file, "--json");
        assertEquals(0, replayed.exitCode(), replayed.out() + replayed.err());
        assertTrue(replayed.json().path("same").asBoolean());
        assertEquals("test", replayed.json().path("data").asText());
        assertEquals(paid.json().path("outcome"), replayed.json().path("outcome"));
        assertEquals(
                paid.json().path("commands").size(),
                replayed.json().path("commands").asInt());
        assertNoPin(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "decline", "refer", "silent", "wrong-arpc", "script"})
    void everyHostReplays(String host) {
        Path file = folder.resolve("session.json");
        CommandRun paid = CommandRun.of("pay", "--card", "online-cda", "--host", host, "--record", file, "--json");
        CommandRun replayed = CommandRun.of("replay", file, "--json");
        assertEquals(0, replayed.exitCode(), replayed.out() + replayed.err());
        assertEquals(paid.json().path("outcome"), replayed.json().path("outcome"));
    }

    /** The body of VERIFY is zeros and the test PIN's block, 241234FF…, is nowhere. */
    private static void assertNoPin(Path file) throws IOException {
        JsonNode session = JSON.readTree(file.toFile());
        for (JsonNode event : session.path("events")) {
            String command = event.path("command").asText();
            if (command.startsWith("0020")) {
                assertTrue(command.substring(10).matches("0+"), command);
            }
        }
        assertFalse(Files.readString(file).contains("241234FF"));
    }

    @Test
    void verifyIsRecordedWithoutItsBody() throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun.of("pay", "--card", "pin-plaintext", "--record", file);
        String text = Files.readString(file);
        assertTrue(text.contains("0020008008" + "00".repeat(8)));
        assertTrue(text.contains("VERIFY_DATA"));
    }

    @Test
    void onlyTheOwnerCanReadTheFile() throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun.of("pay", "--record", file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void nothingIsOverwrittenOrFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        CommandRun refused = CommandRun.of("pay", "--record", file);
        assertEquals(65, refused.exitCode());
        assertTrue(refused.err().contains("never overwrites"));
        assertEquals("", refused.out());
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
        assertEquals(65, CommandRun.of("pay", "--record", link).exitCode());
        assertFalse(Files.exists(folder.resolve("elsewhere")));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void everyTamperedExchangeIsFoundWhereItIs() throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun.of("pay", "--card", "online-cda", "--record", file);
        ObjectNode session = (ObjectNode) JSON.readTree(file.toFile());
        int command = 0;
        for (int i = 0; i < session.path("events").size(); i++) {
            if (session.path("events").path(i).has("command")) {
                command++;
                assertParts(session, i, "command", command);
                assertParts(session, i, "response", command);
            }
        }
        assertTrue(command > 10);
    }

    private void assertParts(ObjectNode session, int event, String key, int command) throws IOException {
        ObjectNode changed = session.deepCopy();
        ObjectNode exchange = (ObjectNode) changed.path("events").path(event);
        String hex = exchange.path(key).asText();
        exchange.put(key, altered(hex));
        CommandRun replayed = replay(changed);
        assertEquals(1, replayed.exitCode(), replayed.out() + replayed.err());
        assertEquals(command, replayed.json().path("parted").path("command").asInt(), replayed.out());
    }

    /** Another second byte: INS of a command; of an answer the length of its template, or SW2. */
    private static String altered(String hex) {
        return hex.substring(0, 3) + (hex.charAt(3) == '0' ? '1' : '0') + hex.substring(4);
    }

    private CommandRun replay(JsonNode session) throws IOException {
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, session.toString());
        return CommandRun.of("replay", changed, "--json");
    }

    @Test
    void anotherOutcomeParts() throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun.of("pay", "--record", file);
        ObjectNode session = (ObjectNode) JSON.readTree(file.toFile());
        session.withObject("/outcome").put("tvr", "FFFFFFFFFF");
        CommandRun replayed = replay(session);
        assertEquals(1, replayed.exitCode());
        assertEquals(
                "tvr FFFFFFFFFF",
                replayed.json().path("parted").path("expected").asText());
    }

    @Test
    void missingEventsAndRandomnessPart() throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun.of("pay", "--record", file);
        ObjectNode session = (ObjectNode) JSON.readTree(file.toFile());
        ObjectNode noRandom = session.deepCopy();
        noRandom.putArray("random");
        assertEquals(1, replay(noRandom).exitCode());
        session.withArray("events").remove(session.path("events").size() - 1);
        assertEquals(1, replay(session).exitCode());
    }

    @Test
    void partedCommandsAreMasked() throws IOException {
        Path file = folder.resolve("session.json");
        CommandRun paid = CommandRun.of("pay", "--card", "online-cda", "--record", file, "--json", "--unmasked");
        String pan = JSON.readTree(file.toFile()).toString().replaceAll("(?s).*?5A08([0-9]{16}).*", "$1");
        assertEquals(16, pan.length(), paid.err());
        ObjectNode session = (ObjectNode) JSON.readTree(file.toFile());
        int masked = 0;
        for (int i = 0; i < session.path("events").size(); i++) {
            String response = session.path("events").path(i).path("response").asText();
            if (response.contains(pan)) {
                ObjectNode changed = session.deepCopy();
                ((ObjectNode) changed.path("events").path(i))
                        .put("response", response.substring(0, response.length() - 4) + "9001");
                CommandRun replayed = replay(changed);
                assertEquals(1, replayed.exitCode());
                assertFalse(replayed.out().contains(pan));
                assertTrue(replayed.out().contains("******"));
                masked++;
            }
        }
        assertTrue(masked > 0);
    }

    static Stream<String> badFiles() {
        return Stream.of(
                "",
                "{",
                "[]",
                "{}",
                "{\"format\":\"solvo-session\",\"version\":2}",
                "{\"format\":\"solvo-session\",\"version\":3}",
                "{\"format\":\"solvo-session\",\"version\":1,\"data\":\"other\"}",
                "{\"format\":\"solvo-session\",\"version\":1,\"data\":\"test\",\"random\":[],\"events\":[{}]}",
                "{\"traces\":[]}",
                "{\"traces\":[{\"id\":\"x\",\"interface\":\"contact\",\"steps\":[{\"command\":\"00\"}]}]}");
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFilesAreBadInput(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        CommandRun refused = CommandRun.of("replay", file);
        assertEquals(65, refused.exitCode(), refused.err());
        assertEquals(65, CommandRun.of("replay", folder.resolve("missing")).exitCode());
    }

    @Test
    void contactTracesOfOthersReplay() {
        CommandRun replayed = CommandRun.of("replay", VectorFiles.named("contact-traces.json"), "--json");
        assertEquals(1, replayed.exitCode());
        JsonNode visa = replayed.json().path("traces").path(0);
        assertEquals("APPROVED", visa.path("outcome").asText());
        assertEquals("8000008040", visa.path("tvr").asText());
        assertEquals("[0, 13]", commands(visa));
        JsonNode mastercard = replayed.json().path("traces").path(1);
        assertEquals("DECLINED", mastercard.path("outcome").asText());
        assertEquals("SDA", mastercard.path("odaMethod").asText());
        assertEquals("OK", mastercard.path("odaResult").asText());
        assertEquals("[0, 15, 16]", commands(mastercard));
        String reason = mastercard.path("differences").path(1).path("reason").asText();
        assertTrue(reason.contains("95: recorded 8000008000, ours 0200008000"), reason);
        assertTrue(reason.contains("9F45: recorded 0000, ours DAC0"), reason);
    }

    private static String commands(JsonNode trace) {
        return trace.path("differences").findValuesAsText("command").toString();
    }

    @Test
    void oneTraceByItsName() {
        CommandRun one = CommandRun.of(
                "replay", VectorFiles.named("contact-traces.json"), "--trace", "bertlv-contact-visa", "--json");
        assertEquals(1, one.json().path("traces").size());
        assertEquals(
                65,
                CommandRun.of("replay", VectorFiles.named("contact-traces.json"), "--trace", "none")
                        .exitCode());
    }
}
