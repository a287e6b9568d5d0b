package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthorisationResponse.Decision;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.config.TransactionHandling;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.9; Book 4, 6.3.8 and 12.1. */
final class OnlineProcessingTest {
    private static final String ISSUER_AUTHENTICATION = "1C00";
    private static final String NO_ISSUER_AUTHENTICATION = "1800";
    private static final String TEN_BYTES = "00112233445566773030";
    private static final String NOTHING = "0000000000";
    private static final String FAILED = "0000000040";

    private static TransactionFixture fixture(String aip) {
        return new TransactionFixture()
                .card("82", aip)
                .card("5A", "4761739001010119")
                .card("5F34", "01")
                .card("9F0D", "0000000000");
    }

    /** A transaction whose first cryptogram is of a type: 40 for a TC, 80 for an ARQC. */
    private static Transaction after(TransactionFixture fixture, String information) {
        Transaction transaction = fixture.build();
        try {
            transaction.firstCryptogram = Optional.of(
                    ApplicationCryptogram.parse(Bytes.fromHex("800B" + information + "00011122334455667788")));
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
        transaction.course = Transaction.Course.ONLINE;
        return transaction;
    }

    private static FunctionRun asked(Transaction transaction, Function<AuthoriseOnline, KernelStep> answer) {
        return FunctionRun.of(new OnlineProcessing(), transaction)
                .message(StandardMessage.PLEASE_WAIT)
                .answer(AuthoriseOnline.class, answer);
    }

    private static FunctionRun answered(String aip, AuthorisationResponse response) {
        return asked(after(fixture(aip), "80"), step -> step.resume(response));
    }

    private static AuthorisationResponse approved() {
        return AuthorisationResponse.of(Decision.APPROVE, Bytes.fromHex("3030"));
    }

    private static AuthorisationResponse approved(String issuerAuthenticationData) {
        return approved().withIssuerAuthenticationData(Bytes.fromHex(issuerAuthenticationData));
    }

    private static String value(FunctionRun run, dev.solvo.tlv.Tag tag) {
        return run.transaction().get(tag).map(Bytes::toHex).orElse("absent");
    }

    private static void requests(FunctionRun run, CryptogramInformationData.Type type) {
        assertEquals(Optional.of(type), run.transaction().requestedCryptogram);
    }

    @Nested
    final class Request {
        @Test
        void book4_12_1_carriesTheDataAsTheyStandAndTheReversalCarriesTheSame() {
            Transaction transaction = after(fixture(ISSUER_AUTHENTICATION), "80");
            transaction.onlinePinCaptured = true;
            asked(transaction, step -> {
                assertEquals("4761739001010119", step.request().pan().digits());
                assertEquals(
                        "01", step.request().panSequenceNumber().get().toBytes().toHex());
                assertTrue(step.request().onlinePinCaptured());
                assertEquals(transaction.data().snapshot(), step.request().chipData());
                assertEquals(transaction.data().snapshot(), step.reversal().chipData());
                assertSame(transaction.request(), step.reversal().transaction());
                assertEquals(
                        dev.solvo.emv.Reversal.Reason.NO_ANSWER, step.reversal().reason());
                return step.notSent();
            });
        }

        @Test
        void book4_12_1_cardWithoutSequenceNumber() {
            TransactionFixture without =
                    new TransactionFixture().card("82", "1800").card("5A", "4761739001010119");
            asked(after(without, "80"), step -> {
                assertEquals(Optional.empty(), step.request().panSequenceNumber());
                assertFalse(step.request().onlinePinCaptured());
                return step.notSent();
            });
        }
    }

    @Nested
    final class ExternalAuthenticate {
        @Test
        void book3_10_9_success_setsTheTsiOnly() {
            FunctionRun run = answered(ISSUER_AUTHENTICATION, approved(TEN_BYTES))
                    .card("008200000A" + TEN_BYTES, "9000")
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi("1000");
            assertEquals(IssuerAuthentication.SUCCESSFUL, run.transaction().issuerAuthentication);
            requests(run, CryptogramInformationData.Type.TC);
        }

        @ParameterizedTest
        @ValueSource(strings = {"6300", "63C0", "6700", "6982", "6985", "6A80", "6D00", "6F00", "6283"})
        void book3_10_9_anyOtherStatus_setsTsiAndTvr_andTheTransactionGoesOn(String status) {
            FunctionRun run = answered(ISSUER_AUTHENTICATION, approved(TEN_BYTES))
                    .card("008200000A" + TEN_BYTES, status)
                    .proceeds()
                    .tvr(FAILED)
                    .tsi("1000");
            assertEquals(IssuerAuthentication.FAILED, run.transaction().issuerAuthentication);
            requests(run, CryptogramInformationData.Type.TC);
        }

        @ParameterizedTest
        @EnumSource
        void book3_10_9_noAnswerFromTheCard_endsTheSession(CardTransportException.Kind kind) {
            FunctionRun run = answered(ISSUER_AUTHENTICATION, approved(TEN_BYTES))
                    .cardSilent("008200000A" + TEN_BYTES, kind)
                    .terminates(
                            kind == CardTransportException.Kind.CARD_REMOVED
                                    ? TerminationReason.CARD_REMOVED
                                    : TerminationReason.CARD_NOT_RESPONDING)
                    .tvr(NOTHING)
                    .tsi("0000");
            assertEquals(Transaction.HostContact.ANSWERED, run.transaction().hostContact);
        }

        @ParameterizedTest
        @ValueSource(ints = {8, 16})
        void book3_6_5_4_shortestAndLongestData_areSent(int length) {
            String data = "5A".repeat(length);
            answered(ISSUER_AUTHENTICATION, approved(data))
                    .card("00820000" + Bytes.ofUnsigned(length).toHex() + data, "9000")
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi("1000");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 7, 17, 200})
        void book3_6_5_4_dataOfAnotherLength_areNotSentAndCountAsFailed(int length) {
            for (String aip : new String[] {ISSUER_AUTHENTICATION, NO_ISSUER_AUTHENTICATION}) {
                FunctionRun run = answered(aip, approved("5A".repeat(length)))
                        .proceeds()
                        .tvr(FAILED)
                        .tsi("0000");
                assertEquals("absent", value(run, EmvTag.ISSUER_AUTHENTICATION_DATA));
                assertEquals(IssuerAuthentication.FAILED, run.transaction().issuerAuthentication);
                requests(run, CryptogramInformationData.Type.TC);
            }
        }

        @Test
        void book3_10_9_absentData_nothingIsSentAndNoBitIsTouched() {
            FunctionRun run = answered(ISSUER_AUTHENTICATION, approved())
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi("0000");
            assertEquals(IssuerAuthentication.NOT_PERFORMED, run.transaction().issuerAuthentication);
            assertEquals("absent", value(run, EmvTag.ISSUER_AUTHENTICATION_DATA));
        }

        @Test
        void book3_10_9_cardWithoutTheCommand_isLeftToTheSecondGenerateAc() {
            FunctionRun run = answered(NO_ISSUER_AUTHENTICATION, approved(TEN_BYTES))
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi("0000");
            assertEquals(IssuerAuthentication.LEFT_TO_CARD, run.transaction().issuerAuthentication);
            assertEquals(TEN_BYTES, value(run, EmvTag.ISSUER_AUTHENTICATION_DATA));
        }
    }

