package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.SELECT_DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.application;
import static dev.solvo.emv.kernel.SelectionFixture.entry;
import static dev.solvo.emv.kernel.SelectionFixture.fci;
import static dev.solvo.emv.kernel.SelectionFixture.label;
import static dev.solvo.emv.kernel.SelectionFixture.priority;
import static dev.solvo.emv.kernel.SelectionFixture.readRecord;
import static dev.solvo.emv.kernel.SelectionFixture.record;
import static dev.solvo.emv.kernel.SelectionFixture.select;
import static dev.solvo.emv.kernel.SelectionFixture.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.1 and 6.5.8. */
final class InitiateApplicationProcessingTest {
    private static final String WITHOUT_PDOL = "80A8000002830000";
    private static final String GOOD = "800E7800080202001001040018010201" + "9000";

    private static FunctionRun begin(String... fciObjects) {
        return begin(new TransactionFixture(), fciObjects);
    }

    private static FunctionRun begin(TransactionFixture fixture, String... fciObjects) {
        Transaction transaction = fixture.build();
        String answer = fci(TransactionFixture.AID.toHex(), fciObjects);
        try {
            transaction.applicationSelected(
                    transaction.selected(),
                    FileControlInformation.parse(Bytes.fromHex(answer.substring(0, answer.length() - 4))));
        } catch (EmvDataException wrong) {
            throw new IllegalStateException(wrong);
        }
        return FunctionRun.of(new InitiateApplicationProcessing(), transaction);
    }

    /** 10.1 and 5.4. */
    @Nested
    final class ProcessingOptionsDataObjectList {
        @Test
        void none_sendsAnEmptyTemplate() {
            begin().card(WITHOUT_PDOL, GOOD).proceeds().tvr("0000000000").tsi("0000");
        }

        @Test
        void empty_isTheSameAsNone() {
            begin("9F3800").card(WITHOUT_PDOL, GOOD).proceeds();
        }

        @ParameterizedTest(name = "{0}: {1} gives {2}")
        @CsvSource({
            "terminal data,                     9F3303,       E0F9C8",
            "amount as it was requested,        9F0206,       000000001000",
            "number drawn before,               9F3704,       00010203",
            "results are zero still,            95059B02,     00000000000000",
            "name of the application,           9F0607,       A0000000031010",
            "data of this answer,               8407,         A0000000031010",
            "card data that are not read yet,   5A08,         0000000000000000",
            "unknown element,                   DF7F03,       000000",
            "template,                          A503,         000000",
            "no bytes of an element,            9F3300,       ''",
            "n cut on the left,                 9F0202,       1000",
            "n filled on the left,              9F1A03,       000528",
            "b cut on the right,                9F3301,       E0",
            "b filled on the right,             9F3304,       E0F9C800"
        })
        void isFilledByFormat(String name, String list, String data) {
            FunctionRun run = begin(tlv("9F38", list));
            int length = data.length() / 2;
            run.card(String.format(Locale.ROOT, "80A80000%02X83%02X%s00", length + 2, length, data), GOOD)
                    .proceeds();
            assertEquals(data, run.transaction().pdolData.toHex());
        }

        @Test
        void moreThan127Bytes_haveALengthOfTwoBytes() {
            begin(tlv("9F38", "DF7F80"))
                    .card("80A80000838381" + "80" + "00".repeat(128) + "00", GOOD)
                    .proceeds();
        }

