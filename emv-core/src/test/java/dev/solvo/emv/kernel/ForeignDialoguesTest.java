package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.application;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.CorrectedLe;
import dev.solvo.apdu.GetResponse;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.T0Transport;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The dialogues of another implementation's tests, command by command. All 46 run; where that implementation reads a rule in
 * another way, the test says so.
 */
final class ForeignDialoguesTest {
    private static final Map<String, List<String>> CANDIDATES = Map.of(
            "test_pse_app_supported", List.of("A0000000031010 VISA CREDIT"),
            "test_pse_multi_app_supported", List.of("A0000000032020 V PAY", "A0000000032010 V PAY"),
            "test_aid_multi_partial_match_app_supported",
                    List.of("A000000004101010 MASTERCARD", "A000000004101020 MASTERCARD"),
            "test_sorted_app_priority",
                    List.of(
                            "A000000003101001 APP 1",
                            "A000000003101002 APP 2",
                            "A000000003101003 APP 3",
                            "A000000003101004 APP 4",
                            "A000000003101005 APP 5",
                            "A000000003101006 APP 6",
                            "A0000000041010 APP 7"));

    @Test
    void everyDialogueRuns() {
        assertEquals(46, scripts("").size());
        assertEquals(
                46,
                scripts("emv_build_candidate_list/").size()
                        + scripts("emv_select_application/").size()
                        + scripts("emv_initiate_application_processing/").size()
                        + scripts("emv_read_application_data/").size()
                        + scripts("emv_ttl_pcsc/").size()
                        + scripts("emv_ttl_tpdu/").size());
    }

    /** EMV 4.4 Book 1, 12.3. */
    @TestFactory
    Stream<DynamicTest> buildingTheCandidateList() {
        return tests("emv_build_candidate_list/", script -> {
            FunctionRun run = play(new SelectionFixture().run(), script);
            switch (script.expected()) {
                case "EMV_OUTCOME_CARD_BLOCKED" -> run.terminates(TerminationReason.CARD_BLOCKED);
                case "EMV_OUTCOME_NOT_ACCEPTED" -> run.terminates(TerminationReason.NO_COMMON_APPLICATION);
                case "0 (success)" -> expectCandidates(run, candidates(script.name()));
                default -> throw new AssertionError(script.expected());
            }
        });
    }

    private static List<String> candidates(String script) {
        return Objects.requireNonNull(CANDIDATES.get(script), script);
    }

    private static void expectCandidates(FunctionRun run, List<String> expected) {
        if (expected.size() == 1) {
            String dfName = expected.get(0).substring(0, expected.get(0).indexOf(' '));
            run.card(SelectionFixture.select(dfName), SelectionFixture.fci(dfName))
                    .proceeds();
            assertEquals(
                    expected.get(0), dfName + " " + run.transaction().selected().displayName());
            return;
        }
        run.answer(ChooseApplication.class, step -> {
            assertEquals(
                    expected,
                    step.candidates().stream()
                            .map(candidate -> candidate.dfName().toHex() + " " + candidate.displayName())
                            .collect(Collectors.toList()));
            return step.cancelled();
        });
    }

    /** EMV 4.4 Book 1, 12.4. */
    @TestFactory
    Stream<DynamicTest> selectingAnApplication() {
        return tests("emv_select_application/", script -> {
            switch (script.name()) {
                case "test_pse" -> offered(List.of());
                case "test_select_app1", "test_select_app2" -> isShownTheRest(chosen(script), script);
                // The other implementation ends the session as blocked. 12.4 lets every status but 9000 remove the
                // application alone.
                case "test_select_app3" -> isShownTheRest(chosen(script), script);
                // An answer of one byte never reaches the kernel: the transport cannot read a status word in it.
                case "test_select_app4" -> {
                    assertThrows(
                            CardTransportException.class, () -> ResponseApdu.parse(Bytes.fromHex(script.answer(0))));
                    chosen(script)
                            .cardSilent(script.command(0), CardTransportException.Kind.PROTOCOL)
                            .terminates(TerminationReason.CARD_NOT_RESPONDING);
                }
                case "test_select_app6" ->
                    play(
                                    play(
                                            new SelectionFixture()
                                                    .applications(application(script.dfName(), false))
                                                    .run(),
                                            script("emv_select_application/test_pse")),
                                    script)
                            .terminates(TerminationReason.NO_COMMON_APPLICATION);
                case "test_repeat_select_app_success" ->
                    assertEquals(
                            script.dfName(),
                            play(chosen(script), script)
                                    .proceeds()
                                    .transaction()
                                    .selected()
                                    .dfName()
                                    .toHex());
                default -> throw new AssertionError(script.name());
            }
        });
    }

