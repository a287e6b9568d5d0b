package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.ContactlessOutcome.Start;
import dev.solvo.emv.TornTransactionRecord;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.contactless.KernelResult;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level1;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole transactions with a card of our own. */
final class Kernel2Test {
    private static final String NO_LIMIT = "000000999999";

    private Kernel2Run run = new Kernel2Run()
            .keys(Kernel2Card.caPublicKey())
            .parameter(Kernel2Parameter.CARD_DATA_INPUT_CAPABILITY, "20")
            .parameter(Kernel2Parameter.SECURITY_CAPABILITY, "08")
            .parameter(Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED, "60")
            .parameter(Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "08")
            .parameter(Kernel2Parameter.READER_CONTACTLESS_FLOOR_LIMIT, "000000005000")
            .parameter(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, "000000002500")
            .parameter(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM, NO_LIMIT)
            .parameter(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_ON_DEVICE_CVM, NO_LIMIT)
            .parameter(Kernel2Parameter.TERMINAL_ACTION_CODE_DEFAULT, "FC5080880C")
            .parameter(Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000000")
            .parameter(Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE, "FC5080880C");
    private Kernel2Card card = new Kernel2Card();

    private KernelResult result() {
        return run.fci(card.fci()).run(card);
    }

    private ContactlessOutcome outcome() {
        return result().outcome();
    }

    private static ErrorIndication error(KernelResult result) {
        return error(result.outcome());
    }

    private static ErrorIndication error(ContactlessOutcome outcome) {
        try {
            return ErrorIndication.parse(outcome.discretionaryData()
                    .get()
                    .get(Kernel2Tag.ERROR_INDICATION)
                    .get());
        } catch (EmvDataException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String tvr(KernelResult result) {
        return result.chipData().get(EmvTag.TERMINAL_VERIFICATION_RESULTS).get().toHex();
    }

    private static String cvmResults(KernelResult result) {
        return result.chipData()
                .get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS)
                .get()
                .toHex();
    }

    private static Optional<ContactlessMessage> message(ContactlessOutcome outcome) {
        return outcome.userInterfaceOnOutcome().flatMap(UserInterfaceRequest::message);
    }

    @Test
    void smallAmount_isApprovedOfflineWithCda() {
        KernelResult result = result();

        assertEquals(Kind.APPROVED, result.outcome().kind());
        assertEquals(Status.OK, result.offlineDataAuthentication().status());
        assertEquals(Cvm.NO_CVM, result.outcome().cvm());
        assertEquals("1F0302", cvmResults(result));
        assertEquals("0000000001", tvr(result));
        assertFalse(result.outcome().receipt());
        assertEquals(Optional.of(ContactlessMessage.APPROVED), message(result.outcome()));
        assertEquals(
                Optional.of(Kernel2Card.CRYPTOGRAM),
                result.outcome().dataRecord().get().get(EmvTag.APPLICATION_CRYPTOGRAM));
        assertEquals(
                "200808",
                result.chipData().get(EmvTag.TERMINAL_CAPABILITIES).get().toHex());
    }

    @Test
    void amountAboveCvmLimit_isVerifiedAndAboveFloorLimitGoesOnline() {
        run.amount(6000);
        KernelResult result = result();

        assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
        assertEquals(Cvm.ONLINE_PIN, result.outcome().cvm());
        assertTrue(result.outcome().receipt());
        assertEquals("0000048001", tvr(result));
        assertEquals(
                "206008",
                result.chipData().get(EmvTag.TERMINAL_CAPABILITIES).get().toHex());
        assertEquals(Optional.empty(), result.outcome().start());
    }

    @Nested
    final class Activation {
        @Test
        void answerToSelectWithoutName_selectsTheNext() {
            ContactlessOutcome outcome =
                    run.fci(Bytes.fromHex("6F04A5025000")).run(card).outcome();

            assertEquals(Kind.SELECT_NEXT, outcome.kind());
            assertEquals(Optional.of(Start.C), outcome.start());
            assertEquals(Level2.CARD_DATA_MISSING, error(outcome).level2());
        }

        @Test
        void refusedStart_selectsTheNext() {
            card.status(0xA8, 0x6985);
            ContactlessOutcome outcome = outcome();

            assertEquals(Kind.SELECT_NEXT, outcome.kind());
            assertEquals(Level2.STATUS_BYTES, error(outcome).level2());
            assertEquals(0x6985, error(outcome).statusWord());
        }

        @Test
        void neitherMode_endsTheApplication() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "C0");
            ContactlessOutcome outcome = outcome();

            assertEquals(Kind.END_APPLICATION, outcome.kind());
            assertEquals(Level2.MAGSTRIPE_NOT_SUPPORTED, error(outcome).level2());
            assertEquals(Optional.of(ContactlessMessage.INSERT_SWIPE_OR_TRY_ANOTHER_CARD), message(outcome));
        }

        @Test
        void fieldOffDetection_asksForTheFieldToBeSwitchedOff() {
            card.fci("9F5D", "000400");

            assertEquals(13, outcome().fieldOffRequestTenths().getAsInt());
        }

        @Test
        void cardThatLeavesEarly_isPresentedAgain() {
            for (int instruction : new int[] {0xA8, 0xB2}) {
                card = new Kernel2Card().leavesAt(instruction);
                ContactlessOutcome outcome = outcome();

                assertEquals(Kind.TRY_AGAIN, outcome.kind());
                assertEquals(Optional.of(Start.B), outcome.start());
                assertEquals(Level1.TIME_OUT_ERROR, error(outcome).level1());
            }
        }
    }

