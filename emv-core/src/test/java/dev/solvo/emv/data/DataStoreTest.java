package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.data.DataStore.Admission;
import dev.solvo.emv.data.DataStore.Origin;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataStoreTest {
    private static final TagDictionary DICTIONARY = TagDictionary.load();
    private static final Tag UNKNOWN = Tag.of(0xDF7F);

    private final DataStore data = new DataStore(DICTIONARY);

    private static Tag tag(String hex) {
        return Tag.of(Integer.parseUnsignedInt(hex, 16));
    }

    private static Bytes bytes(String hex) {
        return Bytes.fromHex(hex);
    }

    private String hex(Tag tag) {
        return data.get(tag).map(Bytes::toHex).orElse("absent");
    }

    /** Who supplies what: EMV 4.4 Book 3, Annex A, column Source. */
    @Nested
    final class Ownership {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9F02", "9F03", "9F1A", "5F2A", "9A", "9C", "9F21", "9F33", "9F40", "9F35", "9F37", "95", "9B",
                    "9F09", "9F06", "9F1B", "9F15", "9F16", "9F1C", "9F1E", "9F4E", "9F01", "9F34", "9F39", "9F41",
                    "9F53", "8A", "91", "98", "9F22", "9F3A", "9F3C", "9F3D", "99", "81", "9F04", "5F36", "71", "72"
                })
        void aCardCannotSupplyDataOfTerminalAndIssuer(String hex) throws EmvDataException {
            assertEquals(Admission.IGNORED_WRONG_SOURCE, data.putFromRecord(tag(hex), bytes("01")));
            assertEquals(Admission.IGNORED_WRONG_SOURCE, data.putFromFci(tag(hex), bytes("01")));
            assertEquals(Admission.IGNORED_WRONG_SOURCE, data.putFromGpo(tag(hex), bytes("01")));
            assertEquals(Admission.IGNORED_WRONG_SOURCE, data.putFromGenerateAc(tag(hex), bytes("01")));
            assertEquals(DICTIONARY.find(tag(hex)).isPresent() ? expectedWithoutCard(hex) : "absent", hex(tag(hex)));
        }

        private static String expectedWithoutCard(String hex) {
            return hex.equals("95") ? "0000000000" : hex.equals("9B") ? "0000" : "absent";
        }

        @Test
        void ignoredDataOfTheTerminalMayRepeat() throws EmvDataException {
            data.putTerminal(EmvTag.TERMINAL_COUNTRY_CODE, bytes("0250"));
            data.putFromRecord(EmvTag.TERMINAL_COUNTRY_CODE, bytes("0840"));
            data.putFromRecord(EmvTag.TERMINAL_COUNTRY_CODE, bytes("0840"));
            assertEquals("0250", hex(EmvTag.TERMINAL_COUNTRY_CODE));
            assertEquals(Optional.of(Origin.TERMINAL), data.origin(EmvTag.TERMINAL_COUNTRY_CODE));
        }

        @ParameterizedTest
        @CsvSource({
            "8A, 3030, STORED",
            "91, 0102030405060708, STORED",
            "89, 313233343536, STORED",
            "9F02, 000000000001, IGNORED_WRONG_SOURCE",
            "5A, 4761739001010119, IGNORED_WRONG_SOURCE",
            "DF7F, 01, IGNORED_WRONG_SOURCE",
            "91, '', IGNORED_EMPTY"
        })
        void issuer(String hex, String value, Admission admission) throws EmvDataException {
            assertEquals(admission, data.putIssuer(tag(hex), bytes(value)));
            assertEquals(admission == Admission.STORED ? value : "absent", hex(tag(hex)));
        }

        @Test
        void theLaterOfTerminalAndIssuerCountsForTheResponseCode() throws EmvDataException {
            data.putTerminal(EmvTag.AUTHORISATION_RESPONSE_CODE, bytes("5931"));
            data.putIssuer(EmvTag.AUTHORISATION_RESPONSE_CODE, bytes("3030"));
            assertEquals("3030", hex(EmvTag.AUTHORISATION_RESPONSE_CODE));
            data.putTerminal(EmvTag.AUTHORISATION_RESPONSE_CODE, bytes("5A33"));
            assertEquals("5A33", hex(EmvTag.AUTHORISATION_RESPONSE_CODE));
        }

        @ParameterizedTest
        @CsvSource({"8A, 30", "91, 01020304050607", "91, 0102030405060708090A0B0C0D0E0F1011"})
        void issuerDataOfAnotherLength(String hex, String value) {
            assertThrows(EmvDataException.class, () -> data.putIssuer(tag(hex), bytes(value)));
        }

        @Test
        void terminalDataOfAnotherLengthAreMisuse() {
            assertThrows(
                    IllegalArgumentException.class, () -> data.putTerminal(EmvTag.UNPREDICTABLE_NUMBER, bytes("01")));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> data.putApplication(EmvTag.TERMINAL_FLOOR_LIMIT, bytes("01")));
        }
    }

    /** In which answer of the card what counts. */
    @Nested
    final class Answers {
        @ParameterizedTest(name = "{0} from {1}")
        @CsvSource({
            "84, A0000000031010, FCI, STORED",
            "84, A0000000031010, RECORD, IGNORED_WRONG_ANSWER",
            "9F38, 9F3704, FCI, STORED",
            "9F38, 9F3704, RECORD, IGNORED_WRONG_ANSWER",
            "9F38, 9F3704, PROCESSING_OPTIONS, IGNORED_WRONG_ANSWER",
            "9F4D, 0B0A, FCI, STORED",
            "82, 5C00, PROCESSING_OPTIONS, STORED",
            "82, 5C00, RECORD, IGNORED_WRONG_ANSWER",
            "82, 5C00, FCI, IGNORED_WRONG_ANSWER",
            "94, 08010100, PROCESSING_OPTIONS, STORED",
            "94, 08010100, RECORD, IGNORED_WRONG_ANSWER",
            "9F26, 0102030405060708, GENERATE_AC, STORED",
            "9F26, 0102030405060708, RECORD, IGNORED_WRONG_ANSWER",
            "9F27, 80, GENERATE_AC, STORED",
            "9F27, 80, FCI, IGNORED_WRONG_ANSWER",
            "9F10, 06010A03A4B000, RECORD, IGNORED_WRONG_ANSWER",
            "9F4B, 01, INTERNAL_AUTHENTICATE, STORED",
            "9F36, 0001, GET_DATA, STORED",
            "9F36, 0001, RECORD, IGNORED_WRONG_ANSWER",
            "9F13, 0001, GET_DATA, STORED",
            "9F13, 0001, RECORD, IGNORED_WRONG_ANSWER",
            "9F17, 03, GET_DATA, STORED",
            "9F17, 03, RECORD, IGNORED_WRONG_ANSWER",
            "9F17, 03, GENERATE_AC, IGNORED_WRONG_ANSWER",
            "9F4F, 9A03, RECORD, IGNORED_WRONG_ANSWER",
            "9F45, 1234, RECORD, IGNORED_WRONG_ANSWER",
            "9F4C, 1234, GENERATE_AC, IGNORED_WRONG_ANSWER",
            "5A, 4761739001010119, RECORD, STORED",
            "5A, 4761739001010119, FCI, IGNORED_WRONG_ANSWER",
            "5F24, '', RECORD, IGNORED_EMPTY",
            "DF7F, 01, RECORD, STORED",
            "DF7F, 01, FCI, STORED",
            "DF7F, 01, GENERATE_AC, STORED"
        })
        void admission(String hex, String value, Origin origin, Admission admission) throws EmvDataException {
            assertEquals(admission, put(origin, tag(hex), bytes(value)));
            assertEquals(admission == Admission.STORED ? value : "absent", hex(tag(hex)));
            assertEquals(admission == Admission.STORED ? Optional.of(origin) : Optional.empty(), data.origin(tag(hex)));
        }

        private Admission put(Origin origin, Tag tag, Bytes value) throws EmvDataException {
            return switch (origin) {
                case FCI -> data.putFromFci(tag, value);
                case PROCESSING_OPTIONS -> data.putFromGpo(tag, value);
                case RECORD -> data.putFromRecord(tag, value);
                case GENERATE_AC -> data.putFromGenerateAc(tag, value);
                case INTERNAL_AUTHENTICATE -> data.putFromInternalAuthenticate(tag, value);
                case GET_DATA -> data.putFromGetData(tag, value);
                default -> throw new IllegalArgumentException(origin.name());
            };
        }

        @Test
        void counterOfTheCryptogramReplacesThatOfGetDataAndNotTheOtherWayRound() throws EmvDataException {
            data.putFromGetData(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0001"));
            data.putFromGenerateAc(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0002"));
            assertEquals("0002", hex(EmvTag.APPLICATION_TRANSACTION_COUNTER));
            assertEquals(
                    Admission.IGNORED_ALREADY_KNOWN,
                    data.putFromGetData(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0003")));
            assertEquals("0002", hex(EmvTag.APPLICATION_TRANSACTION_COUNTER));
        }

        @Test
        void secondCryptogramStandsAlone() throws EmvDataException {
            data.putFromGenerateAc(EmvTag.APPLICATION_CRYPTOGRAM, bytes("0102030405060708"));
            data.putFromGenerateAc(EmvTag.ISSUER_APPLICATION_DATA, bytes("06010A03A4B000"));
            data.clearApplicationCryptogram();
            data.putFromGenerateAc(EmvTag.APPLICATION_CRYPTOGRAM, bytes("1112131415161718"));
            assertEquals("1112131415161718", hex(EmvTag.APPLICATION_CRYPTOGRAM));
            assertEquals("absent", hex(EmvTag.ISSUER_APPLICATION_DATA));
        }

        @Test
        void recoveredDataReplaceWhatTheCardSentInClear() throws EmvDataException {
            data.putFromGenerateAc(EmvTag.APPLICATION_CRYPTOGRAM, bytes("0102030405060708"));
            data.putRecovered(EmvTag.APPLICATION_CRYPTOGRAM, bytes("1112131415161718"));
            data.putRecovered(EmvTag.DATA_AUTHENTICATION_CODE, bytes("DAC1"));
            assertEquals("1112131415161718", hex(EmvTag.APPLICATION_CRYPTOGRAM));
            assertEquals("DAC1", hex(EmvTag.DATA_AUTHENTICATION_CODE));
            assertThrows(EmvDataException.class, () -> data.putRecovered(EmvTag.DATA_AUTHENTICATION_CODE, bytes("01")));
        }

        @Test
        void nameInTheFciComesBeforeOneInARecord() throws EmvDataException {
            data.putFromFci(EmvTag.LANGUAGE_PREFERENCE, bytes("6672"));
            assertEquals(
                    Admission.IGNORED_ALREADY_KNOWN, data.putFromRecord(EmvTag.LANGUAGE_PREFERENCE, bytes("656E")));
            assertEquals("6672", hex(EmvTag.LANGUAGE_PREFERENCE));
        }
    }

    /** EMV 4.4 Book 3, 10.2. */
    @Nested
    final class Redundancy {
        @Test
        void primitiveElementTwiceInTheRecordsEndsTheTransaction() throws EmvDataException {
            data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, bytes("291231"));
            EmvDataException refused = assertThrows(
                    EmvDataException.class,
                    () -> data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, bytes("291231")));
            assertEquals(Reason.REDUNDANT, refused.reason());
            assertEquals(EmvTag.APPLICATION_EXPIRATION_DATE, refused.tag().orElseThrow());
        }

        @Test
        void emptyElementDoesNotCount() throws EmvDataException {
            data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, Bytes.EMPTY);
            data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, bytes("291231"));
            assertEquals(Admission.IGNORED_EMPTY, data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, Bytes.EMPTY));
        }

        @Test
        void unknownTagsAndTemplatesMayRepeat() throws EmvDataException {
            Tag template = Tag.of(0x7F60);
            data.putFromRecord(UNKNOWN, bytes("01"));
            data.putFromRecord(template, bytes("01"));
            assertEquals(Admission.IGNORED_ALREADY_KNOWN, data.putFromRecord(UNKNOWN, bytes("02")));
            assertEquals("01", hex(UNKNOWN));
        }

        @Test
        void recordsAreComparedWithRecordsOnly() throws EmvDataException {
            data.putFromGpo(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, bytes("4761739001010119"));
            assertEquals(
                    Admission.STORED,
                    data.putFromRecord(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, bytes("5413330089020011")));
            assertEquals(Optional.of(Origin.RECORD), data.origin(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
        }
    }

    /** EMV 4.4 Book 3, 7.5. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "9F07, FF, LENGTH",
        "5F24, 2912, LENGTH",
        "5F24, 2912AA, FORMAT",
        "5F28, 02A0, FORMAT",
        "5A, 47617390010101F9, FORMAT",
        "5A, 0102030405060708091011, LENGTH",
        "5A, 476173900101011F, ''",
        "9F08, 01, LENGTH",
        "8F, 0102, LENGTH",
        "9F0D, 01020304, LENGTH",
        "9F32, 0102, LENGTH",
        "9F32, 010001, ''",
        "9F14, 0102, LENGTH",
        "8E, 0000000000000000, ''",
        "DF7F, 0102030405, ''"
    })
    void wrongLengthOrFormat(String hex, String value, String reason) throws EmvDataException {
        if (reason.isEmpty()) {
            assertEquals(Admission.STORED, data.putFromRecord(tag(hex), bytes(value)));
            return;
        }
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> data.putFromRecord(tag(hex), bytes(value)));
        assertEquals(Reason.valueOf(reason), refused.reason());
        assertFalse(data.contains(tag(hex)));
    }

    @Nested
    final class Reading {
        @Test
        void parsed() throws EmvDataException {
            data.putFromGpo(EmvTag.APPLICATION_INTERCHANGE_PROFILE, bytes("5C00"));
            assertTrue(data.require(EmvTag.APPLICATION_INTERCHANGE_PROFILE, ApplicationInterchangeProfile::parse)
                    .contains(ApplicationInterchangeProfile.Bit.SDA_SUPPORTED));
            assertEquals(Optional.empty(), data.get(EmvTag.APPLICATION_USAGE_CONTROL, ApplicationUsageControl::parse));
        }

        @Test
        void required() {
            EmvDataException refused =
                    assertThrows(EmvDataException.class, () -> data.require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
            assertEquals(Reason.MISSING, refused.reason());
            assertEquals("5A: absent", refused.getMessage());
        }

        @Test
        void resultsAreRaisedAndRead() {
            assertEquals("0000000000", hex(EmvTag.TERMINAL_VERIFICATION_RESULTS));
            data.raise(TerminalVerificationResults.Bit.NEW_CARD);
            data.raise(TransactionStatusInformation.Bit.TERMINAL_RISK_MANAGEMENT_PERFORMED);
            assertEquals("0008000000", hex(EmvTag.TERMINAL_VERIFICATION_RESULTS));
            assertEquals("0800", hex(EmvTag.TRANSACTION_STATUS_INFORMATION));
            data.putTerminal(EmvTag.TERMINAL_VERIFICATION_RESULTS, bytes("8000000001"));
            assertEquals(
                    "8000000001", data.terminalVerificationResults().toBytes().toHex());
            data.putTerminal(EmvTag.TRANSACTION_STATUS_INFORMATION, bytes("4000"));
            assertEquals("4000", data.transactionStatusInformation().toBytes().toHex());
        }

        @Test
        void textShowsNoValue() throws EmvDataException {
            data.putFromRecord(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, bytes("4761739001010119"));
            assertFalse(data.toString().contains("4761"));
            assertTrue(data.toString().contains("5A=8 bytes"), data.toString());
        }

        @Test
        void snapshotStaysAsItWas() throws EmvDataException {
            data.putFromRecord(UNKNOWN, bytes("01"));
            ChipData before = data.snapshot();
            data.raise(TerminalVerificationResults.Bit.NEW_CARD);
            assertEquals(
                    "0000000000",
                    before.get(EmvTag.TERMINAL_VERIFICATION_RESULTS)
                            .orElseThrow()
                            .toHex());
            assertEquals(
                    ChipData.of(Map.of(
                            UNKNOWN,
                            bytes("01"),
                            EmvTag.TERMINAL_VERIFICATION_RESULTS,
                            bytes("0000000000"),
                            EmvTag.TRANSACTION_STATUS_INFORMATION,
                            bytes("0000"))),
                    before);
            assertEquals(
                    "02",
                    before.with(UNKNOWN, bytes("02")).get(UNKNOWN).orElseThrow().toHex());
            assertThrows(
                    UnsupportedOperationException.class, () -> before.elements().clear());
        }
    }

    /** EMV 4.4 Book 3, 10.1: another application of the card starts afresh. */
    @Test
    void forgettingTheCardKeepsTheTerminal() throws EmvDataException {
        data.putTerminal(EmvTag.TERMINAL_CAPABILITIES, bytes("E0F8C8"));
        data.putTerminal(EmvTag.APPLICATION_IDENTIFIER_TERMINAL, bytes("A0000000031010"));
        data.putTerminal(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, bytes("1F0302"));
        data.putApplication(EmvTag.TERMINAL_CAPABILITIES, bytes("E0B8C8"));
        data.putApplication(EmvTag.TERMINAL_FLOOR_LIMIT, bytes("00002710"));
        data.putIssuer(EmvTag.ISSUER_AUTHENTICATION_DATA, bytes("0102030405060708"));
        data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, bytes("291231"));
        data.raise(TerminalVerificationResults.Bit.NEW_CARD);
        data.raise(TransactionStatusInformation.Bit.SCRIPT_PROCESSING_PERFORMED);
        assertEquals("E0B8C8", hex(EmvTag.TERMINAL_CAPABILITIES));

        data.forgetCard();

        assertEquals(
                ChipData.of(Map.of(
                        EmvTag.TERMINAL_CAPABILITIES, bytes("E0F8C8"),
                        EmvTag.TERMINAL_VERIFICATION_RESULTS, bytes("0000000000"),
                        EmvTag.TRANSACTION_STATUS_INFORMATION, bytes("0000"))),
                data.snapshot());
        assertEquals(Admission.STORED, data.putFromRecord(EmvTag.APPLICATION_EXPIRATION_DATE, bytes("291231")));
    }

    /** EMV 4.4 Book 3, 5.4. */
    @Nested
    final class DataObjectLists {
        static Stream<JsonNode> cases() {
            JsonNode file = VectorFile.read("data-elements.json");
            return Stream.concat(
                    StreamSupport.stream(file.get("dol").get("cases").spliterator(), false)
                            .filter(example -> example.has("expectedData")),
                    StreamSupport.stream(
                            file.get("dolFillTagscope").get("cases").spliterator(), false));
        }

        @ParameterizedTest
        @MethodSource("cases")
        void recordedCases(JsonNode example) throws EmvDataException {
            ChipData collected = ChipData.EMPTY;
            for (String source : new String[] {"source2", "source1", "data"}) {
                if (example.has(source)) {
                    for (Map.Entry<String, JsonNode> element :
                            example.get(source).properties()) {
                        collected = collected.with(
                                tag(element.getKey()), bytes(element.getValue().asText()));
                    }
                }
            }
            ChipData known = collected;
            String expected =
                    example.path("expectedData").asText(example.path("expected").asText());
            // These values are shorter and longer than their elements, which a store does not take.
            Bytes filled = new DataObjectListFilling(DICTIONARY, known::get)
                    .fill(
                            EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1,
                            bytes(example.get("dol").asText()),
                            DataStore.MAX_DOL_DATA_LENGTH);
            assertEquals(expected, filled.toHex());
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "unknown tag, DF7E03, 000000",
            "template, 7004, 00000000",
            "known but absent, 9F0206, 000000000000",
            "length 0, 9F0200, ''",
            "numeric cut on the left, 9F1A01, 50",
            "numeric padded on the left, 9F1A04, 00000250",
            "binary cut on the right, 9F3702, 0102",
            "binary padded on the right, 9F3706, 010203040000",
            "text padded with 00, 9F1E0A, 534F4C564F3030310000",
            "account number padded with F, 5A0A, 4761739001010119FFFF",
            "account number cut on the right, 5A04, 47617390",
            "results as they stand, 9505, 0008000000",
            "the same twice, 9F37049F3704, 0102030401020304",
            "nothing asked, '', ''"
        })
        void fill(String name, String list, String expected) throws EmvDataException {
            data.putTerminal(EmvTag.TERMINAL_COUNTRY_CODE, bytes("0250"));
            data.putTerminal(EmvTag.UNPREDICTABLE_NUMBER, bytes("01020304"));
            data.putTerminal(EmvTag.INTERFACE_DEVICE_SERIAL_NUMBER, bytes("534F4C564F303031"));
            data.putFromRecord(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, bytes("4761739001010119"));
            data.putFromRecord(Tag.of(0x70), bytes("01020304"));
            data.raise(TerminalVerificationResults.Bit.NEW_CARD);
            assertEquals(expected, fillCdol(list, 255).toHex(), name);
        }

        @Test
        void lengthByteIsAPlainNumber() throws EmvDataException {
            assertEquals(129, fillCdol("9F0281", 255).length());
        }

        @ParameterizedTest
        @CsvSource({"9F02FC, 252, true", "9F02FD, 252, false", "9F02FF, 255, true", "9F02FE9F0302, 255, false"})
        void limits(String list, int maximum, boolean fits) throws EmvDataException {
            if (fits) {
                assertEquals(maximum, fillCdol(list, maximum).length());
            } else {
                EmvDataException refused = assertThrows(EmvDataException.class, () -> fillCdol(list, maximum));
                assertEquals(Reason.DATA_OBJECT_LIST, refused.reason());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"9F", "9F02", "9F02069F1A", "95"})
        void endsInsideAnEntry(String list) {
            EmvDataException refused = assertThrows(EmvDataException.class, () -> fillCdol(list, 255));
            assertEquals(Reason.DATA_OBJECT_LIST, refused.reason());
            assertEquals(
                    EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1,
                    refused.tag().orElseThrow());
        }

        private Bytes fillCdol(String list, int maximum) throws EmvDataException {
            return data.fill(EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1, bytes(list), maximum);
        }
    }

    @Property
    void anyListIsFilledOrRefused(@ForAll @Size(max = 60) byte[] list, @ForAll @IntRange(max = 255) int maximum) {
        DataStore store = new DataStore(DICTIONARY);
        try {
            assertTrue(store.fill(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST, Bytes.of(list), maximum)
                            .length()
                    <= maximum);
        } catch (EmvDataException refused) {
            assertEquals(Reason.DATA_OBJECT_LIST, refused.reason());
        }
    }

    @Test
    void anElementIsContained_onceItIsThere() throws EmvDataException {
        assertSame(DICTIONARY, data.dictionary());
        assertFalse(data.contains(EmvTag.APPLICATION_TRANSACTION_COUNTER));
        data.putFromGetData(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0001"));
        assertTrue(data.contains(EmvTag.APPLICATION_TRANSACTION_COUNTER));
        assertEquals(Optional.of(Origin.GET_DATA), data.origin(EmvTag.APPLICATION_TRANSACTION_COUNTER));
        assertEquals(Optional.empty(), data.origin(EmvTag.PIN_TRY_COUNTER));
        data.putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, bytes("3030"));
        assertEquals(Optional.of(bytes("3030")), data.snapshot().get(EmvTag.AUTHORISATION_RESPONSE_CODE));
        assertEquals(Optional.of(Origin.TERMINAL), data.origin(EmvTag.TERMINAL_VERIFICATION_RESULTS));
        assertEquals(Optional.of(Origin.TERMINAL), data.origin(EmvTag.TRANSACTION_STATUS_INFORMATION));
    }

    /** EMV 4.4 Book 3, 7.5. */
    @ParameterizedTest
    @CsvSource({"5F28, 0A40, 0", "5F28, 084A, 1", "5A, 4761739001A1011F, 5", "5A, 476173900101F119, 6"})
    void aDigitThatIsNone_isRefusedAtItsByte(String tag, String hex, int offset) {
        EmvDataException refused = assertThrows(EmvDataException.class, () -> data.putFromRecord(tag(tag), bytes(hex)));
        assertEquals(Reason.FORMAT, refused.reason());
        assertEquals(offset, refused.offset());
    }

    /** What the card says with a cryptogram stands; what it said with the processing options was earlier. */
    @Test
    void aCounterFromGetData_replacesThatOfTheProcessingOptions_andNotThatOfACryptogram() throws EmvDataException {
        data.putFromGpo(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0001"));
        data.putFromGetData(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0002"));
        assertEquals("0002", hex(EmvTag.APPLICATION_TRANSACTION_COUNTER));
        data.putFromGenerateAc(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0003"));
        data.putFromGetData(EmvTag.APPLICATION_TRANSACTION_COUNTER, bytes("0004"));
        assertEquals("0003", hex(EmvTag.APPLICATION_TRANSACTION_COUNTER));
    }
}
