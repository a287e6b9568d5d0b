package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.CvmRule;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list's rules, conditions and results, EMV 4.4 Book 3, 10.5; PINs have tests of their own. */
final class CardholderVerificationTest {
    /** X is 1000.00, Y is 10.00. */
    private static final String X_AND_Y = "000186A0000003E8";

    /** A terminal without any method, so that tests name what they need. */
    private static final String NO_CAPABILITIES = "E000C8";

    private static TransactionFixture rules(String rules) {
        return new TransactionFixture().card("82", "1000").card("8E", X_AND_Y + rules);
    }

    private static FunctionRun expect(FunctionRun run, String cvmResults, String tvr) {
        run.proceeds().tvr(tvr).tsi("4000");
        assertEquals(cvmResults, stored(run));
        assertEquals(
                Optional.of(cvmResults),
                run.transaction().cvmResults.map(results -> results.toBytes().toHex()));
        return run;
    }

    private static FunctionRun expect(TransactionFixture fixture, String cvmResults, String tvr) {
        return expect(fixture.run(new CardholderVerification()), cvmResults, tvr);
    }

    private static String stored(FunctionRun run) {
        return run.transaction()
                .get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS)
                .orElseThrow()
                .toHex();
    }

    /** 10.5 and 7.5. */
    @Nested
    final class WhenPerformed {
        private void notPerformed(TransactionFixture fixture, String tvr) {
            FunctionRun run = fixture.run(new CardholderVerification())
                    .proceeds()
                    .tvr(tvr)
                    .tsi("0000");
            assertEquals("3F0000", stored(run));
            assertEquals(
                    "3F0000",
                    run.transaction().cvmResults.orElseThrow().toBytes().toHex());
        }

        @Test
        void cardDoesNotSupportIt() {
            notPerformed(rules("1F00").card("82", "EF00"), "0000000000");
        }

        @Test
        void noList_isMissingData() {
            notPerformed(new TransactionFixture().card("82", "1000"), "2000000000");
        }

        @Test
        void listWithoutRules_isNoList() {
            notPerformed(rules(""), "0000000000");
        }

        @Test
        void emptyList_isMissingData() {
            notPerformed(new TransactionFixture().card("82", "1000").card("8E", ""), "2000000000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "000186A0000003"})
        void listShorterThanItsAmounts_endsTheSession(String list) {
            new TransactionFixture()
                    .card("82", "1000")
                    .card("8E", list)
                    .run(new CardholderVerification())
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void resultsReachADataObjectListThatAsksForThem() throws EmvDataException {
            FunctionRun run = rules("1E03").run(new CardholderVerification()).proceeds();
            assertEquals(
                    "1E0300",
                    run.transaction()
                            .data()
                            .fill(Tag.of(0x8C), Bytes.fromHex("9F3403"), 255)
                            .toHex());
        }

        @Test
        void noListAndNotSupported_isNotMissing() {
            notPerformed(new TransactionFixture().card("82", "0000"), "0000000000");
        }
    }

    /** 10.5; Annex C3. */
    @Nested
    final class ListFormat {
        static Stream<JsonNode> foreignCases() {
            return VectorFile.cases("cvmList").stream();
        }

        @ParameterizedTest
        @MethodSource("foreignCases")
        void agreesWithAnotherImplementation(JsonNode vector) throws EmvDataException {
            Bytes bytes = Bytes.fromHex(vector.required("tag8E").textValue());
            if (!vector.required("valid").booleanValue()) {
                // A list without rules is read here, and then treated as no list is.
                if (bytes.length() == 8) {
                    assertEquals(List.of(), CvmList.parse(bytes).rules());
                } else {
                    assertThrows(EmvDataException.class, () -> CvmList.parse(bytes));
                }
                return;
            }
            CvmList list = CvmList.parse(bytes);
            assertEquals(vector.required("amountX").longValue(), list.amountX());
            assertEquals(vector.required("amountY").longValue(), list.amountY());
            List<String> rules = new ArrayList<>();
            for (CvmRule rule : list.rules()) {
                rules.add(String.format(Locale.ROOT, "%02X%02X", rule.code(), rule.conditionCode()));
            }
            List<String> expected = new ArrayList<>();
            vector.required("rules").forEach(rule -> expected.add(rule.textValue()));
            assertEquals(expected, rules);
        }

        @Test
        void halfARule_endsTheSession() {
            rules("1F001F").run(new CardholderVerification()).terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void longestList_isWalkedToItsEnd() {
            expect(rules("1F01".repeat(121) + "1F00"), "1F0002", "0000000000");
        }

        @Test
        void longestListOfUnknownMethods_isWalkedToItsEnd() {
            expect(rules("5000".repeat(122)), "3F0001", "0000C00000");
        }
    }

    /** Annex C3: the second byte. */
    @Nested
    final class Conditions {
        private static final String NOT_SATISFIED = "3F0001";

        private void check(TransactionFixture fixture, String condition, boolean satisfied) {
            expect(
                    fixture,
                    satisfied ? "1F" + condition + "02" : NOT_SATISFIED,
                    satisfied ? "0000000000" : "0000800000");
        }

        @ParameterizedTest(name = "condition {1}, terminal {0}, type {2}, cashback {3}: {4}")
        @CsvSource({
            "22, 00, 0,  0,   true",
            "24, 00, 1,  0,   true",
            // unattended cash
            "14, 01, 1,  0,   true",
            "14, 01, 17, 0,   true",
            "24, 01, 1,  0,   true",
            "22, 01, 1,  0,   false",
            "24, 01, 0,  0,   false",
            // not unattended cash, not manual cash, not cashback
            "22, 02, 0,  0,   true",
            "24, 02, 0,  0,   true",
            "22, 02, 1,  0,   false",
            "24, 02, 1,  0,   false",
            "22, 02, 17, 0,   false",
            "22, 02, 9,  200, false",
            "22, 02, 9,  0,   true",
            // manual cash
            "22, 04, 1,  0,   true",
            "11, 04, 17, 0,   true",
            "24, 04, 1,  0,   false",
            "22, 04, 0,  0,   false",
            // purchase with cashback, which is in 9F03, not in 9F02
            "22, 05, 9,  200, true",
            "22, 05, 0,  200, true",
            "22, 05, 9,  0,   false",
            "22, 05, 0,  0,   false"
        })
        void kindOfTransaction(String terminal, String condition, int type, long cashback, boolean satisfied) {
            check(
                    rules("1F" + condition)
                            .terminalType(terminal)
                            .type(new TransactionType(type))
                            .cashback(cashback),
                    condition,
                    satisfied);
        }

        @ParameterizedTest(name = "condition {0}, amount {1}: {2}")
        @CsvSource({
            "06, 99999,        true",
            "06, 100000,       false",
            "06, 100001,       false",
            "07, 99999,        false",
            "07, 100000,       false",
            "07, 100001,       true",
            "07, 999999999999, true",
            "08, 999,          true",
            "08, 1000,         false",
            "09, 1000,         false",
            "09, 1001,         true"
        })
        void amounts(String condition, long amount, boolean satisfied) {
            check(rules("1F" + condition).card("9F42", "0978").amount(amount), condition, satisfied);
        }

        @ParameterizedTest
        @ValueSource(strings = {"06", "07", "08", "09"})
        void amountsInAnotherCurrency_satisfyNothing(String condition) {
            check(rules("1F" + condition).card("9F42", "0840").amount(5000), condition, false);
        }

        @ParameterizedTest
        @ValueSource(strings = {"06", "07", "08", "09"})
        void amountsWithoutApplicationCurrency_satisfyNothing(String condition) {
            check(rules("1F" + condition).amount(5000), condition, false);
        }

        @Test
        void amountsXAndY_areUnsigned() {
            new TransactionFixture()
                    .card("82", "1000")
                    .card("9F42", "0978")
                    .card("8E", "80000000" + "FFFFFFFF" + "1F06")
                    .amount(0x7FFF_FFFFL)
                    .run(new CardholderVerification())
                    .proceeds()
                    .tvr("0000000000");
        }

        @Test
        void amountComparedIncludesCashback() {
            check(
                    rules("1F09")
                            .card("9F42", "0978")
                            .type(TransactionType.PURCHASE_WITH_CASHBACK)
                            .amount(1200)
                            .cashback(500),
                    "09",
                    true);
        }

        @ParameterizedTest(name = "{0}: 9F33 {1}, rule {2} gives {3}")
        @CsvSource({
            "no CVM supported,             E008C8, 1F03, 1F0302",
            "no CVM not supported,         E0F0C8, 1F03, 3F0001",
            "signature supported,          E020C8, 1E03, 1E0300",
            "signature not supported,      E0D8C8, 1E03, 3F0001",
            "plaintext PIN not supported,  E078C8, 0103, 3F0001",
            "online PIN not supported,     E0B8C8, 0203, 3F0001",
            "RSA PIN not supported,        E0E8C8, 0403, 3F0001",
            "PIN without signature,        E0D8C8, 0303, 3F0001",
            "face not supported,           E0FEC8, 0603, 3F0001",
            "unknown method,               E0FFC8, 1003, 3F0001",
            "fail CVM is always possible,  E000C8, 0003, 000301"
        })
        void terminalSupportsTheMethod(String name, String capabilities, String rule, String results) {
            FunctionRun run = rules(rule).terminalCapabilities(capabilities).run(new CardholderVerification());
            // A condition that is not satisfied leaves no other bit than the last one.
            expect(run, results, results.endsWith("01") ? "0000800000" : "0000000000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0A", "7F", "80", "FF"})
        void conditionWithoutMeaning_isNotSatisfiedAndNextRuleFollows(String condition) {
            expect(rules("00" + condition + "1F00"), "1F0002", "0000000000");
        }
    }

    /** 10.5 and 10.5.5. */
    @Nested
    final class Walk {
        @Test
        void conditionNotSatisfied_nextRuleEvenWithoutBit7() {
            expect(rules("1E01" + "1F00"), "1F0002", "0000000000");
        }

        @Test
        void noConditionSatisfied() {
            expect(rules("1E01" + "1F04"), "3F0001", "0000800000");
        }

        @Test
        void firstRuleThatSucceeds_endsTheWalk() {
            FunctionRun run = expect(rules("1F00" + "1E00"), "1F0002", "0000000000");
            assertFalse(run.transaction().signatureRequired);
        }

        @Test
        void code5F_isReportedWithItsBit7() {
            expect(rules("5F00"), "5F0002", "0000000000");
        }

        @Test
        void bit8IsIgnored() {
            expect(rules("9F00"), "9F0002", "0000000000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"10", "1D", "20", "2F", "30", "3E", "3F"})
        void unknownMethod_fails(String code) {
            expect(rules(code + "00" + "1F00"), "3F0001", "0000C00000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"50", "5D", "60", "6F", "70", "7E", "7F"})
        void unknownMethodWithBit7_leavesItsBitThoughTheNextRuleSucceeds(String code) {
            expect(rules(code + "00" + "1F00"), "1F0002", "0000400000");
        }

        @Test
        void unknownMethodWithBit7AsLastRule_fails() {
            expect(rules("5000"), "3F0001", "0000C00000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"06", "07", "08", "09", "0A", "0B", "0C", "0D", "0E", "0F"})
        void partsOfTheBody_areKnownButNotSupported(String code) {
            expect(rules(code + "00").terminalCapabilities("E0FEC8"), "3F0001", "0000800200");
        }

        @Test
        void partOfTheBodyWithBit7_nextRule() {
            expect(rules("4600" + "1F00"), "1F0002", "0000000200");
        }

        @ParameterizedTest(name = "{0}: 9F33 {1}, rule {2} gives TVR {3}")
        @CsvSource({
            "no PIN pad: plaintext PIN,                     E028C8, 0100, 0000900000",
            "no PIN pad: PIN and signature,                 E028C8, 0300, 0000900000",
            "no PIN pad: enciphered PIN,                    E028C8, 0400, 0000900000",
            "no PIN pad: enciphered PIN and signature,      E028C8, 0500, 0000900000",
            "no PIN pad: online PIN,                        E028C8, 0200, 0000900000",
            "only online PIN: plaintext PIN,                E068C8, 0100, 0000900000",
            "only offline PIN: online PIN,                  E0B8C8, 0200, 0000900000",
            "only enciphered PIN: plaintext PIN,            E038C8, 0100, 0000800000",
            "only ECC PIN: plaintext PIN,                   E021C8, 0100, 0000800000",
            "only plaintext PIN: enciphered PIN,            E0A8C8, 0400, 0000800000",
            "PIN but no signature: PIN and signature,       E0D8C8, 0300, 0000800000",
            "no signature: signature,                       E0D8C8, 1E00, 0000800000",
            "no 'no CVM': no CVM,                           E0F0C8, 1F00, 0000800000"
        })
        void methodNotSupported(String name, String capabilities, String rule, String tvr) {
            expect(rules(rule + "1F00").terminalCapabilities(capabilities), "3F0001", tvr);
        }

        @Test
        void methodNotSupportedWithBit7_nextRule() {
            expect(rules("4100" + "1F00").terminalCapabilities("E008C8"), "1F0002", "0000100000");
        }

        @Test
        void ruleAfterAFailureWithoutBit7_isNotReached() {
            expect(rules("0100" + "1F00").terminalCapabilities("E008C8"), "3F0001", "0000900000");
        }
    }

    /** 10.5.1 to 10.5.4: the methods without PIN. */
    @Nested
    final class Methods {
        @ParameterizedTest
        @ValueSource(strings = {"00", "40"})
        void failCvm_stopsWhateverBit7Says(String code) {
            expect(rules(code + "00" + "1F00").terminalCapabilities(NO_CAPABILITIES), code + "0001", "0000800000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1E", "5E"})
        void signature_isUnknownUntilSomeoneLooksAtIt(String code) {
            FunctionRun run = expect(rules(code + "03"), code + "0300", "0000000000");
            assertTrue(run.transaction().signatureRequired);
            assertFalse(run.transaction().onlinePinCaptured);
        }

        @Test
        void noCvm_needsNothing() {
            FunctionRun run = expect(rules("1F02"), "1F0202", "0000000000");
            assertFalse(run.transaction().signatureRequired);
        }
    }

    @Test
    void everyRuleIsExplained() {
        TransactionFixture fixture = rules("1E01" + "5000" + "1F00");
        expect(fixture, "1F0002", "0000400000");
        assertEquals(
                List.of(
                        "Cardholder verification rule / 1 of 3 / condition not satisfied, next rule",
                        "Unrecognised CVM / 2 of 3 / TVR byte 3 bit 7 = 1",
                        "Cardholder verification rule / 3 of 3 / successful",
                        "Cardholder verification was performed / null / TSI byte 1 bit 7 = 1",
                        "CVM Results / null / 9F34 = 1F0002"),
                fixture.explanations().stream()
                        .map(CardholderVerificationTest::line)
                        .collect(Collectors.toList()));
    }

    private static String line(Explanation explanation) {
        return explanation.rule() + " / " + explanation.inputs().get("rule") + " / " + explanation.result();
    }
}
