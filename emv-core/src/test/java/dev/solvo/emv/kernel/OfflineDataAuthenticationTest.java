package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.3; Book 2, 5, 6 and 12. */
final class OfflineDataAuthenticationTest {
    private static final String SDA = "4000";
    private static final String DDA = "2000";
    private static final String CDA = "0100";
    private static final String XDA = "8000";
    private static final String INTERNAL_AUTHENTICATE = "0088000004" + "11223344" + "00";
    private static final Bytes DYNAMIC_NUMBER = Bytes.fromHex("A1A2A3A4A5A6A7A8");

    private static FunctionRun run(RsaCard card) {
        return FunctionRun.of(new OfflineDataAuthentication(), card.transaction());
    }

    private static FunctionRun run(EccCard card) {
        return FunctionRun.of(new OfflineDataAuthentication(), card.transaction());
    }

    private static void ends(FunctionRun run, String tvr, String tsi, Method method, Status status) {
        run.proceeds().tvr(tvr).tsi(tsi);
        assertEquals(method, run.transaction().cardAuthentication.result().method());
        assertEquals(status, run.transaction().cardAuthentication.result().status());
    }

    @Nested
    final class SelectionOfTheMethod {
        /** A card without any certificate shows by the bits of missing data which method was selected. */
        @ParameterizedTest(name = "AIP {0}, 9F33 {1}: {2}")
        @CsvSource({
            "E100, E0F9CC, XDA, 2100000000, 0000",
            "6100, E0F9CC, CDA, 2400000000, 8000",
            "6000, E0F9CC, DDA, 2800000000, 8000",
            "4000, E0F9CC, SDA, 6200000000, 8000",
            "0000, E0F9CC, NONE, 8000000000, 0000",
            "E100, E0F9C8, CDA, 2400000000, 8000",
            "E100, E0F9C0, DDA, 2800000000, 8000",
            "E100, E0F980, SDA, 6200000000, 8000",
            "E100, E0F900, NONE, 8000000000, 0000",
        })
        void isTheFirstThatBothSupport(String aip, String capabilities, Method method, String tvr, String tsi) {
            FunctionRun run = new TransactionFixture()
                    .card("82", aip)
                    .card("5A", "5413330089020011")
                    .terminalCapabilities(capabilities)
                    .run(new OfflineDataAuthentication());
            ends(
                    run,
                    tvr,
                    tsi,
                    method,
                    method == Method.NONE || method == Method.XDA ? Status.NOT_PERFORMED : Status.FAILED);
        }

        @Test
        void isOneOfTheCommonOnesInTheOrderXdaCdaDdaSda() {
            Method[] methods = {Method.XDA, Method.CDA, Method.DDA, Method.SDA};
            int[] ofCard = {0x80, 0x01, 0x20, 0x40};
            int[] ofTerminal = {0x04, 0x08, 0x40, 0x80};
            int tried = 0;
            for (int card = 0; card < 16; card++) {
                for (int terminal = 0; terminal < 16; terminal++) {
                    // A terminal with CDA has DDA too: the configuration is refused otherwise.
                    if ((terminal & 2) != 0 && (terminal & 4) == 0) {
                        continue;
                    }
                    int common = card & terminal;
                    Method expected = common == 0 ? Method.NONE : methods[Integer.numberOfTrailingZeros(common)];
                    FunctionRun run = new TransactionFixture()
                            .card("82", hex(card, ofCard) + "00")
                            .card("5A", "5413330089020011")
                            .terminalCapabilities("E0F9" + hex(terminal, ofTerminal))
                            .run(new OfflineDataAuthentication());
                    assertEquals(expected, run.transaction().cardAuthentication.method(), card + "/" + terminal);
                    tried++;
                }
            }
            assertEquals(192, tried);
        }

        private String hex(int chosen, int[] bits) {
            int value = 0;
            for (int i = 0; i < bits.length; i++) {
                value |= (chosen >> i & 1) * bits[i];
            }
            return String.format(Locale.ROOT, "%02X", value);
        }

        @Test
        void aFailedMethodIsNotFollowedByAnother() {
            ends(run(RsaCard.of("6100").damaged("9F46")), "0400000000", "8000", Method.CDA, Status.FAILED);
        }
    }

