package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.prepaid.ledger.SqliteLedger;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrepaidCommandTest {
    @TempDir
    Path folder;

    private Path store;
    private PrepaidRun run;

    @BeforeEach
    void open() {
        store = folder.resolve("store");
        run = new PrepaidRun(store);
    }

    @Test
    void issuesACardWhoseCodeIsShownOnceBeforeAndAfter() {
        CommandRun issued = run.solvo("issue", "--json");
        assertEquals(0, issued.exitCode(), issued.err());
        JsonNode report = issued.json();
        String code = report.path("card").asText();
        assertTrue(code.matches("[2-9A-HJKMNP-Z]{17}"), code);
        assertTrue(issued.err().startsWith("card " + code + System.lineSeparator()), issued.err());
        assertEquals("DONE", report.path("outcome").asText());
        assertEquals("ACTIVE", report.path("state").asText());
        assertEquals("ISSUE", report.path("operation").asText());
        assertEquals(1, report.path("journal").asLong());
        assertEquals("CNY", report.at("/available/currency").asText());
        assertEquals(0, report.at("/available/minorUnits").asLong());
        assertFalse(report.path("replayed").asBoolean(true));
    }

    @Test
    void theJsonObjectHasTheMembersOfTheManualAndNoOthers() {
        String code = run.card("100.00");
        JsonNode report = run.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        assertEquals(
                List.of(
                        "outcome",
                        "key",
                        "card",
                        "state",
                        "ledger",
                        "held",
                        "available",
                        "approved",
                        "operation",
                        "journal",
                        "replayed"),
                names(report));
        assertEquals("K1", report.path("key").asText());
        assertEquals("****" + code.substring(13), report.path("card").asText());
        assertEquals("ACTIVE", report.path("state").asText());
        assertEquals(8750, report.at("/ledger/minorUnits").asLong());
        assertEquals(0, report.at("/held/minorUnits").asLong());
        assertEquals(8750, report.at("/available/minorUnits").asLong());
        assertEquals(1250, report.at("/approved/minorUnits").asLong());
        assertEquals("DEBIT", report.path("operation").asText());
        JsonNode refused = run.json(1, "debit", "--card", code, "--amount", "500", "--key", "K2");
        assertEquals("REFUSED", refused.path("outcome").asText());
        assertEquals("INSUFFICIENT_FUNDS", refused.path("reason").asText());
        assertEquals(8750, refused.at("/available/minorUnits").asLong());
    }

    @Test
    void theSameKeyAgainIsAnsweredFromTheBooks() {
        String code = run.card("100.00");
        JsonNode first = run.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        run.json(0, "debit", "--card", code, "--amount", "1.00");
        JsonNode again = run.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        assertTrue(again.path("replayed").asBoolean());
        assertEquals(first.toString().replace("\"replayed\":false", "\"replayed\":true"), again.toString());
        assertEquals(8650, run.available(code));
    }

    @Test
    void theSameKeyForSomethingElseIsAConflict() {
        String code = run.card("100.00");
        run.json(0, "debit", "--card", code, "--amount", "12.50", "--key", "K1");
        JsonNode conflict = run.json(65, "debit", "--card", code, "--amount", "12.51", "--key", "K1");
        assertEquals("CONFLICT", conflict.path("outcome").asText());
        assertEquals("K1", conflict.path("key").asText());
        assertTrue(conflict.path("available").isMissingNode());
        CommandRun text = run.solvo("load", "--card", code, "--amount", "12.50", "--key", "K1");
        assertEquals(65, text.exitCode());
        assertTrue(text.out().contains("CONFLICT   the key K1 stands for something else"), text.out());
        assertEquals(8750, run.available(code));
    }

    @Test
    void aRefusalIsReplayedToo() {
        String code = run.card("10.00");
        run.json(1, "debit", "--card", code, "--amount", "20", "--key", "K1");
        run.json(0, "load", "--card", code, "--amount", "50");
        JsonNode again = run.json(1, "debit", "--card", code, "--amount", "20", "--key", "K1");
        assertEquals("INSUFFICIENT_FUNDS", again.path("reason").asText());
        assertTrue(again.path("replayed").asBoolean());
    }

    @Test
    void aGeneratedKeyIsPrintedBeforeTheOperation() throws Exception {
        String code = run.card("100.00");
        CommandRun done = run.solvo("debit", "--card", code, "--amount", "1.00");
        String key = done.err().strip();
        assertTrue(key.matches("key [0-9a-f-]{36}"), key);
        // Also when the operation cannot be: the key is out before the books are opened.
        try (SqliteLedger inUse = SqliteLedger.open(store.resolve("books.db"))) {
            assertEquals(2, inUse.audit().accounts() + 1);
            CommandRun failed = run.solvo("debit", "--card", code, "--amount", "1.00");
            assertEquals(2, failed.exitCode());
            assertTrue(failed.err().matches("(?s)key [0-9a-f-]{36}\\R.*"), failed.err());
            assertNotEquals(key, failed.err().lines().findFirst().orElseThrow());
        }
        String given = run.solvo("debit", "--card", code, "--amount", "1.00", "--key", "MINE")
                .err();
        assertEquals("", given);
    }

    @Test
    void booksThatAnotherProcessHasOpenAreInUse() throws Exception {
        String code = run.card("100.00");
        try (SqliteLedger inUse = SqliteLedger.open(store.resolve("books.db"))) {
            assertTrue(inUse.audit().isSound());
            CommandRun failed = run.solvo("debit", "--card", code, "--amount", "1.00", "--key", "K1");
            assertEquals(2, failed.exitCode());
            assertEquals(
                    "solvo: the store " + store + " is in use by another process; nothing was done, and the key can be"
                            + " used again",
                    failed.err().strip());
            JsonNode json = run.json(2, "balance", "--card", code);
            assertEquals("FAILED", json.path("outcome").asText());
            assertEquals("IN_USE", json.path("reason").asText());
        }
        assertEquals(
                0,
                run.solvo("debit", "--card", code, "--amount", "1.00", "--key", "K1")
                        .exitCode());
    }

    @Test
    void filesAreForTheirOwnerOnly() throws Exception {
        String code = run.card("10.00");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store)));
        for (String name : List.of("keys.json", "books.db")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve(name))),
                    name);
        }
        assertFalse(Files.readString(store.resolve("books.db"), StandardCharsets.ISO_8859_1)
                .contains(code));
        Files.setPosixFilePermissions(store.resolve("keys.json"), PosixFilePermissions.fromString("rw-r--r--"));
        CommandRun warned = run.solvo("balance", "--card", code);
        assertTrue(warned.err().contains("others can read " + store.resolve("keys.json")), warned.err());
    }

    @Test
    void withoutItsKeyFileNoBooksAreOpened() throws Exception {
        String code = run.card("10.00");
        Files.move(store.resolve("keys.json"), folder.resolve("kept.json"));
        CommandRun refused = run.solvo("balance", "--card", code);
        assertEquals(65, refused.exitCode());
        assertTrue(refused.err().contains("there is no key file"), refused.err());
        assertFalse(Files.exists(store.resolve("keys.json")), "a new key would hide all cards");
        assertEquals(
                0,
                run.solvo("balance", "--card", code, "--keys", folder.resolve("kept.json"))
                        .exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"format\":\"solvo-prepaid-keys\",\"codeKeys\":{\"x\":\"AAAA\"}}"})
    void aBrokenKeyFileIsRefusedWithoutQuotingIt(String content) throws Exception {
        String code = run.card("10.00");
        Files.writeString(store.resolve("keys.json"), content);
        CommandRun refused = run.solvo("balance", "--card", code);
        assertEquals(65, refused.exitCode());
        assertFalse(refused.err().contains("AAAA"), refused.err());
    }

    @Test
    void keysAreRotatedAndOldCardsStayUsable() {
        String old = run.card("10.00");
        JsonNode rotated = run.json(0, "keys", "--rotate");
        assertEquals(2, rotated.path("codeVersion").asInt());
        String fresh = run.card("20.00");
        assertEquals(1000, run.available(old));
        assertEquals(2000, run.available(fresh));
    }

    @Test
    void aTerminalLearnsTheSameOfEveryCardThatIsNotAccepted() {
        String wrongPin = run.card("10.00");
        run.json(0, "pin", "--card", wrongPin, "--pin", "4711");
        String blocked = run.card("10.00");
        run.json(0, "block", "--card", blocked, "--reason", "reported");
        String lost = run.card("10.00");
        run.json(0, "lost", "--card", lost);
        String unknown = "ABCDEFGH" + wrongPin.substring(13);
        String expected = null;
        for (String code : List.of(unknown, wrongPin, blocked, lost)) {
            CommandRun refused = run.solvo(
                    "debit",
                    "--card",
                    code,
                    "--amount",
                    "1",
                    "--pin",
                    "9999",
                    "--key",
                    "K" + code.hashCode(),
                    "--json");
            assertEquals(1, refused.exitCode());
            String shown = refused.out()
                    .replace("K" + code.hashCode(), "KEY")
                    .replace("****" + code.substring(code.length() - 4), "CARD");
            if (expected == null) {
                expected = shown;
            }
            assertEquals(expected, shown);
            assertTrue(shown.contains("NOT_ACCEPTED"), shown);
            assertFalse(shown.contains("state") || shown.contains("available"), shown);
        }
        assertEquals(
                "BLOCKED",
                run.json(0, "balance", "--card", blocked).path("state").asText());
    }

    @Test
    void noOutputHasACodeOrAPin() {
        String code = run.card("100.00");
        String other = run.card("0");
        run.solvo("pin", "--card", code, "--pin", "47110815");
        run.solvo("debit", "--card", code, "--amount", "1", "--pin", "47110815");
        run.solvo("debit", "--card", code, "--amount", "1", "--pin", "99887766", "--json");
        run.solvo("authorise", "--card", code, "--amount", "5", "--pin", "47110815", "--key", "A1");
        run.solvo("capture", "--card", code, "--amount", "2", "--original", "A1", "--keep");
        run.solvo("release", "--card", code, "--original", "A1");
        run.solvo("transfer", "--card", code, "--to", other, "--amount", "3", "--json");
        run.solvo("block", "--card", code, "--reason", "test");
        run.solvo("balance", "--card", code, "--json");
        run.solvo("statement", "--card", code);
        run.solvo("statement", "--card", code, "--json");
        run.solvo("statement", "--json");
        run.solvo("verify");
        run.solvo("debit", "--amount", "1", code);
        run.solvo("debit", "--card=" + code, "--amount", "abc");
        run.solvo("debit", "--card=" + code + "!", "--amount", "1");
        run.solvo("debit", "--crad=" + code, "--amount", "1");
        run.solvo("pin", "--card", code, "--pin", "47110815x");
        run.solvo("load", "--card", code, "--amount", "1", "--key", "K ~");
        run.assertNeverPrinted(code);
        run.assertNeverPrinted(other);
        run.assertNeverPrinted("47110815");
        run.assertNeverPrinted("99887766");
    }

    @Test
    void codesAndPinsComeFromStandardInputOrFiles() throws Exception {
        String code = run.card("100.00");
        String other = run.card("0");
        run.json(0, "pin", "--card", code, "--pin", "4711");
        withInput(code + "\n4711\n", () -> run.json(0, "debit", "--card", "-", "--pin", "-", "--amount", "10"));
        withInput(
                code + "\r\n" + other + "\n4711",
                () -> run.json(0, "transfer", "--card", "-", "--to", "-", "--pin", "-", "--amount", "5"));
        Path file = Files.writeString(folder.resolve("code"), code + "\n");
        Path pin = Files.writeString(folder.resolve("pin"), "4711\n");
        run.json(0, "debit", "--card-file", file, "--pin-file", pin, "--amount", "10");
        withInput(code + "\n4711\n0815\n", () -> run.json(0, "pin", "--card", "-", "--old-pin", "-", "--pin", "-"));
        run.json(1, "debit", "--card", code, "--pin", "4711", "--amount", "10");
        run.json(0, "debit", "--card", code, "--pin", "0815", "--amount", "10");
        assertEquals(6500, run.available(code));
        withInput("", () -> assertEquals(65, run.solvo("balance", "--card", "-").exitCode()));
        CommandRun nobody = run.solvo("debit", "--card", code, "--ask-pin", "--amount", "10");
        assertEquals(65, nobody.exitCode());
        assertTrue(nobody.err().contains("nobody can be asked here"), nobody.err());
    }

    @Test
    void holdsAreCapturedReleasedAndShown() {
        String code = run.card("100.00");
        JsonNode held = run.json(0, "authorise", "--card", code, "--amount", "30", "--key", "A1", "--hold", "PT2H");
        assertEquals(3000, held.at("/held/minorUnits").asLong());
        JsonNode shown = run.json(0, "balance", "--card", code);
        assertEquals("A1", shown.at("/holds/0/key").asText());
        assertEquals(3000, shown.at("/holds/0/held/minorUnits").asLong());
        run.json(0, "capture", "--card", code, "--original", "A1", "--amount", "10", "--keep");
        JsonNode rest = run.json(0, "capture", "--card", code, "--original", "A1", "--amount", "5");
        assertEquals(0, rest.at("/held/minorUnits").asLong());
        assertEquals(8500, rest.at("/available/minorUnits").asLong());
        run.json(0, "authorise", "--card", code, "--amount", "30", "--key", "A2");
        assertEquals(
                3000,
                run.json(0, "release", "--card", code, "--original", "A2", "--terminal", "till-1")
                        .at("/approved/minorUnits")
                        .asLong());
        assertEquals(
                "HOLD_CLOSED",
                run.json(1, "release", "--card", code, "--original", "A2")
                        .path("reason")
                        .asText());
    }

    @Test
    void spentMoneyComesBackOnce() {
        String code = run.card("100.00");
        run.json(0, "debit", "--card", code, "--amount", "30", "--key", "D1");
        run.json(0, "refund", "--card", code, "--original", "D1", "--amount", "20");
        assertEquals(
                "EXCEEDS_ORIGINAL",
                run.json(1, "refund", "--card", code, "--original", "D1", "--amount", "20")
                        .path("reason")
                        .asText());
        assertEquals(
                "NOT_PERMITTED",
                run.json(1, "refund", "--card", code, "--amount", "5")
                        .path("reason")
                        .asText());
        assertEquals(9000, run.available(code));
    }

    @Test
    void whatNeverArrivedIsRefusedWhenItDoes() {
        String code = run.card("100.00");
        JsonNode reversed = run.json(0, "reverse", "--card", code, "--original", "LATE", "--terminal", "till-1");
        assertEquals(0, reversed.at("/approved/minorUnits").asLong());
        assertEquals(
                "REVERSED",
                run.json(1, "debit", "--card", code, "--amount", "30", "--key", "LATE")
                        .path("reason")
                        .asText());
        run.json(0, "debit", "--card", code, "--amount", "30", "--key", "D1");
        assertEquals(
                3000,
                run.json(0, "reverse", "--card", code, "--original", "D1", "--reason", "wrong till")
                        .at("/approved/minorUnits")
                        .asLong());
        assertEquals(10000, run.available(code));
    }

    @Test
    void aLostCardIsReplaced() {
        String code = run.card("100.00");
        run.json(0, "lost", "--card", code, "--reason", "stolen");
        JsonNode replaced = run.json(0, "replace", "--card", code, "--reason", "stolen", "--key", "R1");
        String fresh = replaced.path("to").asText();
        assertEquals("REPLACED", replaced.path("state").asText());
        assertEquals(10000, run.available(fresh));
        assertEquals(0, run.available(code));
        JsonNode entry = run.json(0, "statement", "--key", "R1").at("/operations/0");
        assertEquals("stolen", entry.path("operatorsReason").asText());
        assertEquals(System.getProperty("user.name"), entry.path("operator").asText());
        JsonNode again = run.json(0, "replace", "--card", code, "--reason", "stolen", "--key", "R1", "--to", fresh);
        assertTrue(again.path("replayed").asBoolean());
        assertEquals("****" + fresh.substring(13), again.path("to").asText());
    }

    @Test
    void anOperatorCorrectsAndExpires() {
        String code = run.card("100.00");
        run.json(0, "adjust", "--card", code, "--amount=-1.50", "--reason", "counted", "--operator", "eve");
        run.json(0, "fee", "--card", code, "--amount", "0.50");
        assertEquals(9800, run.available(code));
        run.json(0, "block", "--card", code);
        run.json(0, "unblock", "--card", code);
        JsonNode expired = run.json(0, "expire", "--card", code, "--reason", "over");
        assertEquals(9800, expired.at("/approved/minorUnits").asLong());
        assertEquals("EXPIRED", expired.path("state").asText());
        JsonNode totals = run.json(0, "statement");
        assertEquals(
                "[{\"currency\":\"CNY\",\"minorUnits\":0}]",
                totals.path("owedToCards").toString());
        assertTrue(totals.toString().contains("{\"account\":\"breakage\",\"currency\":\"CNY\",\"minorUnits\":9800}"));
        JsonNode due = run.json(0, "expire", "--due", "--forget-keys");
        assertEquals(
                0,
                due.path("holds").asInt()
                        + due.path("cards").asInt()
                        + due.path("left").asInt());
    }

    @Test
    void anInactiveCardWaitsForItsActivation() {
        JsonNode issued = run.json(0, "issue", "--inactive");
        String code = issued.path("card").asText();
        assertEquals("INACTIVE", issued.path("state").asText());
        assertEquals(
                "NOT_ACCEPTED",
                run.json(1, "debit", "--card", code, "--amount", "1")
                        .path("reason")
                        .asText());
        run.json(0, "activate", "--card", code, "--terminal", "till-1");
        assertEquals(
                "ACTIVE", run.json(0, "balance", "--card", code).path("state").asText());
        assertEquals(
                "ALREADY_ACTIVE",
                run.json(1, "activate", "--card", code).path("reason").asText());
    }

    @Test
    void aCodeThatIsPrintedOnACardIsTakenAndNotShown() {
        CommandRun issued = run.solvo("issue", "--card", "1234-5678-abcd", "--json", "--key", "I1");
        assertEquals(0, issued.exitCode(), issued.err());
        assertEquals("****ABCD", issued.json().path("card").asText());
        assertFalse(issued.err().contains("1234"), issued.err());
        assertEquals(
                "CODE_TAKEN",
                run.json(1, "issue", "--card", "12345678ABCD").path("reason").asText());
        assertTrue(run.json(0, "issue", "--card", "12345678ABCD", "--key", "I1")
                .path("replayed")
                .asBoolean());
    }

    @Test
    void batchesAreComparedWithTheTerminalsTotals() {
        String code = run.card("100.00");
        run.json(0, "debit", "--card", code, "--amount", "10", "--terminal", "till-7", "--batch", "3");
        run.json(0, "debit", "--card", code, "--amount", "2.50", "--terminal", "till-7", "--batch", "3");
        JsonNode batch = run.json(0, "batch", "--terminal", "till-7", "--batch", "3");
        assertEquals("DEBIT", batch.at("/totals/0/operation").asText());
        assertEquals(2, batch.at("/totals/0/count").asInt());
        assertEquals(1250, batch.at("/totals/0/amount/minorUnits").asLong());
        JsonNode different = run.json(
                1,
                "batch",
                "--terminal",
                "till-7",
                "--batch",
                "3",
                "--close",
                "--total",
                "DEBIT=1:10.00",
                "--key",
                "B1");
        assertEquals("DIFFERENT", different.path("outcome").asText());
        assertEquals(2, different.at("/differences/0/ledgerCount").asInt());
        JsonNode matched = run.json(
                0,
                "batch",
                "--terminal",
                "till-7",
                "--batch",
                "3",
                "--close",
                "--total",
                "DEBIT=2:12.50",
                "--key",
                "B2");
        assertEquals("MATCHED", matched.path("outcome").asText());
    }

    @Test
    void aStatementHasPagesAndTimes() {
        String code = run.card("100.00");
        for (int i = 1; i <= 4; i++) {
            run.json(0, "debit", "--card", code, "--amount", String.valueOf(i));
        }
        JsonNode first = run.json(0, "statement", "--card", code, "--most", "3");
        assertEquals(3, first.path("operations").size());
        JsonNode second = run.json(
                0, "statement", "--card", code, "--after", first.path("next").asText());
        assertEquals(3, second.path("operations").size());
        assertEquals(9000, second.at("/operations/2/ledger/minorUnits").asLong());
        assertEquals(-400, second.at("/operations/2/change/minorUnits").asLong());
        assertEquals(
                0,
                run.json(0, "statement", "--card", code, "--to", "2020-01-01")
                        .path("operations")
                        .size());
        assertEquals(
                65,
                run.solvo("statement", "--card", code, "--from", "yesterday").exitCode());
        assertEquals(1, run.solvo("statement", "--key", "NONE").exitCode());
        JsonNode early = run.json(0, "balance", "--card", code, "--at", "2020-01-01T08:00:00+08:00");
        assertEquals(0, early.at("/ledger/minorUnits").asLong());
    }

    @Test
    void changedBooksAreNotSound() throws Exception {
        String code = run.card("100.00");
        JsonNode sound = run.json(0, "verify");
        assertEquals("SOUND", sound.path("outcome").asText());
        assertEquals(2, sound.at("/sealed/entries").asInt());
        assertEquals(0, sound.path("unsealed").asInt());
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + store.resolve("books.db"));
                var statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("UPDATE operation SET approved = approved + 1 WHERE number = 2"));
        }
        JsonNode changed = run.json(1, "verify");
        assertEquals("NOT_SOUND", changed.path("outcome").asText());
        assertTrue(changed.path("findings").toString().contains("CHAIN"), changed.toString());
        assertFalse(changed.toString().contains(code));
    }

    @Test
    void aBackupBecomesTheSameBooks() throws Exception {
        String code = run.card("100.00");
        Path copy = folder.resolve("copy.db");
        assertEquals(0, run.solvo("backup", copy).exitCode());
        run.json(0, "debit", "--card", code, "--amount", "1");
        assertEquals(2, run.solvo("backup", copy).exitCode(), "a copy is never written over");
        PrepaidRun other = new PrepaidRun(folder.resolve("other"));
        JsonNode restored = other.json(0, "restore", copy);
        assertEquals(2, restored.path("entries").asInt());
        Files.copy(store.resolve("keys.json"), folder.resolve("other/keys.json"));
        assertEquals(10000, other.available(code));
        assertEquals(2, other.solvo("restore", copy).exitCode(), "books that are there are never touched");
    }

    @Test
    void productsAndTheirLimitsAreData() throws Exception {
        run.card("0");
        Files.writeString(store.resolve("policy.json"), """
                {"zone": "Asia/Shanghai", "keyRetention": "P30D", "products": [
                  {"name": "canteen", "currency": "CNY", "maximumBalance": 20000,
                   "amounts": {"DEBIT": {"least": 100, "most": 5000}}, "fees": {"LOAD": 50},
                   "velocity": [{"kinds": ["DEBIT"], "window": "P1D", "mostOperations": 2}],
                   "holds": {"lifetime": "PT1H", "longest": "PT2H", "most": 1, "captureAbovePercent": 20},
                   "atTerminals": ["DEBIT", "AUTHORISE"], "partialApproval": true, "unlinkedRefunds": true,
                   "balanceOnRefusal": false, "expiry": {"validDays": 365, "graceDays": 30},
                   "pin": {"tries": 5, "freeUpTo": 1000, "forBalance": false}}]}
                """);
        String code = run.card("100.00");
        assertEquals(9950, run.available(code));
        assertEquals("BELOW_MINIMUM", reason("debit", code, "0.99"));
        assertEquals("ABOVE_MAXIMUM", reason("debit", code, "50.01"));
        assertEquals("BALANCE_LIMIT", reason("load", code, "150.00"));
        run.json(0, "debit", "--card", code, "--amount", "1");
        run.json(0, "debit", "--card", code, "--amount", "1");
        assertEquals("VELOCITY_LIMIT", reason("debit", code, "1.00"));
        assertEquals(
                "NOT_PERMITTED",
                run.json(1, "load", "--card", code, "--amount", "5", "--terminal", "till-1")
                        .path("reason")
                        .asText());
        assertTrue(run.json(0, "balance", "--card", code).has("expires"));
        run.json(0, "refund", "--card", code, "--amount", "1.00");
    }

    private String reason(String command, String code, String amount) {
        return run.json(1, command, "--card", code, "--amount", amount)
                .path("reason")
                .asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /products is no array",
                "{\"products\":[]} | /products is no array",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"CNY\",\"maximumBallance\":1}]} | /products/0/maximumBallance is not known",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"XXQ\"}]} | /products/0/currency is no ISO 4217 code",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"CNY\",\"maximumBalance\":1.5}]} | is no whole number",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"CNY\",\"amounts\":{\"DEBIT\":{\"least\":5,\"most\":1}}}]} | from 1 to 10^12",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"CNY\",\"velocity\":[{\"kinds\":[\"DEBIT\"]}]}]} | window is missing",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"CNY\",\"holds\":{\"lifetime\":\"7 days\"}}]} | is no duration",
                "{\"zone\":\"Moon\",\"products\":[{\"name\":\"a\",\"currency\":\"CNY\"}]} | Moon",
                "{\"products\":[{\"name\":\"a\",\"currency\":\"CNY\",\"pin\":{\"tries\":99999999999}}]} | overflow"
            })
    void aPolicyThatSaysSomethingElseIsRefused(String policy, String message) throws Exception {
        run.card("0");
        Files.writeString(store.resolve("policy.json"), policy);
        CommandRun refused = run.solvo("issue");
        assertEquals(65, refused.exitCode(), refused.out());
        assertTrue(refused.err().contains(message), refused.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debit --card ABCDEFGH | --amount is missing",
                "debit --card ABCDEFGH --amount 0 | --amount is not 0",
                "debit --card ABCDEFGH --amount -1 | --amount is more than 0",
                "debit --card ABCDEFGH --amount 1.005 | more decimals",
                "debit --card ABCDEFGH --amount 1E+900000000 | larger than the books count",
                "debit --card ABCDEFGH --amount 1 --currency QQQ | no ISO 4217",
                "debit --amount 1 | --card is missing",
                "debit --amount 1 --account 00 | by their code only",
                "block --account 00 | 32 hexadecimal",
                "transfer --card ABCDEFGH --amount 1 | --to is missing",
                "pin --card ABCDEFGH | one of --pin",
                "pin --card ABCDEFGH --pin 1234 --clear | one of --pin",
                "block --card ABCDEFGH --reason a\u0007b | --reason has 1 to 200 characters",
                "block --card ABCDEFGH --operator a\u0007b | --operator has 1 to 64 characters",
                "expire | a card or --due",
                "expire --due --card ABCDEFGH | a card or --due",
                "batch --total DEBIT=1:1 | goes with --close",
                "batch --close --total DEBIT:1 | DEBIT=2:25.00",
                "batch --close --total BLOCK=1:1 | no totals of BLOCK",
                "balance --card ABCDEFGH --terminal till-1 --at 2026-01-01 | operator's question",
                "debit --card ABCDEFGH --amount 1 --terminal a/b | --terminal",
                "debit --card ABCDEFGH --amount 1 --tenant a/b | --tenant",
                "debit --card ABCDEFGH --amount 1 --batch 0 | --batch is 1 or more",
                "authorise --card ABCDEFGH --amount 1 --hold PT0S | --hold is more than 0",
                "bench --clients 0 | --clients is 1",
                "serve --connections 0 | no till has a token"
            })
    void aWrongCommandLineSaysWhatIsWrong(String arguments, String message) {
        String code = run.card("0");
        String[] words = arguments.split(" ");
        Object[] options = java.util.Arrays.stream(words)
                .skip(1)
                .map(word -> word.equals("ABCDEFGH") ? code : word)
                .toArray();
        CommandRun refused = run.solvo(words[0], options);
        assertTrue(refused.exitCode() == 64 || refused.exitCode() == 65, refused.out() + refused.err());
        assertTrue(refused.err().contains(message), refused.err());
    }

    @Test
    void aQuestionMakesNoBooks() {
        CommandRun refused = run.solvo("verify");
        assertEquals(65, refused.exitCode());
        assertTrue(refused.err().contains("there are no books in " + store), refused.err());
        assertFalse(Files.exists(store));
    }

    @Test
    void aPasswordInAnAddressIsRefused() {
        CommandRun refused =
                CommandRun.of("prepaid", "verify", "--store", "jdbc:postgresql://127.0.0.1/x?user=a&password=geheim");
        assertEquals(64, refused.exitCode());
        assertFalse(refused.err().contains("geheim"), refused.err());
    }

    @Test
    void theBenchmarkRunsOnAStoreOfItsOwn() {
        CommandRun bench = CommandRun.of(
                "prepaid", "bench", "--clients", "2", "--seconds", "1", "--warm-up", "0", "--cards", "4", "--json");
        assertEquals(0, bench.exitCode(), bench.err());
        JsonNode report = bench.json();
        assertTrue(report.path("operations").asLong() > 0);
        assertTrue(report.at("/latencyMicros/p50").asLong()
                <= report.at("/latencyMicros/max").asLong());
    }

    @Test
    void theBenchmarkLeavesAMerchantsBooksAlone() {
        run.card("0");
        CommandRun refused = run.solvo("bench", "--seconds", "1");
        assertEquals(64, refused.exitCode());
        assertTrue(refused.err().contains("other tenants"), refused.err());
        assertEquals(1, run.json(0, "verify").path("entries").asInt());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void withInput(String text, Runnable work) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        try {
            work.run();
        } finally {
            System.setIn(before);
        }
    }
}
