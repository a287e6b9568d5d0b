package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the elements' constructors take at the ends of their ranges, and refuse beyond them. */
final class ElementBoundsTest {
    private static final Bytes IDENTIFIER = Bytes.fromHex("00000000");
    private static final CvmRule RULE = new CvmRule(0x1F, 0);
    private static final ApplicationFileLocator.Entry ENTRY = new ApplicationFileLocator.Entry(1, 1, 1, 0);
    private static final IssuerScriptResults.Result FAILED = IssuerScriptResults.Result.FAILED;
    private static final long LARGEST_AMOUNT = 0xFFFF_FFFFL;

    static Stream<Executable> within() {
        return Stream.of(
                () -> new AccountType(0),
                () -> new AccountType(99),
                () -> new TransactionType(0),
                () -> new TransactionType(99),
                () -> new CryptogramInformationData(0),
                () -> new CryptogramInformationData(0xFF),
                () -> new ApplicationPriorityIndicator(true, 0),
                () -> new ApplicationPriorityIndicator(false, 15),
                () -> new CvmRule(0, 0xFF),
                () -> new CvmRule(0xFF, 0),
                () -> new CvmResults(0xFF, 0xFF, 0xFF),
                () -> new IssuerScriptResults.Entry(FAILED, 0, IDENTIFIER),
                () -> new IssuerScriptResults.Entry(FAILED, 15, IDENTIFIER),
                () -> new DataElement.Lengths(0, 0, List.of()),
                () -> new EmvDate(1950, 1, 0),
                () -> new EmvDate(2049, 12, 31),
                () -> new CvmList(0, LARGEST_AMOUNT, List.of()),
                () -> new CvmList(LARGEST_AMOUNT, 0, Collections.nCopies(122, RULE)),
                () -> new ApplicationFileLocator.Entry(30, 1, 255, 255),
                () -> new ApplicationFileLocator(Collections.nCopies(63, ENTRY)),
                () -> BcdNumber.toBytes(0, 1));
    }

    static Stream<Executable> beyond() {
        return Stream.of(
                () -> new AccountType(-1),
                () -> new AccountType(100),
                () -> new TransactionType(-1),
                () -> new TransactionType(100),
                () -> new CryptogramInformationData(-1),
                () -> new CryptogramInformationData(0x100),
                () -> new ApplicationPriorityIndicator(false, -1),
                () -> new ApplicationPriorityIndicator(false, 16),
                () -> new CvmRule(-1, 0),
                () -> new CvmRule(0x100, 0),
                () -> new CvmRule(0, -1),
                () -> new CvmRule(0, 0x100),
                () -> new CvmResults(0x100, 0, 0),
                () -> new IssuerScriptResults.Entry(FAILED, -1, IDENTIFIER),
                () -> new IssuerScriptResults.Entry(FAILED, 16, IDENTIFIER),
                () -> new IssuerScriptResults.Entry(FAILED, 1, Bytes.EMPTY),
                () -> new DataElement.Lengths(-1, 1, List.of()),
                () -> new DataElement.Lengths(2, 1, List.of()),
                () -> new EmvDate(1949, 1, 1),
                () -> new EmvDate(2050, 1, 1),
                () -> new EmvDate(2026, 0, 1),
                () -> new EmvDate(2026, 13, 1),
                () -> new EmvDate(2026, 1, -1),
                () -> new EmvDate(2026, 1, 32),
                () -> new CvmList(-1, 0, List.of()),
                () -> new CvmList(LARGEST_AMOUNT + 1, 0, List.of()),
                () -> new CvmList(0, -1, List.of()),
                () -> new CvmList(0, LARGEST_AMOUNT + 1, List.of()),
                () -> new CvmList(0, 0, Collections.nCopies(123, RULE)),
                () -> new ApplicationFileLocator.Entry(1, 0, 1, 0),
                () -> new ApplicationFileLocator.Entry(1, 256, 256, 0),
                () -> new ApplicationFileLocator.Entry(1, 1, 256, 0),
                () -> new ApplicationFileLocator.Entry(1, 1, 1, -1),
                () -> new ApplicationFileLocator.Entry(1, 1, 1, 2),
                () -> new ApplicationFileLocator(List.of()),
                () -> new ApplicationFileLocator(Collections.nCopies(64, ENTRY)),
                () -> new TerminalType(TerminalType.Operator.CARDHOLDER, true, TerminalType.Communication.ONLINE_ONLY),
                () -> BcdNumber.toBytes(-1, 1),
                () -> BcdNumber.toBytes(1, 0),
                () -> BcdNumber.toBytes(1, 100));
    }

    @ParameterizedTest
    @MethodSource
    void within(Executable element) {
        assertDoesNotThrow(element);
    }

    @ParameterizedTest
    @MethodSource
    void beyond(Executable element) {
        assertThrows(IllegalArgumentException.class, element);
    }

    @ParameterizedTest
    @CsvSource({"00,Default", "10,Savings", "20,Cheque or debit", "30,Credit", "40,Other"})
    void accountTypes(String digits, String meaning) throws EmvDataException {
        AccountType type = AccountType.parse(Bytes.fromHex(digits));
        assertEquals(meaning, type.meaning());
        assertEquals(digits, type.toBytes().toHex());
        assertEquals(digits + " " + meaning, type.toString());
    }

    @Test
    void accountType_ofAnotherLengthOrOfNoDigits_isRefused() {
        assertThrows(EmvDataException.class, () -> AccountType.parse(Bytes.fromHex("0010")));
        assertThrows(EmvDataException.class, () -> AccountType.parse(Bytes.EMPTY));
        assertThrows(EmvDataException.class, () -> AccountType.parse(Bytes.fromHex("1A")));
    }