    @Nested
    final class StaticDataAuthentication {
        @Test
        void succeeds_selectedIsNoted_andTheCodeIsKept() {
            FunctionRun run = run(RsaCard.of(SDA));
            ends(run, "0200000000", "8000", Method.SDA, Status.OK);
            assertEquals(
                    "DAC5",
                    run.transaction()
                            .get(EmvTag.DATA_AUTHENTICATION_CODE)
                            .orElseThrow()
                            .toHex());
            assertEquals(
                    "F1",
                    run.transaction()
                            .get(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL)
                            .orElseThrow()
                            .toHex());
        }

        @ParameterizedTest
        @ValueSource(strings = {"8F", "90", "9F32", "93", "92"})
        void dataMissing_failsAndSaysSo(String tag) {
            ends(run(RsaCard.of(SDA).without(tag)), "6200000000", "8000", Method.SDA, Status.FAILED);
        }

        @Test
        void dataMissing_countsAlsoWhereTheTerminalLacksTheKey() {
            RsaCard card = RsaCard.of(SDA).without("93");
            card.fixture().terminal(config -> config.caPublicKeys(CaPublicKeys.EMPTY));
            ends(run(card), "6200000000", "8000", Method.SDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"90", "92", "9F32", "93"})
        void damagedData_failWithoutDataMissing(String tag) {
            RsaCard card = tag.equals("9F32")
                    ? RsaCard.of(SDA).element("9F32", "02")
                    : RsaCard.of(SDA).damaged(tag);
            FunctionRun run = run(card);
            ends(run, "4200000000", "8000", Method.SDA, Status.FAILED);
            assertFalse(run.transaction().get(EmvTag.DATA_AUTHENTICATION_CODE).isPresent());
        }

        @Test
        void signatureOfAnotherLengthThanTheKey_fails() {
            ends(run(RsaCard.of(SDA).element("93", "00".repeat(127))), "4200000000", "8000", Method.SDA, Status.FAILED);
        }

        @Test
        void otherStaticData_fail() {
            RsaCard card = RsaCard.of(SDA).signedRecord("5F24033112315A085413330089020011");
            ends(run(card), "4200000000", "8000", Method.SDA, Status.FAILED);
        }

        @Test
        void noCaKey_failsWithoutDataMissing() {
            RsaCard card = RsaCard.of(SDA);
            card.fixture().terminal(config -> config.caPublicKeys(CaPublicKeys.EMPTY));
            FunctionRun run = run(card);
            ends(run, "4200000000", "8000", Method.SDA, Status.FAILED);
            assertFalse(run.transaction()
                    .get(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL)
                    .isPresent());
        }

        @Test
        void keyOnACurveUnderTheIndex_isNoRsaKey() {
            RsaCard card = RsaCard.of(SDA);
            card.fixture()
                    .terminal(config -> config.caPublicKeys(CaPublicKeys.of(EccCaPublicKey.of(
                            RsaCard.RID, RsaCard.INDEX, SignatureSuite.P_256_SHA_256, EccCard.CA.x()))));
            ends(run(card), "4200000000", "8000", Method.SDA, Status.FAILED);
        }
    }

    @Nested
    final class StaticDataToBeAuthenticatedTagList {
        @Test
        void naming82_addsTheValueOfTheAip() {
            ends(run(RsaCard.signingAip(SDA)), "0200000000", "8000", Method.SDA, Status.OK);
        }

        @Test
        void absent_leavesTheAipOut() {
            ends(run(RsaCard.signingAip(SDA).without("9F4A")), "4200000000", "8000", Method.SDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"8282", "5A", "825A", "9F36"})
        void namingAnythingElse_fails(String list) {
            ends(run(RsaCard.of(SDA).element("9F4A", list)), "4200000000", "8000", Method.SDA, Status.FAILED);
            ends(run(RsaCard.of(DDA).element("9F4A", list)), "0800000000", "8000", Method.DDA, Status.FAILED);
            ends(run(RsaCard.of(CDA).element("9F4A", list)), "0400000000", "8000", Method.CDA, Status.FAILED);
        }