    @Nested
    final class Response {
        @ParameterizedTest
        @CsvSource({
            "APPROVE, TC",
            "DECLINE, AAC",
            "REFER_APPROVED, TC",
            "REFER_DECLINED, AAC",
        })
        void book4_6_3_8_decisionMakesTheRequest(Decision decision, CryptogramInformationData.Type type) {
            FunctionRun run = answered(ISSUER_AUTHENTICATION, AuthorisationResponse.of(decision, Bytes.fromHex("3531")))
                    .proceeds();
            requests(run, type);
            assertEquals("3531", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
            assertEquals(Transaction.Course.ONLINE, run.transaction().course);
            assertEquals(Transaction.HostContact.ANSWERED, run.transaction().hostContact);
        }

        private FunctionRun referred(Function<ReferToIssuer, KernelStep> attendant) {
            return answered(ISSUER_AUTHENTICATION, AuthorisationResponse.of(Decision.REFER, Bytes.fromHex("3031")))
                    .message(StandardMessage.CALL_YOUR_BANK)
                    .answer(ReferToIssuer.class, attendant)
                    .proceeds();
        }

        @Test
        void book4_6_5_2_attended_theAttendantCallsAndDecides_andTheIssuersCodeStands() {
            FunctionRun approved = referred(step -> {
                assertEquals("4761739001010119", step.pan().digits());
                assertEquals("3031", step.authorisationResponseCode().toHex());
                assertEquals("en", step.language());
                KernelStep next = step.approved();
                assertThrows(IllegalStateException.class, step::declined);
                return next;
            });
            requests(approved, CryptogramInformationData.Type.TC);
            assertEquals("3031", value(approved, EmvTag.AUTHORISATION_RESPONSE_CODE));
            assertEquals(
                    Decision.REFER_APPROVED,
                    approved.transaction().authorisationResponse.get().decision());

            FunctionRun declined = referred(ReferToIssuer::declined);
            requests(declined, CryptogramInformationData.Type.AAC);
            assertEquals("3031", value(declined, EmvTag.AUTHORISATION_RESPONSE_CODE));
            assertEquals(
                    Decision.REFER_DECLINED,
                    declined.transaction().authorisationResponse.get().decision());
        }

        @Test
        void book4_6_5_2_unattended_nobodyCalls_andItIsADecline() {
            FunctionRun run = asked(
                            after(
                                    fixture(ISSUER_AUTHENTICATION)
                                            .application(config -> config.terminalType(new TerminalType(
                                                    TerminalType.Operator.MERCHANT,
                                                    false,
                                                    TerminalType.Communication.OFFLINE_WITH_ONLINE_CAPABILITY))),
                                    "80"),
                            step -> step.resume(AuthorisationResponse.of(Decision.REFER, Bytes.fromHex("3031"))))
                    .proceeds();
            requests(run, CryptogramInformationData.Type.AAC);
            assertEquals("3031", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
        }

        @Test
        void book4_6_5_2_theCallComesBeforeTheCardHearsOfTheIssuersAnswer() {
            answered(
                            ISSUER_AUTHENTICATION,
                            AuthorisationResponse.of(Decision.REFER, Bytes.fromHex("3031"))
                                    .withIssuerAuthenticationData(Bytes.fromHex(TEN_BYTES)))
                    .message(StandardMessage.CALL_YOUR_BANK)
                    .answer(ReferToIssuer.class, ReferToIssuer::declined)
                    .card("008200000A" + TEN_BYTES, "9000")
                    .proceeds();
        }

        @ParameterizedTest
        @CsvSource({"414243313233, 414243313233", "4142, absent", "41424331323334, absent", "'', absent"})
        void book4_12_1_authorisationCode_isKeptWhereItHasSixBytes_andTheDecisionStandsAnyway(
                String code, String kept) {
            FunctionRun run = answered(
                            ISSUER_AUTHENTICATION,
                            new AuthorisationResponse(
                                    Decision.APPROVE,
                                    Bytes.fromHex("3030"),
                                    Optional.empty(),
                                    java.util.List.of(),
                                    Optional.of(Bytes.fromHex(code))))
                    .proceeds();
            assertEquals(kept, value(run, EmvTag.AUTHORISATION_CODE));
            requests(run, CryptogramInformationData.Type.TC);
        }
    }

    @Nested
    final class UnableToGoOnline {
        private FunctionRun unable(String defaultCode, Function<AuthoriseOnline, KernelStep> answer) {
            Transaction transaction = after(
                    new TransactionFixture()
                            .card("82", ISSUER_AUTHENTICATION)
                            .card("5A", "4761739001010119")
                            .card("9F0D", defaultCode),
                    "80");
            transaction.data().raise(Bit.FLOOR_LIMIT_EXCEEDED);
            return asked(transaction, answer).proceeds();
        }

        @Test
        void book3_10_7_defaultCodesDoNotMatch_asksForATcWithY3() {
            FunctionRun run = unable("FFFFFF7FFF", AuthoriseOnline::noAnswer);
            requests(run, CryptogramInformationData.Type.TC);
            assertEquals("5933", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
            assertEquals(Transaction.HostContact.NO_ANSWER, run.transaction().hostContact);
            run.tvr("0000008000").tsi("0000");
        }

        @Test
        void book3_10_7_defaultCodesMatch_asksForAnAacWithZ3() {
            FunctionRun run = unable("0000008000", AuthoriseOnline::notSent);
            requests(run, CryptogramInformationData.Type.AAC);
            assertEquals("5A33", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
            assertEquals(Transaction.HostContact.NOT_ASKED, run.transaction().hostContact);
        }

        @Test
        void book3_10_7_absentIssuerCode_isAllOnes() {
            Transaction transaction =
                    after(new TransactionFixture().card("82", "1800").card("5A", "4761739001010119"), "80");
            transaction.data().raise(Bit.NEW_CARD);
            requests(asked(transaction, AuthoriseOnline::notSent), CryptogramInformationData.Type.AAC);
        }

        @Test
        void book3_10_7_offlineOnlyTerminal_isUnableWithoutAsking() {
            Transaction transaction = after(fixture(ISSUER_AUTHENTICATION).terminalType("23"), "80");
            FunctionRun run =
                    FunctionRun.of(new OnlineProcessing(), transaction).proceeds();
            requests(run, CryptogramInformationData.Type.TC);
            assertEquals("5933", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
            assertEquals(Transaction.HostContact.NOT_ASKED, transaction.hostContact);
        }

        @Test
        void configuration_typeForTheIssuerOnly_isDeclined() {
            Transaction transaction = after(
                    fixture(ISSUER_AUTHENTICATION)
                            .type(TransactionType.PAYMENT)
                            .application(config ->
                                    config.handling(TransactionType.PAYMENT, TransactionHandling.ONLINE_REQUIRED)),
                    "80");
            FunctionRun run = asked(transaction, AuthoriseOnline::noAnswer).proceeds();
            requests(run, CryptogramInformationData.Type.AAC);
            assertEquals("5A33", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
        }
    }

    /** EMV 4.4 Book 4, 6.3.2.2.4: an XDA failure sends a transaction online though the card has approved. */
    @Nested
    final class WithATransactionCertificateInHand {
        @ParameterizedTest
        @CsvSource({"APPROVE, APPROVED", "DECLINE, DECLINED", "REFER_DECLINED, DECLINED"})
        void theIssuersAnswerDecides_andTheCardIsNotAskedAgain(Decision decision, Transaction.Course course) {
            AuthorisationResponse response = AuthorisationResponse.of(decision, Bytes.fromHex("3030"))
                    .withIssuerAuthenticationData(Bytes.fromHex(TEN_BYTES));
            FunctionRun run = asked(after(fixture(ISSUER_AUTHENTICATION), "40"), step -> step.resume(response))
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi("0000");
            assertEquals(course, run.transaction().course);
            assertFalse(run.transaction().needsSecondGenerateAc());
        }

        @Test
        void unableToGoOnline_declinesWhateverTheDefaultCodesSay() {
            FunctionRun run = asked(after(fixture(ISSUER_AUTHENTICATION), "40"), AuthoriseOnline::noAnswer)
                    .proceeds();
            assertEquals(Transaction.Course.DECLINED, run.transaction().course);
            assertEquals("5A33", value(run, EmvTag.AUTHORISATION_RESPONSE_CODE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 17})
    void book3_10_9_wrongLengthOf91_isExplained(int length) {
        TransactionFixture fixture = fixture(ISSUER_AUTHENTICATION);
        asked(after(fixture, "80"), step -> step.resume(approved("01".repeat(length))))
                .proceeds()
                .tvr(FAILED);
        assertTrue(fixture.explanations()
                .contains(new Explanation(
                        "Issuer authentication failed",
                        "EMV 4.4 Book 3, 10.9",
                        Map.of("length of 91", length + " bytes"),
                        "TVR byte 5 bit 7 = 1")));
    }
}
