package dev.solvo.emv.contactless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.Completed;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.OnlineResponseData;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.HostState;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.PresentCard;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.UserInterfaceRequest.Status;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Entry Point does between the cardholder, the card, the kernels and the issuer. */
final class EntryPointTest {
    private static final String PPSE = "00A404000E325041592E5359532E444446303100";
    private static final String SELECT_VISA = "00A4040007A000000003101000";
    private static final String SELECT_MASTERCARD = "00A4040007A000000004101000";
    private static final String VISA_DIRECTORY =
            "6F23840E325041592E5359532E4444463031A511BF0C0E610C4F07A00000000310108701019000";
    private static final String BOTH_DIRECTORY =
            "6F31840E325041592E5359532E4444463031A51FBF0C1C610C4F07A0000000031010870101"
                    + "610C4F07A00000000410108701029000";
    private static final String VISA_FCI =
            "6F278407A0000000031010A51C500B56495341204352454449549F380C9F66049F02065F2A029F37049000";
    private static final String FCI_WITHOUT_PDOL = "6F188407A0000000031010A50D500B56495341204352454449549000";
    private static final String PRESENT = "15 READY_TO_READ";

    private final ContactlessSale sale = new ContactlessSale();

    private static CombinationConfig.Builder visa() {
        return CombinationConfig.builder(Bytes.fromHex("A0000000031010"), KernelIdentifier.KERNEL_3);
    }

    private static CombinationConfig.Builder mastercard() {
        return CombinationConfig.builder(Bytes.fromHex("A0000000041010"), KernelIdentifier.KERNEL_2);
    }

    private static ContactlessOutcome outcome(Kind kind) {
        return ContactlessOutcome.of(kind).build();
    }

    private static UserInterfaceRequest shows(ContactlessMessage message, Status status) {
        return UserInterfaceRequest.of(message, status);
    }

    private static ScriptedField visaCard() {
        return new ScriptedField().on(PPSE, VISA_DIRECTORY).on(SELECT_VISA, VISA_FCI);
    }

    private StubKernel visaKernel(ContactlessOutcome... outcomes) {
        StubKernel kernel = new StubKernel("03", outcomes);
        sale.with(visa()).with(kernel);
        return kernel;
    }

    private static String endMessage(Outcome outcome) {
        UserInterfaceRequest request =
                ContactlessSale.contactless(outcome).userInterfaceOnOutcome().orElseThrow();
        return request.message().orElseThrow() + " " + request.status();
    }

    @Nested
    final class PreProcessingAndActivation {
        /** FS13. */
        @Test
        void nothingAllowedMeansAnotherInterfaceWithoutField() {
            sale.with(visa().transactionLimitMinor(1000)).with(new StubKernel("03"));
            ScriptedField field = visaCard();
            Outcome outcome = sale.run(field);
            assertTrue(outcome instanceof Outcome.TryAnotherInterface);
            assertEquals(List.of(), field.log());
            assertEquals(List.of("18 PROCESSING_ERROR"), sale.log());
            assertEquals(Optional.empty(), ContactlessSale.contactless(outcome).start());
        }

        @Test
        void severalCardsAreToBeOne() {
            visaKernel(outcome(Kind.DECLINED));
            ScriptedField field = visaCard().presents(PresentCard.Answer.COLLISION);
            sale.run(field);
            assertEquals(List.of(PRESENT, "19 PROCESSING_ERROR"), sale.log());
            assertEquals(List.of("card awaited", "card awaited", PPSE, SELECT_VISA), field.log());
        }

        @ParameterizedTest
        @EnumSource(
                value = PresentCard.Answer.class,
                names = {"TIMED_OUT", "CANCELLED"})
        void withoutCardTheTransactionIsGivenUp(PresentCard.Answer answer) {
            visaKernel();
            Outcome outcome = sale.run(visaCard().presents(answer));
            assertEquals(TerminationReason.CANCELLED, ((Outcome.Terminated) outcome).reason());
            assertEquals(new HostState.NotAsked(), outcome.hostState());
        }

        @Test
        void collisionsComeToAnEnd() {
            visaKernel();
            PresentCard.Answer[] always = new PresentCard.Answer[EntryPointRun.MAX_PRESENTATIONS + 5];
            java.util.Arrays.fill(always, PresentCard.Answer.COLLISION);
            Outcome outcome = sale.run(visaCard().presents(always));
            assertTrue(outcome instanceof Outcome.Terminated);
        }