        @Test
        void playsNoPartInXda() {
            ends(run(EccCard.of(XDA).element("9F4A", "5A")), "0100000000", "0000", Method.XDA, Status.NOT_PERFORMED);
        }

        @Test
        void aSignedRecordThatIsNoTemplate_failsTheMethodSelected() {
            ends(run(RsaCard.of(SDA).proprietaryRecord()), "4200000000", "8000", Method.SDA, Status.FAILED);
            ends(run(RsaCard.of(DDA).proprietaryRecord()), "0800000000", "8000", Method.DDA, Status.FAILED);
            ends(run(RsaCard.of(CDA).proprietaryRecord()), "0400000000", "8000", Method.CDA, Status.FAILED);
            ends(run(EccCard.of(XDA).proprietaryRecord()), "0100000000", "0000", Method.XDA, Status.NOT_PERFORMED);
        }
    }

    @Nested
    final class Certificates {
        @Test
        void areGoodOnTheLastDayOfTheirMonth_andBadOnTheNext() {
            RsaCard may = RsaCard.of(SDA);
            may.fixture().date(LocalDate.of(2025, 5, 31));
            ends(run(may), "0200000000", "8000", Method.SDA, Status.OK);
            RsaCard june = RsaCard.of(SDA);
            june.fixture().date(LocalDate.of(2025, 6, 1));
            ends(run(june), "4200000000", "8000", Method.SDA, Status.FAILED);
        }

        @Test
        void ofAnotherPan_areRefused() {
            ends(
                    run(RsaCard.of(SDA).element("5A", "4761739001010119")),
                    "4200000000",
                    "8000",
                    Method.SDA,
                    Status.FAILED);
            ends(
                    run(RsaCard.of(DDA).element("5A", "5413330089020029")),
                    "0800000000",
                    "8000",
                    Method.DDA,
                    Status.FAILED);
        }

        @Test
        void onTheRevocationList_areRefused() {
            RsaCard listed = RsaCard.of(SDA);
            listed.fixture().terminal(config -> config.revocationList(revoking(RsaCard.INDEX)));
            ends(run(listed), "4200000000", "8000", Method.SDA, Status.FAILED);
            RsaCard otherKey = RsaCard.of(SDA);
            otherKey.fixture().terminal(config -> config.revocationList(revoking(RsaCard.INDEX + 1)));
            ends(run(otherKey), "0200000000", "8000", Method.SDA, Status.OK);
        }

        @Test
        void onTheRevocationList_areRefusedForDdaCdaAndXda() {
            RsaCard dda = RsaCard.of(DDA);
            dda.fixture().terminal(config -> config.revocationList(revoking(RsaCard.INDEX)));
            ends(run(dda), "0800000000", "8000", Method.DDA, Status.FAILED);
            RsaCard cda = RsaCard.of(CDA);
            cda.fixture().terminal(config -> config.revocationList(revoking(RsaCard.INDEX)));
            ends(run(cda), "0400000000", "8000", Method.CDA, Status.FAILED);
            EccCard xda = EccCard.of(XDA);
            xda.fixture().terminal(config -> config.revocationList(revoking(EccCard.INDEX)));
            FunctionRun run = run(xda);
            ends(run, "0100000000", "0000", Method.XDA, Status.NOT_PERFORMED);
            assertTrue(run.transaction().cardAuthentication.xdaFailureReason().contains("REVOKED"));
        }

        private RevocationList revoking(int index) {
            return RevocationList.of(List.of(new RevocationList.Entry(RsaCard.RID, index, RsaCard.SERIAL)));
        }

