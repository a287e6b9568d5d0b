package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.10 and Annex E; Book 4, 6.3.9 and Annex A5. */
final class IssuerScriptProcessingTest {
    private static final String BLOCK = "841E000008AABBCCDDEEFF0011";
    private static final String UNBLOCK = "8418000008AABBCCDDEEFF0022";
    private static final String IDENTIFIER = "9F180411223344";
    private static final String NOTHING = "0000000000";
    private static final String PERFORMED = "0400";

    /** What a terminal accepts unless configured otherwise. */
    private static final int LIMIT = 2048;

    private static String command(String apdu) {
        return tlv("86", apdu);
    }

    private static String script71(String content) {
        return tlv("71", content);
    }

    private static String script72(String content) {
        return tlv("72", content);
    }

    private static String tlv(String tag, String content) {
        int length = content.length() / 2;
        String coded = length < 0x80
                ? hex(length)
                : length < 0x100 ? "81" + hex(length) : "82" + hex(length >> 8) + hex(length & 0xFF);
        return tag + coded + content;
    }

    private static String hex(int value) {
        return Bytes.ofUnsigned(value).toHex();
    }

    private static FunctionRun run(IssuerScriptProcessing function, String... templates) {
        Transaction transaction = new TransactionFixture().build();
        List<Bytes> received = new ArrayList<>();
        for (String template : templates) {
            received.add(Bytes.fromHex(template));
        }
        transaction.authorisationResponse = Optional.of(
                AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030"))
                        .withScripts(received));
        return FunctionRun.of(function, transaction);
    }

    private static FunctionRun before(String... templates) {
        return run(IssuerScriptProcessing.beforeFinalGenerateAc(), templates);
    }

    private static FunctionRun after(String... templates) {
        return run(IssuerScriptProcessing.afterFinalGenerateAc(), templates);
    }

    private static void results(FunctionRun run, String... entries) {
        assertEquals(
                List.of(entries),
                run.transaction().scriptResults.stream().map(Bytes::toHex).collect(Collectors.toList()));
        assertEquals(
                String.join("", entries),
                run.transaction()
                        .get(EmvTag.ISSUER_SCRIPT_RESULTS)
                        .map(Bytes::toHex)
                        .orElse(""));
    }

    @Nested
    final class Selection {
        @Test
        void noAnswerFromTheIssuer_noScripts() {
            FunctionRun run = FunctionRun.of(
                            IssuerScriptProcessing.beforeFinalGenerateAc(), new TransactionFixture().build())
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi("0000");
            results(run);
        }

        @Test
        void onlyTheOtherTag_nothingHappens() {
            FunctionRun run =
                    before(script72(command(BLOCK))).proceeds().tvr(NOTHING).tsi("0000");
            results(run);
        }

        @Test
        void eachFunctionRunsItsOwn() {
            FunctionRun run = after(script71(command(BLOCK)), script72(command(UNBLOCK)))
                    .card(UNBLOCK, "9000")
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi(PERFORMED);
            results(run, "2000000000");
        }

        @Test
        void bothFunctions_leaveTheirResultsInOrder() {
            FunctionRun first = before(script71(command(BLOCK)), script72(IDENTIFIER + command(UNBLOCK)))
                    .card(BLOCK, "6A80")
                    .proceeds();
            FunctionRun second = FunctionRun.of(IssuerScriptProcessing.afterFinalGenerateAc(), first.transaction())
                    .card(UNBLOCK, "6985")
                    .proceeds()
                    .tvr("0000000030")
                    .tsi(PERFORMED);
            results(second, "1100000000", "1111223344");
        }
    }

    @Nested
    final class Commands {
        @Test
        void areSentAsTheyAreInTheirOrder() {
            FunctionRun run = before(script71(IDENTIFIER + command(BLOCK) + command(UNBLOCK)))
                    .card(BLOCK, "9000")
                    .card(UNBLOCK, "9000")
                    .proceeds()
                    .tvr(NOTHING)
                    .tsi(PERFORMED);
            results(run, "2011223344");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "00840000",
                    "0084000008",
                    "0084000000",
                    "84DA9F5804AABBCCDD",
                    "84DA9F5804AABBCCDD00",
                    "84DA9F58000002AABB",
                    "84DA9F58000002AABB0000"
                })
        void everyFormOfACommand_isSentByteForByte(String apdu) {
            before(script71(command(apdu))).card(apdu, "9000").proceeds();
        }

