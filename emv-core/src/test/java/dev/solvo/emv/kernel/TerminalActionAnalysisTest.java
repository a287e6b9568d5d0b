package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.7; Book 4, 6.3.6 and Annex A6. */
final class TerminalActionAnalysisTest {
    private static final String NOTHING = "0000000000";
    private static final List<String> ONLINE_ONLY = List.of("11", "14", "21", "24", "34");
    private static final List<String> ONLINE_CAPABLE = List.of("12", "15", "22", "25", "35");
    private static final List<String> OFFLINE_ONLY = List.of("13", "16", "23", "26", "36");

    private static TransactionFixture terminal(String type) {
        return new TransactionFixture().card("82", "0000").terminalType(type);
    }

    private static Consumer<ApplicationConfig.Builder> terminalCodes(String denial, String online, String defaultCode) {
        return config -> config.terminalActionCodes(code(denial), code(online), code(defaultCode));
    }

    private static ActionCode code(String hex) {
        return ActionCode.of(Bytes.fromHex(hex));
    }

    /** Runs the analysis and expects a request and the response code that goes with it; nothing else may change. */
    private static Transaction asks(
            TransactionFixture fixture, String tvr, CryptogramInformationData.Type type, String responseCode) {
        Transaction transaction = fixture.build();
        transaction.data().putTerminal(EmvTag.TERMINAL_VERIFICATION_RESULTS, Bytes.fromHex(tvr));
        FunctionRun.of(new TerminalActionAnalysis(), transaction)
                .proceeds()
                .tvr(tvr)
                .tsi("0000");
        assertEquals(Optional.of(type), transaction.requestedCryptogram);
        assertEquals(
                responseCode,
                transaction
                        .get(EmvTag.AUTHORISATION_RESPONSE_CODE)
                        .map(Bytes::toHex)
                        .orElse("none"));
        return transaction;
    }

    @Nested
    final class EveryTerminalType {
        @Test
        void isOneOfTheFifteen() {
            assertEquals(15, ONLINE_ONLY.size() + ONLINE_CAPABLE.size() + OFFLINE_ONLY.size());
        }

        @Test
        void aDenialMatch_declinesOffline() {
            for (List<String> types : List.of(ONLINE_ONLY, ONLINE_CAPABLE, OFFLINE_ONLY)) {
                for (String type : types) {
                    asks(
                            terminal(type).card("9F0E", "0000800000"),
                            "0000800000",
                            CryptogramInformationData.Type.AAC,
                            "5A31");
                    asks(
                            terminal(type).application(terminalCodes("0000800000", NOTHING, NOTHING)),
                            "0000800000",
                            CryptogramInformationData.Type.AAC,
                            "5A31");
                }
            }
        }

        @Test
        void absentIssuerCodes_declineNothing_andSendAnyBitOnlineOrDeclineItOffline() {
            for (String type : ONLINE_ONLY) {
                asks(terminal(type), "0000000001", CryptogramInformationData.Type.ARQC, "none");
                asks(terminal(type), NOTHING, CryptogramInformationData.Type.ARQC, "none");
            }
            for (String type : ONLINE_CAPABLE) {
                asks(terminal(type), "0000000001", CryptogramInformationData.Type.ARQC, "none");
                asks(terminal(type), NOTHING, CryptogramInformationData.Type.TC, "5931");
            }
            for (String type : OFFLINE_ONLY) {
                asks(terminal(type), "0000000001", CryptogramInformationData.Type.AAC, "5A31");
                asks(terminal(type), NOTHING, CryptogramInformationData.Type.TC, "5931");
            }
        }

