package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.config.CdaMode;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.IssuerScript;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole transactions from the issuer's answer on. EMV 4.4 Book 3, 10.9 to 10.11; Book 4, 6.3.8, 6.3.9 and 11.2. */
final class OnlineAndAfterTest {
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));

    private static Reversal owed(Outcome outcome) {
        return assertInstanceOf(HostState.ReversalOwed.class, outcome.hostState())
                .reversal();
    }

    private static String tvr(Outcome outcome) {
        return outcome.result().terminalVerificationResults().toBytes().toHex();
    }

    private static String tsi(Outcome outcome) {
        return outcome.result().transactionStatusInformation().toBytes().toHex();
    }

    private static ResponseApdu flip(ResponseApdu answer, int index) {
        byte[] bytes = answer.toBytes().toByteArray();
        bytes[index] ^= 0x01;
        try {
            return ResponseApdu.parse(Bytes.of(bytes));
        } catch (CardTransportException tooShort) {
            throw new AssertionError(tooShort);
        }
    }

    @Nested
    final class Messages {
        @Test
        void book4_11_2_approvedOnline() {
            Sale sale = new Sale("visa-cvn18", PURCHASE);
            assertInstanceOf(Outcome.Approved.class, sale.run());
            assertEquals(
                    List.of(StandardMessage.PLEASE_WAIT, StandardMessage.APPROVED, StandardMessage.REMOVE_CARD),
                    sale.messages());
        }

        @Test
        void book4_11_2_declinedByTheIssuer() {
            Sale sale = new Sale("visa-cvn18", PURCHASE).host(IssuerHost.Behaviour.DECLINE);
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
            assertEquals(
                    List.of(StandardMessage.PLEASE_WAIT, StandardMessage.DECLINED, StandardMessage.REMOVE_CARD),
                    sale.messages());
        }

        @Test
        void book4_11_2_referralWithoutACall() {
            Sale sale = new Sale("visa-cvn18", PURCHASE).host(IssuerHost.Behaviour.REFER);
            assertInstanceOf(Outcome.Declined.class, sale.run());
            assertEquals(
                    List.of(
                            StandardMessage.PLEASE_WAIT,
                            StandardMessage.CALL_YOUR_BANK,
                            StandardMessage.CALL_YOUR_BANK,
                            StandardMessage.REMOVE_CARD),
                    sale.messages());
            assertEquals("80AE0000", sale.commands().get(sale.commands().size() - 1));
        }

        /** What the card makes of the issuer's data is its own; a decline after the attendant's word is owed back. */
        @Test
        void book4_6_5_2_approvedByACall_aTcIsAskedFor_andADeclineOfTheCardOwesAReversal() {
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .host(IssuerHost.Behaviour.REFER)
                    .referral(ReferToIssuer::approved);
            Outcome outcome = sale.run();
            String last = sale.lastGenerateAc();
            assertTrue(last.startsWith("80AE4000") || last.startsWith("80AE5000"), last);
            assertTrue(last.contains("3031"), last);
            assertEquals(
                    outcome instanceof Outcome.Approved ? HostState.Confirmed.class : HostState.ReversalOwed.class,
                    outcome.hostState().getClass());
        }

        @Test
        void book4_11_2_offline_nobodyIsAskedToWait() {
            Sale sale = new Sale("offline-cda", PURCHASE);
            assertInstanceOf(Outcome.Approved.class, sale.run());
            assertEquals(List.of(StandardMessage.APPROVED, StandardMessage.REMOVE_CARD), sale.messages());
        }

        @Test
        void book4_11_2_cardError() {
            Sale sale = new Sale("offline-cda", PURCHASE)
                    .cardAnswers((header, answer) -> header.startsWith("80AE") ? ResponseApdu.of(0x6985) : answer);
            assertInstanceOf(Outcome.Terminated.class, sale.run());
            assertEquals(List.of(StandardMessage.CARD_ERROR, StandardMessage.REMOVE_CARD), sale.messages());
        }

        @Test
        void book4_11_2_noApplicationInCommon() {
            Sale sale = new Sale("offline-cda", PURCHASE).terminal(terminal -> terminal.applications(List.of()));
            Outcome.Terminated end = assertInstanceOf(Outcome.Terminated.class, sale.run());
            assertEquals(TerminationReason.NO_COMMON_APPLICATION, end.reason());
            assertEquals(List.of(StandardMessage.NOT_ACCEPTED, StandardMessage.REMOVE_CARD), sale.messages());
        }
    }

    @Nested
    final class IssuerAuthentication {
        @Test
        void book3_10_9_wrongArpc_setsTvr5b7_andACardThatInsistsDeclines() {
            Sale sale = new Sale("visa-cvn18", PURCHASE).host(IssuerHost.Behaviour.WRONG_ARPC);
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertEquals("0000000040", tvr(outcome));
            assertTrue(
                    outcome.result().transactionStatusInformation().toBytes().unsigned(0) / 16 % 2 == 1, tsi(outcome));
            assertEquals(
                    TransactionResult.IssuerAuthentication.FAILED,
                    outcome.result().issuerAuthentication());
            assertEquals(Reversal.Reason.DECLINED_BY_CARD, owed(outcome).reason());
        }

        @Test
        void book3_10_9_absentArpc_isLeftToTheCard_whichMayInsist() {
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .received(response ->
                            AuthorisationResponse.of(response.decision(), response.authorisationResponseCode()));
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertEquals("0000000000", tvr(outcome));
            assertEquals(
                    List.of(),
                    sale.commands().stream().filter("00820000"::equals).toList());
            assertEquals(Reversal.Reason.DECLINED_BY_CARD, owed(outcome).reason());
        }
    }

    @Nested
    final class SecondGenerateAc {
        @Test
        void book2_6_6_2_tcWithBrokenCda_isDeclinedAndOwesAReversal() {
            Sale sale = new Sale("visa-cvn18", PURCHASE);
            sale.cardAnswers((header, answer) ->
                    header.equals("80AE5000") && sale.asked().isPresent()
                            ? flip(answer, answer.data().length() - 20)
                            : answer);
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertEquals("0400000000", tvr(outcome));
            assertEquals(Reversal.Reason.DECLINED_BY_CARD, owed(outcome).reason());
        }

        @Test
        void book2_annexD4_mode2_asksForTheTcWithoutCda() {
            Sale sale = new Sale("visa-cvn18", PURCHASE).terminal(terminal -> terminal.cdaMode(CdaMode.MODE_2));
            assertInstanceOf(Outcome.Approved.class, sale.run());
            assertTrue(sale.lastGenerateAc().startsWith("80AE4000"), sale.lastGenerateAc());
        }

        /** A certified terminal in mode 3 was seen to leave the bit 0: a public question about it quotes the table of modes. */
        @ParameterizedTest
        @EnumSource(
                value = CdaMode.class,
                names = {"MODE_3", "MODE_4"})
        void book2_annexD4_arqcWithoutCdaOfAnOnlineOnlyTerminal_doesNotCountAsNotPerformed(CdaMode mode) {
            Sale sale =
                    new Sale("online-cda", PURCHASE).terminalType("21").terminal(terminal -> terminal.cdaMode(mode));
            Outcome outcome = sale.run();
            assertTrue(
                    sale.commands().stream().anyMatch(command -> command.startsWith("80AE8000")),
                    sale.commands().toString());
            assertEquals(
                    TransactionResult.OfflineDataAuthentication.Method.CDA,
                    outcome.result().offlineDataAuthentication().method());
            assertFalse(outcome.result()
                    .terminalVerificationResults()
                    .contains(TerminalVerificationResults.Bit.OFFLINE_DATA_AUTHENTICATION_NOT_PERFORMED));
        }

        @Test
        void book3_10_11_cardDeclinesAfterTheIssuerApproved_owesAReversalWithTheDataOfTheEnd() {
            Sale sale = new Sale("declines-after-online", PURCHASE);
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            Reversal reversal = owed(outcome);
            assertEquals(Reversal.Reason.DECLINED_BY_CARD, reversal.reason());
            assertEquals(outcome.result().chipData(), reversal.chipData());
            assertEquals(Reversal.Reason.NO_ANSWER, sale.stored().orElseThrow().reason());
        }

        @Test
        void book3_10_11_wrongStatus_endsTheSessionAndOwesAReversal() {
            Sale sale = new Sale("visa-cvn18", PURCHASE);
            sale.cardAnswers((header, answer) ->
                    header.startsWith("80AE") && sale.asked().isPresent() ? ResponseApdu.of(0x6985) : answer);
            Outcome outcome = sale.run();
            assertEquals(
                    TerminationReason.CARD_ERROR,
                    assertInstanceOf(Outcome.Terminated.class, outcome).reason());
            assertEquals(Reversal.Reason.SESSION_ENDED, owed(outcome).reason());
        }

        @Test
        void book3_10_11_issuerDeclines_nothingIsOwedThoughTheCardIsGone() {
            Sale sale = new Sale("visa-cvn18", PURCHASE).host(IssuerHost.Behaviour.DECLINE);
            sale.cardAnswers((header, answer) -> {
                if (header.startsWith("80AE") && sale.asked().isPresent()) {
                    throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "gone");
                }
                return answer;
            });
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Terminated.class, outcome);
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @Test
        void book4_6_3_8_noAnswerFromTheIssuer_owesAReversalThoughTheCardApproves() {
            Sale sale = new Sale("visa-cvn18", PURCHASE).host(IssuerHost.Behaviour.SILENT);
            Outcome outcome = sale.run();
            assertEquals(Reversal.Reason.NO_ANSWER, owed(outcome).reason());
        }
    }

    @Nested
    final class Scripts {
        @Test
        void book3_10_10_criticalBeforeAndOtherAfterTheFinalCryptogram_inTheOrderOfTheFlow() {
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .script(IssuerScript.afterFinalCryptogram()
                            .identifiedBy(Bytes.fromHex("0A0B0C0D"))
                            .command(IssuerScriptCommand.pinUnblock()))
                    .script(IssuerScript.beforeFinalCryptogram()
                            .identifiedBy(Bytes.fromHex("01020304"))
                            .command(IssuerScriptCommand.pinUnblock()));
            Outcome outcome = sale.run();
            List<String> commands = sale.commands();
            assertEquals(
                    List.of("00820000", "84240000", "80AE5000", "84240000"),
                    commands.subList(commands.size() - 4, commands.size()));
            assertEquals(
                    "2001020304" + "200A0B0C0D",
                    outcome.result()
                            .chipData()
                            .get(EmvTag.ISSUER_SCRIPT_RESULTS)
                            .orElseThrow()
                            .toHex());
            assertEquals("0000000000", tvr(outcome));
            assertInstanceOf(Outcome.Approved.class, outcome);
        }

        @Test
        void book3_10_10_commandWithAWrongCode_setsTvr5b6_andTheCardStillDecides() {
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .script(IssuerScript.beforeFinalCryptogram()
                            .commandWithWrongCode(IssuerScriptCommand.pinUnblock()));
            Outcome outcome = sale.run();
            assertEquals("0000000020", tvr(outcome));
            assertEquals("1100000000", outcome.result().scriptResults().get(0).toHex());
        }

        @Test
        void book3_10_10_afterTheFinalCryptogram_setsTvr5b5_andTheApprovalStands() {
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .script(IssuerScript.afterFinalCryptogram().commandWithWrongCode(IssuerScriptCommand.pinUnblock()));
            Outcome outcome = sale.run();
            assertEquals("0000000010", tvr(outcome));
            assertInstanceOf(Outcome.Approved.class, outcome);
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @Test
        void book3_10_10_areRunForDeclinesToo() {
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .host(IssuerHost.Behaviour.DECLINE)
                    .script(IssuerScript.afterFinalCryptogram().command(IssuerScriptCommand.pinUnblock()));
            Outcome outcome = sale.run();
            assertInstanceOf(Outcome.Declined.class, outcome);
            assertEquals("2000000000", outcome.result().scriptResults().get(0).toHex());
        }

        @Test
        void book4_6_3_9_overTheConfiguredLimit_areNotRunAndNotCut() {
            String apdu = "84DA9F58F0" + "5A".repeat(240);
            Bytes script = Bytes.fromHex("7181F8" + "8681F5" + apdu);
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .terminal(terminal -> terminal.issuerScriptLimitBytes(250))
                    .received(response -> response.withScripts(List.of(script)));
            Outcome outcome = sale.run();
            assertEquals("0000000000", outcome.result().scriptResults().get(0).toHex());
            assertEquals(
                    List.of(),
                    sale.commands().stream().filter("84DA9F58"::equals).toList());
        }

        @Test
        void book4_6_3_9_atTheConfiguredLimit_areRun() {
            String apdu = "84DA9F58F0" + "5A".repeat(240);
            Bytes script = Bytes.fromHex("7181F8" + "8681F5" + apdu);
            Sale sale = new Sale("visa-cvn18", PURCHASE)
                    .terminal(terminal -> terminal.issuerScriptLimitBytes(251))
                    .received(response -> response.withScripts(List.of(script)));
            sale.run();
            assertEquals(1, sale.commands().stream().filter("84DA9F58"::equals).count());
        }
    }
}