        @Test
        void ofAnotherPaymentSystem_findNoKey() {
            RsaCard card = RsaCard.of(SDA);
            card.fixture()
                    .terminal(config -> config.caPublicKeys(CaPublicKeys.of(RsaCaPublicKey.withoutChecksum(
                            Bytes.fromHex("A000000004"),
                            RsaCard.INDEX,
                            RsaCard.CA.publicKey().modulus(),
                            RsaCard.CA.publicKey().exponent()))));
            ends(run(card), "4200000000", "8000", Method.SDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(ints = {35, 37})
        void issuerRemainderOfAnotherLengthThanTheKeyNeeds_isRefusedAsWrong(int length) {
            ends(
                    run(RsaCard.of(SDA).element("92", "11".repeat(length))),
                    "4200000000",
                    "8000",
                    Method.SDA,
                    Status.FAILED);
        }

        @ParameterizedTest
        @CsvSource({"127", "129"})
        void issuerCertificateOfAnotherLengthThanTheKey_isRefused(int length) {
            ends(
                    run(RsaCard.of(SDA).element("90", "6A".repeat(length))),
                    "4200000000",
                    "8000",
                    Method.SDA,
                    Status.FAILED);
        }
    }

    @Nested
    final class DynamicDataAuthentication {
        private String signed(String ddolData) {
            return RsaCard.ICC
                    .signDynamicData(DYNAMIC_NUMBER, Bytes.EMPTY, Bytes.fromHex(ddolData))
                    .toHex();
        }

        @ParameterizedTest
        @ValueSource(strings = {"8060%s9000", "77639F4B60%s9000", "77689F3602000A9F4B60%s9000"})
        void succeedsInEitherFormat_andKeepsTheDynamicNumber(String answer) {
            String response = String.format(Locale.ROOT, answer, signed("11223344"));
            FunctionRun run = run(RsaCard.of(DDA)).card(INTERNAL_AUTHENTICATE, response);
            ends(run, "0000000000", "8000", Method.DDA, Status.OK);
            assertEquals(
                    DYNAMIC_NUMBER,
                    run.transaction().get(EmvTag.ICC_DYNAMIC_NUMBER).orElseThrow());
        }

        @Test
        void aSignatureOverOtherData_fails() {
            FunctionRun run = run(RsaCard.of(DDA)).card(INTERNAL_AUTHENTICATE, "8060" + signed("11223345") + "9000");
            ends(run, "0800000000", "8000", Method.DDA, Status.FAILED);
            assertFalse(run.transaction().get(EmvTag.ICC_DYNAMIC_NUMBER).isPresent());
        }

        @ParameterizedTest
        @ValueSource(strings = {"805F%s9000", "77629F4B5F%s9000"})
        void aSignatureOfAnotherLengthThanTheKey_fails(String answer) {
            String response = String.format(Locale.ROOT, answer, "22".repeat(95));
            ends(
                    run(RsaCard.of(DDA)).card(INTERNAL_AUTHENTICATE, response),
                    "0800000000",
                    "8000",
                    Method.DDA,
                    Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"8F", "90", "9F32", "9F46", "9F47", "92", "9F48"})
        void dataMissing_failsAndSaysSo_andNothingIsSent(String tag) {
            ends(run(RsaCard.of(DDA).without(tag)), "2800000000", "8000", Method.DDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"9F46", "9F47"})
        void dataMissing_countsWhereverTheChainBreaksBefore(String tag) {
            ends(run(RsaCard.of(DDA).without(tag).damaged("90")), "2800000000", "8000", Method.DDA, Status.FAILED);
            RsaCard noKey = RsaCard.of(DDA).without(tag);
            noKey.fixture().terminal(config -> config.caPublicKeys(CaPublicKeys.EMPTY));
            ends(run(noKey), "2800000000", "8000", Method.DDA, Status.FAILED);
        }

        @Test
        void noCaKey_failsWithoutDataMissing() {
            RsaCard card = RsaCard.of(DDA);
            card.fixture().terminal(config -> config.caPublicKeys(CaPublicKeys.EMPTY));
            ends(run(card), "0800000000", "8000", Method.DDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"90", "92", "9F46", "9F48"})
        void damagedCertificates_fail(String tag) {
            ends(run(RsaCard.of(DDA).damaged(tag)), "0800000000", "8000", Method.DDA, Status.FAILED);
        }

        @Test
        void otherStaticData_fail() {
            ends(run(RsaCard.of(DDA).signedRecord("5F2403311231")), "0800000000", "8000", Method.DDA, Status.FAILED);
        }

        @Test
        void aCardWithoutDdol_getsTheTerminalsDefault() {
            RsaCard card = RsaCard.of(DDA).without("9F49");
            card.fixture().application(config -> config.defaultDdol(Bytes.fromHex("9F37049A03")));
            FunctionRun run =
                    run(card).card("0088000007" + "11223344250511" + "00", "8060" + signed("11223344250511") + "9000");
            ends(run, "0000000000", "8000", Method.DDA, Status.OK);
        }

        @Test
        void noDdolAtAll_failsAndNothingIsSent() {
            ends(run(RsaCard.of(DDA).without("9F49")), "0800000000", "8000", Method.DDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"9A03", "9F37", "9F3700", "9F3704" + "9F02FC"})
        void theCardsDdolWithoutUnpredictableNumberOrNoList_isNotReplacedByTheDefault(String list) {
            RsaCard card = RsaCard.of(DDA).element("9F49", list);
            card.fixture().application(config -> config.defaultDdol(Bytes.fromHex("9F3704")));
            ends(run(card), "0800000000", "8000", Method.DDA, Status.FAILED);
        }

        @Test
        void aDdolForAsManyBytesAsACommandTakes_isFilled() {
            String data = "11223344" + "00".repeat(245) + "000000001000";
            FunctionRun run = run(RsaCard.of(DDA).element("9F49", "9F3704" + "9F02FB"))
                    .card("00880000FF" + data + "00", "8060" + signed(data) + "9000");
            ends(run, "0000000000", "8000", Method.DDA, Status.OK);
        }

        @ParameterizedTest
        @ValueSource(strings = {"6985", "6A88", "6300", "6D00", "6F00"})
        void anyOtherStatus_endsTheSession(String status) {
            run(RsaCard.of(DDA))
                    .card(INTERNAL_AUTHENTICATE, status)
                    .terminates(TerminationReason.CARD_ERROR)
                    .tvr("0000000000")
                    .tsi("0000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"9000", "77059F360200019000", "8003AABB9000", "8001AABB9000", "7003AABBCC9000"})
        void anAnswerThatIsNoSignatureTemplate_endsTheSession(String answer) {
            run(RsaCard.of(DDA))
                    .card(INTERNAL_AUTHENTICATE, answer)
                    .terminates(TerminationReason.CARD_ERROR)
                    .tsi("0000");
        }
    }

    @Nested
    final class CombinedDataAuthenticationFirstHalf {
        @Test
        void aRecoveredKey_leavesAllBitsForTheCryptogram() {
            FunctionRun run = run(RsaCard.of(CDA));
            ends(run, "0000000000", "0000", Method.CDA, Status.NOT_PERFORMED);
            assertEquals(
                    RsaCard.ICC.publicKey(),
                    run.transaction().cardAuthentication.cdaKey().orElseThrow().publicKey());
        }

        @Test
        void aCardOfCdaNeedsNoDdol() {
            ends(run(RsaCard.of(CDA).without("9F49")), "0000000000", "0000", Method.CDA, Status.NOT_PERFORMED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"8F", "90", "9F32", "9F46", "9F47", "92", "9F48"})
        void dataMissing_failsAndSaysSo(String tag) {
            FunctionRun run = run(RsaCard.of(CDA).without(tag));
            ends(run, "2400000000", "8000", Method.CDA, Status.FAILED);
            assertFalse(run.transaction().cardAuthentication.cdaKey().isPresent());
        }

        @ParameterizedTest
        @ValueSource(strings = {"90", "92", "9F46", "9F48"})
        void damagedCertificates_failBeforeAnythingIsAsked(String tag) {
            ends(run(RsaCard.of(CDA).damaged(tag)), "0400000000", "8000", Method.CDA, Status.FAILED);
        }

        @Test
        void noCaKey_failsWithoutDataMissing() {
            RsaCard card = RsaCard.of(CDA);
            card.fixture().terminal(config -> config.caPublicKeys(CaPublicKeys.EMPTY));
            ends(run(card), "0400000000", "8000", Method.CDA, Status.FAILED);
        }
    }

    @Nested
    final class ExtendedDataAuthenticationFirstHalf {
        @Test
        void aRecoveredKey_leavesAllButTheSelectionForTheCryptogram() {
            FunctionRun run = run(EccCard.of(XDA));
            ends(run, "0100000000", "0000", Method.XDA, Status.NOT_PERFORMED);
            assertEquals(
                    EccCard.ICC.x(),
                    run.transaction().cardAuthentication.xdaKey().orElseThrow().x());
            assertFalse(run.transaction().cardAuthentication.xdaFailure().isPresent());
        }

        @Test
        void noCaKey_isSaidBeforeTheFirstCryptogram() {
            ends(run(EccCard.of(XDA).caPublicKey()), "0100000004", "8000", Method.XDA, Status.FAILED);
        }

        @Test
        void anRsaKeyUnderTheIndex_isNoEccKey_andIsNotUsed() {
            EccCard card = EccCard.of("E100")
                    .caPublicKey(RsaCaPublicKey.withoutChecksum(
                            RsaCard.RID,
                            EccCard.INDEX,
                            RsaCard.CA.publicKey().modulus(),
                            RsaCard.CA.publicKey().exponent()));
            FunctionRun run = run(card);
            ends(run, "0100000004", "8000", Method.XDA, Status.FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"8F", "90", "9F46"})
        void dataMissing_isSaidAtOnce_theFailureAfterTheCryptogram(String tag) {
            FunctionRun run = run(EccCard.of(XDA).without(tag));
            ends(run, "2100000000", "0000", Method.XDA, Status.NOT_PERFORMED);
            assertTrue(run.transaction().cardAuthentication.xdaFailure().isPresent());
        }

        @ParameterizedTest
        @ValueSource(strings = {"90", "9F46"})
        void damagedCertificates_areSaidAfterTheCryptogramOnly(String tag) {
            FunctionRun run = run(EccCard.of(XDA).damaged(tag));
            ends(run, "0100000000", "0000", Method.XDA, Status.NOT_PERFORMED);
            assertTrue(run.transaction().cardAuthentication.xdaFailure().isPresent());
            assertFalse(run.transaction().cardAuthentication.xdaKey().isPresent());
        }

        @Test
        void theIssuerIsGoodOnItsLastDay_theCardUpToItsMinute() {
            EccCard nextDay = EccCard.of(XDA);
            nextDay.fixture().date(LocalDate.of(2025, 5, 12));
            FunctionRun run = run(nextDay);
            assertTrue(run.transaction().cardAuthentication.xdaFailureReason().contains("issuer certificate"));
            assertTrue(run.transaction().cardAuthentication.xdaFailureReason().contains("EXPIRY"));
        }
    }

    @Nested
    final class RsaAndEllipticCurves {
        @Test
        void besideXda_noRsaKeyIsRecoveredForAPin() throws Exception {
            EccCard card = EccCard.of("E100").element("9F32", "03").element("9F47", "03");
            card.caPublicKey(RsaCaPublicKey.withoutChecksum(
                    RsaCard.RID,
                    EccCard.INDEX,
                    RsaCard.CA.publicKey().modulus(),
                    RsaCard.CA.publicKey().exponent()));
            FunctionRun run = run(card);
            assertEquals(
                    "no RSA key is used beside XDA",
                    run.transaction().certificates().rsaPinKey().why());
        }

        @Test
        void besideAMethodOfRsa_noKeyOnACurveIsRecoveredForAPin() throws Exception {
            RsaCard card = RsaCard.of(SDA).element("9F2D", "14");
            FunctionRun run = run(card);
            assertEquals(
                    "no elliptic curve is used beside SDA",
                    run.transaction().certificates().eccOdeKey().why());
        }

        @Test
        void explanationsNameTheKindOfKeyUsed() {
            assertEquals(List.of("an RSA key"), kinds(explanations(RsaCard.of(CDA))));
            EccCard ecc = EccCard.of(XDA);
            run(ecc);
            assertEquals(
                    List.of("a key on an elliptic curve"), kinds(ecc.fixture().explanations()));
        }

        private List<Explanation> explanations(RsaCard card) {
            run(card);
            return card.fixture().explanations();
        }

        private List<String> kinds(List<Explanation> explanations) {
            List<String> kinds = new ArrayList<>();
            for (Explanation explanation : explanations) {
                if (explanation.rule().equals("Certification authority public key")) {
                    kinds.add(explanation.result());
                }
            }
            return kinds;
        }
    }
}
