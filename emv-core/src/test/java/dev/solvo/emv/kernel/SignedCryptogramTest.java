package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.config.CdaMode;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 2, 6.6, 12.5 and Annex D4; Book 4, 6.3.2. */
final class SignedCryptogramTest {
    private static final Bytes PDOL_DATA = Bytes.fromHex("0102030405");
    private static final Bytes DYNAMIC_NUMBER = Bytes.fromHex("A1A2A3A4A5A6A7A8");
    private static final String CRYPTOGRAM = "C1C2C3C4C5C6C7C8";
    private static final String COUNTER = "9F36020007";
    private static final String ISSUER_DATA = "9F100706010A03A00000";

    /** The transaction after offline data authentication, with a cryptogram to be asked for. */
    private static Transaction asking(RsaCard card, CryptogramInformationData.Type type) {
        return asking(card.transaction(), type);
    }

    private static Transaction asking(EccCard card, CryptogramInformationData.Type type) {
        return asking(card.transaction(), type);
    }

    private static Transaction asking(Transaction transaction, CryptogramInformationData.Type type) {
        FunctionRun.of(new OfflineDataAuthentication(), transaction).proceeds();
        transaction.pdolData = PDOL_DATA;
        transaction.requestedCryptogram = Optional.of(type);
        return transaction;
    }

    private static FunctionRun first(Transaction transaction, String command, String response) {
        return FunctionRun.of(new CardActionAnalysis(), transaction).card(command, response);
    }

    /** After an ARQC was given and, if it is so, the issuer answered. */
    private static FunctionRun second(Transaction transaction, CryptogramInformationData.Type type, boolean answered) {
        transaction.requestedCryptogram = Optional.of(type);
        transaction.hostContact = answered ? Transaction.HostContact.ANSWERED : Transaction.HostContact.NO_ANSWER;
        transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"));
        return FunctionRun.of(new Completion(), transaction);
    }

    /** The first GENERATE AC by the CDOL1 of the test cards: amount, TVR, unpredictable number. */
    private static String firstCommand(String p1, String tvr) {
        return "80AE" + p1 + "000F" + cdol1Data(tvr) + "00";
    }

    private static String cdol1Data(String tvr) {
        return "000000001000" + tvr + "11223344";
    }

    /** The second one by their CDOL2: response code, TVR, unpredictable number. */
    private static String secondCommand(String p1, String responseCode, String tvr) {
        return "80AE" + p1 + "000B" + cdol2Data(responseCode, tvr) + "00";
    }

    private static String cdol2Data(String responseCode, String tvr) {
        return responseCode + tvr + "11223344";
    }

    private static String clear(String cid) {
        return template("9F2701" + cid + COUNTER + "9F2608" + CRYPTOGRAM + ISSUER_DATA);
    }

    private static String template(String content) {
        Bytes bytes = Bytes.fromHex(content);
        String length = Bytes.ofUnsigned(bytes.length()).toHex();
        return "77" + (bytes.length() < 0x80 ? "" : "81") + length + content + "9000";
    }

    /** An answer signed for CDA: its objects around the signature, which covers them in this order. */
    private static String combined(String cid, String sent) {
        return combined(cid, cid, sent, "");
    }

    private static String combined(String clearCid, String signedCid, String sent, String proprietary) {
        String before = "9F2701" + clearCid + proprietary + COUNTER;
        Bytes signed = RsaCard.ICC.signCombinedData(
                DYNAMIC_NUMBER,
                Integer.parseInt(signedCid, 16),
                Bytes.fromHex(CRYPTOGRAM),
                Bytes.EMPTY,
                Bytes.fromHex(PDOL_DATA.toHex() + sent + before + ISSUER_DATA),
                RsaCard.UNPREDICTABLE_NUMBER);
        return template(before + "9F4B60" + signed.toHex() + ISSUER_DATA);
    }

    private static String extended(String cid, String sent) {
        String objects = "9F2701" + cid + COUNTER + "9F2608" + CRYPTOGRAM + ISSUER_DATA;
        Bytes signed = EccCard.ICC.signExtendedData(Bytes.fromHex("15" + sent + objects), SeededRandom.of(6));
        return template(objects + "9F4B41" + signed.toHex());
    }

    private static String extendedFirst(String cid, String tvr) {
        return extended(cid, PDOL_DATA.toHex() + cdol1Data(tvr));
    }

