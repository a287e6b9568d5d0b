package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.simulator.card.CardImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code solvo pay}: each card does what its name promises, and what is printed hides what it must. */
final class PayCommandTest {
    @ParameterizedTest(name = "{0}: {2} {3} {4} {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                // card, exit, outcome, ODA, result, CVM, first, last, 8A, host state
                "online-cda, 0, APPROVED, CDA, OK, ENCIPHERED_PIN_BY_ICC, ARQC, TC, 00, CONFIRMED",
                "offline-cda, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "online-dda, 0, APPROVED, DDA, OK, NO_CVM_REQUIRED, ARQC, TC, 00, CONFIRMED",
                "sda-only, 0, APPROVED, SDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "xda, 0, APPROVED, XDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "format1, 0, APPROVED, DDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "long-keys, 0, APPROVED, DDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "pdol, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "partial-names, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "multi-application, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "log, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "pin-plaintext, 0, APPROVED, CDA, OK, PLAINTEXT_PIN_BY_ICC, TC, TC, Y1, NOT_ASKED",
                "pin-enciphered, 0, APPROVED, CDA, OK, ENCIPHERED_PIN_BY_ICC, TC, TC, Y1, NOT_ASKED",
                "pin-icc-key, 0, APPROVED, CDA, OK, ENCIPHERED_PIN_BY_ICC, TC, TC, Y1, NOT_ASKED",
                "pin-ecc, 0, APPROVED, XDA, OK, ENCIPHERED_PIN_BY_ICC, TC, TC, Y1, NOT_ASKED",
                "pin-online, 0, APPROVED, CDA, OK, ENCIPHERED_PIN_ONLINE, ARQC, TC, 00, CONFIRMED",
                "pin-blocked, 0, APPROVED, CDA, OK, SIGNATURE, ARQC, TC, 00, CONFIRMED",
                "signature, 0, APPROVED, CDA, OK, SIGNATURE, TC, TC, Y1, NOT_ASKED",
                "mchip, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, ARQC, TC, 00, CONFIRMED",
                "visa-cvn18, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, ARQC, TC, 00, CONFIRMED",
                "declines, 1, DECLINED, CDA, NOT_PERFORMED, NO_CVM_REQUIRED, AAC, AAC, Z1, NOT_ASKED",
                "declines-after-online, 3, DECLINED, CDA, OK, NO_CVM_REQUIRED, ARQC, AAC, 00, REVERSAL_OWED",
                "expired, 1, DECLINED, CDA, NOT_PERFORMED, NO_CVM_REQUIRED, AAC, AAC, Z1, NOT_ASKED",
                "not-yet-effective, 1, DECLINED, CDA, NOT_PERFORMED, NO_CVM_REQUIRED, AAC, AAC, Z1, NOT_ASKED",
                "wrong-signature, 1, DECLINED, CDA, FAILED, NO_CVM_REQUIRED, TC, TC, Z1, NOT_ASKED",
                "wrong-certificate, 0, APPROVED, CDA, FAILED, NO_CVM_REQUIRED, ARQC, TC, 00, CONFIRMED",
                "wrong-static-data, 0, APPROVED, SDA, FAILED, NO_CVM_REQUIRED, ARQC, TC, 00, CONFIRMED",
                "no-oda, 0, APPROVED, NONE, NOT_PERFORMED, NO_CVM_REQUIRED, ARQC, TC, 00, CONFIRMED",
                "blocked-application, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "conditions-not-satisfied, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "velocity, 0, APPROVED, CDA, OK, NO_CVM_REQUIRED, TC, TC, Y1, NOT_ASKED",
                "blocked-card, 2, TERMINATED, NONE, NOT_PERFORMED, -, -, -, -, NOT_ASKED",
                "blocked-only-application, 2, TERMINATED, NONE, NOT_PERFORMED, -, -, -, -, NOT_ASKED",
                "silent, 2, TERMINATED, NONE, NOT_PERFORMED, -, -, -, -, NOT_ASKED",
                "removed, 2, TERMINATED, CDA, NOT_PERFORMED, NO_CVM_REQUIRED, -, -, -, NOT_ASKED",
            })
    void cardDoesWhatItsNamePromises(
            String card,
            int exitCode,
            String outcome,
            String odaMethod,
            String odaResult,
            String cvm,
            String first,
            String last,
            String responseCode,
            String hostState) {
        CommandRun run = CommandRun.of("pay", "--card", card, "--host", "approve", "--json");
        JsonNode json = run.json();
        assertEquals(outcome, json.path("outcome").textValue());
        assertEquals(odaMethod, json.path("odaMethod").textValue());
        assertEquals(odaResult, json.path("odaResult").textValue());
        assertEquals(cvm, json.path("cvm").textValue());
        assertEquals(first, json.path("firstCryptogram").textValue());
        assertEquals(last, json.path("finalCryptogram").textValue());
        assertEquals(
                outcome.equals("TERMINATED")
                        ? json.path("authorisationResponseCode").textValue()
                        : responseCode,
                json.path("authorisationResponseCode").textValue());
        assertEquals(hostState, json.path("hostState").textValue());
        assertEquals(exitCode, run.exitCode());
    }

    @Test
    void everyCardIsTried() throws NoSuchMethodException {
        CsvSource tried = PayCommandTest.class
                .getDeclaredMethod(
                        "cardDoesWhatItsNamePromises",
                        String.class,
                        int.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class);
        Set<String> names = new TreeSet<>();
        for (String line : tried.value()) {
            names.add(line.substring(0, line.indexOf(',')));
        }
        assertEquals(new TreeSet<>(CardImages.names()), names);
    }

    @Nested
    final class Hosts {
        @ParameterizedTest
        @CsvSource({
            "approve, 0, APPROVED, CONFIRMED, SUCCESSFUL",
            "decline, 1, DECLINED, CONFIRMED, SUCCESSFUL",
            "refer, 1, DECLINED, CONFIRMED, SUCCESSFUL",
            "silent, 3, APPROVED, REVERSAL_OWED, NOT_PERFORMED",
            "wrong-arpc, 3, DECLINED, REVERSAL_OWED, FAILED",
            "script, 0, APPROVED, CONFIRMED, SUCCESSFUL",
        })
        void decidesTheOutcome(String host, int exitCode, String outcome, String hostState, String authentication) {
            CommandRun run = CommandRun.of("pay", "--host", host, "--json");
            assertEquals(outcome, run.json().path("outcome").asText());
            assertEquals(hostState, run.json().path("hostState").asText());
            assertEquals(authentication, run.json().path("issuerAuthentication").asText());
            assertEquals(exitCode, run.exitCode());
        }

        @Test
        void scriptIsRunAndItsResultKept() {
            assertEquals(
                    "2000000000",
                    CommandRun.of("pay", "--json")
                            .json()
                            .path("scripts")
                            .path(0)
                            .asText());
        }
    }

    @Nested
    final class Requests {
        @Test
        void cashbackIsPartOfTheAmount() {
            JsonNode json = CommandRun.of(
                            "pay", "--card", "offline-cda", "--amount", "10.00", "--cashback", "5.00", "--json")
                    .json();
            assertEquals(1500, json.path("amount").path("minorUnits").asLong());
            assertEquals("EUR", json.path("amount").path("currency").asText());
        }

        @Test
        void refundIsAcceptedWithAnAac() {
            CommandRun run = CommandRun.of("pay", "--card", "offline-cda", "--type", "refund", "--json");
            assertEquals("REFUND_ACCEPTED", run.json().path("outcome").asText());
            assertEquals("AAC", run.json().path("finalCryptogram").asText());
            assertEquals(0, run.exitCode());
        }

        @Test
        void wrongPinIsNotTriedAgain() {
            CommandRun run = CommandRun.of("pay", "--card", "pin-plaintext", "--pin", "9999", "--json");
            long verifications = 0;
            for (JsonNode command : run.json().path("commands")) {
                verifications += command.asText().startsWith("0020") ? 1 : 0;
            }
            assertEquals(1, verifications);
            assertEquals("010001", run.json().path("cvmResults").asText());
        }

        @ParameterizedTest
        @CsvSource({
            "--currency, XYZ",
            "--amount, 1.234",
            "--amount, twelve",
            "--host, maybe",
            "--type, theft",
            "--nonsense, 1"
        })
        void wrongOptionIsUsage(String option, String value) {
            CommandRun run = CommandRun.of("pay", option, value);
            assertEquals(64, run.exitCode());
            assertTrue(run.err().startsWith("solvo: "), run.err());
            assertFalse(run.err().contains("\tat "), run.err());
        }

        @Test
        void unknownCardIsBadInput() {
            CommandRun run = CommandRun.of("pay", "--card", "no-such-card");
            assertEquals(65, run.exitCode());
            assertTrue(run.err().contains("--list-cards"), run.err());
        }

        @Test
        void malformedCardImageSaysWhere(@TempDir Path folder) throws IOException {
            Path image = Files.writeString(folder.resolve("bad.card"), "description x\n[nonsense]\n");
            CommandRun run = CommandRun.of("pay", "--card", image.toString());
            assertEquals(65, run.exitCode());
            assertTrue(run.err().contains("line 2"), run.err());
        }

        @Test
        void malformedTerminalIsBadInput(@TempDir Path folder) throws IOException {
            Path terminal = Files.writeString(folder.resolve("terminal.json"), "{\"terminal\":{\"colour\":1}}");
            CommandRun run = CommandRun.of("pay", "--terminal", terminal.toString());
            assertEquals(65, run.exitCode());
            assertTrue(run.err().contains("colour"), run.err());
        }
    }

    @Nested
    final class Output {
        @Test
        void namesTheKernelAndItsChecksum() {
            JsonNode kernel = CommandRun.of("pay", "--card", "offline-cda", "--json")
                    .json()
                    .path("kernel");
            assertEquals("Solvo contact kernel", kernel.path("name").textValue());
            assertTrue(kernel.path("checksum").textValue().matches("[0-9A-F]{64}"), kernel::toString);
            assertEquals(0, kernel.path("deviations").size());
            String text = CommandRun.of("pay", "--card", "offline-cda").out();
            assertTrue(text.contains(kernel.path("checksum").textValue()), text);
        }

        private static final Pattern NUMBER = Pattern.compile("5A ([0-9]{16})");

        static List<String> cards() {
            return CardImages.names();
        }

        @ParameterizedTest
        @MethodSource("cards")
        void hidesTheAccountNumber(String card) {
            CommandRun text = CommandRun.of("pay", "--card", card);
            CommandRun json = CommandRun.of("pay", "--card", card, "--json");
            Matcher number = NUMBER.matcher(CardImages.named(card).text());
            assertTrue(number.find(), "the image has an account number");
            do {
                String pan = number.group(1);
                for (String printed : List.of(text.out(), text.err(), json.out(), json.err())) {
                    assertFalse(printed.contains(pan), "account number printed");
                    assertFalse(printed.contains("241234FFFF"), "PIN block printed");
                }
            } while (number.find());
            // SOLVO/TEST CARD, the cardholder's name.
            assertFalse(json.out().contains("534F4C564F2F54455354"), "name printed");
        }

        @Test
        void unmaskedShowsTheNumberButNeverThePin() {
            String out = CommandRun.of("pay", "--card", "pin-plaintext", "--unmasked", "--json")
                    .out();
            assertTrue(out.contains("9999990000000"), "account number expected");
            assertFalse(out.contains("241234FFFF"), "PIN block printed");
        }

        @Test
        void textExplainsEachFunctionAndEndsWithTheOutcome() {
            String out = CommandRun.of("pay").out();
            for (String function : List.of(
                    "Application Selection",
                    "Initiate Application Processing",
                    "Read Application Data",
                    "Offline Data Authentication",
                    "Processing Restrictions",
                    "Cardholder Verification",
                    "Terminal Risk Management",
                    "Terminal Action Analysis",
                    "Card Action Analysis",
                    "Online Processing",
                    "Completion",
                    "APPROVED  EUR 12.34")) {
                assertTrue(out.contains(function), function);
            }
            assertFalse(out.contains("\u001B["), "colour without a terminal");
        }

        @Test
        void textNamesTheClauseAndTheInputsOfEachDecision() {
            String out = CommandRun.of("pay", "--card", "sda-only").out();
            for (String line : List.of(
                    "SDA selected: TVR byte 1 bit 2 = 1  (EMV 4.4 Book 3, 10.3)",
                    "terminal capabilities 9F33 = 20F9CC",
                    "CVM Results: 9F34 = 1F0002  (EMV 4.4 Book 4, 6.3.4.5)",
                    "Denial action codes: no match  (EMV 4.4 Book 3, 10.7)",
                    "TAC-Denial = 0010000000")) {
                assertTrue(out.contains(line), line);
            }
        }

        @Test
        void jsonHasTheKeysThatScriptsRelyOn() {
            JsonNode json = CommandRun.of("pay", "--json").json();
            for (String key : List.of(
                    "outcome",
                    "aid",
                    "label",
                    "panMasked",
                    "amount",
                    "odaMethod",
                    "odaResult",
                    "cvm",
                    "cvmResults",
                    "tvr",
                    "tsi",
                    "firstCryptogram",
                    "finalCryptogram",
                    "online",
                    "authorisationResponseCode",
                    "issuerAuthentication",
                    "scripts",
                    "hostState",
                    "field55",
                    "commands",
                    "exchanges",
                    "explanation")) {
                assertTrue(json.has(key), key);
            }
            JsonNode explanation = json.path("explanation").path(1);
            for (String key : List.of("rule", "reference", "inputs", "result")) {
                assertTrue(explanation.has(key), key);
            }
            assertTrue(json.path("online").asBoolean());
        }

        @Test
        void listsEveryCard() {
            String out = CommandRun.of("pay", "--list-cards").out();
            CardImages.names().forEach(name -> assertTrue(out.contains(name), name));
        }
    }
}