        @ParameterizedTest
        @ValueSource(strings = {"9000", "9001", "6200", "6283", "6300", "63C1"})
        void goOnAfter(String status) {
            FunctionRun run = before(script71(command(BLOCK) + command(UNBLOCK)))
                    .card(BLOCK, status)
                    .card(UNBLOCK, status)
                    .proceeds()
                    .tvr(NOTHING);
            results(run, "2000000000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"6400", "6581", "6700", "6882", "6983", "6985", "6A80", "6D00", "6F00", "6101", "6C05"})
        void stopAfter(String status) {
            FunctionRun run = before(script71(command(BLOCK) + command(UNBLOCK)))
                    .card(BLOCK, status)
                    .proceeds()
                    .tvr("0000000020")
                    .tsi(PERFORMED);
            results(run, "1100000000");
        }

        @ParameterizedTest(name = "command {0} of 17 gives {1}")
        @CsvSource({"1, 11", "2, 12", "14, 1E", "15, 1F", "16, 1F", "17, 1F"})
        void numberOfTheOneThatFailed(int failing, String result) {
            FunctionRun run = before(script71(IDENTIFIER + command("00840000").repeat(17)));
            for (int i = 1; i < failing; i++) {
                run.card("00840000", "9000");
            }
            run.card("00840000", "6985").proceeds();
            results(run, result + "11223344");
        }

        @Test
        void afterTheFinalCryptogram_haveABitOfTheirOwn() {
            FunctionRun run = after(script72(command(BLOCK)))
                    .card(BLOCK, "6985")
                    .proceeds()
                    .tvr("0000000010")
                    .tsi(PERFORMED);
            results(run, "1100000000");
        }
    }

    @Nested
    final class SeveralScripts {
        @Test
        void allRun_thoughOneFails() {
            FunctionRun run = before(
                            script71(IDENTIFIER + command(BLOCK) + command(BLOCK)),
                            script71(command(UNBLOCK)),
                            script71("9F180455667788" + command(BLOCK)))
                    .card(BLOCK, "9000")
                    .card(BLOCK, "6985")
                    .card(UNBLOCK, "9000")
                    .card(BLOCK, "6A80")
                    .proceeds()
                    .tvr("0000000020")
                    .tsi(PERFORMED);
            results(run, "1211223344", "2000000000", "1155667788");
        }

        @Test
        void oneThatIsBroken_doesNotKeepTheNextFromRunning() {
            FunctionRun run = before("71058603", script71(command(BLOCK)))
                    .card(BLOCK, "9000")
                    .proceeds()
                    .tvr("0000000020");
            results(run, "0000000000", "2000000000");
        }
    }

    @Nested
    final class Format {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "template longer than the data,     7105860300",
            "something after the template,      71068604008400005A0100",
            "template without length,           71",
            "command longer than the template,  7104860500A4",
            "command of no bytes,               71028600",
            "command of three bytes,            7105860300A404",
            "command with a wrong length,       7108860600A4040005AA",
            "identifier of three bytes,         710C9F18031122338604008400",
            "identifier of five bytes,          710E9F1805112233445586040084",
            "identifier cut off,                71069F1804112233",
            "broken after a good command,       710986040084000086FF00"
        })
        void broken_isNotPerformedAndSendsNothing(String name, String template) {
            FunctionRun run = before(template).proceeds().tvr("0000000020").tsi(PERFORMED);
            results(run, "0000000000");
        }

        @Test
        void unknownElements_areSkipped() {
            FunctionRun run = before(
                            script71("9F1704AABBCCDD" + IDENTIFIER + "8A023030" + command(BLOCK) + "DF01020102"))
                    .card(BLOCK, "9000")
                    .proceeds()
                    .tvr(NOTHING);
            results(run, "2011223344");
        }

        @Test
        void noCommands_nothingFailed() {
            FunctionRun run =
                    before(script71(IDENTIFIER)).proceeds().tvr(NOTHING).tsi(PERFORMED);
            results(run, "2011223344");
        }

        @Test
        void longerThan128Bytes_runs() {
            String apdu = "84DA9F58F0" + "5A".repeat(240);
            FunctionRun run = before(script71(command(apdu) + command(apdu)))
                    .card(apdu, "9000")
                    .card(apdu, "9000")
                    .proceeds()
                    .tvr(NOTHING);
            results(run, "2000000000");
        }

        @ParameterizedTest(name = "{0} bytes in the last command")
        @CsvSource({"53, 2000000000", "54, 0000000000"})
        void limitOfAllScripts_isTheLastLengthThatRuns(int lastLength, String result) {
            String apdu = "84DA9F58F0" + "5A".repeat(240);
            String last = "84DA9F58" + hex(lastLength) + "5A".repeat(lastLength);
            String script = script71(command(apdu).repeat(8) + command(last));
            assertEquals(LIMIT, script.length() / 2 - (lastLength - 53));
            FunctionRun run = before(script);
            if (lastLength == 53) {
                for (int i = 0; i < 8; i++) {
                    run.card(apdu, "9000");
                }
                run.card(last, "9000");
            }
            results(run.proceeds(), result);
        }

        @Test
        void beyondTheLimitOfAllScripts_isNotPerformed() {
            String apdu = "84DA9F58F0" + "5A".repeat(240);
            String half = script71(command(apdu).repeat(LIMIT / 2 / 248));
            String rest = script71(command(apdu).repeat(5));
            FunctionRun run = before(half, rest, script71(command(BLOCK)));
            for (int i = 0; i < LIMIT / 2 / 248; i++) {
                run.card(apdu, "9000");
            }
            run.proceeds().tvr("0000000020");
            results(run, "2000000000", "0000000000", "0000000000");
        }
    }

    @Nested
    final class CardLost {
        @ParameterizedTest
        @EnumSource
        void isRecordedBeforeTheSessionEnds(CardTransportException.Kind kind) {
            FunctionRun run = before(script71(IDENTIFIER + command(BLOCK) + command(UNBLOCK)), script71(command(BLOCK)))
                    .card(BLOCK, "9000")
                    .cardSilent(UNBLOCK, kind)
                    .terminates(
                            kind == CardTransportException.Kind.CARD_REMOVED
                                    ? TerminationReason.CARD_REMOVED
                                    : TerminationReason.CARD_NOT_RESPONDING)
                    .tvr("0000000020")
                    .tsi(PERFORMED);
            results(run, "1211223344");
        }

        @ParameterizedTest
        @EnumSource
        void afterTheFinalCryptogram_theDecisionStands(CardTransportException.Kind kind) {
            FunctionRun run = after(script72(IDENTIFIER + command(BLOCK)), script72(command(UNBLOCK)))
                    .cardSilent(BLOCK, kind)
                    .proceeds()
                    .tvr("0000000010")
                    .tsi(PERFORMED);
            results(run, "1111223344");
        }
    }
}