    private static void outcome(FunctionRun run, Transaction.Course course, String tvr, String tsi, Status status) {
        run.proceeds().tvr(tvr).tsi(tsi);
        assertEquals(course, run.transaction().course);
        assertEquals(status, run.transaction().cardAuthentication.result().status());
    }

    private static String responseCode(FunctionRun run) {
        return run.transaction()
                .get(EmvTag.AUTHORISATION_RESPONSE_CODE)
                .map(Bytes::toHex)
                .orElse("none");
    }

    private static Optional<String> cryptogram(FunctionRun run) {
        return run.transaction().get(EmvTag.APPLICATION_CRYPTOGRAM).map(Bytes::toHex);
    }

    @Nested
    final class CdaAsked {
        @ParameterizedTest(name = "{0}, {1}: {2}")
        @CsvSource({
            "MODE_1, TC, 50", "MODE_1, ARQC, 90", "MODE_1, AAC, 00",
            "MODE_2, TC, 50", "MODE_2, ARQC, 90", "MODE_2, AAC, 00",
            "MODE_3, TC, 50", "MODE_3, ARQC, 80", "MODE_3, AAC, 00",
            "MODE_4, TC, 50", "MODE_4, ARQC, 80", "MODE_4, AAC, 00",
        })
        void atTheFirstGenerateAc_byMode(CdaMode mode, CryptogramInformationData.Type type, String p1) {
            RsaCard card = RsaCard.of("0100");
            card.fixture().terminal(config -> config.cdaMode(mode));
            String tvr = type == CryptogramInformationData.Type.AAC ? "8000000000" : "0000000000";
            first(asking(card, type), firstCommand(p1, tvr), clear("00")).proceeds();
        }

        @ParameterizedTest(name = "{0}: {1} after the issuer''s answer, {2} without")
        @CsvSource({"MODE_1, 50, 50", "MODE_2, 40, 50", "MODE_3, 40, 50", "MODE_4, 50, 50"})
        void atTheSecondGenerateAc_byModeIfTheIssuerAnswered_alwaysIfNot(
                CdaMode mode, String answered, String notAnswered) {
            for (boolean issuer : new boolean[] {true, false}) {
                RsaCard card = RsaCard.of("0100");
                card.fixture().terminal(config -> config.cdaMode(mode));
                second(asking(card, CryptogramInformationData.Type.ARQC), CryptogramInformationData.Type.TC, issuer)
                        .card(secondCommand(issuer ? answered : notAnswered, "3030", "0000000000"), clear("00"));
            }
        }

        @ParameterizedTest
        @EnumSource(CdaMode.class)
        void notWithAnAacAtTheSecond(CdaMode mode) {
            RsaCard card = RsaCard.of("0100");
            card.fixture().terminal(config -> config.cdaMode(mode));
            second(asking(card, CryptogramInformationData.Type.ARQC), CryptogramInformationData.Type.AAC, true)
                    .card(secondCommand("00", "3030", "0000000000"), clear("00"));
        }

        @ParameterizedTest
        @CsvSource({"TC, 40", "ARQC, 80", "AAC, 00"})
        void notOnceItHasFailed(CryptogramInformationData.Type type, String p1) {
            RsaCard card = RsaCard.of("0100").damaged("9F46");
            first(asking(card, type), firstCommand(p1, "0400000000"), clear("00"))
                    .tvr("0400000000")
                    .tsi("A000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"4000", "0000"})
        void notByAnotherMethod(String aip) {
            String tvr = aip.equals("4000") ? "0200000000" : "8000000000";
            first(asking(RsaCard.of(aip), CryptogramInformationData.Type.TC), firstCommand("40", tvr), clear("00"))
                    .proceeds();
        }

        @Test
        void withAnAac_authenticationCountsAsNotPerformed_beforeTheListIsFilled() {
            FunctionRun run = first(
                    asking(RsaCard.of("0100"), CryptogramInformationData.Type.AAC),
                    firstCommand("00", "8000000000"),
                    clear("00"));
            outcome(run, Transaction.Course.DECLINED, "8000000000", "2000", Status.NOT_PERFORMED);
        }
    }

    @Nested
    final class CdaAtTheFirstGenerateAc {
        private FunctionRun answered(CryptogramInformationData.Type type, String response) {
            return first(
                    asking(RsaCard.of("0100"), type),
                    firstCommand(type == CryptogramInformationData.Type.TC ? "50" : "90", "0000000000"),
                    response);
        }

        private String sent() {
            return cdol1Data("0000000000");
        }

        @Test
        void aSignedTc_approvesAndBringsTheCryptogram() {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, combined("40", sent()));
            outcome(run, Transaction.Course.APPROVED, "0000000000", "A000", Status.OK);
            assertEquals(Optional.of(CRYPTOGRAM), cryptogram(run));
            assertEquals(
                    DYNAMIC_NUMBER,
                    run.transaction().get(EmvTag.ICC_DYNAMIC_NUMBER).orElseThrow());
            assertEquals(
                    CRYPTOGRAM,
                    run.transaction()
                            .firstResult
                            .orElseThrow()
                            .value()
                            .orElseThrow()
                            .toHex());
        }

        @Test
        void aSignedArqc_goesOnline() {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, combined("80", sent()));
            outcome(run, Transaction.Course.ONLINE, "0000000000", "A000", Status.OK);
            assertEquals(Optional.of(CRYPTOGRAM), cryptogram(run));
        }