    @Nested
    final class CardData {
        @Test
        void refusedRecord_endsTheApplication() {
            card.status(0xB2, 0x6A83);

            assertEquals(Level2.STATUS_BYTES, error(result()).level2());
        }

        @ParameterizedTest
        @CsvSource({"5A", "5F24", "8C"})
        void missingMandatoryElement_endsTheApplication(String tag) {
            card.without(tag);
            ContactlessOutcome outcome = outcome();

            assertEquals(Kind.END_APPLICATION, outcome.kind());
            assertEquals(Level2.CARD_DATA_MISSING, error(outcome).level2());
        }

        @Test
        void elementSuppliedTwice_isAParsingError() {
            card.unsigned("5F34", "02");

            assertEquals(Level2.PARSING_ERROR, error(result()).level2());
        }

        @Test
        void kernelsOwnData_areLeftAlone() {
            card.unsigned("DF8126", "000000000000").unsigned("DF8129", "10F0F000A8F0FF00");
            KernelResult result = result();

            assertEquals(Kind.APPROVED, result.outcome().kind());
            assertFalse(result.outcome().receipt());
        }

        @Test
        void otherNumberInTrack2_endsTheApplication() {
            card.signed("57", "5413330089020029D30122010000000000000F");

            assertEquals(Level2.CARD_DATA_ERROR, error(result()).level2());
        }

        @Test
        void tagListWithMoreThanTheProfile_endsTheApplication() {
            card.signed("9F4A", "825A");

            assertEquals(Level2.CARD_DATA_ERROR, error(result()).level2());
        }

        @Test
        void amountAboveTheTransactionLimit_selectsTheNext() {
            run.parameter(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM, "000000000999");
            KernelResult result = result();

            assertEquals(Kind.SELECT_NEXT, result.outcome().kind());
            assertEquals(Level2.MAX_LIMIT_EXCEEDED, error(result).level2());
        }

        @ParameterizedTest
        @CsvSource({
            "9F08, 0003, 0080000001",
            "5F25, 200101, 0020000001",
            "5F24, 190818, 0040000001",
            "9F07, 0000, 0010000001"
        })
        void restrictions_setTheirBits(String tag, String value, String tvr) {
            card.signed(tag, value);

            assertEquals(tvr, tvr(result()));
        }
    }

