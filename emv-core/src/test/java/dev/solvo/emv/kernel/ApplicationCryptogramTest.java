package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, 6.5.5.4: the two formats of an answer to GENERATE AC. */
final class ApplicationCryptogramTest {
    private static final String CRYPTOGRAM = "C1C2C3C4C5C6C7C8";
    private static final String MANDATORY = "9F2701409F36020007" + "9F2608" + CRYPTOGRAM;

    private static ApplicationCryptogram parse(String response) throws EmvDataException {
        return ApplicationCryptogram.parse(Bytes.fromHex(response));
    }

    private static Optional<String> hex(ApplicationCryptogram cryptogram, Tag tag) {
        return cryptogram.element(tag).map(Bytes::toHex);
    }

    private static String template(String content) {
        String length = Bytes.ofUnsigned(content.length() / 2).toHex();
        return "77" + length + content;
    }

    @Nested
    final class Format1 {
        @Test
        void withoutIssuerApplicationData() throws EmvDataException {
            ApplicationCryptogram cryptogram = parse("800B" + "80" + "0007" + CRYPTOGRAM);
            assertEquals(CryptogramInformationData.Type.ARQC, cryptogram.type());
            assertEquals(Optional.of("0007"), hex(cryptogram, EmvTag.APPLICATION_TRANSACTION_COUNTER));
            assertEquals(Optional.of(CRYPTOGRAM), hex(cryptogram, EmvTag.APPLICATION_CRYPTOGRAM));
            assertEquals(Optional.empty(), hex(cryptogram, EmvTag.ISSUER_APPLICATION_DATA));
            assertEquals(Optional.empty(), cryptogram.signature());
            assertEquals(Bytes.EMPTY, cryptogram.signedObjects());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 32})
        void withIssuerApplicationData(int length) throws EmvDataException {
            String data = "AB".repeat(length);
            ApplicationCryptogram cryptogram =
                    parse("80" + Bytes.ofUnsigned(11 + length).toHex() + "40" + "0007" + CRYPTOGRAM + data);
            assertEquals(Optional.of(data), hex(cryptogram, EmvTag.ISSUER_APPLICATION_DATA));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 10, 44, 45})
        void ofAnotherLengthThan11To43_isAFormatError(int length) {
            String value = "40".repeat(length);
            String response = "80" + Bytes.ofUnsigned(length).toHex() + value;
            assertThrows(EmvDataException.class, () -> parse(response));
        }
    }

    @Nested
    final class Format2 {
        @Test
        void inAnyOrder_withWhateverElse() throws EmvDataException {
            String content = "DF01021122" + "9F2608" + CRYPTOGRAM + "9F100101" + "9F3602FFFF" + "9F270100";
            ApplicationCryptogram cryptogram = parse(template(content));
            assertEquals(CryptogramInformationData.Type.AAC, cryptogram.type());
            assertEquals(Optional.of("FFFF"), hex(cryptogram, EmvTag.APPLICATION_TRANSACTION_COUNTER));
            assertEquals(Optional.of(CRYPTOGRAM), hex(cryptogram, EmvTag.APPLICATION_CRYPTOGRAM));
            assertEquals(content, cryptogram.signedObjects().toHex());
        }

        @Test
        void theSignatureIsTakenOutOfWhatItCovers_whereverItStands() throws EmvDataException {
            String before = "9F270140" + "9F36020007";
            String after = "9F100101";
            for (String content : new String[] {
                "9F4B021122" + before + after, before + "9F4B021122" + after, before + after + "9F4B81021122",
            }) {
                ApplicationCryptogram cryptogram = parse(template(content));
                assertEquals(Optional.of(Bytes.fromHex("1122")), cryptogram.signature());
                assertEquals(before + after, cryptogram.signedObjects().toHex());
                assertEquals(Optional.empty(), hex(cryptogram, EmvTag.APPLICATION_CRYPTOGRAM));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "9F36020007" + "9F2608" + CRYPTOGRAM,
                    "9F270140" + "9F2608" + CRYPTOGRAM,
                    "9F270140" + "9F36020007",
                    "9F2700" + "9F36020007" + "9F2608" + CRYPTOGRAM,
                    "9F27024040" + "9F36020007" + "9F2608" + CRYPTOGRAM,
                    "9F270140" + "9F360107" + "9F2608" + CRYPTOGRAM,
                    "9F270140" + "9F36020007" + "9F260701020304050607",
                    MANDATORY + "9F2608" + CRYPTOGRAM,
                    MANDATORY + "DF0101AA" + "DF0101AA",
                    "9F270140" + "9F36020007" + "9F4B021122" + "9F2601AA",
                    ""
                })
        void withoutAMandatoryElement_orWithOneTwice_orOfAnotherLength_isAFormatError(String content) {
            assertThrows(EmvDataException.class, () -> parse(template(content)));
        }

        @Test
        void issuerApplicationDataOver32Bytes_areAFormatError() {
            assertThrows(EmvDataException.class, () -> parse(template(MANDATORY + "9F1021" + "AB".repeat(33))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "800C" + "40" + "0007" + CRYPTOGRAM,
                "800B" + "40" + "0007" + CRYPTOGRAM + "00",
                "700B" + "40" + "0007" + CRYPTOGRAM,
                "7715" + "9F2701409F36020007" + "9F2609" + CRYPTOGRAM,
            })
    void anythingThatIsNotExactlyOneTemplate_isAFormatError(String response) {
        assertThrows(EmvDataException.class, () -> parse(response));
    }
}