        @Test
        void proprietaryObjectsAreCoveredToo() {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, combined("40", "40", sent(), "DF0102ABCD"));
            outcome(run, Transaction.Course.APPROVED, "0000000000", "A000", Status.OK);
        }

        @Test
        void lengthsThatAreNotTheShortest_areHashedAsReceived() {
            String objects = "9F278101" + "40" + COUNTER;
            Bytes signed = RsaCard.ICC.signCombinedData(
                    DYNAMIC_NUMBER,
                    0x40,
                    Bytes.fromHex(CRYPTOGRAM),
                    Bytes.EMPTY,
                    Bytes.fromHex(PDOL_DATA.toHex() + sent() + objects),
                    RsaCard.UNPREDICTABLE_NUMBER);
            FunctionRun run =
                    answered(CryptogramInformationData.Type.TC, template("9F4B60" + signed.toHex() + objects));
            outcome(run, Transaction.Course.APPROVED, "0000000000", "A000", Status.OK);
        }

        @Test
        void withoutPdol_nothingStandsForItInTheHash() {
            Transaction transaction = asking(RsaCard.of("0100"), CryptogramInformationData.Type.TC);
            transaction.pdolData = Bytes.EMPTY;
            String objects = "9F270140" + COUNTER;
            Bytes signed = RsaCard.ICC.signCombinedData(
                    DYNAMIC_NUMBER,
                    0x40,
                    Bytes.fromHex(CRYPTOGRAM),
                    Bytes.EMPTY,
                    Bytes.fromHex(sent() + objects),
                    RsaCard.UNPREDICTABLE_NUMBER);
            FunctionRun run =
                    first(transaction, firstCommand("50", "0000000000"), template(objects + "9F4B60" + signed.toHex()));
            outcome(run, Transaction.Course.APPROVED, "0000000000", "A000", Status.OK);
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "08", "02"})
        void anAacInClear_declinesAndIsNoFailureOfCda(String cid) {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, clear(cid));
            outcome(run, Transaction.Course.DECLINED, "0000000000", "2000", Status.NOT_PERFORMED);
            assertEquals("5A31", responseCode(run));
        }

        @Test
        void anAacInFormat1_isNoFailureOfCdaEither() {
            FunctionRun run =
                    answered(CryptogramInformationData.Type.ARQC, "800B" + "00" + "0007" + CRYPTOGRAM + "9000");
            outcome(run, Transaction.Course.DECLINED, "0000000000", "2000", Status.NOT_PERFORMED);
        }

        @Test
        void anUnsignedTc_failsAndIsDeclinedWithoutAnotherCryptogram() {
            for (String response : new String[] {clear("40"), "800B" + "40" + "0007" + CRYPTOGRAM + "9000"}) {
                FunctionRun run = answered(CryptogramInformationData.Type.TC, response);
                outcome(run, Transaction.Course.DECLINED, "0400000000", "A000", Status.FAILED);
                assertEquals("5A31", responseCode(run));
            }
        }

        @Test
        void anUnsignedArqc_failsAndIsDeclinedWithASecondCryptogram() {
            for (String response : new String[] {clear("80"), "800B" + "80" + "0007" + CRYPTOGRAM + "9000"}) {
                FunctionRun run = answered(CryptogramInformationData.Type.ARQC, response);
                outcome(run, Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM, "0400000000", "A000", Status.FAILED);
                second(run.transaction(), CryptogramInformationData.Type.AAC, false);
            }
        }

        @Test
        void aFailedArqc_isFollowedByAnAacWithZ1_andTheTvrSaysWhy() {
            Transaction transaction =
                    answered(CryptogramInformationData.Type.ARQC, clear("80")).transaction();
            FunctionRun run = FunctionRun.of(new Completion(), transaction)
                    .card(secondCommand("00", "5A31", "0400000000"), clear("00"));
            outcome(run, Transaction.Course.DECLINED, "0400000000", "A000", Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"40", "80"})
        void anInnerCidThatDiffersFromTheClearOne_fails(String clearCid) {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, combined(clearCid, "48", sent(), ""));
            outcome(
                    run,
                    clearCid.equals("40")
                            ? Transaction.Course.DECLINED
                            : Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM,
                    "0400000000",
                    "A000",
                    Status.FAILED);
            assertEquals(Optional.empty(), cryptogram(run));
        }

        @Test
        void aSignatureOverOtherData_fails() {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, combined("40", cdol1Data("8000000000")));
            outcome(run, Transaction.Course.DECLINED, "0400000000", "A000", Status.FAILED);
        }

        @Test
        void aSignatureOfAnotherLengthThanTheKey_fails() {
            FunctionRun run =
                    answered(CryptogramInformationData.Type.TC, template("9F270140" + COUNTER + "9F4B04AABBCCDD"));
            outcome(run, Transaction.Course.DECLINED, "0400000000", "A000", Status.FAILED);
        }

        @Test
        void aSignatureThatWasNotAskedFor_doesNotStandInForTheCryptogram() {
            RsaCard card = RsaCard.of("0100");
            card.fixture().terminal(config -> config.cdaMode(CdaMode.MODE_3));
            first(
                            asking(card, CryptogramInformationData.Type.ARQC),
                            firstCommand("80", "0000000000"),
                            combined("80", sent()))
                    .terminates(TerminationReason.CARD_ERROR);
        }
    }

    @Nested
    final class CdaAtTheSecondGenerateAc {
        private FunctionRun answered(String response) {
            Transaction transaction = asking(RsaCard.of("0100"), CryptogramInformationData.Type.ARQC);
            first(transaction, firstCommand("90", "0000000000"), combined("80", cdol1Data("0000000000")))
                    .proceeds();
            return second(transaction, CryptogramInformationData.Type.TC, true)
                    .card(secondCommand("50", "3030", "0000000000"), response);
        }

        @Test
        void theHashCoversTheDataOfBothLists() {
            FunctionRun run = answered(combined("40", cdol1Data("0000000000") + cdol2Data("3030", "0000000000")));
            outcome(run, Transaction.Course.APPROVED, "0000000000", "A000", Status.OK);
        }

        @Test
        void aHashWithoutTheFirstList_fails_andTheTransactionIsDeclined() {
            FunctionRun run = answered(combined("40", cdol2Data("3030", "0000000000")));
            outcome(run, Transaction.Course.DECLINED, "0400000000", "A000", Status.FAILED);
        }

        @Test
        void anUnsignedTc_fails_andTheTransactionIsDeclined() {
            outcome(answered(clear("40")), Transaction.Course.DECLINED, "0400000000", "A000", Status.FAILED);
        }

        @Test
        void anAacInClear_declinesAndIsNoFailureOfCda() {
            outcome(answered(clear("00")), Transaction.Course.DECLINED, "0000000000", "A000", Status.OK);
        }
    }

    @Nested
    final class XdaAsked {
        @ParameterizedTest
        @CsvSource({"TC, 48", "ARQC, 88", "AAC, 08"})
        void withEveryCryptogram(CryptogramInformationData.Type type, String p1) {
            first(asking(EccCard.of("8000"), type), firstCommand(p1, "0100000000"), clear("00"))
                    .tvr("0100000000")
                    .tsi("2000");
        }

        @ParameterizedTest
        @CsvSource({"TC, 48", "ARQC, 88", "AAC, 08"})
        void alsoWithoutAKey(CryptogramInformationData.Type type, String p1) {
            first(asking(EccCard.of("8000").caPublicKey(), type), firstCommand(p1, "0100000004"), clear("00"))
                    .tvr("0100000004");
            // The failed recovery is not in the data of the list: it must not change the first cryptogram.
            first(asking(EccCard.of("8000").damaged("9F46"), type), firstCommand(p1, "0100000000"), clear("00"))
                    .tvr("0100000002");
        }

        @ParameterizedTest
        @CsvSource({"TC, 48", "AAC, 08"})
        void atTheSecondGenerateAc(CryptogramInformationData.Type type, String p1) {
            second(asking(EccCard.of("8000"), CryptogramInformationData.Type.ARQC), type, true)
                    .card(secondCommand(p1, "3030", "0100000000"), clear("00"));
        }
    }

    @Nested
    final class XdaAtTheFirstGenerateAc {
        private FunctionRun answered(CryptogramInformationData.Type type, String response) {
            return first(
                    asking(EccCard.of("8000"), type),
                    firstCommand(type == CryptogramInformationData.Type.TC ? "48" : "88", "0100000000"),
                    response);
        }

        @Test
        void aSignedTc_approves() {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, extendedFirst("40", "0100000000"));
            outcome(run, Transaction.Course.APPROVED, "0100000000", "A000", Status.OK);
            assertEquals(Optional.of(CRYPTOGRAM), cryptogram(run));
        }

        @Test
        void aSignedArqc_goesOnline() {
            FunctionRun run = answered(CryptogramInformationData.Type.ARQC, extendedFirst("80", "0100000000"));
            outcome(run, Transaction.Course.ONLINE, "0100000000", "A000", Status.OK);
            assertTrue(run.transaction().needsSecondGenerateAc());
        }

        @Test
        void anAac_isNotVerified() {
            FunctionRun run = answered(CryptogramInformationData.Type.TC, extendedFirst("00", "8000000000"));
            outcome(run, Transaction.Course.DECLINED, "0100000000", "2000", Status.NOT_PERFORMED);
        }

        @Test
        void anAnswerWithoutTheCryptogramInClear_endsTheSession() {
            answered(CryptogramInformationData.Type.TC, template("9F270140" + COUNTER + "9F4B0115"))
                    .terminates(TerminationReason.CARD_ERROR);
        }

        /** Without a signature, with one over other data, and with one of another length. */
        private String[] wrong(String cid) {
            String objects = "9F2701" + cid + COUNTER + "9F2608" + CRYPTOGRAM;
            return new String[] {
                clear(cid),
                "800B" + cid + "0007" + CRYPTOGRAM + "9000",
                extendedFirst(cid, "0000000000"),
                template(objects + "9F4B0115"),
            };
        }

        @Test
        void aTcWithoutAGoodSignature_goesOnlineAndGetsNoSecondCryptogram() {
            for (String response : wrong("40")) {
                FunctionRun run = answered(CryptogramInformationData.Type.TC, response);
                outcome(run, Transaction.Course.ONLINE, "0100000100", "A000", Status.FAILED);
                assertFalse(run.transaction().needsSecondGenerateAc());
            }
        }

        @Test
        void anArqcWithoutAGoodSignature_goesOnline() {
            for (String response : wrong("80")) {
                FunctionRun run = answered(CryptogramInformationData.Type.ARQC, response);
                outcome(run, Transaction.Course.ONLINE, "0100000100", "A000", Status.FAILED);
                assertTrue(run.transaction().needsSecondGenerateAc());
            }
        }
    }

    /** EMV 4.4 Book 4, 6.3.2.2.1 to 6.3.2.2.4: each of the three failures, with what the denial codes say of it. */
    @Nested
    final class XdaFailed {
        private EccCard card(String failure) {
            return switch (failure) {
                case "no CA key" -> EccCard.of("8000").caPublicKey();
                case "issuer certificate" -> EccCard.of("8000").damaged("90");
                case "ICC certificate" -> EccCard.of("8000").damaged("9F46");
                case "data missing" -> EccCard.of("8000").without("9F46");
                default -> EccCard.of("8000");
            };
        }

        private FunctionRun answered(EccCard card, String cid, String sentTvr) {
            boolean tc = cid.equals("40");
            return first(
                    asking(card, tc ? CryptogramInformationData.Type.TC : CryptogramInformationData.Type.ARQC),
                    firstCommand(tc ? "48" : "88", sentTvr),
                    clear(cid));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no CA key, 0100000004, 0100000004",
            "issuer certificate, 0100000000, 0100000002",
            "ICC certificate, 0100000000, 0100000002",
            "data missing, 2100000000, 2100000002",
            "signature, 0100000000, 0100000100",
        })
        void exactlyOneFailureBit_andOnlineUnlessDenied(String failure, String sentTvr, String tvr) {
            for (String cid : new String[] {"40", "80"}) {
                FunctionRun run = answered(card(failure), cid, sentTvr);
                outcome(run, Transaction.Course.ONLINE, tvr, "A000", Status.FAILED);
                assertEquals(cid.equals("80"), run.transaction().needsSecondGenerateAc());
                assertEquals("none", responseCode(run));
            }
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no CA key, 0100000004, 0100000004",
            "issuer certificate, 0100000000, 0100000002",
            "ICC certificate, 0100000000, 0100000002",
            "signature, 0100000000, 0100000100",
        })
        void withDenialMatched_aTcIsDeclined_anArqcGetsAnAac(String failure, String sentTvr, String tvr) {
            for (String cid : new String[] {"40", "80"}) {
                EccCard card = card(failure);
                card.fixture()
                        .application(config -> config.terminalActionCodes(
                                ActionCode.of(Bytes.fromHex("0000000106")), ActionCode.NONE, ActionCode.NONE));
                FunctionRun run = answered(card, cid, sentTvr);
                outcome(
                        run,
                        cid.equals("40")
                                ? Transaction.Course.DECLINED
                                : Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM,
                        tvr,
                        "A000",
                        Status.FAILED);
                assertEquals("5A31", responseCode(run));
                if (cid.equals("80")) {
                    FunctionRun last = FunctionRun.of(new Completion(), run.transaction())
                            .card(secondCommand("08", "5A31", tvr), clear("00"));
                    outcome(last, Transaction.Course.DECLINED, tvr, "A000", Status.FAILED);
                }
            }
        }

        @Test
        void onlineAndDefaultCodesAreNotLookedAt() {
            EccCard card = card("signature");
            card.fixture()
                    .application(config -> config.terminalActionCodes(ActionCode.NONE, ActionCode.ANY, ActionCode.ANY));
            outcome(answered(card, "40", "0100000000"), Transaction.Course.ONLINE, "0100000100", "A000", Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"40", "80"})
        void unableToGoOnline_declinesWhateverTheDefaultCodesSay(String cid) {
            EccCard card = card("signature").element("9F0D", "0000000000");
            card.fixture().terminalType("23");
            FunctionRun run = answered(card, cid, "0100000000");
            FunctionRun offline =
                    FunctionRun.of(new OnlineProcessing(), run.transaction()).proceeds();
            assertEquals("5A33", responseCode(offline));
            assertEquals(Optional.of(CryptogramInformationData.Type.AAC), offline.transaction().requestedCryptogram);
            if (cid.equals("40")) {
                assertEquals(Transaction.Course.DECLINED, offline.transaction().course);
            } else {
                FunctionRun.of(new Completion(), offline.transaction())
                        .card(secondCommand("08", "5A33", "0100000100"), clear("00"))
                        .proceeds();
            }
        }

        @Test
        void theSecondCryptogram_isNotVerifiedAgain_andTheIssuersApprovalStands() {
            FunctionRun run = answered(card("signature"), "80", "0100000000");
            FunctionRun last = second(run.transaction(), CryptogramInformationData.Type.TC, true)
                    .card(secondCommand("48", "3030", "0100000100"), clear("40"));
            outcome(last, Transaction.Course.APPROVED, "0100000100", "A000", Status.FAILED);
        }
    }

    @Nested
    final class XdaAtTheSecondGenerateAc {
        private FunctionRun answered(String response) {
            Transaction transaction = asking(EccCard.of("8000"), CryptogramInformationData.Type.ARQC);
            first(transaction, firstCommand("88", "0100000000"), extendedFirst("80", "0100000000"))
                    .proceeds();
            return second(transaction, CryptogramInformationData.Type.TC, true)
                    .card(secondCommand("48", "3030", "0100000000"), response);
        }

        @Test
        void theSignatureCoversTheSecondListAlone() {
            FunctionRun run = answered(extended("40", cdol2Data("3030", "0100000000")));
            outcome(run, Transaction.Course.APPROVED, "0100000000", "A000", Status.OK);
        }

        @Test
        void aTcWithoutAGoodSignature_isDeclined() {
            outcome(answered(clear("40")), Transaction.Course.DECLINED, "0100000100", "A000", Status.FAILED);
            String overAllLists = PDOL_DATA.toHex() + cdol1Data("0100000000") + cdol2Data("3030", "0100000000");
            outcome(
                    answered(extended("40", overAllLists)),
                    Transaction.Course.DECLINED,
                    "0100000100",
                    "A000",
                    Status.FAILED);
        }

        @Test
        void anAac_isNotVerified() {
            outcome(answered(clear("00")), Transaction.Course.DECLINED, "0100000000", "A000", Status.OK);
        }
    }
}
