package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code solvo card} with simulated cards. */
final class CardCommandTest {
    @Test
    void readsDirectoryApplicationRecordsAndCounters() {
        JsonNode json = read("log");
        assertEquals("9000", json.at("/directories/0/statusWord").asText());
        assertEquals("6A82", json.at("/directories/1/statusWord").asText());
        assertEquals(1, json.path("applications").size());
        JsonNode application = json.at("/applications/0");
        assertEquals("A0000009990101", application.path("aid").asText());
        assertEquals("9000", application.at("/processingOptions/statusWord").asText());
        assertEquals(5, application.path("records").size());
        assertEquals(2, application.at("/records/1/file").asInt());
        assertEquals(1, application.at("/records/1/number").asInt());
        assertTrue(application.at("/records/1/signed").asBoolean());
        assertFalse(application.at("/records/2/signed").asBoolean());
        // GET PROCESSING OPTIONS counted.
        assertEquals(
                1, application.at("/counters/applicationTransactionCounter").asInt());
        // No transaction yet.
        assertEquals(0, application.at("/log/transactions").size());
        assertTrue(json.path("lost").isMissingNode());
    }

    @Test
    void withoutProcessingOptions_nothingIsCounted() {
        JsonNode application = CommandRun.of("card", "--card", "log", "--no-gpo", "--json")
                .json()
                .at("/applications/0");
        assertEquals(
                0, application.at("/counters/applicationTransactionCounter").asInt());
        assertEquals(0, application.path("records").size());
        assertEquals("not wanted", application.at("/processingOptions/notSent").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdol", "tap-visa", "tap-unionpay"})
    void cardThatAsksForAnAmount_isNotSentProcessingOptions(String card) {
        JsonNode application = read(card).at("/applications/0");
        assertTrue(application.at("/processingOptions/notSent").asText().contains("9F02"), application::toString);
        assertEquals(
                0, application.at("/counters/applicationTransactionCounter").asInt());
    }

    @Test
    void contactlessDirectoryIsRead() {
        JsonNode json = read("tap-mchip");
        assertEquals("9000", json.at("/directories/1/statusWord").asText());
        assertEquals("A0000000041010", json.at("/applications/0/aid").asText());
        assertTrue(json.at("/applications/0/records").size() > 0);
    }

    @Test
    void withoutDirectory_allNamesThatBeginAsKnownAreFound() {
        List<String> names = new ArrayList<>();
        read("partial-names")
                .path("applications")
                .forEach(one -> names.add(one.path("aid").asText()));
        assertEquals(2, names.size(), names::toString);
        assertTrue(names.stream().allMatch(name -> name.startsWith("A00000099901")), names::toString);
    }

    @Test
    void answerInFormat1_isPutIntoWords() {
        JsonNode objects = read("format1").at("/applications/0/processingOptions/objects");
        assertEquals("82", objects.at("/0/label").asText());
        assertEquals("94", objects.at("/1/label").asText());
    }

    @Test
    void blockedApplication_isSeenAndNotRead() {
        JsonNode application = read("blocked-only-application").at("/applications/0");
        assertEquals("6283", application.path("statusWord").asText());
        assertTrue(application.at("/processingOptions/notSent").isTextual());
    }

    @Test
    void cardThatIsLost_isToldWithWhatWasRead() {
        CommandRun run = CommandRun.of("card", "--card", "silent", "--json");
        assertEquals("TIME_OUT", run.json().path("lost").asText());
        assertEquals("9000", run.json().at("/applications/0/statusWord").asText());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "online-cda", "tap-mchip", "format1"})
    void numbersAndNames_areMasked(String card) {
        String masked = CommandRun.of("card", "--card", card, "--json").out()
                + CommandRun.of("card", "--card", card).out();
        String unmasked = CommandRun.of("card", "--card", card, "--unmasked").out();
        String number = unmasked.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("5A "))
                .map(line -> line.replaceAll(".* ([0-9]{8,19})F?(:.*)?$", "$1"))
                .findFirst()
                .orElseThrow();
        assertTrue(number.matches("[0-9]{8,19}"), number);
        assertFalse(masked.contains(number));
        assertTrue(masked.contains(number.substring(0, 6) + "******"), masked);
    }

    @Test
    void number_isMaskedUnderAnUnknownTagOfAnotherRecord(@TempDir Path directory) throws IOException {
        Path image = directory.resolve("own.card");
        Files.writeString(image, """
                [pse]

                [application A0000009990101]
                label "OWN"

                record 1.1
                  DF20 1122999999000000030399
                  DF21 "9999990000000303"

                record 1.2
                  5A 9999990000000303
                """);
        CommandRun masked = CommandRun.of("card", "--card", image);
        assertEquals(0, masked.exitCode(), masked.err());
        assertFalse(masked.out().contains("9999990000000303"), masked.out());
        assertFalse(masked.out().contains("39393939393930303030303030333033"), masked.out());
        assertTrue(CommandRun.of("card", "--card", image, "--unmasked").out().contains("1122999999000000030399"));
    }

    @Test
    void wrongUse() {
        assertEquals(64, CommandRun.of("card").exitCode());
        assertEquals(
                64, CommandRun.of("card", "--card", "log", "--list-readers").exitCode());
        assertEquals(64, CommandRun.of("card", "--card", "log", "--aid", "A0").exitCode());
        CommandRun unknown = CommandRun.of("card", "--card", "no-such-card");
        assertEquals(65, unknown.exitCode());
        assertTrue(unknown.err().contains("no-such-card"), unknown.err());
    }

    private static JsonNode read(String card) {
        CommandRun run = CommandRun.of("card", "--card", card, "--json");
        assertEquals(0, run.exitCode(), run.err());
        return run.json();
    }
}