    @Nested
    final class CombinedDataAuthentication {
        @Test
        void damagedSignature_neverEndsInAnApproval() {
            card.damagesSignature();
            KernelResult result = result();

            assertEquals(Kind.END_APPLICATION, result.outcome().kind());
            assertEquals(Level2.CAM_FAILED, error(result).level2());
            assertEquals(Status.FAILED, result.offlineDataAuthentication().status());
            assertEquals("0400000001", tvr(result));
        }

        @Test
        void cardThatDoesNotSignAlthoughAsked_endsTheApplication() {
            card.doesNotSign();

            assertEquals(Level2.CARD_DATA_ERROR, error(result()).level2());
        }

        @Test
        void missingKeyOfTheAuthority_failsBeforeTheCryptogram() {
            run.keys();
            KernelResult result = result();

            // CDA failed is among the online codes: the card is asked for an ARQC without signature.
            assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
            assertEquals("0400000001", tvr(result));
            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80AE80"));
        }

        @Test
        void missingCertificateData_areNotedAsMissing() {
            card.without("9F4A");

            assertEquals("2400000001", tvr(result()));
        }

        @Test
        void cardWithoutCda_isNotAuthenticated() {
            card.interchangeProfile("1880");
            KernelResult result = result();

            assertEquals("8000000001", tvr(result));
            assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
        }

        @Test
        void cryptogramAboveTheRequest_endsTheApplication() {
            run.amount(6000);
            card.gives(0x40);

            assertEquals(Level2.CARD_DATA_ERROR, error(result()).level2());
        }
    }

    @Nested
    final class Verification {
        @Test
        void deviceThatVerifiesItsHolder_confirmsAboveTheLimitOnly() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "20");
            card.interchangeProfile("1B80");
            KernelResult small = result();
            assertEquals(Cvm.NO_CVM, small.outcome().cvm());
            assertEquals("3F0002", cvmResults(small));