        @Test
        void onlineCodes_countWhereTheTerminalHasAChoice() {
            for (String type : ONLINE_ONLY) {
                asks(withoutCodes(type), "0400000000", CryptogramInformationData.Type.ARQC, "none");
            }
            for (String type : ONLINE_CAPABLE) {
                asks(withoutCodes(type), "0400000000", CryptogramInformationData.Type.TC, "5931");
                asks(
                        withoutCodes(type).card("9F0F", "0400000000"),
                        "0400000000",
                        CryptogramInformationData.Type.ARQC,
                        "none");
                asks(
                        withoutCodes(type).application(terminalCodes(NOTHING, "0400000000", NOTHING)),
                        "0400000000",
                        CryptogramInformationData.Type.ARQC,
                        "none");
            }
            for (String type : OFFLINE_ONLY) {
                asks(
                        withoutCodes(type).card("9F0F", "0400000000"),
                        "0400000000",
                        CryptogramInformationData.Type.TC,
                        "5931");
            }
        }

        @Test
        void defaultCodes_countBeforeTheCryptogramOnlyOffline() {
            for (String type : ONLINE_CAPABLE) {
                asks(
                        withoutCodes(type).card("9F0D", "0400000000"),
                        "0400000000",
                        CryptogramInformationData.Type.TC,
                        "5931");
            }
            for (String type : OFFLINE_ONLY) {
                asks(
                        withoutCodes(type).card("9F0D", "0400000000"),
                        "0400000000",
                        CryptogramInformationData.Type.AAC,
                        "5A31");
                asks(
                        withoutCodes(type).application(terminalCodes(NOTHING, NOTHING, "0400000000")),
                        "0400000000",
                        CryptogramInformationData.Type.AAC,
                        "5A31");
            }
        }

        /** A card with all three codes zero, later overwritten: the last value given counts. */
        private TransactionFixture withoutCodes(String type) {
            return terminal(type).card("9F0D", NOTHING).card("9F0E", NOTHING).card("9F0F", NOTHING);
        }
    }

    @Nested
    final class TheComparison {
        @Test
        void isBitByBitOverAllFiveBytes() {
            for (int bit = 0; bit < 40; bit++) {
                String one = String.format(Locale.ROOT, "%010X", 1L << bit);
                String next = String.format(Locale.ROOT, "%010X", 1L << ((bit + 1) % 40));
                TransactionFixture matching =
                        terminal("22").card("9F0E", NOTHING).card("9F0F", one).card("9F0D", NOTHING);
                asks(matching, one, CryptogramInformationData.Type.ARQC, "none");
                TransactionFixture other =
                        terminal("22").card("9F0E", NOTHING).card("9F0F", one).card("9F0D", NOTHING);
                asks(other, next, CryptogramInformationData.Type.TC, "5931");
                TransactionFixture denying =
                        terminal("22").card("9F0E", one).card("9F0F", one).card("9F0D", NOTHING);
                asks(denying, one, CryptogramInformationData.Type.AAC, "5A31");
            }
        }

        @Test
        void aForcedTransactionOnlineDoesNotOvertakeDenial() {
            asks(
                    terminal("22").card("9F0E", "0000000800").card("9F0F", "0000000800"),
                    "0000000800",
                    CryptogramInformationData.Type.AAC,
                    "5A31");
            asks(terminal("22").card("9F0F", "0000000800"), "0000000800", CryptogramInformationData.Type.ARQC, "none");
            asks(terminal("22").card("9F0F", NOTHING), "0000000800", CryptogramInformationData.Type.TC, "5931");
        }

        @Test
        void anEmptyIssuerCodeCountsAsAbsent() {
            asks(terminal("22").card("9F0F", ""), "0000000001", CryptogramInformationData.Type.ARQC, "none");
            asks(terminal("22").card("9F0E", ""), NOTHING, CryptogramInformationData.Type.TC, "5931");
        }

        @Test
        void looksAtOnlineCodesOfflineWhereTheTerminalIsSetSo() {
            for (String type : OFFLINE_ONLY) {
                TransactionFixture matching = terminal(type)
                        .terminal(config -> config.onlineActionCodesOffline(true))
                        .card("9F0F", "0400000000")
                        .card("9F0D", NOTHING);
                asks(matching, "0400000000", CryptogramInformationData.Type.ARQC, "none");
                TransactionFixture other = terminal(type)
                        .terminal(config -> config.onlineActionCodesOffline(true))
                        .card("9F0F", NOTHING)
                        .card("9F0D", "0400000000");
                asks(other, "0400000000", CryptogramInformationData.Type.AAC, "5A31");
            }
        }