        @Test
        void theKernelGetsThisTransactionsQualifiers() {
            StubKernel kernel = new StubKernel("03", outcome(Kind.DECLINED));
            sale.with(visa().cvmRequiredLimitMinor(1000)
                            .terminalTransactionQualifiers(ContactlessSale.qualifiers("26800000")))
                    .with(kernel);
            sale.run(visaCard());
            assertEquals(
                    "26400000",
                    kernel.sessions()
                            .get(0)
                            .terminalTransactionQualifiers()
                            .orElseThrow()
                            .toBytes()
                            .toHex());
        }

        /** Start B without pre-processing: the qualifiers are those of the configuration, and no limit counts. */
        @Test
        void startAtProtocolActivationLeavesTheQualifiersAlone() {
            StubKernel kernel = new StubKernel("03", outcome(Kind.DECLINED));
            sale.with(visa().transactionLimitMinor(1)
                            .terminalTransactionQualifiers(ContactlessSale.qualifiers("26800000")))
                    .with(kernel);
            sale.run(
                    sale.entryPoint()
                            .beginAtProtocolActivation(
                                    TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 5000))),
                    visaCard());
            assertEquals(
                    "26800000",
                    kernel.sessions()
                            .get(0)
                            .terminalTransactionQualifiers()
                            .orElseThrow()
                            .toBytes()
                            .toHex());
        }
    }

    @Nested
    final class Selection {
        /** FS01 and FS02. */
        @Test
        void withoutDirectoryTheApplicationEnds() {
            for (String directory :
                    List.of("6A82", "6F16840E325041592E5359532E4444463031A504BF0C01009000", "6F059000")) {
                ContactlessSale another = new ContactlessSale().with(visa()).with(new StubKernel("03"));
                Outcome outcome = another.run(new ScriptedField().on(PPSE, directory));
                assertEquals("INSERT_SWIPE_OR_TRY_ANOTHER_CARD READY_TO_READ", endMessage(outcome));
                assertEquals(TerminationReason.NO_COMMON_APPLICATION, ((Outcome.Terminated) outcome).reason());
            }
        }

        /** FS04. */
        @Test
        void theLastCandidateThatCannotBeSelectedEndsTheApplication() {
            visaKernel();
            Outcome outcome = sale.run(new ScriptedField().on(PPSE, VISA_DIRECTORY));
            assertEquals("INSERT_SWIPE_OR_TRY_ANOTHER_CARD READY_TO_READ", endMessage(outcome));
        }

        /** FS07. */
        @Test
        void aVisaCardThatDoesNotAskForTheQualifiersNeedsKernel1() {
            StubKernel first = new StubKernel("01", outcome(Kind.DECLINED));
            StubKernel third = visaKernel();
            sale.with(first);
            sale.run(visaCard().on(SELECT_VISA, FCI_WITHOUT_PDOL));
            assertEquals(
                    List.of(1, 0),
                    List.of(first.sessions().size(), third.sessions().size()));
        }

        @Test
        void withoutKernel1SuchACardIsRemoved() {
            StubKernel third = visaKernel();
            sale.with(mastercard()).with(new StubKernel("02", outcome(Kind.DECLINED)));
            ScriptedField field = visaCard()
                    .on(PPSE, BOTH_DIRECTORY)
                    .on(SELECT_VISA, FCI_WITHOUT_PDOL)
                    .on(SELECT_MASTERCARD, "6F0B8407A0000000041010A5009000");
            assertTrue(sale.run(field) instanceof Outcome.Declined);
            assertEquals(0, third.sessions().size());
        }

        /** FS08. */
        @ParameterizedTest
        @EnumSource(CardTransportException.Kind.class)
        void anErrorWhileSelectingMeansStartB(CardTransportException.Kind kind) {
            visaKernel(outcome(Kind.DECLINED));
            ScriptedField field = visaCard().on(SELECT_VISA, kind.name(), VISA_FCI);
            assertTrue(sale.run(field) instanceof Outcome.Declined);
            assertEquals(
                    List.of("card awaited", PPSE, SELECT_VISA, "field off 0 ms", "card awaited", PPSE, SELECT_VISA),
                    field.log());
        }

        @Test
        void aCardThatNeverAnswersComesToAnEnd() {
            visaKernel();
            Outcome outcome = sale.run(new ScriptedField().on(PPSE, "TIME_OUT"));
            assertEquals(TerminationReason.CARD_NOT_RESPONDING, ((Outcome.Terminated) outcome).reason());
        }
    }

    @Nested
    final class Outcomes {
        @Test
        void anOutcomeIsShownAndTheFieldSwitchedOffAsItAsks() {
            visaKernel(ContactlessOutcome.of(Kind.DECLINED)
                    .userInterfaceOnOutcome(shows(ContactlessMessage.NOT_AUTHORISED, Status.NOT_READY))
                    .fieldOffRequestTenths(13)
                    .build());
            ScriptedField field = visaCard();
            assertTrue(sale.run(field) instanceof Outcome.Declined);
            assertEquals(List.of(PRESENT, "07 NOT_READY"), sale.log());
            assertEquals("field off 1300 ms", field.log().get(field.log().size() - 1));
        }

        /** FS10. */
        @Test
        void tryAgainBeginsAtBWithTheRetainedMessage() {
            visaKernel(
                    ContactlessOutcome.of(Kind.TRY_AGAIN)
                            .start(Start.B)
                            .userInterfaceOnRestart(shows(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ))
                            .build(),
                    ContactlessOutcome.of(Kind.TRY_AGAIN).start(Start.B).build(),
                    outcome(Kind.APPROVED));
            ScriptedField field = visaCard();
            assertTrue(sale.run(field) instanceof Outcome.Approved);
            assertEquals(List.of(PRESENT, "21 READY_TO_READ", PRESENT), sale.log());
            assertEquals(3, field.log().stream().filter(PPSE::equals).count());
        }

        @Test
        void selectNextTriesTheOtherApplicationWithoutAnotherDirectory() {
            visaKernel(ContactlessOutcome.of(Kind.SELECT_NEXT).start(Start.C).build());
            sale.with(mastercard()).with(new StubKernel("02", outcome(Kind.APPROVED)));
            ScriptedField field =
                    visaCard().on(PPSE, BOTH_DIRECTORY).on(SELECT_MASTERCARD, "6F0B8407A0000000041010A5009000");
            assertTrue(sale.run(field) instanceof Outcome.Approved);
            assertEquals(List.of("card awaited", PPSE, SELECT_VISA, SELECT_MASTERCARD), field.log());
        }

        @Test
        void anEndWithStartBLetsTheCardBePresentedAgain() {
            visaKernel(
                    ContactlessOutcome.of(Kind.END_APPLICATION)
                            .start(Start.B)
                            .userInterfaceOnOutcome(shows(ContactlessMessage.SEE_PHONE, Status.NOT_READY))
                            .build(),
                    outcome(Kind.APPROVED));
            assertTrue(sale.run(visaCard()) instanceof Outcome.Approved);
            assertEquals(List.of(PRESENT, "20 NOT_READY", PRESENT), sale.log());
        }

        @Test
        void anotherInterfaceIsAnOutcomeOfItsOwn() {
            visaKernel(ContactlessOutcome.of(Kind.TRY_ANOTHER_INTERFACE)
                    .alternateInterfacePreference(ContactlessOutcome.AlternateInterface.CONTACT_CHIP)
                    .build());
            Outcome outcome = sale.run(visaCard());
            assertTrue(outcome instanceof Outcome.TryAnotherInterface);
            assertEquals(
                    Optional.of(ContactlessOutcome.AlternateInterface.CONTACT_CHIP),
                    ContactlessSale.contactless(outcome).alternateInterfacePreference());
        }

        @Test
        void aKernelThatNeverEndsComesToAnEnd() {
            ContactlessOutcome[] always = new ContactlessOutcome[EntryPointRun.MAX_PRESENTATIONS + 5];
            java.util.Arrays.fill(
                    always, ContactlessOutcome.of(Kind.TRY_AGAIN).start(Start.B).build());
            visaKernel(always);
            assertTrue(sale.run(visaCard()) instanceof Outcome.Terminated);
        }

        @Test
        void startDIsRefused() {
            visaKernel(ContactlessOutcome.of(Kind.TRY_AGAIN).start(Start.D).build());
            assertThrows(IllegalArgumentException.class, () -> sale.run(visaCard()));
        }
    }

    @Nested
    final class Online {
        private final AuthorisationResponse approval =
                AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030"));
        private final AuthorisationResponse refusal =
                AuthorisationResponse.of(AuthorisationResponse.Decision.DECLINE, Bytes.fromHex("3035"));

        private ContactlessOutcome.Builder request() {
            return ContactlessOutcome.of(Kind.ONLINE_REQUEST)
                    .userInterfaceOnOutcome(shows(ContactlessMessage.AUTHORISING, Status.CARD_READ_SUCCESSFULLY));
        }

        private ContactlessOutcome updatable() {
            return request()
                    .start(Start.B)
                    .onlineResponseData(OnlineResponseData.EMV_DATA)
                    .userInterfaceOnRestart(shows(ContactlessMessage.PRESENT_CARD_AGAIN, Status.READY_TO_READ))
                    .build();
        }

        @Test
        void theIssuersWordDecides() {
            visaKernel(request().build());
            sale.issuer(new Acquirer.Answer.Answered(approval));
            Outcome outcome = sale.run(visaCard());
            assertTrue(outcome instanceof Outcome.Approved);
            assertEquals(new HostState.Confirmed(approval), outcome.hostState());
            assertEquals(
                    List.of(PRESENT, "1B CARD_READ_SUCCESSFULLY", "reversal stored", "issuer asked", "03 NOT_READY"),
                    sale.log());
        }

        @Test
        void theIssuerMayDecline() {
            visaKernel(request().build());
            sale.issuer(new Acquirer.Answer.Answered(refusal));
            assertTrue(sale.run(visaCard()) instanceof Outcome.Declined);
            assertEquals("07 NOT_READY", sale.log().get(sale.log().size() - 1));
        }

        @Test
        void aRequestThatWasNotSentDeclinesAndOwesNothing() {
            visaKernel(request().build());
            Outcome outcome = sale.run(visaCard());
            assertTrue(outcome instanceof Outcome.Declined);
            assertEquals(new HostState.NotAsked(), outcome.hostState());
        }

        @Test
        void aRequestWithoutAnswerOwesAReversal() {
            visaKernel(request().build());
            sale.issuer(new Acquirer.Answer.NoAnswer());
            Outcome outcome = sale.run(visaCard());
            assertTrue(outcome instanceof Outcome.Declined);
            assertTrue(outcome.hostState() instanceof HostState.ReversalOwed);
        }

        @Test
        void theDataRecordGoesToTheIssuer() {
            Tag proprietary = Tag.of(0x9F7C);
            visaKernel(request()
                    .dataRecord(dev.solvo.emv.data.ChipData.EMPTY.with(proprietary, Bytes.fromHex("0102")))
                    .build());
            sale.issuer(new Acquirer.Answer.Answered(approval)).run(visaCard());
            assertEquals(
                    Optional.of(Bytes.fromHex("0102")),
                    sale.asked().get(0).chipData().get(proprietary));
        }

        @Test
        void anOnlinePinIsEnteredBeforeTheIssuerIsAsked() {
            visaKernel(request().cvm(ContactlessOutcome.Cvm.ONLINE_PIN).build());
            sale.issuer(new Acquirer.Answer.Answered(approval)).run(visaCard());
            assertEquals(
                    List.of("PIN", "reversal stored", "issuer asked"),
                    sale.log().subList(2, 5));
            assertTrue(sale.asked().get(0).onlinePinCaptured());
        }

        @Test
        void withoutThePinTheIssuerIsNotAsked() {
            visaKernel(request().cvm(ContactlessOutcome.Cvm.ONLINE_PIN).build());
            Outcome outcome = sale.noPin().run(visaCard());
            assertEquals(TerminationReason.CANCELLED, ((Outcome.Terminated) outcome).reason());
            assertEquals(List.of(), sale.asked());
        }

        /** FS11. */
        @Test
        void issuerDataComeBackToTheSameCombination() {
            StubKernel kernel = visaKernel(updatable(), outcome(Kind.END_APPLICATION));
            AuthorisationResponse withData = approval.withIssuerAuthenticationData(Bytes.fromHex("0102030405060708"));
            sale.issuer(new Acquirer.Answer.Answered(withData));
            ScriptedField field = visaCard();
            Outcome outcome = sale.run(field);
            assertTrue(outcome instanceof Outcome.Approved);
            assertEquals(
                    List.of("card awaited", PPSE, SELECT_VISA, "field off 0 ms", "card awaited", SELECT_VISA),
                    field.log());
            assertEquals(
                    withData, kernel.sessions().get(1).restart().orElseThrow().response());
            assertTrue(sale.log().contains("21 READY_TO_READ"));
        }

        @Test
        void anAnswerWithoutDataForTheCardIsNoReasonToSeeItAgain() {
            StubKernel kernel = visaKernel(updatable());
            sale.issuer(new Acquirer.Answer.Answered(approval)).run(visaCard());
            assertEquals(1, kernel.sessions().size());
        }

        /** FS05: the application ends, but what the issuer decided stands. */
        @Test
        void aCardThatCannotBeSelectedAgainDoesNotUndoTheIssuersWord() {
            visaKernel(updatable());
            sale.issuer(new Acquirer.Answer.Answered(
                    approval.withIssuerAuthenticationData(Bytes.fromHex("0102030405060708"))));
            Outcome outcome = sale.run(visaCard().on(SELECT_VISA, VISA_FCI, "6A82"));
            assertTrue(outcome instanceof Outcome.Approved);
            assertTrue(sale.explanations().stream()
                    .anyMatch(explanation -> explanation.result().equals("the application ends")));
        }

        @Test
        void aCardThatIsNotPresentedAgainDoesNotUndoTheIssuersWord() {
            visaKernel(updatable());
            sale.issuer(new Acquirer.Answer.Answered(
                    approval.withIssuerAuthenticationData(Bytes.fromHex("0102030405060708"))));
            Outcome outcome = sale.run(visaCard().presents(PresentCard.Answer.PRESENTED, PresentCard.Answer.TIMED_OUT));
            assertTrue(outcome instanceof Outcome.Approved);
        }

        @Test
        void aKernelThatDeclinesAfterTheIssuerApprovedOwesAReversal() {
            visaKernel(updatable(), outcome(Kind.DECLINED));
            sale.issuer(new Acquirer.Answer.Answered(
                    approval.withIssuerAuthenticationData(Bytes.fromHex("0102030405060708"))));
            Outcome outcome = sale.run(visaCard());
            assertTrue(outcome instanceof Outcome.Declined);
            assertTrue(outcome.hostState() instanceof HostState.ReversalOwed);
        }
    }

    @Nested
    final class Steps {
        /** Every step can be given up, and what follows is the end. */
        @Test
        void everyCommandCanBeCancelled() {
            for (int cancelled = 0; cancelled < 2; cancelled++) {
                ContactlessSale another = new ContactlessSale().with(visa()).with(new StubKernel("03"));
                KernelStep step =
                        another.entryPoint().begin(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000)));
                step = ((PresentCard) ((ShowUserInterface) step).done()).presented();
                if (cancelled == 1) {
                    step = ((TransmitApdu) step).resume(response(VISA_DIRECTORY), 0);
                }
                step = ((ShowUserInterface) ((TransmitApdu) step).cancelled()).done();
                Outcome outcome = ((Completed) step).outcome();
                assertEquals(TerminationReason.CANCELLED, ((Outcome.Terminated) outcome).reason());
            }
        }

        @Test
        void aStepIsAnsweredOnce() {
            sale.with(visa()).with(new StubKernel("03"));
            ShowUserInterface step = (ShowUserInterface)
                    sale.entryPoint().begin(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000)));
            PresentCard present = (PresentCard) step.done();
            assertThrows(IllegalStateException.class, step::done);
            present.presented();
            assertThrows(IllegalStateException.class, present::timedOut);
        }

        private dev.solvo.apdu.ResponseApdu response(String hex) {
            try {
                return ScriptedField.response(hex);
            } catch (CardTransportException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Nested
    final class Construction {
        @Test
        void twoKernelsOfOneIdentifierAreRefused() {
            sale.with(new StubKernel("03")).with(new StubKernel("03"));
            assertThrows(IllegalArgumentException.class, sale::entryPoint);
        }

        @Test
        void kernelDataOfAWrongLengthAreRefused() {
            sale.with(visa().kernelData(Tag.of(0x9F1A), Bytes.fromHex("000056")))
                    .with(new StubKernel("03"));
            assertThrows(IllegalArgumentException.class, sale::entryPoint);
        }

        @Test
        void everyDecisionIsExplained() {
            visaKernel(outcome(Kind.APPROVED));
            sale.run(visaCard());
            List<String> rules = new ArrayList<>();
            sale.explanations().forEach(explanation -> rules.add(explanation.rule()));
            assertEquals(
                    List.of(
                            "Pre-processing of A0000000031010 with kernel 03",
                            "Candidate list",
                            "Kernel 03 is activated",
                            "Outcome"),
                    rules);
        }
    }
}
