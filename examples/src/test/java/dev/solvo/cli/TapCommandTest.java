package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.simulator.card.CardImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code solvo tap}: each card and phone does what its name promises, and what is printed hides what it must. */
final class TapCommandTest {
    private static final Pattern NUMBER = Pattern.compile("  (?:57|9F6B) (\\d{16})D");

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                // card, amount, exit, outcome, kernel, ODA, result, CVM, cryptogram, online, taps
                "visa, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "visa, 60.00, 0, APPROVED, 03, NONE, NOT_PERFORMED, ONLINE_PIN, ARQC, true, 1",
                "visa-offline, 12.34, 0, APPROVED, 03, FAST_DDA, OK, NO_CVM, TC, false, 1",
                "visa-offline, 30.00, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "visa-short, 12.34, 0, APPROVED, 03, FAST_DDA, OK, NO_CVM, TC, false, 1",
                "visa-available, 12.34, 0, APPROVED, 03, FAST_DDA, OK, NO_CVM, TC, false, 1",
                "visa-issuer-update, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 2",
                "visa-declines, 12.34, 1, DECLINED, 03, NONE, NOT_PERFORMED, NOT_APPLICABLE, AAC, false, 1",
                "visa-expired, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, TC, true, 1",
                "visa-no-oda, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "visa-wrong-signature, 12.34, 0, APPROVED, 03, FAST_DDA, FAILED, NO_CVM, TC, true, 1",
                "visa-wrong-signature-strict, 12.34, 1, DECLINED, 03, FAST_DDA, FAILED, NOT_APPLICABLE, TC, false, 1",
                "visa-wrong-signature-switch, 12.34, 2, TRY_ANOTHER_INTERFACE, 03, FAST_DDA, FAILED, NOT_APPLICABLE, TC, false, 1",
                "visa-wrong-qualifiers, 12.34, 1, DECLINED, 03, FAST_DDA, OK, NOT_APPLICABLE, TC, false, 1",
                "visa-phone, 60.00, 0, APPROVED, 03, NONE, NOT_PERFORMED, CONFIRMATION_CODE_VERIFIED, ARQC, true, 1",
                "visa-phone-locked, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "visa-phone-locked, 60.00, 0, APPROVED, 03, NONE, NOT_PERFORMED, CONFIRMATION_CODE_VERIFIED, ARQC, true, 2",
                "visa-phone-refuses, 60.00, 2, TERMINATED, 03, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "visa-phone-no-cvm, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "visa-phone-no-cvm, 60.00, 1, DECLINED, 03, NONE, NOT_PERFORMED, NOT_APPLICABLE, ARQC, false, 1",
                "visa-removed, 12.34, 0, APPROVED, 03, FAST_DDA, OK, NO_CVM, TC, false, 2",
                "unionpay, 60.00, 0, APPROVED, 07, NONE, NOT_PERFORMED, ONLINE_PIN, ARQC, true, 1",
                "unionpay-offline, 12.34, 0, APPROVED, 07, FAST_DDA, OK, NO_CVM, TC, false, 1",
                "unionpay-wrong-signature, 12.34, 1, DECLINED, 07, FAST_DDA, FAILED, NOT_APPLICABLE, TC, false, 1",
                "unionpay-phone, 60.00, 0, APPROVED, 07, NONE, NOT_PERFORMED, CONFIRMATION_CODE_VERIFIED, ARQC, true, 1",
                "unionpay-phone-locked, 60.00, 0, APPROVED, 07, NONE, NOT_PERFORMED, CONFIRMATION_CODE_VERIFIED, ARQC, true, 2",
                "mchip, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, ARQC, true, 1",
                "mchip, 60.00, 0, APPROVED, 02, CDA, OK, ONLINE_PIN, ARQC, true, 1",
                "mchip-offline, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, TC, false, 1",
                "mchip-offline, 60.00, 0, APPROVED, 02, CDA, OK, ONLINE_PIN, ARQC, true, 1",
                "mchip-no-oda, 12.34, 0, APPROVED, 02, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "mchip-declines, 12.34, 2, TRY_ANOTHER_INTERFACE, 02, NONE, NOT_PERFORMED, NO_CVM, AAC, false, 1",
                "mchip-expired, 12.34, 2, TRY_ANOTHER_INTERFACE, 02, NONE, NOT_PERFORMED, NO_CVM, AAC, false, 1",
                "mchip-balance, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, TC, false, 1",
                "mchip-phone, 60.00, 0, APPROVED, 02, CDA, OK, CONFIRMATION_CODE_VERIFIED, ARQC, true, 1",
                "mchip-phone-locked, 60.00, 0, APPROVED, 02, CDA, OK, CONFIRMATION_CODE_VERIFIED, ARQC, true, 2",
                "mchip-phone-refuses, 60.00, 2, TERMINATED, 02, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "mchip-relay, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, TC, false, 1",
                "mchip-relay-late, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, TC, false, 1",
                "mchip-relay-slow, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, ARQC, true, 1",
                "mchip-relay-fast, 12.34, 2, TERMINATED, 02, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "mchip-torn, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, TC, false, 2",
                "mchip-removed, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, TC, false, 2",
                "mchip-wrong-signature, 12.34, 2, TERMINATED, 02, CDA, FAILED, NOT_APPLICABLE, -, false, 1",
                "mchip-wrong-certificate, 12.34, 2, TERMINATED, 02, CDA, FAILED, NOT_APPLICABLE, -, false, 1",
                "magstripe, 12.34, 0, APPROVED, 02, NONE, NOT_PERFORMED, NO_CVM, -, true, 1",
                "magstripe, 60.00, 0, APPROVED, 02, NONE, NOT_PERFORMED, ONLINE_PIN, -, true, 1",
                "magstripe-phone, 60.00, 0, APPROVED, 02, NONE, NOT_PERFORMED, CONFIRMATION_CODE_VERIFIED, -, true, 1",
                "magstripe-phone-locked, 60.00, 0, APPROVED, 02, NONE, NOT_PERFORMED, CONFIRMATION_CODE_VERIFIED, -, true, 2",
                "magstripe-refuses, 60.00, 1, DECLINED, 02, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "kernel8, 12.34, 0, APPROVED, 08, LOCAL, OK, NO_CVM, ARQC, true, 1",
                "kernel8, 60.00, 0, APPROVED, 08, LOCAL, OK, ONLINE_PIN, ARQC, true, 1",
                "kernel8-default-offset, 12.34, 0, APPROVED, 08, LOCAL, OK, NO_CVM, ARQC, true, 1",
                "kernel8-offline, 12.34, 0, APPROVED, 08, LOCAL, OK, NO_CVM, TC, false, 1",
                "kernel8-offline, 30.00, 0, APPROVED, 08, LOCAL, OK, NO_CVM, ARQC, true, 1",
                "kernel8-relay, 12.34, 0, APPROVED, 08, LOCAL, OK, NO_CVM, TC, false, 1",
                "kernel8-relay-slow, 12.34, 0, APPROVED, 08, LOCAL, OK, NO_CVM, ARQC, true, 1",
                "kernel8-declines, 12.34, 1, DECLINED, 08, LOCAL, OK, NO_CVM, AAC, false, 1",
                "kernel8-other-interface, 12.34, 2, TRY_ANOTHER_INTERFACE, 08, LOCAL, OK, NO_CVM, AAC, false, 1",
                "kernel8-wrong-certificate, 12.34, 1, DECLINED, 08, LOCAL, FAILED, NO_CVM, TC, true, 1",
                "kernel8-wrong-eda-mac, 12.34, 2, TERMINATED, 08, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "kernel8-wrong-iad-mac, 12.34, 2, TERMINATED, 08, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "kernel8-damaged-record, 12.34, 2, TERMINATED, 08, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "kernel8-phone, 60.00, 0, APPROVED, 08, LOCAL, OK, CONFIRMATION_CODE_VERIFIED, ARQC, true, 1",
                "kernel8-phone-locked, 60.00, 0, APPROVED, 08, LOCAL, OK, CONFIRMATION_CODE_VERIFIED, ARQC, true, 2",
                "kernel8-phone-refuses, 60.00, 2, TERMINATED, 08, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "dual-network, 12.34, 0, APPROVED, 02, CDA, OK, NO_CVM, ARQC, true, 1",
                "dual-kernel, 12.34, 0, APPROVED, 03, NONE, NOT_PERFORMED, NO_CVM, ARQC, true, 1",
                "no-directory, 12.34, 2, TERMINATED, -, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
                "unknown-kernel, 12.34, 2, TERMINATED, -, NONE, NOT_PERFORMED, NOT_APPLICABLE, -, false, 1",
            })
    void cardDoesWhatItsNamePromises(
            String card,
            String amount,
            int exitCode,
            String outcome,
            String kernel,
            String odaMethod,
            String odaResult,
            String cvm,
            String cryptogram,
            boolean online,
            int taps) {
        CommandRun run = CommandRun.of("tap", "--card", card, "--amount", amount, "--host", "approve", "--json");
        JsonNode json = run.json();
        assertEquals(outcome, json.path("outcome").textValue());
        assertEquals(kernel, json.path("kernel").textValue());
        assertEquals(odaMethod, json.path("odaMethod").textValue());
        assertEquals(odaResult, json.path("odaResult").textValue());
        assertEquals(cvm, json.path("outcomeParameters").path("cvm").textValue());
        assertEquals(cryptogram, json.path("firstCryptogram").textValue());
        assertEquals(online, json.path("online").booleanValue());
        assertEquals(taps, json.path("presentations").intValue());
        assertEquals(exitCode, run.exitCode());
    }

    @Test
    void everyCardIsTried() throws NoSuchMethodException {
        Set<String> names = new TreeSet<>();
        for (String line : TapCommandTest.class
                .getDeclaredMethod(
                        "cardDoesWhatItsNamePromises",
                        String.class,
                        String.class,
                        int.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        boolean.class,
                        int.class)
                .getAnnotation(CsvSource.class)
                .value()) {
            names.add("tap-" + line.substring(0, line.indexOf(',')));
        }
        assertEquals(new TreeSet<>(CardImages.contactlessNames()), names);
    }

    @Test
    void json_hasTheKeysOfPayAndMore() {
        JsonNode tapped = CommandRun.of("tap", "--json").json();
        Set<String> keys = new HashSet<>();
        tapped.fieldNames().forEachRemaining(keys::add);
        CommandRun.of("pay", "--json").json().fieldNames().forEachRemaining(key -> assertTrue(keys.contains(key), key));
        assertTrue(keys.containsAll(List.of("kernel", "start", "uiRequest", "outcomeParameters", "relayResistance")));
        assertTrue(tapped.path("relayResistance").isNull());
        assertEquals("03", tapped.path("uiRequest").path("messageId").textValue());
        assertTrue(tapped.path("outcomeParameters").path("dataRecord").isTextual());
        assertEquals("15", tapped.path("display").path(0).path("messageId").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "visa, 12.34, NO_CVM_REQUIRED, -",
                "visa, 60.00, ENCIPHERED_PIN_ONLINE, -",
                "visa-phone, 60.00, CONFIRMATION_CODE_VERIFIED, -",
                "unionpay-phone, 60.00, CONFIRMATION_CODE_VERIFIED, -",
                "visa-declines, 12.34, -, -",
                "mchip, 12.34, NO_CVM_REQUIRED, 1F0002",
                "mchip, 60.00, ENCIPHERED_PIN_ONLINE, 020300",
                "mchip-phone, 60.00, CONFIRMATION_CODE_VERIFIED, 010002",
            })
    void cvm_isThatOfTheOutcome(String card, String amount, String cvm, String results) {
        JsonNode json = CommandRun.of("tap", "--card", card, "--amount", amount, "--json")
                .json();
        assertEquals(cvm, json.path("cvm").textValue());
        assertEquals(results, json.path("cvmResults").textValue());
    }

    @Test
    void relayResistance_isTold() {
        JsonNode slow = CommandRun.of("tap", "--card", "mchip-relay-slow", "--json")
                .json()
                .path("relayResistance");
        assertTrue(slow.path("performed").booleanValue());
        assertTrue(slow.path("timeLimitsExceeded").booleanValue());
        assertEquals(3, slow.path("exchanges").size());
        assertEquals(
                100_000, slow.path("exchanges").path(0).path("elapsedMicros").intValue());
        assertEquals(30, slow.path("exchanges").path(0).path("minimum").intValue());
        assertEquals(60, slow.path("exchanges").path(0).path("maximum").intValue());
        JsonNode near =
                CommandRun.of("tap", "--card", "mchip-relay", "--json").json().path("relayResistance");
        assertTrue(near.path("performed").booleanValue());
        assertFalse(near.path("timeLimitsExceeded").booleanValue());
        assertEquals(1, near.path("exchanges").size());
    }

    @Test
    void availableAmount_isShown() {
        JsonNode shown = CommandRun.of("tap", "--card", "visa-available", "--json")
                .json()
                .path("uiRequest");
        assertEquals("BALANCE", shown.path("valueQualifier").textValue());
        assertEquals(5000, shown.path("value").path("minorUnits").intValue());
    }

    @Test
    void phoneOfACard_isTakenByDevice() {
        JsonNode phone = CommandRun.of("tap", "--device", "phone", "--json").json();
        assertEquals(
                "CONFIRMATION_CODE_VERIFIED",
                phone.path("outcomeParameters").path("cvm").textValue());
        assertEquals(
                "07",
                CommandRun.of("tap", "--card", "unionpay", "--device", "phone", "--json")
                        .json()
                        .path("kernel")
                        .textValue());
        CommandRun none = CommandRun.of("tap", "--card", "dual-network", "--device", "phone");
        assertEquals(65, none.exitCode());
        assertTrue(none.err().contains("tap-dual-network-phone"), none.err());
    }

    @Test
    void phoneThatStaysLocked_isGivenUp() {
        CommandRun run =
                CommandRun.of("tap", "--card", "visa-phone-locked", "--amount", "60.00", "--stays-locked", "--json");
        assertEquals("TERMINATED", run.json().path("outcome").textValue());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "approve, 0, APPROVED, CONFIRMED",
        "decline, 1, DECLINED, CONFIRMED",
        "silent, 3, DECLINED, REVERSAL_OWED"
    })
    void host_decides(String host, int exitCode, String outcome, String hostState) {
        CommandRun run = CommandRun.of("tap", "--host", host, "--json");
        assertEquals(outcome, run.json().path("outcome").textValue());
        assertEquals(hostState, run.json().path("hostState").textValue());
        assertEquals(exitCode, run.exitCode());
    }

    @Test
    void amountFromTheLimitOn_isForAnotherInterface() {
        CommandRun run = CommandRun.of("tap", "--amount", "500.00", "--json");
        assertEquals("TRY_ANOTHER_INTERFACE", run.json().path("outcome").textValue());
        assertEquals(0, run.json().path("commands").size());
    }

    @ParameterizedTest
    @MethodSource("dev.solvo.simulator.card.CardImages#contactlessNames")
    void cardNumber_isNowhereInFull(String card) {
        Matcher number = NUMBER.matcher(CardImages.named(card).text());
        String words = CommandRun.of("tap", "--card", card).out();
        String json = CommandRun.of("tap", "--card", card, "--json").out();
        while (number.find()) {
            assertFalse(words.contains(number.group(1)), words);
            assertFalse(json.contains(number.group(1)), json);
            String characters = HexFormat.of().formatHex(number.group(1).getBytes(StandardCharsets.US_ASCII));
            assertFalse(json.contains(characters), json);
        }
    }

    @Test
    void words_tellWhatHappened() {
        String out = CommandRun.of("tap", "--card", "mchip-phone-locked", "--amount", "60.00")
                .out();
        for (String expected : List.of(
                "APPROVED  EUR 60.00",
                "SELECT 2PAY.SYS.DDF01",
                "reader: SEE PHONE",
                "card or phone held to the reader, time 2",
                "CONFIRMATION_CODE_VERIFIED (9F34 010002)",
                "issuer: APPROVE")) {
            assertTrue(out.contains(expected), expected + " is not in\n" + out);
        }
    }

    @Test
    void cards_areListed() {
        String out = CommandRun.of("tap", "--list-cards").out();
        CardImages.contactlessNames().forEach(name -> assertTrue(out.contains(name), name));
    }

    @Test
    void cardFromAFile_isRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("mine.card");
        Files.writeString(file, CardImages.named("tap-visa-offline").text());
        assertEquals(0, CommandRun.of("tap", "--card", file.toString()).exitCode());
        assertEquals(65, CommandRun.of("tap", "--card", "nobody").exitCode());
    }
}
