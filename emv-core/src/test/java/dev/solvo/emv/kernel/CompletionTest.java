package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.11 and 9.3; Book 4, 6.3.8. The signature of CDA and XDA is tested with whole transactions. */
final class CompletionTest {
    private static final String CDOL2 = "8A0295059F3704910A";
    private static final String TC = "80 0B 40 0002 1122334455667788 9000";

    private static Transaction transaction(CryptogramInformationData.Type requested) throws EmvDataException {
        Transaction transaction = new TransactionFixture()
                .card("82", "1800")
                .card("5A", "4761739001010119")
                .card("8D", CDOL2)
                .build();
        transaction.firstCryptogram =
                Optional.of(ApplicationCryptogram.parse(Bytes.fromHex("800B8000011122334455667788")));
        transaction.course = Transaction.Course.ONLINE;
        transaction.requestedCryptogram = Optional.of(requested);
        transaction.data().putIssuer(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"));
        transaction.data().putTerminal(EmvTag.UNPREDICTABLE_NUMBER, Bytes.fromHex("01020304"));
        return transaction;
    }

    private static FunctionRun asksForTc() throws EmvDataException {
        return FunctionRun.of(new Completion(), transaction(CryptogramInformationData.Type.TC));
    }

    private static String tcCommand() {
        return command("40", "3030", "0000000000", "00".repeat(10));
    }

    private static String command(String reference, String code, String tvr, String issuerAuthentication) {
        return "80AE" + reference + "00" + "15" + code + tvr + "01020304" + issuerAuthentication + "00";
    }

    @Test
    void book3_10_11_approvedByTheIssuer_asksForATc_andAbsent91IsZeros() throws EmvDataException {
        FunctionRun run = asksForTc().card(tcCommand(), TC).proceeds().tvr("0000000000");
        assertEquals(Transaction.Course.APPROVED, run.transaction().course);
        assertEquals(
                "1122334455667788",
                run.transaction().secondResult.get().value().get().toHex());
        assertEquals(
                "0002",
                run.transaction()
                        .data()
                        .require(EmvTag.APPLICATION_TRANSACTION_COUNTER)
                        .toHex());
    }

    @Test
    void book3_5_4_cdol2TakesTheTvrAndThe91OfThisMoment() throws EmvDataException {
        Transaction transaction = transaction(CryptogramInformationData.Type.TC);
        transaction.data().raise(Bit.ISSUER_AUTHENTICATION_FAILED);
        transaction.data().putIssuer(EmvTag.ISSUER_AUTHENTICATION_DATA, Bytes.fromHex("AABBCCDDEEFF0011"));
        FunctionRun.of(new Completion(), transaction)
                .card(command("40", "3030", "0000000040", "AABBCCDDEEFF00110000"), TC)
                .proceeds();
    }

    @Test
    void book3_10_11_declinedByTheIssuer_asksForAnAac() throws EmvDataException {
        Transaction transaction = transaction(CryptogramInformationData.Type.AAC);
        transaction.data().putIssuer(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3035"));
        FunctionRun run = FunctionRun.of(new Completion(), transaction)
                .card(command("00", "3035", "0000000000", "00".repeat(10)), "800B0000021122334455667788 9000")
                .proceeds();
        assertEquals(Transaction.Course.DECLINED, run.transaction().course);
    }

    @Test
    void book2_6_6_2_failedCdaWithTheFirstCryptogram_asksForAnAacWhateverWasRequested() throws EmvDataException {
        Transaction transaction = transaction(CryptogramInformationData.Type.ARQC);
        transaction.course = Transaction.Course.DECLINE_WITH_SECOND_CRYPTOGRAM;
        transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("5A31"));
        FunctionRun run = FunctionRun.of(new Completion(), transaction)
                .card(command("00", "5A31", "0000000000", "00".repeat(10)), "800B0000021122334455667788 9000")
                .proceeds();
        assertEquals(Transaction.Course.DECLINED, run.transaction().course);
    }

    @ParameterizedTest(name = "asked for {0}, answered with CID {1}")
    @CsvSource({
        "TC, 40, APPROVED",
        "TC, 48, APPROVED",
        "TC, 00, DECLINED",
        "TC, 80, DECLINED",
        "TC, C0, DECLINED",
        "AAC, 00, DECLINED",
        "AAC, 40, DECLINED",
        "AAC, 80, DECLINED"
    })
    void book3_9_3_anythingButTheTcThatWasAskedFor_countsAsAac(
            CryptogramInformationData.Type requested, String information, Transaction.Course course)
            throws EmvDataException {
        String reference = requested == CryptogramInformationData.Type.TC ? "40" : "00";
        FunctionRun run = FunctionRun.of(new Completion(), transaction(requested))
                .card(
                        command(reference, "3030", "0000000000", "00".repeat(10)),
                        "800B" + information + "00021122334455667788 9000")
                .proceeds();
        assertEquals(course, run.transaction().course);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6985", "6283", "6300", "6700", "6F00", "6A80"})
    void book3_6_3_5_anyOtherStatus_endsTheSession(String status) throws EmvDataException {
        FunctionRun run = asksForTc().card(tcCommand(), status).terminates(TerminationReason.CARD_ERROR);
        assertEquals(Transaction.Course.ONLINE, run.transaction().course);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no data, ''",
        "no template, 9F270140",
        "too short, 800A40000211223344556677",
        "format 2 without cryptogram, 7709 9F270140 9F36020002",
        "format 2 with 9F36 twice, 771A 9F270140 9F36020002 9F36020002 9F26081122334455667788",
        "something behind, 800B400002112233445566778800"
    })
    void book3_7_5_malformedAnswer_endsTheSession(String name, String data) throws EmvDataException {
        asksForTc().card(tcCommand(), data + "9000").terminates(TerminationReason.CARD_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void noAnswer_endsTheSession(CardTransportException.Kind kind) throws EmvDataException {
        asksForTc()
                .cardSilent(tcCommand(), kind)
                .terminates(
                        kind == CardTransportException.Kind.CARD_REMOVED
                                ? TerminationReason.CARD_REMOVED
                                : TerminationReason.CARD_NOT_RESPONDING);
    }

    @Test
    void book3_7_2_cardWithoutCdol2_endsTheSession() throws EmvDataException {
        Transaction transaction = new TransactionFixture().card("82", "1800").build();
        transaction.requestedCryptogram = Optional.of(CryptogramInformationData.Type.TC);
        FunctionRun.of(new Completion(), transaction).terminates(TerminationReason.CARD_ERROR);
    }
}