            KernelResult large = run.amount(3000).run(card);
            assertEquals(Cvm.CONFIRMATION_CODE_VERIFIED, large.outcome().cvm());
            assertEquals("010002", cvmResults(large));
        }

        @Test
        void deviceWithoutCda_isAskedForAnAac() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "20");
            card.interchangeProfile("1A80");
            outcome();

            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80AE00"));
        }

        @Test
        void cardWithoutVerification_needsNone() {
            card.interchangeProfile("0980");

            assertEquals("3F0000", cvmResults(result()));
        }

        @Test
        void absentList_isMissingData() {
            card.without("8E");
            KernelResult result = result();

            assertEquals("3F0000", cvmResults(result));
            assertEquals("2000000001", tvr(result));
        }

        @ParameterizedTest
        @CsvSource({
            // rules, amount, 9F34, TVR byte 3, CVM
            "1E03, 3000, 1E0300, 00, SIGNATURE",
            "0203, 3000, 020300, 04, ONLINE_PIN",
            "42031E03, 3000, 020300, 04, ONLINE_PIN",
            "44031F03, 1000, 1F0302, 00, NO_CVM",
            "0000, 3000, 000001, 80, NO_CVM",
            "0200, 1000, 3F0001, 80, NO_CVM",
            "1F05, 1000, 3F0001, 80, NO_CVM",
            "2A00, 1000, 3F0001, C0, NO_CVM",
            "6A001F00, 1000, 1F0002, 40, NO_CVM",
            "1F42, 1000, 3F0001, 80, NO_CVM"
        })
        void rules(String rules, long amount, String cvmResults, String thirdByte, Cvm cvm) {
            card.signed("8E", "0000000000000000" + rules);
            KernelResult result = run.amount(amount).fci(card.fci()).run(card);

            assertEquals(cvmResults, cvmResults(result));
            assertEquals(thirdByte, tvr(result).substring(4, 6));
            assertEquals(cvm, result.outcome().cvm());
        }

        @Test
        void signature_wantsAReceipt() {
            run.parameter(Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "20");
            ContactlessOutcome outcome = outcome();

            assertTrue(outcome.receipt());
            assertEquals(Optional.of(ContactlessMessage.APPROVED_PLEASE_SIGN), message(outcome));
        }

        @Test
        void amountEqualToX_isNotUnderIt() {
            card.signed("9F42", "0978").signed("8E", "000003E8000000001F06");
            assertEquals("3F0001", cvmResults(result()));

            assertEquals("1F0602", cvmResults(run.amount(999).run(card)));
        }
    }

    @Nested
    final class ActionCodes {
        @ParameterizedTest
        @CsvSource({"21, 80AE90", "22, 80AE50", "23, 80AE50", "26, 80AE50", "34, 80AE90"})
        void terminalType_decidesWithoutFindings(String type, String command) {
            run.terminalType(type);
            result();

            assertTrue(run.commands().get(run.commands().size() - 1).startsWith(command));
        }

        @Test
        void denial_asksForAnAacThatIsSignedByCardsThatSignEverything() {
            run.parameter(Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000001");
            result();
            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80AE00"));

            card.fci("9F5D", "000100");
            assertEquals(Status.OK, result().offlineDataAuthentication().status());
            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80AE10"));
        }

        @Test
        void offlineTerminal_declinesByDefaultCodes() {
            run.terminalType("23").amount(6000);
            result();

            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80AE00"));
        }

        @Test
        void absentIssuerCodes_haveEveryBitSet() {
            card.without("9F0F");

            assertEquals(Kind.ONLINE_REQUEST, outcome().kind());
        }
    }

    @Nested
    final class RelayResistance {
        RelayResistance() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "10");
            card.interchangeProfile("1981");
        }

        @Test
        void cardInTheField_isApprovedAndSignsTheTimes() {
            KernelResult result = result();

            assertEquals(Kind.APPROVED, result.outcome().kind());
            assertEquals("0000000002", tvr(result));
            assertEquals(
                    "0030",
                    result.outcome()
                            .discretionaryData()
                            .get()
                            .get(Kernel2Tag.MEASURED_PROCESSING_TIME)
                            .get()
                            .toHex());
        }

        @Test
        void timesThatTheCardDidNotSign_failCda() {
            card.doesNotSignRelayResistance();

            assertEquals(Level2.CAM_FAILED, error(result()).level2());
        }

        @Test
        void relayedCard_isAskedThreeTimesAndFound() {
            card.takes(40_000, 40_000, 40_000);
            KernelResult result = result();

            assertEquals("000000000E", tvr(result));
            assertEquals(
                    3,
                    run.commands().stream()
                            .filter(command -> command.startsWith("80EA"))
                            .count());
            assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
        }

        @Test
        void slowOnce_isForgotten() {
            card.takes(40_000, 9_000);
            KernelResult result = result();

            assertEquals("0000000002", tvr(result));
            assertEquals(
                    "02",
                    result.outcome()
                            .discretionaryData()
                            .get()
                            .get(Kernel2Tag.RELAY_RESISTANCE_COUNTER)
                            .get()
                            .toHex());
        }

        @Test
        void refusedCommand_endsTheApplication() {
            card.status(0xEA, 0x6D00);

            assertEquals(Level2.STATUS_BYTES, error(result()).level2());
        }

        @Test
        void terminalWithoutIt_doesNotAsk() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "00");

            assertEquals("0000000001", tvr(result()));
        }
    }

    @Nested
    final class Endings {
        @Test
        void aac_sendsThePurchaseToTheContactChip() {
            card.gives(0x00);
            ContactlessOutcome outcome = outcome();

            assertEquals(Kind.TRY_ANOTHER_INTERFACE, outcome.kind());
            assertEquals(Optional.of(ContactlessMessage.INSERT_CARD), message(outcome));
        }

        @Test
        void aacOfAPhone_isADecline() {
            card.gives(0x00).unsigned("9F6E", "005600003031");
            assertEquals(Kind.DECLINED, outcome().kind());

            card.unsigned("9F6E", "005600003030");
            assertEquals(Kind.TRY_ANOTHER_INTERFACE, outcome().kind());
        }

        @Test
        void aacForARefund_endsTheApplication() {
            run.type(TransactionType.REFUND);
            card.gives(0x00);
            ContactlessOutcome outcome = outcome();

            assertEquals(Kind.END_APPLICATION, outcome.kind());
            assertEquals(Optional.of(ContactlessMessage.CLEAR_DISPLAY), message(outcome));
        }

        @Test
        void deviceThatWantsItsHolderToAct_isPresentedAgain() {
            card.gives(0x00).answering("DF4B", "000100");
            ContactlessOutcome outcome = outcome();

            assertEquals(Kind.END_APPLICATION, outcome.kind());
            assertEquals(Optional.of(Start.B), outcome.start());
            assertEquals(Optional.of(ContactlessMessage.SEE_PHONE), message(outcome));
            assertTrue(outcome.userInterfaceOnRestart().isPresent());
        }

        @Test
        void refusedCryptogram_endsTheApplication() {
            card.status(0xAE, 0x6985);

            assertEquals(Level2.STATUS_BYTES, error(result()).level2());
        }

        @Test
        void balance_isReadWhereBothSidesWantIt() {
            run.option(KernelOption.READ_BALANCE_BEFORE_GENERATE_AC)
                    .option(KernelOption.READ_BALANCE_AFTER_GENERATE_AC);
            assertFalse(result().chipData()
                    .get(Kernel2Tag.BALANCE_READ_AFTER_GENERATE_AC)
                    .isPresent());

            card.fci("9F5D", "000200");
            ContactlessOutcome outcome = outcome();
            Bytes balance = Bytes.fromHex("000000001234");
            assertEquals(
                    Optional.of(balance),
                    outcome.discretionaryData().get().get(Kernel2Tag.BALANCE_READ_BEFORE_GENERATE_AC));
            assertEquals(
                    Optional.of(balance),
                    outcome.discretionaryData().get().get(Kernel2Tag.BALANCE_READ_AFTER_GENERATE_AC));
            assertEquals(Kind.APPROVED, outcome.kind());
        }

        @Test
        void dataExchange_asksForWhatNobodyKnows() {
            card.signed("8C", "9F02069F03069F1A0295055F2A029A039C019F37049F7C14DF7F02");
            result();
            assertEquals(List.of(), run.asked());

            run.option(KernelOption.DATA_EXCHANGE).supply(Tag.of(0xDF7F), Bytes.fromHex("BEEF"));
            result();
            assertEquals(List.of(List.of(Tag.of(0x9F7C), Tag.of(0xDF7F))), run.asked());
            String command = run.commands().get(run.commands().size() - 1);
            assertTrue(command.endsWith("BEEF00"), command);
        }
    }

    @Nested
    final class TornTransactions {
        TornTransactions() {
            run.parameter(Kernel2Parameter.MAX_NUMBER_OF_TORN_TRANSACTION_LOG_RECORDS, "01");
            card.signed("9F51", "9F3704");
        }

        private TornTransactionRecord tear() {
            card.leavesAt(0xAE);
            ContactlessOutcome outcome = outcome();
            assertEquals(Kind.END_APPLICATION, outcome.kind());
            assertEquals(Optional.of(Start.B), outcome.start());
            card.comesBack();
            return run.torn().orElseThrow();
        }

        @Test
        void lostAnswer_isRecoveredAndVerified() {
            tear();
            KernelResult result =
                    run.unpredictableNumber(Bytes.fromHex("01020304")).run(card);

            // The number of the lost GENERATE AC, by which the card finds it.
            assertEquals(
                    "80D000000433BCA47D00", run.commands().get(run.commands().size() - 1));
            assertEquals(Kind.APPROVED, result.outcome().kind());
            assertEquals(Status.OK, result.offlineDataAuthentication().status());
            assertFalse(run.torn().isPresent());
        }

        @Test
        void lostAnswerThatSignsRelayResistance_isRecoveredAndVerified() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "10");
            card.interchangeProfile("1981");
            tear();
            card.takes(10_000);
            KernelResult result =
                    run.unpredictableNumber(Bytes.fromHex("01020304")).run(card);

            assertEquals(Kind.APPROVED, result.outcome().kind());
            assertEquals(Status.OK, result.offlineDataAuthentication().status());
            assertEquals("0000000002", tvr(result));
            // 9 ms were measured in the lost transaction, 10 when the card came back.
            assertEquals(
                    Optional.of(Bytes.fromHex("0030")),
                    result.outcome().discretionaryData().orElseThrow().get(Kernel2Tag.MEASURED_PROCESSING_TIME));
        }

        @Test
        void recoveredAnswerThatDoesNotSignTheTimesOfTheLostTransaction_failsCda() {
            run.parameter(Kernel2Parameter.KERNEL_CONFIGURATION, "10");
            card.interchangeProfile("1981").doesNotSignRelayResistance();
            tear();
            KernelResult result =
                    run.unpredictableNumber(Bytes.fromHex("01020304")).run(card);

            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80D0"));
            assertEquals(Level2.CAM_FAILED, error(result).level2());
        }

        @Test
        void listThatCannotBeRead_endsTheApplicationWhereThereIsALog() {
            card.signed("9F51", "9F");

            assertEquals(Kind.END_APPLICATION, outcome().kind());
            assertFalse(run.torn().isPresent());
        }

        @Test
        void listThatCannotBeRead_keepsNothingWhereThereIsNoLog() {
            run.parameter(Kernel2Parameter.MAX_NUMBER_OF_TORN_TRANSACTION_LOG_RECORDS, "00");
            card.signed("9F51", "9F");
            card.leavesAt(0xAE);

            assertEquals(Optional.of(Start.B), outcome().start());
        }

        @Test
        void cardThatKnowsNothing_isAskedAnew() {
            tear();
            card.status(0xD0, 0x6985);
            KernelResult result = run.run(card);

            assertTrue(run.commands().get(run.commands().size() - 1).startsWith("80AE50"));
            assertEquals(Kind.APPROVED, result.outcome().kind());
        }

        @Test
        void otherAmount_isATransactionOfItsOwn() {
            tear();
            int before = run.commands().size();
            KernelResult result = run.amount(1001).run(card);

            assertEquals(Kind.APPROVED, result.outcome().kind());
            assertFalse(run.commands().subList(before, run.commands().size()).stream()
                    .anyMatch(command -> command.startsWith("80D0")));
        }

        @Test
        void lostAgain_staysInTheLog() {
            TornTransactionRecord first = tear();
            card.leavesAt(0xD0);
            assertEquals(Kind.END_APPLICATION, run.run(card).outcome().kind());

            assertEquals(Optional.of(first), run.torn());
        }

        @Test
        void withoutLogOrList_nothingIsKept() {
            card = new Kernel2Card().leavesAt(0xAE);
            assertEquals(Optional.of(Start.B), outcome().start());
            assertFalse(run.torn().isPresent());
        }

        @Test
        void damagedRecord_isRefused() {
            TornTransactionRecord record = tear();
            run.tornBefore(new TornTransactionRecord(record.pan(), record.sequenceNumber(), Bytes.fromHex("5A")));

            assertNotEquals(Kind.APPROVED, run.run(card).outcome().kind());
        }
    }

    /** Every byte of every answer changed: an end, no exception, and no approval whose signature was not verified. */
    @Test
    void everyByteOfEveryAnswerChanged_neverApprovesWithoutSignature() {
        run.fci(card.fci());
        for (int exchange = 0; exchange < 5; exchange++) {
            int length = 0;
            for (int at = 0; at == 0 || at < length; at++) {
                int target = exchange;
                int position = at;
                int[] seen = {0};
                int[] found = {0};
                KernelResult result = run.run(command -> {
                    ResponseApdu answer = card.answer(command);
                    if (seen[0]++ != target || answer == null || answer.data().isEmpty()) {
                        return answer;
                    }
                    byte[] changed = answer.data().toByteArray();
                    found[0] = changed.length;
                    changed[position] ^= 0x10;
                    return ResponseApdu.success(Bytes.of(changed));
                });
                length = found[0];
                if (result.outcome().kind() == Kind.APPROVED) {
                    assertEquals(Status.OK, result.offlineDataAuthentication().status());
                }
            }
        }
    }
}