    private static FunctionRun offered(List<String> removed) {
        FunctionRun run = play(new SelectionFixture().run(), script("emv_select_application/test_pse"));
        List<String> expected = new ArrayList<>(candidates("test_sorted_app_priority"));
        expected.removeIf(candidate -> removed.contains(candidate.substring(0, candidate.indexOf(' '))));
        run.answer(ChooseApplication.class, step -> {
            assertEquals(expected.size(), step.candidates().size());
            return step.cancelled();
        });
        return run;
    }

    private static FunctionRun chosen(Script script) {
        FunctionRun run = play(new SelectionFixture().run(), script("emv_select_application/test_pse"));
        return run.answer(ChooseApplication.class, step -> {
            assertFalse(step.afterFailure());
            return step.resume(step.candidates().stream()
                    .filter(candidate -> candidate.dfName().toHex().equals(script.dfName()))
                    .findFirst()
                    .orElseThrow());
        });
    }

    private static void isShownTheRest(FunctionRun run, Script script) {
        play(run, script).answer(ChooseApplication.class, step -> {
            assertTrue(step.afterFailure());
            assertEquals(
                    candidates("test_sorted_app_priority").stream()
                            .map(candidate -> candidate.substring(0, candidate.indexOf(' ')))
                            .filter(dfName -> !dfName.equals(script.dfName()))
                            .collect(Collectors.toList()),
                    step.candidates().stream()
                            .map(candidate -> candidate.dfName().toHex())
                            .collect(Collectors.toList()));
            return step.cancelled();
        });
    }

    /** EMV 4.4 Book 3, 10.1. */
    @TestFactory
    Stream<DynamicTest> initiatingApplicationProcessing() {
        return tests("emv_initiate_application_processing/", script -> {
            Transaction transaction =
                    new TransactionFixture().terminalCapabilities("60F0C8").build();
            transaction.applicationSelected(transaction.selected(), FileControlInformation.parse(script.data("fci")));
            FunctionRun run = play(FunctionRun.of(new InitiateApplicationProcessing(), transaction), script);
            switch (script.expected()) {
                case "0 (success)" -> {
                    run.proceeds();
                    assertEquals(
                            Optional.of(script.data("aip_verify")),
                            transaction.get(EmvTag.APPLICATION_INTERCHANGE_PROFILE));
                    assertEquals(
                            script.data("afl_verify"),
                            transaction.afl.orElseThrow().toBytes());
                }
                case "EMV_OUTCOME_GPO_NOT_ACCEPTED" -> run.selectsAnother();
                case "EMV_OUTCOME_CARD_ERROR" -> run.terminates(TerminationReason.CARD_ERROR);
                default -> throw new AssertionError(script.expected());
            }
            run.tvr("0000000000").tsi("0000");
        });
    }

    /** EMV 4.4 Book 3, 10.2. */
    @TestFactory
    Stream<DynamicTest> readingApplicationData() {
        return tests("emv_read_application_data/", script -> {
            if (script.expected().equals("EMV_TAL_ERROR_AFL_INVALID")) {
                // The other implementation finds a bad entry only on reaching it; here no record is read then.
                assertThrows(EmvDataException.class, () -> ApplicationFileLocator.parse(script.data("afl")));
                return;
            }
            Transaction transaction = new TransactionFixture().build();
            transaction.afl = Optional.of(ApplicationFileLocator.parse(script.data("afl")));
            FunctionRun run = play(FunctionRun.of(new ReadApplicationData(), transaction), script);
            switch (script.expected()) {
                case "EMV_TAL_ERROR_READ_RECORD_INVALID", "EMV_OUTCOME_CARD_ERROR" ->
                    run.terminates(TerminationReason.CARD_ERROR);
                case "EMV_TAL_RESULT_ODA_RECORD_INVALID" -> {
                    run.proceeds();
                    assertTrue(transaction.staticData.hasProprietaryRecord());
                }
                case "0 (success)" -> {
                    run.proceeds();
                    assertFalse(transaction.staticData.hasProprietaryRecord());
                    assertEquals(
                            "4761739001010119",
                            transaction
                                    .get(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER)
                                    .orElseThrow()
                                    .toHex());
                }
                default -> throw new AssertionError(script.expected());
            }
        });
    }

    /** EMV 4.4 Book 1, 9.3.1.1 and Annex A, over a reader that takes whole commands. */
    @TestFactory
    Stream<DynamicTest> exchangingCommands() {
        return tests("emv_ttl_pcsc/", script -> {
            CardTransport transport = GetResponse.t0(new CorrectedLe(script.card()));
            ResponseApdu response = transport
                    .transmit(CommandApdu.parse(Bytes.fromHex(script.command(0))))
                    .response();
            assertEquals(script.dataAndStatus(), response.toBytes().toHex());
            assertTrue(script.isPlayed());
        });
    }

