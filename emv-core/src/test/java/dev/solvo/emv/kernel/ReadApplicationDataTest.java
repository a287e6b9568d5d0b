package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.readRecord;
import static dev.solvo.emv.kernel.SelectionFixture.record;
import static dev.solvo.emv.kernel.SelectionFixture.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 10.2, with 5.3.2, 6.5.11 and 7. */
final class ReadApplicationDataTest {
    private static final String PAN = "5A0847617390010101195F340101";
    private static final String EXPIRY = "5F2403291231";
    private static final String CDOL1 = "8C039F3704";
    private static final String CDOL2 = "8D058A029F3704";
    private static final String ALL = PAN + EXPIRY + CDOL1 + CDOL2;

    private static FunctionRun read(String locator) {
        return read(new TransactionFixture(), locator);
    }

    private static FunctionRun read(TransactionFixture fixture, String locator) {
        Transaction transaction = fixture.build();
        try {
            transaction.afl = Optional.of(ApplicationFileLocator.parse(Bytes.fromHex(locator)));
        } catch (EmvDataException wrong) {
            throw new IllegalArgumentException(wrong);
        }
        return FunctionRun.of(new ReadApplicationData(), transaction);
    }

    /** One record of file 1, unsigned. */
    private static FunctionRun single(String answer) {
        return read("08010100").card(readRecord(1, 1), answer);
    }

    private static Optional<Bytes> value(FunctionRun run, Tag tag) {
        return run.transaction().get(tag);
    }

    private static String signed(FunctionRun run) {
        return run.transaction()
                .staticData
                .forRsa(Optional.empty(), Bytes.EMPTY)
                .map(Bytes::toHex)
                .orElse("none");
    }

    @Nested
    final class Order {
        @Test
        void entriesInTheCardsOrder_recordsAscending_eachOnce() {
            read("18020300" + "08010100" + "10FFFF00")
                    .card(readRecord(3, 2), record(ALL))
                    .card(readRecord(3, 3), record())
                    .card(readRecord(1, 1), record())
                    .card(readRecord(2, 255), record())
                    .proceeds()
                    .tvr("0000000000")
                    .tsi("0000");
        }

        @Test
        void aFileMayStandThereTwice() {
            read("08020200" + "10010100" + "08010100")
                    .card(readRecord(1, 2), record(ALL))
                    .card(readRecord(2, 1), record())
                    .card(readRecord(1, 1), record())
                    .proceeds();
        }

        @Test
        void file30_andAllOf255Records() {
            FunctionRun run = read("F001FF00");
            for (int i = 1; i <= 255; i++) {
                run.card(readRecord(30, i), i == 255 ? record(ALL) : record());
            }
            run.proceeds();
        }
    }

