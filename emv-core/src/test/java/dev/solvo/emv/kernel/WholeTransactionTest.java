package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.HostState;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel from the first SELECT to the outcome, against the simulated cards and issuer. */
final class WholeTransactionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));

    static List<String> images() {
        return CardImages.names();
    }

    /** One transaction with its card, host and everything that was said. */
    private static final class Run {
        final SimulatedCard card;
        final List<String> commands = new ArrayList<>();
        final List<Explanation> explanations = new ArrayList<>();
        IssuerHost.Behaviour host = IssuerHost.Behaviour.SCRIPT;
        int failAt = -1;
        KernelStep step;

        Run(String image, TransactionRequest request) {
            this(image, request, terminal());
        }

        Run(String image, TransactionRequest request, TerminalConfig terminal) {
            card = SimulatedCards.insert(image);
            step = new ContactKernel(terminal, CLOCK, SeededRandom.of(11))
                    .observedBy(explanations::add)
                    .begin(request);
        }

        Outcome toTheEnd() {
            while (!(step instanceof Completed)) {
                advance();
            }
            return ((Completed) step).outcome();
        }

        void advance() {
            if (step instanceof TransmitApdu apdu) {
                transmit(apdu);
            } else if (step instanceof ShowMessage message) {
                step = message.done();
            } else if (step instanceof ChooseApplication choice) {
                step = choice.resume(0);
            } else if (step instanceof EnterPin pin) {
                step = pin.method().isOffline() ? pin.digits(Pin.of("1234")) : pin.captured();
            } else if (step instanceof LookUpEarlierSales sales) {
                step = sales.resume(0);
            } else if (step instanceof LookUpExceptionFile file) {
                step = file.notListed();
            } else if (step instanceof AuthoriseOnline online) {
                authorise(online);
            } else {
                throw new AssertionError(step);
            }
        }

        private void transmit(TransmitApdu apdu) {
            CommandApdu command = apdu.command();
            commands.add(String.format(
                    Locale.ROOT, "%02X%02X%02X%02X", command.cla(), command.ins(), command.p1(), command.p2()));
            if (commands.size() - 1 == failAt) {
                step = apdu.failed(CardTransportException.Kind.CARD_REMOVED);
                return;
            }
            Exchange exchange;
            try {
                exchange = card.transmit(command);
            } catch (CardTransportException lost) {
                step = apdu.failed(lost.kind());
                return;
            }
            step = apdu.resume(exchange);
        }

        private void authorise(AuthoriseOnline online) {
            AuthorisationAnswer answer = IssuerHost.of(host).authorise(request(online.request()));
            step = answer instanceof AuthorisationAnswer.Answered answered
                    ? online.resume(response(answered))
                    : online.noAnswer();
        }
    }

    private static dev.solvo.simulator.issuer.AuthorisationRequest request(AuthorisationRequest request) {
        return new dev.solvo.simulator.issuer.AuthorisationRequest(
                request.pan(),
                request.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                Field55Profile.GENERIC.build(request.chipData()));
    }

    private static AuthorisationResponse response(AuthorisationAnswer.Answered answered) {
        IssuerResponseData data = IssuerResponseData.parse(answered.chipData());
        boolean approved = answered.responseCode().equals(Bytes.fromHex("3030"));
        return new AuthorisationResponse(
                approved ? AuthorisationResponse.Decision.APPROVE : AuthorisationResponse.Decision.DECLINE,
                answered.responseCode(),
                data.issuerAuthenticationData(),
                data.scriptTemplates(),
                data.authorisationCode());
    }

    private static TerminalConfig terminal() {
        try {
            return TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                    .withCaPublicKeys(TestPki.load().caPublicKeys());
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }

    @Nested
    final class CommandsAndBits {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "offline-cda, 0000000000, E800, Y1, 00A40400 00B2010C 00B2020C 00A40400 80A80000 00B2010C 00B20114"
                    + " 00B20214 00B2011C 00B2021C 80AE5000",
            "sda-only, 0200000000, E800, Y1, 00A40400 00B2010C 00B2020C 00A40400 80A80000 00B2010C 00B20114 00B20214"
                    + " 00B2011C 00B2021C 80AE4000",
            "format1, 0000000000, E800, Y1, 00A40400 00B2010C 00B2020C 00A40400 80A80000 00B2010C 00B20114 00B20214"
                    + " 00B2011C 00B2021C 00880000 80AE4000",
            "xda, 0100000000, E800, Y1, 00A40400 00B2010C 00B2020C 00A40400 80A80000 00B2010C 00B20114 00B20214"
                    + " 00B2011C 00B2021C 80AE4800",
        })
        void areExactlyThese(String image, String tvr, String tsi, String responseCode, String commands) {
            Run run = new Run(image, PURCHASE);
            Outcome outcome = run.toTheEnd();
            TransactionResult result = outcome.result();
            assertEquals(tvr, result.terminalVerificationResults().toBytes().toHex());
            assertEquals(tsi, result.transactionStatusInformation().toBytes().toHex());
            assertEquals(
                    responseCode,
                    new String(
                            result.authorisationResponseCode().orElseThrow().toByteArray(),
                            java.nio.charset.StandardCharsets.US_ASCII));
            assertEquals(commands, String.join(" ", run.commands));
            assertInstanceOf(Outcome.Approved.class, outcome);
        }

        @Test
        void theWholeWayOnlineAuthenticatesTheIssuerAndRunsTheScript() {
            Run run = new Run("online-cda", PURCHASE);
            Outcome outcome = run.toTheEnd();
            assertEquals(
                    List.of("00840000", "00200088", "80AE5000", "00820000", "80AE5000", "84240000"),
                    run.commands.subList(run.commands.size() - 6, run.commands.size()));
            assertEquals(
                    "FC00",
                    outcome.result().transactionStatusInformation().toBytes().toHex());
            assertEquals("2000000000", outcome.result().scriptResults().get(0).toHex());
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @Test
        void sameInputsGiveTheSameBytes() {
            Outcome first = new Run("online-cda", PURCHASE).toTheEnd();
            Outcome second = new Run("online-cda", PURCHASE).toTheEnd();
            assertEquals(first.result().chipData(), second.result().chipData());
        }
    }

    @Nested
    final class UnableToGoOnline {
        @Test
        void notSentOwesNothing() {
            Outcome outcome = answered(AuthoriseOnline::notSent);
            assertEquals("5933", code(outcome));
            assertInstanceOf(Outcome.Approved.class, outcome);
            assertInstanceOf(HostState.NotAsked.class, outcome.hostState());
        }

        @Test
        void noAnswerOwesAReversal() {
            Outcome outcome = answered(AuthoriseOnline::noAnswer);
            assertEquals("5933", code(outcome));
            HostState.ReversalOwed owed = assertInstanceOf(HostState.ReversalOwed.class, outcome.hostState());
            assertEquals(PURCHASE, owed.reversal().transaction());
        }

        @Test
        void defaultActionCodesDecline() {
            Run run = new Run("wrong-certificate", PURCHASE);
            run.host = IssuerHost.Behaviour.SILENT;
            Outcome outcome = run.toTheEnd();
            assertEquals("5A33", code(outcome));
            assertInstanceOf(Outcome.Declined.class, outcome);
        }

        private Outcome answered(java.util.function.Function<AuthoriseOnline, KernelStep> answer) {
            Run run = new Run("online-cda", PURCHASE);
            while (!(run.step instanceof AuthoriseOnline)) {
                run.advance();
            }
            run.step = answer.apply((AuthoriseOnline) run.step);
            return run.toTheEnd();
        }

        private String code(Outcome outcome) {
            return outcome.result().authorisationResponseCode().orElseThrow().toHex();
        }
    }

    @Nested
    final class Steps {
        @Test
        void canBeAnsweredOnce() {
            Run run = new Run("offline-cda", PURCHASE);
            TransmitApdu first = (TransmitApdu) run.step;
            run.advance();
            assertThrows(IllegalStateException.class, () -> first.resume(ResponseApdu.of(0x9000), 0));
            assertThrows(IllegalStateException.class, first::cancelled);
        }

        @Test
        void cancellingEndsTheSession() {
            Run run = new Run("offline-cda", PURCHASE);
            run.advance();
            run.step = ((TransmitApdu) run.step).cancelled();
            Outcome.Terminated end = assertInstanceOf(Outcome.Terminated.class, run.toTheEnd());
            assertEquals(TerminationReason.CANCELLED, end.reason());
        }

        @Test
        void cancellingTheLastScriptLeavesTheDecision() {
            Run run = new Run("online-cda", PURCHASE);
            while (!(run.step instanceof TransmitApdu apdu && apdu.command().cla() == 0x84)) {
                run.advance();
            }
            run.step = ((TransmitApdu) run.step).cancelled();
            Outcome outcome = run.toTheEnd();
            assertInstanceOf(Outcome.Approved.class, outcome);
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @Test
        void interleavedTransactionsDoNotTouchEachOther() {
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                runs.add(new Run(i % 2 == 0 ? "online-cda" : "wrong-signature", PURCHASE));
            }
            boolean moved = true;
            while (moved) {
                moved = false;
                for (Run run : runs) {
                    if (!(run.step instanceof Completed)) {
                        run.advance();
                        moved = true;
                    }
                }
            }
            for (int i = 0; i < runs.size(); i++) {
                Outcome outcome = runs.get(i).toTheEnd();
                assertEquals(i % 2 == 0, outcome instanceof Outcome.Approved);
            }
        }

        @Test
        void aWrongChoiceLeavesTheStepOpen() {
            Run run = new Run("multi-application", PURCHASE);
            while (!(run.step instanceof ChooseApplication)) {
                run.advance();
            }
            ChooseApplication choice = (ChooseApplication) run.step;
            assertThrows(IllegalArgumentException.class, () -> choice.resume(99));
            run.step = choice.resume(1);
            assertInstanceOf(Outcome.Approved.class, run.toTheEnd());
        }
    }

    @Nested
    final class LostCards {
        @ParameterizedTest
        @MethodSource("dev.solvo.emv.kernel.WholeTransactionTest#images")
        void areADefinedOutcomeAtEveryExchange(String image) {
            Run whole = new Run(image, PURCHASE);
            whole.toTheEnd();
            for (int i = 0; i < whole.commands.size(); i++) {
                Run run = new Run(image, PURCHASE);
                run.failAt = i;
                Outcome outcome = run.toTheEnd();
                boolean script = whole.commands.get(i).equals("84240000");
                if (!script) {
                    Outcome.Terminated end = assertInstanceOf(Outcome.Terminated.class, outcome);
                    assertTrue(
                            end.reason() == TerminationReason.CARD_REMOVED
                                    || end.reason() == TerminationReason.CARD_NOT_RESPONDING,
                            end.explanation());
                    assertFalse(outcome.hostState() instanceof HostState.Confirmed, "approved by the issuer, unpaid");
                }
            }
        }

        @Test
        void afterTheIssuerApprovedOweAReversal() {
            Run run = new Run("online-cda", PURCHASE);
            while (!(run.step instanceof AuthoriseOnline)) {
                run.advance();
            }
            run.advance();
            run.failAt = run.commands.size();
            assertInstanceOf(HostState.ReversalOwed.class, run.toTheEnd().hostState());
        }
    }

    @Nested
    final class Requests {
        @Test
        void merchantForcesOnline() {
            Run run = new Run("offline-cda", PURCHASE.forcedOnline());
            Outcome outcome = run.toTheEnd();
            assertTrue(outcome.result()
                    .terminalVerificationResults()
                    .contains(TerminalVerificationResults.Bit.MERCHANT_FORCED_TRANSACTION_ONLINE));
            assertInstanceOf(HostState.Confirmed.class, outcome.hostState());
        }

        @Test
        void refundAsksForAnAac() {
            Run run = new Run("offline-cda", TransactionRequest.refund(Money.parse("EUR 5")));
            Outcome outcome = run.toTheEnd();
            assertInstanceOf(Outcome.RefundAccepted.class, outcome);
            assertTrue(run.commands.contains("80AE0000"));
            assertEquals(
                    "3F0000",
                    outcome.result().cvmResults().orElseThrow().toBytes().toHex());
        }

        @Test
        void anAmountOfThirteenDigitsIsRefused() {
            Money money = Money.parse("EUR 10000000000.00");
            assertThrows(IllegalArgumentException.class, () -> TransactionRequest.purchase(money));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyBitThatIsSetIsExplained(String image) {
        Run run = new Run(image, PURCHASE);
        TransactionResult result = run.toTheEnd().result();
        for (TerminalVerificationResults.Bit bit :
                result.terminalVerificationResults().bits()) {
            String set = "TVR byte " + bit.byteNumber() + " bit " + bit.bitNumber() + " = 1";
            assertTrue(
                    run.explanations.stream()
                            .anyMatch(explanation -> explanation.result().equals(set)
                                    && explanation.rule().equals(bit.meaning())),
                    set + " is not explained");
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void nothingThatIsPrintedShowsTheCard(String image) {
        Run run = new Run(image, PURCHASE);
        Outcome outcome = run.toTheEnd();
        if (outcome.result().pan().isPresent()) {
            String digits = outcome.result().pan().get().digits();
            assertFalse(outcome.toString().contains(digits), "in the outcome");
            assertFalse(run.explanations.toString().contains(digits), "in the explanations");
        }
    }
}
