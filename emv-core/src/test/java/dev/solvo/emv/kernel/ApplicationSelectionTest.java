package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.NOT_FOUND;
import static dev.solvo.emv.kernel.SelectionFixture.SELECT_DIRECTORY;
import static dev.solvo.emv.kernel.SelectionFixture.application;
import static dev.solvo.emv.kernel.SelectionFixture.entry;
import static dev.solvo.emv.kernel.SelectionFixture.fci;
import static dev.solvo.emv.kernel.SelectionFixture.label;
import static dev.solvo.emv.kernel.SelectionFixture.priority;
import static dev.solvo.emv.kernel.SelectionFixture.readRecord;
import static dev.solvo.emv.kernel.SelectionFixture.record;
import static dev.solvo.emv.kernel.SelectionFixture.select;
import static dev.solvo.emv.kernel.SelectionFixture.selectNext;
import static dev.solvo.emv.kernel.SelectionFixture.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 1, 12.3.3 and 12.4; Book 4, 11.1 and 11.3. */
final class ApplicationSelectionTest {
    private static final String A = "A000000099";
    private static final String A1 = "A00000009901";
    private static final String A2 = "A00000009902";
    private static final String B = "A0000000880101";

    /** A terminal that takes whatever begins with A, and exactly B. */
    private static SelectionFixture listOfAids() {
        return new SelectionFixture().withoutDirectory().applications(application(A, true), application(B, false));
    }

    private static String blocked(String answer) {
        return answer.substring(0, answer.length() - 4) + "6283";
    }

    private static Function<ChooseApplication, KernelStep> shows(int choice, String... names) {
        return step -> {
            assertEquals(
                    List.of(names),
                    step.candidates().stream()
                            .map(ChooseApplication.Candidate::displayName)
                            .collect(Collectors.toList()));
            return choice < 0 ? step.cancelled() : step.resume(choice);
        };
    }

    private static FunctionRun choose(FunctionRun run, int choice, String... names) {
        return run.answer(ChooseApplication.class, shows(choice, names));
    }

    /** 12.3.3. */
    @Nested
    final class ListOfAids {
        @Test
        void everyIdentifierIsAsked_inTheTerminalsOrder() {
            listOfAids()
                    .run()
                    .card(select(A), NOT_FOUND)
                    .card(select(B), NOT_FOUND)
                    .terminates(TerminationReason.NO_COMMON_APPLICATION)
                    .tvr("0000000000")
                    .tsi("0000");
        }

        @Test
        void functionNotSupported_isABlockedCard() {
            listOfAids().run().card(select(A), "6A81").terminates(TerminationReason.CARD_BLOCKED);
        }