    @Nested
    final class Status {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "6283", "6300", "6400", "6581", "6700", "6981", "6982", "6985", "6A81", "6A82", "6A83", "6A86",
                    "6D00", "6F00"
                })
        void everyOneButSuccess_endsTheSession(String status) {
            single(status).terminates(TerminationReason.CARD_ERROR);
            single(record(ALL).replaceAll("9000$", status)).terminates(TerminationReason.CARD_ERROR);
        }

        @ParameterizedTest
        @EnumSource
        void noAnswer_endsTheSession(CardTransportException.Kind kind) {
            read("08010100")
                    .cardSilent(readRecord(1, 1), kind)
                    .terminates(
                            kind == CardTransportException.Kind.CARD_REMOVED
                                    ? TerminationReason.CARD_REMOVED
                                    : TerminationReason.CARD_NOT_RESPONDING);
        }
    }

    /** 5.3.2.2 and 6.5.11.4. */
    @Nested
    final class Template {
        @ParameterizedTest(name = "file {0}: {1}")
        @CsvSource({
            "no data,                    1,  ''",
            "no template,                1,  DF010101",
            "another template,           1,  7704DF010101",
            "directory entry,            10, 6104DF010101",
            "filling before it,          10, 007004DF010101",
            "filling behind it,          1,  7004DF01010100",
            "a second one behind it,     10, 7004DF0101017004DF010102",
            "a byte behind it,           1,  7004DF010101FF",
            "cut off,                    1,  7005DF010101",
            "indefinite length,          1,  7080DF0101010000",
            "child longer than it,       10, 7004DF010201",
            "filling with FF,            1,  7006DF010101FFFF"
        })
        void ofFiles1To10_isExactlyOneTemplate70(String name, int file, String data) {
            read(String.format(Locale.ROOT, "%02X010200", file << 3))
                    .card(readRecord(file, 1), record(ALL))
                    .card(readRecord(file, 2), data + "9000")
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @ParameterizedTest
        @ValueSource(ints = {11, 20, 21, 30})
        void ofFiles11To30_mayBeAnything_andIsNotSearched(int file) {
            FunctionRun run = read("08010100" + String.format(Locale.ROOT, "%02X010100", file << 3))
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(file, 1), "5F280208405F2503250101" + "9000")
                    .proceeds();
            assertEquals(Optional.empty(), value(run, EmvTag.ISSUER_COUNTRY_CODE));
            assertFalse(run.transaction().staticData.hasProprietaryRecord());
        }

        @Test
        void ofFiles11To30_withoutAByte_isProprietaryToo() {
            read("08010100" + "58010101")
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(11, 1), "9000")
                    .proceeds();
        }

        @ParameterizedTest
        @ValueSource(ints = {11, 20, 21, 30})
        void ofFiles11To30_thatBeginsAs70_isReadAsOne(int file) {
            String entry = String.format(Locale.ROOT, "%02X010100", file << 3);
            FunctionRun run = read(entry).card(readRecord(file, 1), record(ALL)).proceeds();
            assertEquals(
                    "4761739001010119",
                    value(run, EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER)
                            .orElseThrow()
                            .toHex());
            read("08010100" + entry)
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(file, 1), "7004DF010101FF9000")
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void zerosBetweenObjects_areFilling() {
            single(record("0000", PAN, "00", EXPIRY, CDOL1, "000000", CDOL2, "00"))
                    .proceeds();
        }

        @Test
        void lengthThatIsLongerThanNeeded_isLegal() {
            String objects = "5A8108" + "4761739001010119" + EXPIRY + CDOL1 + CDOL2;
            single("7081" + String.format(Locale.ROOT, "%02X", objects.length() / 2) + objects + "9000")
                    .proceeds();
        }
    }

    /** 7.2, Table 28. */
    @Nested
    final class MandatoryData {
        static Stream<String> mandatory() {
            return Stream.of(PAN, EXPIRY, CDOL1, CDOL2);
        }

        @ParameterizedTest
        @MethodSource("mandatory")
        void missing_endsTheSession(String missing) {
            single(record(ALL.replace(missing, "")))
                    .terminates(TerminationReason.CARD_ERROR)
                    .tvr("0000000000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5A00", "5F2400", "8C00", "8D00"})
        void empty_isAsGoodAsMissing(String empty) {
            String tag = empty.substring(0, empty.length() - 2);
            String rest = mandatory().filter(object -> !object.startsWith(tag)).reduce("", String::concat);
            single(record(rest, empty)).terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void inAnotherAnswerOfTheCard_doesNotCount() throws EmvDataException {
            Transaction transaction = new TransactionFixture().build();
            transaction.data().putFromGpo(EmvTag.APPLICATION_EXPIRATION_DATE, Bytes.fromHex("291231"));
            transaction.afl = Optional.of(ApplicationFileLocator.parse(Bytes.fromHex("08010100")));
            FunctionRun.of(new ReadApplicationData(), transaction)
                    .card(readRecord(1, 1), record(PAN, CDOL1, CDOL2))
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void isCheckedWhenAllIsRead() {
            read("08010400")
                    .card(readRecord(1, 1), record(CDOL2))
                    .card(readRecord(1, 2), record(CDOL1))
                    .card(readRecord(1, 3), record(EXPIRY))
                    .card(readRecord(1, 4), record(PAN))
                    .proceeds();
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "number with a letter,        5A084761739001010A19",
            "number with filling inside,  5A0847617390F1010119",
            "number of 11 bytes,          5A0B4761739001010119000000",
            "number of filling only,      5A08FFFFFFFFFFFFFFFF",
            "expiration date of 2 bytes,  5F24022912",
            "expiration date of letters,  5F2403AA1231",
            "usage control of 1 byte,     9F0701FF",
            "issuer country of 3 bytes,   5F2803000840",
            "effective date of 4 bytes,   5F250420250101"
        })
        void wronglyCoded_endsTheSession(String name, String object) {
            String rest = object.startsWith("5A")
                    ? ALL.replace(PAN, "")
                    : object.startsWith("5F24") ? ALL.replace(EXPIRY, "") : ALL;
            single(record(rest, object))
                    .terminates(TerminationReason.CARD_ERROR)
                    .tvr("0000000000");
        }

        @Test
        void numberOf19Digits() {
            FunctionRun run = single(record("5A0A4761739001010101195F", EXPIRY, CDOL1, CDOL2))
                    .proceeds();
            assertTrue(run.transaction().panIfRead().isPresent());
        }
    }

    /** 10.2, redundant data. */
    @Nested
    final class Duplicates {
        @ParameterizedTest
        @ValueSource(strings = {"9F0702FFC0", "5F28020840", "8E0A00000000000000001F00", "5F340101", "57"})
        void ofAPrimitiveObjectInOneRecord_endTheSession(String object) {
            String whole = object.equals("57") ? tlv("57", "4761739001010119D22122011758928889") : object;
            single(record(PAN.replace("5F340101", ""), EXPIRY, CDOL1, CDOL2, whole, whole))
                    .terminates(TerminationReason.CARD_ERROR);
            single(record(PAN.replace("5F340101", ""), EXPIRY, CDOL1, CDOL2, whole))
                    .proceeds();
        }

        @Test
        void acrossRecords_endTheSession() {
            read("08010200")
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(1, 2), record(EXPIRY))
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void acrossFiles_endTheSession() {
            read("08010100" + "58010100")
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(11, 1), record(EXPIRY))
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void ofProprietaryObjects_templatesAndEmptyOnes_doNot() {
            single(record(ALL, "DF010101", "DF010102", "A104DF010101", "A104DF010102", "9F0700", "9F0700"))
                    .proceeds();
        }

        @Test
        void ofWhatOtherAnswersGave_doNot() throws EmvDataException {
            Transaction transaction = new TransactionFixture().build();
            transaction.data().putFromFci(EmvTag.LANGUAGE_PREFERENCE, Bytes.fromHex("656E"));
            transaction.data().putFromGpo(EmvTag.ISSUER_COUNTRY_CODE, Bytes.fromHex("0840"));
            transaction.afl = Optional.of(ApplicationFileLocator.parse(Bytes.fromHex("08010100")));
            FunctionRun.of(new ReadApplicationData(), transaction)
                    .card(readRecord(1, 1), record(ALL, "5F2D026672", "5F28020528"))
                    .proceeds();
            assertEquals(Optional.of(Bytes.fromHex("0528")), transaction.get(EmvTag.ISSUER_COUNTRY_CODE));
            assertEquals(Optional.of(Bytes.fromHex("656E")), transaction.get(EmvTag.LANGUAGE_PREFERENCE));
        }
    }

    /** 7 and Annex A: who owns which element. */
    @Nested
    final class OtherPartiesData {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9F0206000000000001",
                    "810400000001",
                    "9F0306000000000001",
                    "9F040400000001",
                    "9F1A020840",
                    "5F2A020840",
                    "5F360100",
                    "9A03990101",
                    "9C0120",
                    "9F2103000000",
                    "9F3303000000",
                    "9F40050000000000",
                    "9F350114",
                    "9F3704FFFFFFFF",
                    "9505FFFFFFFFFF",
                    "9B02FFFF",
                    "9F09029999",
                    "9F0605A000000001",
                    "9F1B04FFFFFFFF",
                    "9F15021111",
                    "9F1C083131313131313131",
                    "9F1E083131313131313131",
                    "9F34031F0002",
                    "9F390101",
                    "9F410400000001",
                    "9F530152",
                    "8A023030",
                    "910A00000000000000000000",
                    "9F2201FF"
                })
        void isNotTakenFromACard(String object) {
            int tagLength = (Integer.parseInt(object.substring(0, 2), 16) & 0x1F) == 0x1F ? 4 : 2;
            Tag tag = Tag.of(Integer.parseInt(object.substring(0, tagLength), 16));
            FunctionRun run = read("08010101");
            Optional<Bytes> before = value(run, tag);
            run.card(readRecord(1, 1), record(ALL, object))
                    .proceeds()
                    .tvr("0000000000")
                    .tsi("0000");
            assertEquals(before, value(run, tag));
            assertTrue(signed(run).endsWith(object), "the bytes are signed all the same");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9F36020001",
                    "9F13020001",
                    "9F170103",
                    "9F4F029A03",
                    "82025800",
                    "940408010100",
                    "9F270140",
                    "9F26080000000000000000"
                })
        void ofAnotherAnswerOfTheCard_isNotTakenFromARecord(String object) {
            int tagLength = object.startsWith("9F") ? 4 : 2;
            FunctionRun run = single(record(ALL, object, object)).proceeds();
            assertEquals(Optional.empty(), value(run, Tag.of(Integer.parseInt(object.substring(0, tagLength), 16))));
        }
    }

    /** 10.3: what the signatures cover, as received. */
    @Nested
    final class StaticData {
        @Test
        void recordsOfFiles1To10_withoutTemplate_inTheCardsOrder() {
            FunctionRun run = read("10010301" + "50010202")
                    .card(readRecord(2, 1), record(PAN, EXPIRY))
                    .card(readRecord(2, 2), record(CDOL1))
                    .card(readRecord(2, 3), record("9F0702FFC0"))
                    .card(readRecord(10, 1), record("00", CDOL2))
                    .card(readRecord(10, 2), record())
                    .proceeds();
            assertEquals(PAN + EXPIRY + "00" + CDOL2, signed(run));
        }

        @Test
        void recordsOfFiles11To30_withTagAndLength() {
            FunctionRun run = read("08010100" + "58010202" + "F0010101")
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(11, 1), record("DF0101AA"))
                    .card(readRecord(11, 2), record())
                    .card(readRecord(30, 1), "708104DF0101BB" + "9000")
                    .proceeds();
            assertEquals("7004DF0101AA" + "7000" + "708104DF0101BB", signed(run));
        }

        @Test
        void proprietarySignedRecord_leavesNothingToVerify() {
            FunctionRun run = read("08010101" + "58010101")
                    .card(readRecord(1, 1), record(ALL))
                    .card(readRecord(11, 1), "DF0101AA9000")
                    .proceeds();
            assertTrue(run.transaction().staticData.hasProprietaryRecord());
            assertEquals("none", signed(run));
        }

        @Test
        void ofAnApplicationBefore_isForgotten() throws EmvDataException {
            Transaction transaction = new TransactionFixture().build();
            transaction.staticData.add(Bytes.fromHex("AA"));
            transaction.staticData.addProprietaryRecord();
            transaction.afl = Optional.of(ApplicationFileLocator.parse(Bytes.fromHex("08010101")));
            FunctionRun run = FunctionRun.of(new ReadApplicationData(), transaction)
                    .card(readRecord(1, 1), record(ALL))
                    .proceeds();
            assertEquals(ALL, signed(run));
        }

        @ParameterizedTest(name = "9F4A = {0} gives {1}")
        @CsvSource({"82, AA5800", "8282, none", "9F36, none", "8295, none", "'', none"})
        void tagListMayNameTheProfileOnly(String tagList, String expected) {
            StaticDataToBeAuthenticated data = new StaticDataToBeAuthenticated();
            data.add(Bytes.fromHex("AA"));
            assertEquals(
                    expected,
                    data.forRsa(Optional.of(Bytes.fromHex(tagList)), Bytes.fromHex("5800"))
                            .map(Bytes::toHex)
                            .orElse("none"));
        }
    }
}
