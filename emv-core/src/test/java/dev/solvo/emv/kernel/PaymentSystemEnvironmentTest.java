package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.NOT_FOUND;
import static dev.solvo.emv.kernel.SelectionFixture.SELECT_DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.entry;
import static dev.solvo.emv.kernel.SelectionFixture.fci;
import static dev.solvo.emv.kernel.SelectionFixture.label;
import static dev.solvo.emv.kernel.SelectionFixture.priority;
import static dev.solvo.emv.kernel.SelectionFixture.readRecord;
import static dev.solvo.emv.kernel.SelectionFixture.record;
import static dev.solvo.emv.kernel.SelectionFixture.select;
import static dev.solvo.emv.kernel.SelectionFixture.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.TerminationReason;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 1, 12.2 and 12.3.2. */
final class PaymentSystemEnvironmentTest {
    private static final String VISA = "A0000000031010";
    private static final String NAME = tlv("84", "315041592E5359532E4444463031");

    private static FunctionRun directory(String answer) {
        return new SelectionFixture().run().card(SELECT_DIRECTORY, answer);
    }

    private static FunctionRun records(String... answers) {
        FunctionRun run = directory(DIRECTORY);
        for (int i = 0; i < answers.length; i++) {
            run.card(readRecord(1, i + 1), answers[i]);
        }
        return run;
    }

    /** The list of AIDs is tried from its beginning, and there the card has nothing. */
    private static void fallsBack(FunctionRun run) {
        for (String aid : List.of(VISA, "A0000000032010", "A0000000032020", "A0000000041010", "A0000000043060")) {
            run.card(select(aid), NOT_FOUND);
        }
        run.terminates(TerminationReason.NO_COMMON_APPLICATION)
                .tvr("0000000000")
                .tsi("0000");
    }

    private static List<String> offered(FunctionRun run) {
        ChooseApplication[] offered = new ChooseApplication[1];
        run.answer(ChooseApplication.class, step -> {
            offered[0] = step;
            return step.cancelled();
        });
        return offered[0].candidates().stream()
                .map(candidate -> candidate.dfName().toHex() + " " + candidate.displayName())
                .collect(Collectors.toList());
    }

    /** EMV 4.4 Book 1, 12.2.3: 5 to 16 bytes. */
    @Test
    void shortestAndLongestName_areCandidates() {
        FunctionRun run = new SelectionFixture()
                .applications(SelectionFixture.application("A000000003", true))
                .run()
                .card(SELECT_DIRECTORY, DIRECTORY)
                .card(
                        readRecord(1, 1),
                        record(
                                entry("A000000003", SelectionFixture.label("FIVE")),
                                entry("A0000000030102030405060708090A0B", SelectionFixture.label("SIXTEEN"))))
                .card(readRecord(1, 2), "6A83");
        assertEquals(List.of("A000000003 FIVE", "A0000000030102030405060708090A0B SIXTEEN"), offered(run));
    }

    @Nested
    final class SelectOfTheDirectory {
        @Test
        void functionNotSupported_isABlockedCard() {
            directory("6A81").terminates(TerminationReason.CARD_BLOCKED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"6A82", "6283", "6285", "6300", "6400", "6985", "6A86", "6D00", "6E00", "6F00"})
        void everyOtherStatus_leavesTheListOfAids(String status) {
            fallsBack(directory(status));
        }

        @Test
        void blockedDirectoryWithItsInformation_leavesTheListOfAids() {
            fallsBack(directory(DIRECTORY.substring(0, DIRECTORY.length() - 4) + "6283"));
        }

        @Test
        void terminalWithoutDirectorySupport_startsWithTheListOfAids() {
            fallsBack(new SelectionFixture().withoutDirectory().run());
        }

        @Test
        void noAnswer_endsTheSession() {
            new SelectionFixture()
                    .run()
                    .cardSilent(SELECT_DIRECTORY, CardTransportException.Kind.CARD_REMOVED)
                    .terminates(TerminationReason.CARD_REMOVED);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no data,                         ''",
            "another template,                70128410315041592E5359532E44444630318801",
            "no template,                     840E315041592E5359532E4444463031",
            "cut off inside,                  6F20840E315041592E5359532E4444463031A50E880101",
            "cut off before a length,         6F01A5",
            "indefinite length,               6F80840E315041592E5359532E4444463031A5038801010000",
            "child longer than its parent,    6F15840E315041592E5359532E4444463031A50588010199",
            "FF as filling,                   6F17840E315041592E5359532E4444463031A503880101FFFF",
            "another object after it,         6F15840E315041592E5359532E4444463031A5038801018801018400"
        })
        void malformedInformation_leavesTheListOfAids(String name, String data) {
            fallsBack(directory(data + "9000"));
        }

