package dev.solvo.cli.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.simulator.purse.PurseImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code solvo prepaid purse} with simulated cards, from one command to the next. */
final class PursePrepaidCommandTest {
    @TempDir
    Path folder;

    private Path file = Path.of("card.json");

    @BeforeEach
    void placeFile() {
        file = folder.resolve("card.json");
    }

    private long balance() {
        return PurseRun.of("balance", "--card-file", file, "--json")
                .json()
                .path("balance")
                .path("minorUnits")
                .asLong();
    }

    @Test
    void loadThenPurchaseThenBalance() {
        PurseRun load = PurseRun.of("load", "--card-file", file, "--card", "empty", "--amount", "20.00", "--json");
        assertEquals(0, load.exitCode(), load.out() + load.err());
        assertEquals("LOADED", load.outcome());
        assertEquals("ACCEPTED", load.json().path("issuer").asText());
        PurseRun purchase = PurseRun.of("purchase", "--card-file", file, "--amount", "3.5", "--json");
        assertEquals(0, purchase.exitCode(), purchase.out() + purchase.err());
        JsonNode json = purchase.json();
        assertEquals("PAID", json.path("outcome").asText());
        assertEquals("CONFIRMED", json.path("module").asText());
        assertEquals("ACCEPTED", json.path("upload").asText());
        assertEquals("*0001", json.path("cardMasked").asText());
        assertEquals(1650, json.path("newBalance").path("minorUnits").asLong());
        assertEquals("CNY", json.path("newBalance").path("currency").asText());
        assertEquals(1, json.path("terminalSequence").asLong());
        assertEquals(8, json.path("tac").asText().length());
        assertEquals(1650, balance());
        JsonNode second = PurseRun.of("purchase", "--card-file", file, "--amount", "1", "--json")
                .json();
        assertEquals(2, second.path("terminalSequence").asLong());
        assertEquals(1, second.path("offlineSequence").asLong());
        assertEquals("ACCEPTED", second.path("upload").asText());
    }

    @Test
    void log() {
        PurseRun.of("load", "--card-file", file, "--card", "empty", "--amount", "20.00");
        PurseRun.of("purchase", "--card-file", file, "--amount", "3.50");
        PurseRun log = PurseRun.of("log", "--card-file", file, "--json");
        assertEquals(0, log.exitCode());
        assertEquals(2, log.json().path("records").size());
        assertEquals(
                "PURSE_PURCHASE",
                log.json().path("records").path(0).path("type").asText());
        assertEquals(350, log.json().path("records").path(0).path("minorUnits").asLong());
        assertTrue(PurseRun.of("log", "--card-file", file).out().contains("purse load"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "torn-before, NOT_DEBITED, 1, 10000",
        "torn-after,  PAID,        0, 9650",
    })
    void tornPurchaseIsProved(String fault, String outcome, int exitCode, long left) {
        PurseRun torn = PurseRun.of("purchase", "--card-file", file, "--amount", "3.50", "--fault", fault, "--json");
        assertEquals("UNKNOWN", torn.outcome());
        assertEquals(3, torn.exitCode());
        PurseRun again = PurseRun.of("purchase", "--card-file", file, "--amount", "1.00", "--json");
        assertEquals(65, again.exitCode(), "the proof would be lost");
        PurseRun proved = PurseRun.of("prove", "--card-file", file, "--json");
        assertEquals(outcome, proved.outcome(), proved.out() + proved.err());
        assertEquals(exitCode, proved.exitCode());
        assertEquals(left, balance());
        assertEquals(
                "NOTHING_PENDING",
                PurseRun.of("prove", "--card-file", file, "--json").outcome());
        if (outcome.equals("PAID")) {
            assertEquals("ACCEPTED", proved.json().path("upload").asText());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "torn-before, NOT_LOADED, 1, 10000",
        "torn-after,  LOADED,     0, 12000",
    })
    void tornLoadIsProved(String fault, String outcome, int exitCode, long left) {
        PurseRun torn = PurseRun.of("load", "--card-file", file, "--amount", "20.00", "--fault", fault, "--json");
        assertEquals("UNKNOWN", torn.outcome());
        assertEquals(3, torn.exitCode());
        PurseRun proved = PurseRun.of("prove", "--card-file", file, "--json");
        assertEquals(outcome, proved.outcome(), proved.out() + proved.err());
        assertEquals(exitCode, proved.exitCode());
        assertEquals("ACCEPTED", proved.json().path("issuer").asText());
        assertEquals(left, balance());
    }

    @Test
    void cardWithAWrongProof() {
        PurseRun run = PurseRun.of("purchase", "--amount", "3.50", "--fault", "wrong-mac", "--json");
        assertEquals("UNPROVEN", run.outcome());
        assertEquals("REFUSED", run.json().path("module").asText());
        assertEquals(3, run.exitCode());
    }

    @Test
    void proofOfANumber() {
        JsonNode paid = PurseRun.of("purchase", "--card-file", file, "--amount", "3.50", "--json")
                .json();
        PurseRun proof = PurseRun.of("prove", "--card-file", file, "--number", paid.path("offlineSequence"), "--json");
        assertEquals("PROOF", proof.outcome());
        assertEquals(paid.path("tac"), proof.json().path("tac"));
        PurseRun none = PurseRun.of("prove", "--card-file", file, "--number", 7, "--json");
        assertEquals("NO_PROOF", none.json().path("reason").asText());
        assertEquals(1, none.exitCode());
    }

    @Test
    void passbook() {
        PurseRun.of("load", "--card-file", file, "--account", "passbook", "--amount", "20.00");
        PurseRun paid =
                PurseRun.of("purchase", "--card-file", file, "--account", "passbook", "--amount", "5.00", "--json");
        assertEquals("PASSBOOK_PURCHASE", paid.json().path("type").asText());
        assertEquals(10_000, balance());
    }

    @Test
    void electronicCash() {
        PurseRun run = PurseRun.of("balance", "--electronic-cash", "A000000333010106", "--json");
        assertEquals(10_000, run.json().path("balance").path("minorUnits").asLong());
        assertEquals(1_000, run.json().path("resetThreshold").path("minorUnits").asLong());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "too much,      purchase --amount 100.01,                        1, INSUFFICIENT_BALANCE",
        "over the limit, load --amount 900.01,                           1, OUT_OF_RANGE",
        "no purse,      balance --aid A000000001,                        2, NO_APPLICATION",
    })
    void notDone(String name, String arguments, int exitCode, String reason) {
        PurseRun run = PurseRun.of((Object[]) (arguments + " --json").split(" ", -1));
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(reason, run.json().path("reason").asText());
    }

