package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 4, 6.6.2, where the configuration allows what the Books leave to the payment systems. */
final class MagneticStripeFallbackTest {
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));

    /** A terminal with a reader for magnetic stripes, which offers whatever may be offered. */
    private static Sale sale(String image) {
        return withReader(image)
                .terminal(terminal ->
                        terminal.magneticStripeFallbackAllowed(true).magneticStripeWithoutApplicationAllowed(true));
    }

    private static Sale withReader(String image) {
        return new Sale(image, PURCHASE)
                .configuration(json ->
                        json.replace("\"terminalCapabilities\": \"20F9CC\"", "\"terminalCapabilities\": \"60F9CC\""));
    }

    private static Sale.CardAnswer status(String command, int statusWord) {
        return (header, answer) -> header.startsWith(command) ? ResponseApdu.of(statusWord) : answer;
    }

    private static Sale.CardAnswer lost(String command, CardTransportException.Kind kind) {
        return (header, answer) -> {
            if (header.startsWith(command)) {
                throw new CardTransportException(kind, "lost");
            }
            return answer;
        };
    }

    private static void offered(Sale sale, TerminationReason reason) {
        Outcome.TryAnotherInterface outcome = assertInstanceOf(Outcome.TryAnotherInterface.class, sale.run());
        assertEquals(reason, outcome.reason());
        assertInstanceOf(HostState.NotAsked.class, outcome.hostState());
        assertEquals(List.of(StandardMessage.USE_MAG_STRIPE, StandardMessage.REMOVE_CARD), sale.messages());
    }

    private static void notOffered(Sale sale, TerminationReason reason) {
        Outcome.Terminated outcome = assertInstanceOf(Outcome.Terminated.class, sale.run());
        assertEquals(reason, outcome.reason());
        assertTrue(!sale.messages().contains(StandardMessage.USE_MAG_STRIPE), () -> "messages " + sale.messages());
    }

    @Nested
    final class ChipThatCannotBeRead {
        @ParameterizedTest(name = "{0} answered with {1}")
        @CsvSource({"80A8, 6F00", "80A8, 6A81", "00B2011C, 6A83", "00B2, 6F00"})
        void book4_6_6_2_aRefusedCommandBeforeTheLastRecord_offersTheStripe(String command, String statusWord) {
            offered(
                    sale("offline-cda")
                            .terminal(terminal -> terminal.paymentSystemEnvironmentSupported(false))
                            .cardAnswers(status(command, Integer.parseInt(statusWord, 16))),
                    TerminationReason.CARD_ERROR);
        }

        @ParameterizedTest
        @EnumSource(value = CardTransportException.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "CARD_REMOVED")
        void book4_6_6_2_noAnswer_offersTheStripe(CardTransportException.Kind kind) {
            for (String command : List.of("00A4", "80A8", "00B2")) {
                offered(sale("offline-cda").cardAnswers(lost(command, kind)), TerminationReason.CARD_NOT_RESPONDING);
            }
        }

        @Test
        void book4_6_6_2_aCardThatWasTakenOut_doesNot() {
            notOffered(
                    sale("offline-cda").cardAnswers(lost("80A8", CardTransportException.Kind.CARD_REMOVED)),
                    TerminationReason.CARD_REMOVED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"80AE", "0020", "0088"})
        void book4_6_6_2_afterTheLastRecord_theChipWasReadAndItsWordStands(String command) {
            String image = command.equals("0088") ? "format1" : "pin-plaintext";
            notOffered(sale(image).cardAnswers(status(command, 0x6F00)), TerminationReason.CARD_ERROR);
            notOffered(
                    sale(image).cardAnswers(lost(command, CardTransportException.Kind.TIME_OUT)),
                    TerminationReason.CARD_NOT_RESPONDING);
        }

        @Test
        void withoutPermission_isNotOffered() {
            notOffered(
                    withReader("offline-cda")
                            .terminal(terminal -> terminal.magneticStripeWithoutApplicationAllowed(true))
                            .cardAnswers(status("80A8", 0x6F00)),
                    TerminationReason.CARD_ERROR);
        }
    }

    @Nested
    final class NoCommonApplication {
        @Test
        void book1_12_4_aCardWithoutAnApplicationOfThisTerminal_offersTheStripe() {
            offered(
                    sale("offline-cda").terminal(terminal -> terminal.applications(List.of())),
                    TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void withoutPermission_isNotOffered() {
            notOffered(
                    withReader("offline-cda")
                            .terminal(terminal ->
                                    terminal.magneticStripeFallbackAllowed(true).applications(List.of())),
                    TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void book1_12_4_applicationsThatNobodyCanConfirm_areCommonAllTheSame() {
            Sale sale = sale("offline-cda")
                    .terminal(terminal -> terminal.cardholderSelectionSupported(false)
                            .cardholderConfirmationSupported(false)
                            .paymentSystemEnvironmentSupported(false))
                    .cardAnswers((header, answer) -> header.startsWith("00A4")
                            ? new ResponseApdu(
                                    dev.solvo.tlv.Bytes.fromHex(
                                            answer.data().toHex().replace("870101", "870181")),
                                    answer.statusWord())
                            : answer);
            notOffered(sale, TerminationReason.NO_COMMON_APPLICATION);
        }
    }

    @Nested
    final class Blocked {
        @Test
        void book1_12_3_2_aBlockedCard_6A81_isNotEvadedByItsStripe() {
            notOffered(sale("blocked-card"), TerminationReason.CARD_BLOCKED);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void book1_12_4_aBlockedApplication_6283_isNotEvadedByItsStripe(boolean directory) {
            notOffered(
                    sale("blocked-only-application")
                            .terminal(terminal -> terminal.paymentSystemEnvironmentSupported(directory)),
                    TerminationReason.NO_COMMON_APPLICATION);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void book1_12_4_aBlockedApplicationBesideOneThatCannotBeRead(boolean directory) {
            notOffered(
                    sale("blocked-application")
                            .terminal(terminal -> terminal.paymentSystemEnvironmentSupported(directory))
                            .cardAnswers(status("80A8", 0x6F00)),
                    TerminationReason.CARD_ERROR);
        }

        @Test
        void book3_10_1_conditionsOfUseNotSatisfied_isNoFault() {
            notOffered(
                    sale("offline-cda").cardAnswers(status("80A8", 0x6985)), TerminationReason.NO_COMMON_APPLICATION);
            notOffered(
                    sale("conditions-not-satisfied").cardAnswers(status("00B2011C", 0x6F00)),
                    TerminationReason.CARD_ERROR);
        }

        @Test
        void book3_10_8_aServiceThatTheCardRefuses_isNotEvadedByItsStripe() {
            notOffered(
                    sale("declines")
                            .cardAnswers((header, answer) -> header.startsWith("80AE")
                                    ? ResponseApdu.parse(
                                            dev.solvo.tlv.Bytes.fromHex("800B010001" + "0011223344556677" + "9000"))
                                    : answer),
                    TerminationReason.SERVICE_NOT_ALLOWED);
        }
    }

    @Nested
    final class Configuration {
        private TerminalConfigBuilder terminal() throws EmvDataException {
            return TerminalConfigJson.parse(TerminalConfigJson.testTerminal()).toBuilder();
        }

        @Test
        void withoutAReaderForTheStripe_isRefused() throws EmvDataException {
            for (TerminalConfigBuilder builder : List.of(
                    terminal().magneticStripeFallbackAllowed(true),
                    terminal().magneticStripeWithoutApplicationAllowed(true))) {
                IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
                assertTrue(
                        String.valueOf(refused.getMessage()).contains("magnetic stripe without a reader"),
                        refused::getMessage);
            }
        }

        @Test
        void isReadFromJson() throws EmvDataException {
            String json = TerminalConfigJson.testTerminal()
                    .replace("20F9CC", "60F9CC")
                    .replace(
                            "\"cdaMode\": 1",
                            "\"cdaMode\": 1, \"magneticStripeFallbackAllowed\": true,"
                                    + " \"magneticStripeWithoutApplicationAllowed\": true");
            assertTrue(TerminalConfigJson.parse(json).magneticStripeFallbackAllowed());
            assertTrue(TerminalConfigJson.parse(json).magneticStripeWithoutApplicationAllowed());
            assertTrue(
                    !TerminalConfigJson.parse(TerminalConfigJson.testTerminal()).magneticStripeFallbackAllowed());
        }
    }
}