        @Test
        void informationWithoutItsMandatoryObjects_leavesTheListOfAids() {
            fallsBack(directory(tlv("6F", tlv("A5", "880101")) + "9000"));
            fallsBack(directory(tlv("6F", NAME) + "9000"));
            fallsBack(directory(tlv("6F", NAME, tlv("A5", "9F110101")) + "9000"));
        }

        @Test
        void informationOfAnotherName_leavesTheListOfAids() {
            fallsBack(directory(fci("325041592E5359532E4444463031", "880101")));
            fallsBack(directory(fci("31504159", "880101")));
            fallsBack(directory(fci("3150415950415950415950415950415950", "880101")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"8800", "88020101", "880100", "88010B", "88011F", "8801FF"})
        void fileOutsideOf1To10_leavesTheListOfAids(String shortFileIdentifier) {
            fallsBack(directory(tlv("6F", NAME, tlv("A5", shortFileIdentifier)) + "9000"));
        }

        @Test
        void file10IsRead() {
            directory(tlv("6F", NAME, tlv("A5", "88010A")) + "9000")
                    .card("00B2015400", record(entry(VISA)))
                    .card("00B2025400", "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }

        @Test
        void zerosAroundObjects_areFilling() {
            directory("0000" + tlv("6F", "00", NAME, "00", tlv("A5", "00880101")) + "00" + "9000")
                    .card(readRecord(1, 1), "00" + tlv("70", "00", entry(VISA), "00") + "00" + "9000")
                    .card(readRecord(1, 2), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }
    }

    @Nested
    final class Records {
        @Test
        void noRecordAtAll_leavesTheListOfAids() {
            fallsBack(records("6A83"));
        }

        @Test
        void noCommonApplication_leavesTheListOfAids() {
            fallsBack(records(record(entry("A0000000651010")), "6A83"));
        }

        @Test
        void commonApplication_keepsTheListOfAidsFromBeingTried() {
            records(record(entry(VISA, label("VISA"))), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "file not found,               6A82",
            "security not satisfied,       6982",
            "conditions not satisfied,     6985",
            "technical problem,            6F00",
            "warning with a good record,   700B61094F07A00000000310106283",
            "no data,                      9000",
            "entry without template 70,    61094F07A00000000310109000",
            "another template,             770B61094F07A00000000310109000",
            "template cut off,             700B61094F07A000000003109000",
            "entry longer than the record, 700B610A4F07A00000000310109000",
            "value longer than the entry,  700B61094F08A00000000310109000",
            "indefinite length,            708061094F07A000000003101000009000",
            "an object after the template, 700B61094F07A000000003101061009000",
            "FF as filling,                700D61094F07A0000000031010FFFF9000"
        })
        void faultyRecord_dropsWhatWasFoundBefore(String name, String answer) {
            fallsBack(records(record(entry("A0000000041010")), answer));
        }

        @Test
        void moreThanTenRecordsAreRead() {
            String[] answers = new String[12];
            for (int i = 0; i < 10; i++) {
                answers[i] = record(entry("A0000000651010"));
            }
            answers[10] = record(entry(VISA));
            answers[11] = "6A83";
            records(answers).card(select(VISA), fci(VISA)).proceeds();
        }

        @Test
        void record255IsTheLast() {
            String[] answers = new String[255];
            for (int i = 0; i < 255; i++) {
                answers[i] = record(entry(VISA));
            }
            records(answers).card(select(VISA), fci(VISA)).proceeds();
        }
    }

    @Nested
    final class Entries {
        @Test
        void severalInOneRecord() {
            assertEquals(
                    List.of("A0000000031010 VISA", "A0000000041010 MC"),
                    offered(records(record(entry(VISA, label("VISA")), entry("A0000000041010", label("MC"))), "6A83")));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "without a name,             6106500456495341",
            "with an empty name,         61024F00",
            "with a name of 4 bytes,     61064F04A0000000",
            "with a name of 17 bytes,    61134F11A000000003101000000000000000000000",
            "of a further directory,     61079D05A000000003",
            "with nothing,               6100",
            "that is no entry,           5004564953415F2D02656E",
            "of an unknown template,     62094F07A0000000032010"
        })
        void unusable_isSkippedAlone(String name, String entry) {
            records(record(entry, entry(VISA)), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }

        @Test
        void emptyRecord_isSkipped() {
            records(record(), record(entry(VISA)), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }

        @Test
        void unknownObjectsInsideAreIgnored() {
            records(record(entry(VISA, "DF0101AA", tlv("73", "9F0A080001050100000000"))), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }

        @Test
        void sameNameTwice_isOneCandidate() {
            records(record(entry(VISA, label("ONE")), entry(VISA, label("TWO"))), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }

        @Test
        void exactIdentifier_doesNotMatchALongerName() {
            fallsBack(records(record(entry("A000000003201001")), "6A83"));
        }

        @Test
        void partialIdentifier_matchesALongerName() {
            records(record(entry(VISA + "01")), "6A83")
                    .card(select(VISA + "01"), fci(VISA + "01"))
                    .proceeds();
        }

        @Test
        void partialIdentifier_doesNotMatchAShorterName() {
            fallsBack(records(record(entry("A00000000310")), "6A83"));
        }

        @Test
        void ofSeveralMatchingIdentifiers_theLongestGivesTheParameters() {
            Transaction transaction = new SelectionFixture()
                    .applications(
                            SelectionFixture.application("A000000003", true),
                            SelectionFixture.application(VISA, true),
                            SelectionFixture.application("A00000000310", true))
                    .run()
                    .card(SELECT_DIRECTORY, DIRECTORY)
                    .card(readRecord(1, 1), record(entry(VISA + "01")))
                    .card(readRecord(1, 2), "6A83")
                    .card(select(VISA + "01"), fci(VISA + "01"))
                    .proceeds()
                    .transaction();
            assertEquals(VISA, transaction.application().aid().toHex());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "first priority,              01, false",
            "first with confirmation,     81, true",
            "reserved bits have no say,   F1, true"
        })
        void priorityIndicator(String name, String indicator, boolean confirmation) {
            records(record(entry("A0000000041010", priority("02")), entry(VISA, priority(indicator))), "6A83")
                    .answer(ChooseApplication.class, step -> {
                        assertEquals(VISA, step.candidates().get(0).dfName().toHex());
                        assertEquals(1, step.candidates().get(0).priority());
                        assertEquals(confirmation, step.candidates().get(0).confirmationRequired());
                        return step.cancelled();
                    });
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "8700", "87028101"})
        void priorityIndicatorAbsentOrOfWrongLength_isNoPriority(String indicator) {
            records(record(entry(VISA, indicator)), "6A83")
                    .card(select(VISA), fci(VISA))
                    .proceeds();
        }
    }

    @Nested
    final class Order {
        @Test
        void byPriority_thoseWithoutOneLast_equalsAsTheCardGaveThem() {
            assertEquals(
                    List.of(
                            "A000000003101005 E",
                            "A000000003101004 D",
                            "A000000003101003 C",
                            "A000000003101001 A",
                            "A000000003101002 B"),
                    offered(records(
                            record(
                                    entry(VISA + "01", label("A"), priority("00")),
                                    entry(VISA + "02", label("B")),
                                    entry(VISA + "03", label("C"), priority("0F"))),
                            record(
                                    entry(VISA + "04", label("D"), priority("82")),
                                    entry(VISA + "05", label("E"), priority("01"))),
                            "6A83")));
        }
    }

    @Test
    void fallingBackIsExplained() {
        SelectionFixture fixture = new SelectionFixture();
        fallsBack(fixture.run().card(SELECT_DIRECTORY, "6A82"));
        assertTrue(fixture.explanations().stream()
                .anyMatch(explanation -> explanation.reference().equals("EMV 4.4 Book 1, 12.3.2")
                        && explanation.result().equals("the card has no usable directory: 6A82")));
    }
}