    @Test
    void wrongPinIsCountedFromCommandToCommand() {
        for (int left = 2; left > 0; left--) {
            PurseRun run = PurseRun.of("load", "--card-file", file, "--amount", "1.00", "--pin", "0000", "--json");
            assertEquals("WRONG_PIN", run.outcome());
            assertEquals(left, run.json().path("triesLeft").asInt());
            assertEquals(1, run.exitCode());
        }
        PurseRun blocked = PurseRun.of("load", "--card-file", file, "--amount", "1.00", "--pin", "0000", "--json");
        assertEquals("PIN_BLOCKED", blocked.json().path("reason").asText());
    }

    @Test
    void fileIsItsOwnersOnly() throws IOException {
        PurseRun.of("balance", "--card-file", file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        PurseRun.of("purchase", "--card-file", file, "--amount", "1.00");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void nothingOfTheCardIsPrinted() {
        String serial = PurseImage.standard().serial().toHex();
        for (String format : new String[] {"--json", "--account=purse"}) {
            for (String[] command : new String[][] {
                {"balance"}, {"log"}, {"purchase", "--amount", "1.00"}, {"load", "--amount", "1.00"}, {"prove"}
            }) {
                Object[] arguments = new Object[command.length + 1];
                System.arraycopy(command, 0, arguments, 0, command.length);
                arguments[command.length] = format;
                PurseRun run = PurseRun.of(arguments);
                assertFalse(run.out().contains(serial), run.out());
                assertFalse(run.out().contains("123456"), run.out());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "purchase",
                "purchase --amount 0",
                "purchase --amount 1.005",
                "purchase --amount 12345678901",
                "balance --currency XXXX",
                "balance --aid 12",
                "balance --terminal 1234",
                "balance --electronic-cash zz",
                "balance --reader R --card loaded",
                "purchase --amount 1 --reader R",
                "prove --number 65535",
                "balance --account wallet"
            })
    void wrongCommandLines(String arguments) {
        PurseRun run = PurseRun.of((Object[]) arguments.split(" ", -1));
        assertEquals(64, run.exitCode(), run.out() + run.err());
        assertFalse(run.err().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"version\":2}", "{\"version\":1,\"card\":\"aid 00\"}", "[1]"})
    void damagedFiles(String content) throws IOException {
        Files.writeString(file, content);
        PurseRun run = PurseRun.of("balance", "--card-file", file);
        assertEquals(65, run.exitCode(), run.out());
        assertEquals(content, Files.readString(file));
    }

    @Test
    void changedPendingIsNotUsed() throws IOException {
        PurseRun.of("purchase", "--card-file", file, "--amount", "3.50", "--fault", "torn-after");
        String json = Files.readString(file);
        Files.writeString(file, json.replace("\"pending\" : \"0101", "\"pending\" : \"0102"));
        assertEquals(65, PurseRun.of("prove", "--card-file", file).exitCode());
    }

    @Test
    void cardsOfFilesAndUnknownCards() throws IOException {
        Path image = folder.resolve("my.purse");
        Files.writeString(image, PurseImage.standard().text() + "purse 4200 0 0\n");
        assertEquals(
                4200,
                PurseRun.of("balance", "--card", image, "--json")
                        .json()
                        .path("balance")
                        .path("minorUnits")
                        .asLong());
        Files.writeString(image, "aid A0000000");
        assertEquals(65, PurseRun.of("balance", "--card", image).exitCode());
        assertEquals(65, PurseRun.of("balance", "--card", "nobody").exitCode());
        PurseRun.of("balance", "--card-file", file);
        assertEquals(
                65,
                PurseRun.of("balance", "--card-file", file, "--card", "empty").exitCode());
    }
}