    @ParameterizedTest
    @CsvSource({"01", "81", "0F", "80", "00"})
    void priorityIndicator_isWrittenAsItWasRead(String hex) throws EmvDataException {
        assertEquals(
                hex,
                ApplicationPriorityIndicator.parse(Bytes.fromHex(hex)).toBytes().toHex());
    }

    static Stream<Arguments> equalPairs() throws EmvDataException {
        return Stream.of(
                Arguments.of(
                        Track2EquivalentData.parse(Bytes.fromHex("4761739001010119D29122010000")),
                        Track2EquivalentData.parse(Bytes.fromHex("4761739001010119D29122010000")),
                        Track2EquivalentData.parse(Bytes.fromHex("4761739001010119D29122010001"))),
                Arguments.of(
                        IssuerApplicationData.parse(Bytes.fromHex("06010A03A00000")),
                        IssuerApplicationData.parse(Bytes.fromHex("06010A03A00000")),
                        IssuerApplicationData.parse(Bytes.fromHex("06010A03A00001"))),
                Arguments.of(
                        ChipData.of(Map.of(Tag.of(0x9C), Bytes.fromHex("00"))),
                        ChipData.of(Map.of(Tag.of(0x9C), Bytes.fromHex("00"))),
                        ChipData.of(Map.of(Tag.of(0x9C), Bytes.fromHex("01")))),
                Arguments.of(
                        LogFormat.parse(Bytes.fromHex("9A03")),
                        LogFormat.parse(Bytes.fromHex("9A03")),
                        LogFormat.parse(Bytes.fromHex("9A02"))),
                Arguments.of(
                        TerminalVerificationResults.parse(Bytes.fromHex("8000000000")),
                        TerminalVerificationResults.parse(Bytes.fromHex("8000000000")),
                        TerminalVerificationResults.parse(Bytes.fromHex("0000000000"))));
    }

    @ParameterizedTest
    @MethodSource("equalPairs")
    void equality_isThatOfTheBytes(Object one, Object same, Object other) {
        assertEquals(one, same);
        assertNotEquals(one.hashCode(), other.hashCode());
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(one, other);
        assertNotEquals(one, "something else");
    }

    @Test
    void bitElements_ofDifferentKindsAreNeverEqual() throws EmvDataException {
        assertNotEquals(
                TerminalCapabilities.parse(Bytes.fromHex("000000")),
                BiometricTerminalCapabilities.parse(Bytes.fromHex("000000")));
        assertTrue(
                TerminalVerificationResults.parse(Bytes.fromHex("0000000000")).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "00A4040005A000000003, SELECT",
        "00B2010C00, READ RECORD",
        "80A800000283 00, GET PROCESSING OPTIONS",
        "80CA9F3600, GET DATA",
        "008800000401020304 00, INTERNAL AUTHENTICATE",
        "00200080082411111111111111, VERIFY",
        "0084000000, GET CHALLENGE",
        "80AE8000020102 00, GENERATE AC",
        "008200000801020304050607 08, EXTERNAL AUTHENTICATE",
        "00C0000010, GET RESPONSE",
        "841E000004 01020304, APPLICATION BLOCK",
        "8418000004 01020304, APPLICATION UNBLOCK",
        "8416000004 01020304, CARD BLOCK",
        "8424000004 01020304, PIN CHANGE/UNBLOCK",
        "84DA9F5804 01020304, PUT DATA",
        "04DC010C04 01020304, UPDATE RECORD"
    })
    void commands_areNamed(String hex, String name) {
        for (Decoder decoder : List.of(Decoder.masked(TagDictionary.load()), Decoder.unmasked(TagDictionary.load()))) {
            Decoded command =
                    decoder.decode(Decoder.Kind.APDU, Bytes.fromHex(hex)).get(0);
            assertEquals(name, command.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9000, done",
        "6110, 16 bytes waiting",
        "6C1A, 'wrong Le, 26 expected'",
        "63C2, 'verification failed, 2 tries left'",
        "6283, selected file invalidated",
        "6300, authentication failed",
        "6700, wrong length",
        "6882, secure messaging not supported",
        "6981, command incompatible with file",
        "6982, security status not satisfied",
        "6983, authentication method blocked",
        "6984, referenced data invalidated",
        "6985, conditions of use not satisfied",
        "6987, secure messaging object missing",
        "6988, secure messaging object incorrect",
        "6A80, wrong data",
        "6A81, function not supported",
        "6A82, file not found",
        "6A83, record not found",
        "6A86, wrong P1 or P2",
        "6A88, referenced data not found",
        "6D00, instruction not supported",
        "6E00, class not supported",
        "6F12, ''"
    })
    void statusWords_areExplained(String hex, String meaning) {
        Decoded response = Decoder.masked(TagDictionary.load())
                .decode(Decoder.Kind.APDU, Bytes.fromHex(hex))
                .get(0);
        assertEquals(meaning, response.meaning());
        assertEquals(hex, response.value());
    }

    @ParameterizedTest
    @CsvSource({
        "5931, 'Y1, offline approved'",
        "5A31, 'Z1, offline declined'",
        "5933, 'Y3, unable to go online, offline approved'",
        "5A33, 'Z3, unable to go online, offline declined'",
        "3030, '\"00\"'"
    })
    void authorisationResponseCodes_areExplained(String hex, String meaning) {
        assertEquals(
                meaning,
                Decoder.masked(TagDictionary.load())
                        .decode(Decoder.Kind.TLV, Bytes.fromHex("8A02" + hex))
                        .get(0)
                        .meaning());
    }
}
