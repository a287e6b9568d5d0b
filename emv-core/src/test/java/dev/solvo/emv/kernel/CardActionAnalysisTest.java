package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 6.5.5, 9.3 and 10.8; Book 4, 6.3.7: a card without offline data authentication. */
final class CardActionAnalysisTest {
    private static final String AMOUNT = "000000001000";

    private final TransactionFixture fixture =
            new TransactionFixture().card("82", "0000").card("8C", "9F0206").card("8D", "8A02");

    private FunctionRun first(CryptogramInformationData.Type requested, String response) {
        Transaction transaction = fixture.build();
        transaction.requestedCryptogram = Optional.of(requested);
        String p1 = requested == CryptogramInformationData.Type.TC
                ? "40"
                : requested == CryptogramInformationData.Type.ARQC ? "80" : "00";
        return FunctionRun.of(new CardActionAnalysis(), transaction)
                .card("80AE" + p1 + "0006" + AMOUNT + "00", response);
    }

    private FunctionRun second(CryptogramInformationData.Type requested, String response) {
        Transaction transaction =
                first(CryptogramInformationData.Type.ARQC, format1("80")).transaction();
        transaction.hostContact = Transaction.HostContact.ANSWERED;
        transaction.requestedCryptogram = Optional.of(requested);
        transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"));
        return FunctionRun.of(new Completion(), transaction)
                .card(
                        "80AE" + (requested == CryptogramInformationData.Type.TC ? "40" : "00") + "0002" + "3030"
                                + "00",
                        response);
    }

    private static String format1(String cid) {
        return "800B" + cid + "0007" + "C1C2C3C4C5C6C7C8" + "9000";
    }

    private static String format2(String cid) {
        return "7714" + "9F2701" + cid + "9F36020007" + "9F2608C1C2C3C4C5C6C7C8" + "9000";
    }

    @Nested
    final class CryptogramInformationAgainstTheRequest {
        @ParameterizedTest(name = "{0} asked, CID {1}: {2}")
        @CsvSource({
            "TC, 40, APPROVED",
            "TC, 80, ONLINE",
            "TC, 00, DECLINED",
            "ARQC, 80, ONLINE",
            "ARQC, 00, DECLINED",
            "AAC, 00, DECLINED",
            // Bits 6 and 5 are the payment system's; a reason beside an approval means nothing.
            "TC, 70, APPROVED",
            "TC, 41, APPROVED",
            "ARQC, B1, ONLINE",
            "TC, 30, DECLINED",
            // An advice may be asked for with any of them.
            "TC, 48, APPROVED",
            "ARQC, 88, ONLINE",
            "AAC, 08, DECLINED",
            // Reasons: PIN tries, issuer authentication, and those that are reserved.
            "TC, 02, DECLINED",
            "TC, 03, DECLINED",
            "TC, 04, DECLINED",
            "TC, 07, DECLINED",
        })
        void aLowerOneIsTheCardsRight(CryptogramInformationData.Type requested, String cid, Transaction.Course course) {
            for (String response : new String[] {format1(cid), format2(cid)}) {
                FunctionRun run =
                        first(requested, response).proceeds().tvr("0000000000").tsi("2000");
                assertEquals(course, run.transaction().course);
                TransactionResult.Cryptogram result =
                        run.transaction().firstResult.orElseThrow();
                assertEquals(cid, result.information().toBytes().toHex());
                assertEquals(Optional.of(Bytes.fromHex("C1C2C3C4C5C6C7C8")), result.value());
                assertEquals(
                        Optional.of(Bytes.fromHex("0007")),
                        run.transaction().get(EmvTag.APPLICATION_TRANSACTION_COUNTER));
                assertEquals(
                        course == Transaction.Course.DECLINED ? Optional.of(Bytes.fromHex("5A31")) : Optional.empty(),
                        run.transaction().get(EmvTag.AUTHORISATION_RESPONSE_CODE));
            }
        }

        @ParameterizedTest(name = "{0} asked, CID {1}")
        @CsvSource({"ARQC, 40", "AAC, 40", "AAC, 80", "AAC, C0", "ARQC, C0", "TC, C0", "TC, FF", "AAC, 88"})
        void aHigherOrReservedOne_endsTheSession(CryptogramInformationData.Type requested, String cid) {
            first(requested, format1(cid))
                    .terminates(TerminationReason.CARD_ERROR)
                    .tsi("0000");
            first(requested, format2(cid))
                    .terminates(TerminationReason.CARD_ERROR)
                    .tsi("0000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"01", "09", "31"})
        void serviceNotAllowed_endsTheSessionAsNotAccepted(String cid) {
            first(CryptogramInformationData.Type.TC, format1(cid)).terminates(TerminationReason.SERVICE_NOT_ALLOWED);
        }

        @Test
        void anAdviceIsExplained_andLeftToTheTerminal() {
            first(CryptogramInformationData.Type.TC, format1("48"));
            assertTrue(fixture.explanations().stream()
                    .anyMatch(explanation -> explanation.result().equals("advice required")));
        }
    }

    @Nested
    final class CryptogramInformationOfTheSecond {
        @ParameterizedTest(name = "{0} asked, CID {1}: {2}")
        @CsvSource({
            "TC, 40, APPROVED",
            "TC, 48, APPROVED",
            "TC, 00, DECLINED",
            "TC, 01, DECLINED",
            "TC, 80, DECLINED",
            "TC, C0, DECLINED",
            "AAC, 00, DECLINED",
            "AAC, 40, DECLINED",
            "AAC, 80, DECLINED",
        })
        void anythingButTheTcThatWasAskedFor_countsAsAac(
                CryptogramInformationData.Type requested, String cid, Transaction.Course course) {
            FunctionRun run = second(requested, format1(cid)).proceeds().tsi("2000");
            assertEquals(course, run.transaction().course);
        }
    }

    @Nested
    final class Failures {
        @ParameterizedTest
        @ValueSource(strings = {"6985", "6984", "6A80", "6700", "6300", "6F00", "6D00"})
        void anyOtherStatus_endsTheSession(String status) {
            first(CryptogramInformationData.Type.TC, status)
                    .terminates(TerminationReason.CARD_ERROR)
                    .tsi("0000");
            second(CryptogramInformationData.Type.TC, status).terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void noAnswer_endsTheSession() {
            Transaction transaction = fixture.build();
            transaction.requestedCryptogram = Optional.of(CryptogramInformationData.Type.TC);
            FunctionRun.of(new CardActionAnalysis(), transaction)
                    .cardSilent("80AE400006" + AMOUNT + "00", CardTransportException.Kind.CARD_REMOVED)
                    .terminates(TerminationReason.CARD_REMOVED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"9000", "800A400007C1C2C3C4C5C6C79000", "77009000"})
        void anAnswerThatIsNone_endsTheSession(String response) {
            first(CryptogramInformationData.Type.TC, response).terminates(TerminationReason.CARD_ERROR);
        }
    }
}