        @Test
        void functionNotSupportedLater_isABlockedCardToo() {
            listOfAids()
                    .run()
                    .card(select(A), NOT_FOUND)
                    .card(select(B), "6A81")
                    .terminates(TerminationReason.CARD_BLOCKED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"6A82", "6283", "6285", "6300", "6400", "6985", "6D00", "6F00"})
        void everyOtherStatusWithoutInformation_leavesTheNextIdentifier(String status) {
            listOfAids()
                    .run()
                    .card(select(A), status)
                    .card(select(B), fci(B))
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @Test
        void warningOtherThanBlocked_isNotAdded() {
            listOfAids()
                    .run()
                    .card(select(A), fci(A).replaceAll("9000$", "6285"))
                    .card(select(B), fci(B))
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no data,            9000",
            "another template,   70078405A0000000999000",
            "no DF name,         6F02A5009000",
            "no template A5,     6F078405A0000000999000",
            "cut off,            6F098405A000000099A59000",
            "an object after it, 6F098405A000000099A50084009000"
        })
        void malformedInformation_leavesTheNextIdentifier(String name, String answer) {
            listOfAids()
                    .run()
                    .card(select(A), answer)
                    .card(select(B), fci(B))
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @Test
        void noAnswer_endsTheSession() {
            listOfAids()
                    .run()
                    .cardSilent(select(A), CardTransportException.Kind.TIME_OUT)
                    .terminates(TerminationReason.CARD_NOT_RESPONDING);
        }

        @Test
        void exactName_isAddedWithoutAskingForTheNext() {
            listOfAids()
                    .run()
                    .card(select(A), fci(A))
                    .card(select(B), NOT_FOUND)
                    .card(select(A), fci(A))
                    .proceeds();
        }

        @Test
        void exactNameBlocked_isNotAdded() {
            listOfAids()
                    .run()
                    .card(select(A), blocked(fci(A)))
                    .card(select(B), NOT_FOUND)
                    .terminates(TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void longerNames_areAskedForUntilThereIsNone() {
            FunctionRun run = listOfAids()
                    .run()
                    .card(select(A), fci(A1, label("ONE")))
                    .card(selectNext(A), fci(A2, label("TWO")))
                    .card(selectNext(A), NOT_FOUND)
                    .card(select(B), NOT_FOUND);
            choose(run, 1, "ONE", "TWO").card(select(A2), fci(A2)).proceeds();
        }

        @Test
        void blockedLongerName_isSkippedAndTheNextAskedFor() {
            listOfAids()
                    .run()
                    .card(select(A), blocked(fci(A1)))
                    .card(selectNext(A), fci(A2))
                    .card(selectNext(A), NOT_FOUND)
                    .card(select(B), NOT_FOUND)
                    .card(select(A2), fci(A2))
                    .proceeds();
        }

        @ParameterizedTest
        @ValueSource(strings = {"6283", "6285", "6300"})
        void warningOnTheNext_isSkippedAndTheSearchGoesOn(String warning) {
            listOfAids()
                    .run()
                    .card(select(A), fci(A1))
                    .card(selectNext(A), fci(A2).replaceAll("9000$", warning))
                    .card(selectNext(A), NOT_FOUND)
                    .card(select(B), NOT_FOUND)
                    .card(select(A1), fci(A1))
                    .proceeds();
        }

        @ParameterizedTest
        @ValueSource(strings = {"6A81", "6A82", "6A86", "6985", "6D00", "6F00", "9000"})
        void everyOtherAnswerToTheNext_leavesTheNextIdentifier(String answer) {
            listOfAids()
                    .run()
                    .card(select(A), fci(A1))
                    .card(selectNext(A), answer)
                    .card(select(B), NOT_FOUND)
                    .card(select(A1), fci(A1))
                    .proceeds();
        }

        @Test
        void cardThatRepeatsAName_isNotAskedAgain() {
            listOfAids()
                    .run()
                    .card(select(A), fci(A1))
                    .card(selectNext(A), fci(A1))
                    .card(select(B), NOT_FOUND)
                    .card(select(A1), fci(A1))
                    .proceeds();
        }

        @Test
        void cardThatNeverEnds_isLeftAfter255Names() {
            FunctionRun run = listOfAids()
                    .terminal(config -> config.cardholderSelectionSupported(false))
                    .run();
            run.card(select(A), fci(A + "0000"));
            for (int i = 1; i < 255; i++) {
                run.card(selectNext(A), fci(A + String.format(Locale.ROOT, "%04X", i)));
            }
            run.card(select(B), NOT_FOUND)
                    .card(select(A + "0000"), fci(A + "0000"))
                    .proceeds();
        }

        @Test
        void exactIdentifier_doesNotTakeALongerNameNorAsksForTheNext() {
            listOfAids()
                    .run()
                    .card(select(A), NOT_FOUND)
                    .card(select(B), fci(B + "01"))
                    .terminates(TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void shorterOrOtherName_isNotAdded() {
            listOfAids()
                    .applications(application(A1, true), application(B, true))
                    .run()
                    .card(select(A1), fci(A))
                    .card(select(B), fci(A2))
                    .terminates(TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void nameFoundByTwoIdentifiers_isOneCandidate() {
            listOfAids()
                    .applications(application(A, true), application(A1, true))
                    .run()
                    .card(select(A), fci(A1))
                    .card(selectNext(A), NOT_FOUND)
                    .card(select(A1), fci(A1))
                    .card(select(A1), fci(A1))
                    .proceeds();
        }

        @Test
        void prioritiesComeFromTheInformationOfEachApplication() {
            FunctionRun run = listOfAids()
                    .run()
                    .card(select(A), fci(A, label("A"), priority("02")))
                    .card(select(B), fci(B, label("B"), priority("01")));
            choose(run, 0, "B", "A").card(select(B), fci(B)).proceeds();
        }
    }

    /** 12.4. */
    @Nested
    final class FinalSelection {
        private final SelectionFixture fixture =
                new SelectionFixture().applications(application(A, true), application(B, false));

        private FunctionRun directory(String... entries) {
            return fixture.run()
                    .card(SELECT_DIRECTORY, DIRECTORY)
                    .card(readRecord(1, 1), record(entries))
                    .card(readRecord(1, 2), "6A83");
        }

        private FunctionRun neitherChoiceNorConfirmation(String... entries) {
            fixture.terminal(
                    config -> config.cardholderSelectionSupported(false).cardholderConfirmationSupported(false));
            return directory(entries);
        }

        private FunctionRun confirmationOnly(String... entries) {
            fixture.terminal(config -> config.cardholderSelectionSupported(false));
            return directory(entries);
        }

        @Test
        void single_isSelected() {
            directory(entry(A)).card(select(A), fci(A)).proceeds();
        }

        @Test
        void singleWithConfirmation_isAskedFor() {
            choose(directory(entry(A, label("ONE"), priority("81"))), 0, "ONE")
                    .card(select(A), fci(A))
                    .proceeds();
        }

        @Test
        void singleRefused_endsTheSession() {
            choose(directory(entry(A, label("ONE"), priority("80"))), -1, "ONE")
                    .terminates(TerminationReason.CANCELLED);
        }

        @Test
        void singleThatCannotBeConfirmed_endsTheSession() {
            neitherChoiceNorConfirmation(entry(A, priority("81"))).terminates(TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void choiceFromAList_isTheConfirmation() {
            choose(
                            directory(entry(A, label("ONE"), priority("81")), entry(B, label("TWO"), priority("82"))),
                            1,
                            "ONE",
                            "TWO")
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @Test
        void noChoiceFromAList_endsTheSession() {
            choose(directory(entry(A, label("ONE")), entry(B, label("TWO"))), -1, "ONE", "TWO")
                    .terminates(TerminationReason.CANCELLED);
        }

        @Test
        void withoutChoice_theFirstIsSelected() {
            neitherChoiceNorConfirmation(entry(A, priority("02")), entry(B, priority("01")))
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @Test
        void withoutChoiceAndConfirmation_theFirstThatNeedsNoneIsSelected() {
            neitherChoiceNorConfirmation(entry(A, priority("02")), entry(B, priority("81")))
                    .card(select(A), fci(A))
                    .proceeds();
        }

        @Test
        void withoutChoiceAndConfirmation_allNeedingOneEndsTheSession() {
            neitherChoiceNorConfirmation(entry(A, priority("82")), entry(B, priority("81")))
                    .terminates(TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void withConfirmationOnly_eachIsProposedInTurn() {
            FunctionRun run = confirmationOnly(
                    entry(A1, label("ONE"), priority("81")),
                    entry(A2, label("TWO"), priority("82")),
                    entry(B, label("THREE"), priority("83")));
            choose(choose(run, -1, "ONE"), 0, "TWO").card(select(A2), fci(A2)).proceeds();
        }

        @Test
        void withConfirmationOnly_whatNeedsNoneIsSelectedInItsTurn() {
            FunctionRun run = confirmationOnly(entry(A, label("ONE"), priority("81")), entry(B, priority("02")));
            choose(run, -1, "ONE").card(select(B), fci(B)).proceeds();
        }

        @Test
        void withConfirmationOnly_allRefusedEndsTheSession() {
            FunctionRun run =
                    confirmationOnly(entry(A, label("ONE"), priority("81")), entry(B, label("TWO"), priority("82")));
            choose(choose(run, -1, "ONE"), -1, "TWO").terminates(TerminationReason.CANCELLED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"6A82", "6A81", "6985", "6F00", "9000", "6F098405A000000099A5006283"})
        void failedSelect_removesTheApplicationOnly(String answer) {
            neitherChoiceNorConfirmation(entry(A, priority("01")), entry(B, priority("02")))
                    .card(select(A), answer)
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @Test
        void failedSelectOfTheOnlyOne_endsTheSession() {
            directory(entry(A)).card(select(A), NOT_FOUND).terminates(TerminationReason.NO_COMMON_APPLICATION);
        }

        @Test
        void otherNameInTheAnswer_removesTheApplication() {
            neitherChoiceNorConfirmation(entry(A, priority("01")), entry(B, priority("02")))
                    .card(select(A), fci(A1))
                    .card(select(B), fci(B))
                    .proceeds();
        }

        @Test
        void afterAFailure_theRestIsShownAgain() {
            FunctionRun run = directory(entry(A1, label("ONE")), entry(A2, label("TWO")), entry(B, label("THREE")));
            run.answer(ChooseApplication.class, step -> {
                assertFalse(step.afterFailure());
                return step.resume(0);
            });
            run.card(select(A1), NOT_FOUND).answer(ChooseApplication.class, step -> {
                assertTrue(step.afterFailure());
                return shows(1, "TWO", "THREE").apply(step);
            });
            run.card(select(B), fci(B)).proceeds();
        }

        @Test
        void afterAFailure_theLastIsNotTakenInTheChosenOnesStead() {
            FunctionRun run = directory(entry(A, label("ONE")), entry(B, label("TWO")));
            choose(run, 0, "ONE", "TWO").card(select(A), NOT_FOUND);
            choose(run, -1, "TWO").terminates(TerminationReason.CANCELLED);
        }

        @Test
        void lostCard_endsTheSession() {
            directory(entry(A))
                    .cardSilent(select(A), CardTransportException.Kind.CARD_REMOVED)
                    .terminates(TerminationReason.CARD_REMOVED);
        }

        @ParameterizedTest
        @EnumSource(names = {"TIME_OUT", "TRANSMISSION", "PROTOCOL"})
        void unansweredSelect_endsTheSession(CardTransportException.Kind kind) {
            directory(entry(A)).cardSilent(select(A), kind).terminates(TerminationReason.CARD_NOT_RESPONDING);
        }

        @Test
        void theAnswerBelongsToTheTransaction_andTheDirectoryDoesNot() {
            Transaction transaction = directory(entry(A, label("OF THE DIRECTORY"), tlv("9F38", "9F3303")))
                    .card(select(A), fci(A, label("OF THE CARD"), tlv("9F38", "9F3704"), tlv("BF0C", "9F4D020B0A")))
                    .proceeds()
                    .transaction();
            assertEquals(Optional.of(Bytes.fromHex(A)), transaction.get(EmvTag.APPLICATION_IDENTIFIER_TERMINAL));
            assertEquals(Optional.of(Bytes.fromHex(A)), transaction.get(EmvTag.DEDICATED_FILE_NAME));
            assertEquals(
                    Optional.of(Bytes.fromHex("9F3704")), transaction.get(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST));
            assertEquals(Optional.of(Bytes.fromHex("0B0A")), transaction.get(EmvTag.LOG_ENTRY));
            assertEquals("OF THE CARD", transaction.selected().displayName());
        }

        @Test
        void informationWithoutAName_leavesTheNameOfTheDirectory() {
            Transaction transaction = directory(entry(A, label("OF THE DIRECTORY")))
                    .card(select(A), fci(A))
                    .proceeds()
                    .transaction();
            assertEquals("OF THE DIRECTORY", transaction.selected().displayName());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "label of 17 bytes,           50114141414141414141414141414141414141",
            "code table of 2 bytes,       9F11020001",
            "code table that is no digit, 9F11010A",
            "language of one letter,      5F2D0165",
            "priority of 2 bytes,         87020101",
            "log entry of 1 byte,         BF0C049F4D010B"
        })
        void wronglyCodedOptionalObject_countsAsAbsent(String name, String object) {
            Transaction transaction = directory(entry(A))
                    .card(select(A), fci(A, object, tlv("9F38", "9F3704")))
                    .proceeds()
                    .transaction();
            assertEquals(
                    Optional.of(Bytes.fromHex("9F3704")), transaction.get(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST));
            assertTrue(fixture.explanations().stream()
                    .anyMatch(explanation -> explanation.reference().equals("EMV 4.4 Book 1, 11.3.4")));
        }

        @Test
        void removalIsExplained() {
            directory(entry(A)).card(select(A), NOT_FOUND);
            assertTrue(fixture.explanations().stream()
                    .anyMatch(explanation -> explanation.reference().equals("EMV 4.4 Book 1, 12.4")
                            && explanation.inputs().toString().contains("6A82")
                            && explanation.result().equals("removed")));
        }
    }

    /** 12.2.4; Book 3, Annex C4; Book 4, Annex A3 and 11.3. */
    @Nested
    final class Names {
        private String shown(SelectionFixture fixture, String codeTableIndex, String... names) {
            return fixture.applications(application(A, true))
                    .run()
                    .card(SELECT_DIRECTORY, fci("315041592E5359532E4444463031", "880101", codeTableIndex))
                    .card(readRecord(1, 1), record(entry(A, names)))
                    .card(readRecord(1, 2), "6A83")
                    .card(select(A), fci(A))
                    .proceeds()
                    .transaction()
                    .selected()
                    .displayName();
        }

        @ParameterizedTest(name = "9F11 = {0}, 9F40 = {1}: {3}")
        @CsvSource({
            "01, F000F0A001, 43415246C9,   CARFÉ",
            "02, F000F0A002, B3F364BC,     łódź",
            "03, F000F0A004, A1616C6C,     Ħall",
            "04, F000F0A008, BF,           ŋ",
            "05, F000F0A010, BAD0E0E2D0,   Карта",
            "06, F000F0A020, C7E4D9,       الع",
            "07, F000F0A040, CADCF1F4E1,   Κάρτα",
            "08, F000F0A080, EBF8E8E9F1,   כרטיס",
            "09, F000F0A100, C7FEFDF0,     Çşığ",
            "10, F000F0A200, A1BFE3FF,     Ąŋãĸ"
        })
        void preferredNameInASupportedCodeTable(String index, String capabilities, String name, String text) {
            assertEquals(
                    text,
                    shown(
                            new SelectionFixture().additionalTerminalCapabilities(capabilities),
                            tlv("9F11", index),
                            label("LABEL"),
                            tlv("9F12", name)));
        }

        @ParameterizedTest(name = "9F11 = {0}, 9F40 = {1}")
        @CsvSource({
            "01, F000F0A3FE", "02, F000F0A3FD", "03, F000F0A3FB", "04, F000F0A3F7", "05, F000F0A3EF",
            "06, F000F0A3DF", "07, F000F0A3BF", "08, F000F0A37F", "09, F000F0A2FF", "10, F000F0A1FF"
        })
        void codeTableThatTheTerminalDoesNotHave_givesTheLabel(String index, String capabilities) {
            assertEquals(
                    "LABEL",
                    shown(
                            new SelectionFixture().additionalTerminalCapabilities(capabilities),
                            tlv("9F11", index),
                            label("LABEL"),
                            tlv("9F12", "4E414D45")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "9F1100",
                    "9F110100",
                    "9F11010A",
                    "9F110111",
                    "9F110116",
                    "9F110199",
                    "9F1101FF",
                    "9F11020001"
                })
        void noIndexOrAnyOther_givesTheLabel(String index) {
            assertEquals(
                    "LABEL",
                    shown(
                            new SelectionFixture().additionalTerminalCapabilities("F000F0A3FF"),
                            index,
                            label("LABEL"),
                            tlv("9F12", "4E414D45")));
        }

        @Test
        void preferredNameWithoutAVisibleCharacter_givesTheLabel() {
            assertEquals("LABEL", shown(new SelectionFixture(), "9F110101", label("LABEL"), tlv("9F12", "0A20071B")));
        }

        @Test
        void controlCharactersAreNotShown() {
            assertEquals(
                    "NAME", shown(new SelectionFixture(), "9F110101", label("LABEL"), tlv("9F12", "4E1B41074D8545")));
            assertEquals("LABEL", shown(new SelectionFixture(), "", tlv("50", "4C4142001B454CFF")));
        }

        @Test
        void noLabel_givesTheAid() {
            assertEquals(A, shown(new SelectionFixture(), "9F110101"));
            assertEquals(A, shown(new SelectionFixture(), "9F110101", "5000"));
        }

        @Test
        void inAListOfAids_indexAndNameComeFromEachApplication() {
            FunctionRun run = listOfAids()
                    .run()
                    .card(select(A), fci(A, label("ONE"), "9F110101", tlv("9F12", "C9")))
                    .card(select(B), fci(B, label("TWO"), tlv("9F12", "C9")));
            choose(run, -1, "É", "TWO").terminates(TerminationReason.CANCELLED);
        }

        @Test
        void finalInformationGivesTheNameOfTheReceipt_byTheSameRule() {
            Transaction transaction = listOfAids()
                    .run()
                    .card(select(A), fci(A, label("ONE")))
                    .card(select(B), NOT_FOUND)
                    .card(select(A), fci(A, label("ONE"), "9F110102", tlv("9F12", "B3F364BC")))
                    .proceeds()
                    .transaction();
            assertEquals("ONE", transaction.selected().displayName());
        }
    }

    /** Book 4, 11.1. */
    @Nested
    final class Language {
        private String asked(String directoryLanguages) {
            String[] language = new String[1];
            new SelectionFixture()
                    .applications(application(A, true), application(B, true))
                    .run()
                    .card(SELECT_DIRECTORY, fci("315041592E5359532E4444463031", "880101", directoryLanguages))
                    .card(readRecord(1, 1), record(entry(A), entry(B)))
                    .card(readRecord(1, 2), "6A83")
                    .answer(ChooseApplication.class, step -> {
                        language[0] = step.language();
                        return step.cancelled();
                    });
            return language[0];
        }

        private String spoken(String directoryLanguages, String applicationLanguages) {
            return new SelectionFixture()
                    .applications(application(A, true))
                    .run()
                    .card(SELECT_DIRECTORY, fci("315041592E5359532E4444463031", "880101", directoryLanguages))
                    .card(readRecord(1, 1), record(entry(A)))
                    .card(readRecord(1, 2), "6A83")
                    .card(select(A), fci(A, applicationLanguages))
                    .proceeds()
                    .transaction()
                    .language();
        }

        @ParameterizedTest(name = "{0}: {1} gives {2}")
        @CsvSource({
            "first of the card's that the terminal speaks, 5F2D0664656E6C6672,     nl",
            "in the card's order,                          5F2D0466726E6C,         fr",
            "capitals mean the same,                       5F2D024652,             fr",
            "none in common,                               5F2D0464656974,         en",
            "fifth code is not read,                       5F2D0A64656974657370746672, en",
            "half a code at the end,                       5F2D0364656E,           en",
            "no letters,                                   5F2D02FFFE,             en",
            "absent,                                       '',                     en"
        })
        void ofTheDirectory(String name, String languages, String expected) {
            assertEquals(expected, asked(languages));
        }

        @Test
        void isThatOfChoiceAndConfirmation() {
            List<String> languages = new ArrayList<>();
            new SelectionFixture()
                    .applications(application(A, true))
                    .run()
                    .card(SELECT_DIRECTORY, fci("315041592E5359532E4444463031", "880101", "5F2D046465" + "6672"))
                    .card(readRecord(1, 1), record(entry(A, "870181")))
                    .card(readRecord(1, 2), "6A83")
                    .answer(ChooseApplication.class, step -> {
                        assertEquals(1, step.candidates().size());
                        assertTrue(step.candidates().get(0).confirmationRequired());
                        languages.add(step.language());
                        return step.cancelled();
                    })
                    .terminates(TerminationReason.CANCELLED);
            assertEquals(List.of("fr"), languages);
            assertEquals("fr", asked("5F2D046465" + "6672"));
        }

        @Test
        void ofTheApplication_replacesThatOfTheDirectory() {
            assertEquals("fr", spoken("5F2D026E6C", "5F2D026672"));
            assertEquals("nl", spoken("5F2D026E6C", ""));
            assertEquals("en", spoken("5F2D026E6C", "5F2D026465"));
        }

        @Test
        void ofAnApplicationThatIsGivenUp_isForgotten() {
            Transaction transaction = new SelectionFixture()
                    .applications(application(A, true))
                    .run()
                    .card(SELECT_DIRECTORY, fci("315041592E5359532E4444463031", "880101", "5F2D026E6C"))
                    .card(readRecord(1, 1), record(entry(A)))
                    .card(readRecord(1, 2), "6A83")
                    .card(select(A), fci(A, "5F2D026672"))
                    .proceeds()
                    .transaction();
            transaction.startOver();
            assertEquals("nl", transaction.language());
            assertEquals(Optional.empty(), transaction.get(EmvTag.LANGUAGE_PREFERENCE));
            assertEquals(Optional.empty(), transaction.selectedIfAny());
        }
    }
}