        @Test
        void mostAre252Bytes() {
            begin(tlv("9F38", "DF7FFC"))
                    .card("80A80000FF8381" + "FC" + "00".repeat(252) + "00", GOOD)
                    .proceeds();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "more than a command carries, DF7FFD",
            "ends inside a tag,           9F33039F",
            "ends before a length,        9F33039F37",
            "zero where a tag should be,  0004"
        })
        void broken_endsTheSessionBeforeTheCommand(String name, String list) {
            begin(tlv("9F38", list)).terminates(TerminationReason.CARD_ERROR).tvr("0000000000");
        }
    }

    /** 6.5.8.4. */
    @Nested
    final class Answer {
        private FunctionRun answered(String response) {
            return begin().card(WITHOUT_PDOL, response);
        }

        @Test
        void format1() {
            Transaction transaction =
                    answered("8006580008010100" + "9000").proceeds().transaction();
            assertEquals(Optional.of(Bytes.fromHex("5800")), transaction.get(EmvTag.APPLICATION_INTERCHANGE_PROFILE));
            assertEquals(Optional.of(Bytes.fromHex("08010100")), transaction.get(EmvTag.APPLICATION_FILE_LOCATOR));
            assertEquals("5800", transaction.aip.orElseThrow().toBytes().toHex());
        }

        @Test
        void format2_inAnyOrder_withOtherObjects() {
            Transaction transaction = answered(
                            tlv("77", "9404080101009F36020007", "DF0101AA", "A503DF0101", "82025800") + "9000")
                    .proceeds()
                    .transaction();
            assertEquals(Optional.of(Bytes.fromHex("5800")), transaction.get(EmvTag.APPLICATION_INTERCHANGE_PROFILE));
            assertEquals(Optional.of(Bytes.fromHex("08010100")), transaction.get(EmvTag.APPLICATION_FILE_LOCATOR));
        }

        @Test
        void longestLocatorThatFitsTheAnswer() {
            String locator = "08010100".repeat(63);
            answered("8081FE5800" + locator + "9000").proceeds();
            answered(tlv("77", "82025800", tlv("94", "08010100".repeat(62))) + "9000")
                    .proceeds();
        }

        @Test
        void format2_withTheTerminalsData_leavesTheTerminals() {
            Transaction transaction = answered(
                            tlv("77", "82025800", "940408010100", "9F0206000000000001", "9505FFFFFFFFFF") + "9000")
                    .proceeds()
                    .tvr("0000000000")
                    .transaction();
            assertEquals(Optional.of(Bytes.fromHex("000000001000")), transaction.get(EmvTag.AMOUNT_AUTHORISED_NUMERIC));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no data,                           ''",
            "format 1 without a byte,           8000",
            "format 1 without a locator,        80025800",
            "format 1 with a byte too few,      80055800080101",
            "format 1 with a byte too many,     8007580008010100" + "00",
            "format 1 cut off,                  80065800080101",
            "format 1 with something behind it, 800658000801010000",
            "format 2 without a byte,           7700",
            "format 2 without a profile,        7706940408010100",
            "format 2 without a locator,        770482025800",
            "format 2 with an empty profile,    77088200940408010100",
            "format 2 with an empty locator,    7706820258009400",
            "format 2 with a profile of 1 byte, 7709820158940408010100",
            "format 2 with a profile of 3,      770B8203580000940408010100",
            "format 2 with 3 bytes of locator,  770982025800940308 0101",
            "format 2 child over its parent,    770A82025800940508010100",
            "format 2 with something behind it, 770A82025800940408010100" + "8200",
            "format 2 of indefinite length,     778082025800940408010100" + "0000",
            "another template,                  700A82025800940408010100",
            "no template,                       82025800940408010100"
        })
        void wronglyCoded_endsTheSession(String name, String data) {
            answered(data.replace(" ", "") + "9000")
                    .terminates(TerminationReason.CARD_ERROR)
                    .tvr("0000000000");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "reserved bits beside the SFI,  09010100",
            "SFI 0,                         00010100",
            "SFI 31,                        F8010100",
            "first record 0,                08000100",
            "last record before the first,  08020100",
            "more signed than there are,    08010102",
            "fault in the second entry,     0801010010020100"
        })
        void locatorAgainstTheRules_endsTheSessionBeforeARecordIsRead(String name, String locator) {
            answered(tlv("80", "5800", locator) + "9000").terminates(TerminationReason.CARD_ERROR);
            answered(tlv("77", "82025800", tlv("94", locator)) + "9000").terminates(TerminationReason.CARD_ERROR);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "6283", "6300", "6400", "6700", "6982", "6983", "6984", "6986", "6A80", "6A81", "6A82", "6A86",
                    "6A88", "6D00", "6E00", "6F00", "9001"
                })
        void everyStatusButSuccessAnd6985_endsTheSession(String status) {
            answered(status).terminates(TerminationReason.CARD_ERROR);
            answered("80065800080101006283".replace("6283", status)).terminates(TerminationReason.CARD_ERROR);
        }

        @ParameterizedTest
        @EnumSource
        void none_endsTheSession(CardTransportException.Kind kind) {
            begin().cardSilent(WITHOUT_PDOL, kind)
                    .terminates(
                            kind == CardTransportException.Kind.CARD_REMOVED
                                    ? TerminationReason.CARD_REMOVED
                                    : TerminationReason.CARD_NOT_RESPONDING);
        }

        @Test
        void conditionsNotSatisfied_goesBackToSelection_andIsExplained() {
            TransactionFixture fixture = new TransactionFixture();
            begin(fixture).card(WITHOUT_PDOL, "6985").selectsAnother();
            assertTrue(fixture.explanations().stream()
                    .anyMatch(explanation -> explanation.reference().equals("EMV 4.4 Book 3, 10.1")
                            && explanation.inputs().toString().equals("{status=6985}")));
        }
    }

    /** 10.1 and Book 1, 12.4: the whole way back. */
    @Nested
    final class BackToSelection {
        private static final String A = "A00000009901";
        private static final String B = "A00000009902";

        private KernelStep step;

        BackToSelection() {
            this.step = begin(new SelectionFixture()
                    .terminal(config -> config.cardholderSelectionSupported(false))
                    .config());
        }

        private static KernelStep begin(TerminalConfig config) {
            return new ContactKernel(
                            config.toBuilder()
                                    .applications(List.of(application("A000000099", true)))
                                    .build(),
                            Clock.fixed(Instant.parse("2025-05-11T12:00:00Z"), ZoneOffset.UTC),
                            new TransactionFixture.FixedRandom(99))
                    .begin(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1000)));
        }

        private BackToSelection card(String command, String response) throws CardTransportException {
            TransmitApdu transmit = assertInstanceOf(TransmitApdu.class, step);
            assertEquals(command, transmit.command().toBytes().toHex());
            step = transmit.resume(ResponseApdu.parse(Bytes.fromHex(response)), 0);
            return this;
        }

        private BackToSelection directory() throws CardTransportException {
            return card(SELECT_DIRECTORY, DIRECTORY)
                    .card(
                            readRecord(1, 1),
                            record(entry(A, label("ONE"), priority("01")), entry(B, label("TWO"), priority("02"))))
                    .card(readRecord(1, 2), "6A83");
        }

        @Test
        void listOfTheFirstApplicationIsNotUsedForTheSecond_andTheNumberIsDrawnAgain() throws CardTransportException {
            directory()
                    .card(select(A), fci(A, tlv("9F38", "9F0206")))
                    .card("80A80000088306000000001000" + "00", "6985")
                    .card(select(B), fci(B, tlv("9F38", "9F3704")))
                    .card("80A80000068304" + "04050607" + "00", "6985");
        }

        @Test
        void withoutAListOfItsOwn_theSecondGetsNone() throws CardTransportException {
            directory()
                    .card(select(A), fci(A, tlv("9F38", "9F0206")))
                    .card("80A80000088306000000001000" + "00", "6985")
                    .card(select(B), fci(B))
                    .card(WITHOUT_PDOL, GOOD)
                    .card(readRecord(1, 2), "6A82");
        }

        @Test
        void directoryIsNotReadAgain_andNothingLeftEndsTheSession() throws CardTransportException {
            directory()
                    .card(select(A), fci(A))
                    .card(WITHOUT_PDOL, "6985")
                    .card(select(B), fci(B))
                    .card(WITHOUT_PDOL, "6985");
            ShowMessage message = assertInstanceOf(ShowMessage.class, step);
            assertEquals(StandardMessage.NOT_ACCEPTED, message.message());
        }

        @Test
        void listThatWasShown_isShownAgainWithoutTheRefusedOne() throws CardTransportException {
            step = begin(new SelectionFixture().config());
            directory();
            step = assertInstanceOf(ChooseApplication.class, step).resume(0);
            card(select(A), fci(A)).card(WITHOUT_PDOL, "6985");
            ChooseApplication again = assertInstanceOf(ChooseApplication.class, step);
            assertTrue(again.afterFailure());
            assertEquals(1, again.candidates().size());
            assertEquals(B, again.candidates().get(0).dfName().toHex());
            step = again.resume(0);
            card(select(B), fci(B)).card(WITHOUT_PDOL, GOOD);
        }
    }
}