        @Test
        void ofARefund_isNotMade() {
            asks(
                    terminal("22").type(TransactionType.REFUND).card("9F0F", "0400000000"),
                    "0400000000",
                    CryptogramInformationData.Type.AAC,
                    "5A31");
        }
    }

    @Nested
    final class UnableToGoOnline {
        @ParameterizedTest(name = "9F35 {0}, IAC-Default {1}: {2} {3}")
        @CsvSource({
            "22, 0400000000, AAC, 5A33",
            "22, 0000000000, TC, 5933",
            "22, '', AAC, 5A33",
            "21, 0000000000, TC, 5933",
            "21, 0400000000, AAC, 5A33",
        })
        void defaultCodesDecide(
                String terminalType, String code, CryptogramInformationData.Type type, String responseCode)
                throws EmvDataException {
            TransactionFixture fixture = terminal(terminalType)
                    .card("5A", "5413330089020011")
                    .card("9F0E", "0400000000")
                    .card("9F0F", NOTHING)
                    .card("9F0D", code);
            Transaction transaction = fixture.build();
            // The denial code would match by now: it is not looked at a second time.
            transaction.data().putTerminal(EmvTag.TERMINAL_VERIFICATION_RESULTS, Bytes.fromHex("0400000000"));
            transaction.firstCryptogram =
                    Optional.of(ApplicationCryptogram.parse(Bytes.fromHex("800B800007C1C2C3C4C5C6C7C8")));
            transaction.course = Transaction.Course.ONLINE;
            FunctionRun.of(new OnlineProcessing(), transaction)
                    .message(StandardMessage.PLEASE_WAIT)
                    .answer(AuthoriseOnline.class, AuthoriseOnline::notSent)
                    .proceeds()
                    .tvr("0400000000");
            assertEquals(Optional.of(type), transaction.requestedCryptogram);
            assertEquals(
                    responseCode,
                    transaction
                            .get(EmvTag.AUTHORISATION_RESPONSE_CODE)
                            .orElseThrow()
                            .toHex());
        }

        @Test
        void nothingSet_approves() throws EmvDataException {
            assertFalse(TerminalActionAnalysis.matchesDefault(terminal("22").build()));
        }
    }

    @Nested
    final class Explanations {
        @ParameterizedTest
        @ValueSource(strings = {"22", "23"})
        void nameBothCodesTheBitsInCommonAndTheConsequence(String type) {
            TransactionFixture fixture = terminal(type)
                    .application(terminalCodes("0000000000", "0400000000", "0400000000"))
                    .card("9F0F", "8000000000")
                    .card("9F0D", "8000000000");
            asks(
                    fixture,
                    "0400000000",
                    type.equals("22") ? CryptogramInformationData.Type.ARQC : CryptogramInformationData.Type.AAC,
                    type.equals("22") ? "none" : "5A31");
            String name = type.equals("22") ? "Online" : "Default";
            assertEquals(
                    List.of("Denial action codes", name + " action codes"),
                    fixture.explanations().stream().map(Explanation::rule).toList());
            Explanation last = fixture.explanations().get(1);
            assertEquals("EMV 4.4 Book 3, 10.7", last.reference());
            assertEquals("0400000000", last.inputs().get("TVR"));
            assertEquals("8000000000", last.inputs().get("IAC-" + name));
            assertEquals("0400000000", last.inputs().get("TAC-" + name));
            assertEquals("0400000000 [CDA_FAILED]", last.inputs().get("bits in common"));
            assertTrue(last.result().startsWith("match: "), last.result());
            assertEquals("no match", fixture.explanations().get(0).result());
        }
    }
}