    /** EMV 4.4 Book 1, 9.3.1.1 and Annex A, over a reader that leaves procedure bytes to its caller. */
    @TestFactory
    Stream<DynamicTest> exchangingTpdus() {
        return tests("emv_ttl_tpdu/", script -> {
            ResponseApdu response = T0Transport.over(script.cardWithProcedureBytes())
                    .transmit(script.commandOfTpdus())
                    .response();
            // Annex A keeps the warning over the fetched data; the last status of the dialogue is that of GET RESPONSE.
            String expected = script.name().equals("test_tpdu_case_4_warning1")
                    ? script.data("data").toHex() + "6286"
                    : script.dataAndStatus();
            assertEquals(expected, response.toBytes().toHex());
            assertTrue(script.isPlayed());
        });
    }

    private static FunctionRun play(FunctionRun run, Script script) {
        CardTransport transport = GetResponse.t0(new CorrectedLe(script.card()));
        while (!script.isPlayed()) {
            run.card(command -> {
                try {
                    return transport
                            .transmit(CommandApdu.parse(command))
                            .response()
                            .toBytes()
                            .toHex();
                } catch (CardTransportException lost) {
                    throw new AssertionError(lost);
                }
            });
        }
        return run;
    }

    private interface Check {
        void on(Script script) throws Exception;
    }

    private static Stream<DynamicTest> tests(String prefix, Check check) {
        return scripts(prefix).stream().map(node -> {
            Script script = new Script(node);
            return dynamicTest(script.name(), () -> check.on(script));
        });
    }

    private static Script script(String id) {
        return new Script(scripts(id).get(0));
    }

    private static List<JsonNode> scripts(String prefix) {
        String name = "/vectors/apdu-scripts-emv-utils.json";
        try (InputStream file = ForeignDialoguesTest.class.getResourceAsStream(name)) {
            JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(file, name));
            List<JsonNode> scripts = new ArrayList<>();
            for (JsonNode script : root.required("scripts")) {
                if (script.required("id").textValue().startsWith(prefix)) {
                    scripts.add(script);
                }
            }
            return scripts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One dialogue, played from its beginning. */
    private static final class Script {
        private final JsonNode node;
        private int next;

        Script(JsonNode node) {
            this.node = node;
        }

        String name() {
            String id = node.required("id").textValue();
            return id.substring(id.indexOf('/') + 1);
        }

        String expected() {
            return node.required("usedBy").required(0).required("expected").textValue();
        }

        Bytes data(String name) {
            return Bytes.fromHex(node.required("data").required(name).textValue());
        }

        String command(int step) {
            return node.required("steps").required(step).required("command").textValue();
        }

        String answer(int step) {
            return node.required("steps").required(step).required("response").textValue();
        }

        boolean isPlayed() {
            return next == node.required("steps").size();
        }

        /** The name that the first command selects. */
        String dfName() {
            return command(0).substring(10, command(0).length() - 2);
        }

        /** What the exchange must give: the data, and the status word that ends the dialogue. */
        String dataAndStatus() {
            String last = answer(node.required("steps").size() - 1);
            String data = data("data").toHex();
            String status = last.substring(last.length() - 4);
            return data.equals(status) ? status : data + status;
        }

        CardTransport card() {
            return command -> new CardTransport.Exchange(ResponseApdu.parse(exchange(command.toBytes())), 0);
        }

        private Bytes exchange(Bytes command) {
            assertFalse(isPlayed(), () -> "the dialogue is over, got " + command.toHex());
            assertEquals(command(next), command.toHex());
            return Bytes.fromHex(answer(next++));
        }

        /** A reader that sends header and data apart, as the procedure byte asks, and drops the procedure byte. */
        CardTransport cardWithProcedureBytes() {
            return command -> {
                Bytes tpdu = command.toBytes();
                Bytes answer = exchange(tpdu.slice(0, 5));
                if (answer.length() == 1) {
                    assertEquals(tpdu.get(1), answer.get(0));
                    answer = exchange(tpdu.slice(5));
                } else if (answer.length() > 2) {
                    assertEquals(tpdu.get(1), answer.get(0));
                    answer = answer.slice(1);
                }
                return new CardTransport.Exchange(ResponseApdu.parse(answer), 0);
            };
        }

        /** The command that these TPDUs carry. */
        CommandApdu commandOfTpdus() {
            Bytes header = Bytes.fromHex(command(0));
            int lengthOfData = header.unsigned(4);
            int ins = header.unsigned(1);
            Bytes data = ins == 0xA4
                    ? Bytes.fromHex("315041592E5359532E4444463031")
                    : ins == 0x82 ? Bytes.fromHex("DEADBEEF") : Bytes.EMPTY;
            assertEquals(data.length(), ins == 0xB2 ? 0 : lengthOfData);
            String le = ins == 0xA4 ? "00" : "";
            String length =
                    ins == 0xB2 ? "00" : data.isEmpty() ? "" : header.slice(4).toHex();
            return CommandApdu.parse(Bytes.fromHex(header.slice(0, 4).toHex() + length + data.toHex() + le));
        }
    }
}
