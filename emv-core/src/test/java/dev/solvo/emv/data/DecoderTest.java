package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecoderTest {
    private static final TagDictionary DICTIONARY = TagDictionary.load();
    private static final Decoder MASKED = Decoder.masked(DICTIONARY);
    private static final Decoder UNMASKED = Decoder.unmasked(DICTIONARY);

    private static String text(Decoder decoder, Decoder.Kind kind, String hex) {
        StringBuilder all = new StringBuilder();
        for (Decoded line : decoder.decode(kind, Bytes.fromHex(hex))) {
            all.append(line.toText());
        }
        return all.toString();
    }

    @Test
    void record() {
        assertEquals(
                """
                70 READ RECORD Response Message Template
                  5A Application Primary Account Number (PAN): 476173******0119
                  5F24 Application Expiration Date 291231: 2029-12-31
                  8E Cardholder Verification Method (CVM) List 000027100000000042011F03: X 10000, Y 0
                    rule 1 4201: Enciphered PIN verified online; If unattended cash; next rule if unsuccessful
                    rule 2 1F03: No CVM required; If terminal supports the CVM; fail if unsuccessful
                  57 Track 2 Equivalent Data: masked, not readable, 7 bytes
                  DF7F CAFE
                """,
                text(
                        MASKED,
                        Decoder.Kind.TLV,
                        "702C 5A084761739001010119 5F2403291231 8E0C000027100000000042011F03 570747617390010101 DF7F02CAFE"));
    }

    @Test
    void templatesAndText() {
        assertEquals(
                """
                6F File Control Information (FCI) Template
                  84 Dedicated File (DF) Name A0000000031010
                  A5 File Control Information (FCI) Proprietary Template
                    50 Application Label 56495341: "VISA"
                    87 Application Priority Indicator 81: priority 1, with confirmation by the cardholder
                    9F38 Processing Options Data Object List (PDOL) 9F3704
                      9F37 Unpredictable Number: 4 bytes
                """, text(MASKED, Decoder.Kind.TLV, "6F1A 8407A0000000031010 A50F 500456495341 870181 9F38039F3704"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TVR, 8000008000, 'byte 1 bit 8: Offline data authentication was not performed|byte 4 bit 8: Transaction exceeds floor limit'",
        "TSI, E800, 'byte 1 bit 8: Offline data authentication was performed|byte 1 bit 4: Terminal risk'",
        "AIP, 0100, 'byte 1 bit 1: CDA supported'",
        "AUC, FF00, 'byte 1 bit 8: Valid for domestic cash transactions'",
        "CVM_RESULTS, 1E0300, 'Signature (paper); If terminal supports the CVM; Unknown'",
        "CVM, 00000000000000005E03, 'rule 1 5E03: Signature (paper)'",
        "IAD, 06010A03A4B000, 'VISA, derivation key index 1, cryptogram version 10|CVR byte 2: ARQC returned in first GENERATE AC'",
        "IAD, 1F220103A0100000000000000000000000000000000000000000000000000000, 'VISA_LONG, derivation key index 1, cryptogram version 34|CVR byte 2: ARQC returned in first GENERATE AC|CVR byte 3: New card'",
        "IAD, 0110A00009248400000000000000000029FF, 'M_CHIP, derivation key index 1, cryptogram version 16|CVR byte 1: ARQC returned in first GENERATE AC|CVR byte 3: PIN Try Counter: 9'",
        "IAD, 0FA500A03800000000000000000000000F010000000000000000000000000000, 'COMMON_CORE_DEFINITIONS|CVR byte 2: PIN Try Counter: 3'",
        "IAD, 1234, '2 bytes in an unknown form'",
        "DOL, 9F3704DF7F01, '9F37 Unpredictable Number: 4 bytes|DF7F: 1 byte'",
        "DOL, 9F37, '!: '",
        "TTQ, 26000000, 'byte 1 bit 6: EMV mode supported|byte 1 bit 3: Online PIN supported'",
        "CTQ, 0080, 'byte 2 bit 8: Consumer device CVM performed'",
        "CAPABILITIES, 20F9CC, 'byte 2 bit 1: Enciphered PIN for offline verification (ECC ODE)|byte 3 bit 3: XDA'",
        "CAPABILITIES, F000B0F1FF, 'byte 5 bit 1: Code table 1'",
        "TVR, 80, 'not readable: 95: length 1 where 5 is expected'",
        "FIELD55, 9F2701809F360200059C0100950500000000009A032901015F2A0209789F0206000000001234, '9F27 Cryptogram Information Data 80: ARQC|9F36 Application Transaction Counter (ATC) 0005: 5|9C Transaction Type 00: Purchase|9A Transaction Date 290101: 2029-01-01|5F2A Transaction Currency Code 0978: EUR|9F02 Amount, Authorised (Numeric) 000000001234: 1234'",
        "FIELD55, 8A025931, '8A Authorisation Response Code 5931: Y1, offline approved'",
        "FIELD55, 9F5B051312345678, 'script 12345678: failed at command 3'",
        "TLV, 94080801010010010301, 'SFI 1: records 1 to 1, 0 for offline data authentication|SFI 2: records 1 to 3, 1 for'",
        "TLV, 9F350122, 'merchant, attended, offline with online capability'",
        "TLV, 9F110105, 'ISO/IEC 8859-5'",
        "TLV, 9F4D020B0A, 'SFI 11, 10 records'",
        "TLV, 5F2403AAAAAA, 'not readable: 5F24: no decimal digit at offset 0'",
        "TLV, '', '-: no data'",
        "TLV, 5F24, '!: '",
        "TLV, DF7F01AA9F, 'DF7F AA'"
    })
    void words(Decoder.Kind kind, String hex, String expected) {
        String text = text(MASKED, kind, hex);
        for (String part : expected.split("\\|", -1)) {
            assertTrue(text.contains(part), text);
        }
    }

    @Test
    void biometricTemplatesHaveTheirOwnMeanings() {
        String text = text(MASKED, Decoder.Kind.TLV, "BF4C08 DF500103 DF510102 BF4E07 810108 DF510142");
        assertTrue(text.contains("DF50 Facial Try Counter 03"), text);
        assertTrue(text.contains("DF51 Finger Try Counter 02"), text);
        assertTrue(text.contains("81 Biometric Type 08"), text);
        assertTrue(text.contains("DF51 Enciphered Biometric Data 42"), text);
    }

    @Nested
    final class Masked {
        private static final String TRACK_2 = "5711 4761739001010119D22122011143804400".replace(" ", "");

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "5A084761739001010119",
                    "57114761739001010119D2212201114380440F",
                    "9F6B114761739001010119D2212201114380440F",
                    "5F200A5445535420434152442F41",
                    "9F1F0431323334",
                    "560A4234373631373339303031",
                    "9908241234FFFFFFFFFF"
                })
        void cardholderData(String hex) {
            String text = text(MASKED, Decoder.Kind.TLV, hex);
            String value = hex.substring(
                    hex.startsWith("5A") || hex.startsWith("57") || hex.startsWith("56") || hex.startsWith("99")
                            ? 4
                            : 6);
            assertFalse(text.contains(value), text);
            assertFalse(text.contains("739001"), text);
            assertFalse(text.contains("TEST CARD"), text);
        }

        @Test
        void accountNumberUnderAnotherTag() {
            String text = text(MASKED, Decoder.Kind.TLV, "5A084761739001010119 DF7F09004761739001010119");
            assertTrue(text.contains("DF7F: masked, 9 bytes"), text);
            String characters = text(MASKED, Decoder.Kind.TLV, TRACK_2 + "DF7F1034373631373339303031303130313139");
            assertTrue(characters.contains("DF7F: masked, 16 bytes"), characters);
        }

        @Test
        void onRequestEverythingButPins() {
            String text = text(UNMASKED, Decoder.Kind.TLV, "5A084761739001010119 9908241234FFFFFFFFFF");
            assertTrue(text.contains("5A Application Primary Account Number (PAN) 4761739001010119"), text);
            assertFalse(text.contains("241234"), text);
        }
    }

    @Nested
    final class Apdus {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "00A4040007A000000003101000, 'command SELECT 00A40400: P1 04, P2 00, 7 bytes|data Name A0000000031010'",
            "00B2010C00, 'command READ RECORD 00B2010C: P1 01, P2 0C, no data'",
            "80CA9F1700, 'command GET DATA 80CA9F17'",
            "9F1701039000, 'response 9000: done|9F17 Personal Identification Number (PIN) Try Counter 03: 3'",
            "6A82, 'response 6A82: file not found'",
            "63C2, 'verification failed, 2 tries left'",
            "611C, '28 bytes waiting'",
            "6C20, 'wrong Le, 32 expected'",
            "00, '!: '"
        })
        void words(String hex, String expected) {
            String text = text(MASKED, Decoder.Kind.APDU, hex);
            for (String part : expected.split("\\|", -1)) {
                assertTrue(text.contains(part), text);
            }
        }

        @Test
        void pinIsNeverShown() {
            String verify = "0020008008241234FFFFFFFFFF";
            assertFalse(text(MASKED, Decoder.Kind.APDU, verify).contains("1234"));
            assertFalse(text(UNMASKED, Decoder.Kind.APDU, verify).contains("1234"));
        }

        @Test
        void accountNumberInARecord() {
            String text = text(MASKED, Decoder.Kind.APDU, "700A5A0847617390010101199000");
            assertFalse(text.contains("4761739001010119"), text);
            assertTrue(text.contains("476173******0119"), text);
        }

        @Test
        void listDataMayHoldTheAccountNumber() {
            String generate = "80AE80000A4761739001010119010200";
            assertFalse(text(MASKED, Decoder.Kind.APDU, generate).contains("4761739001010119"));
            assertTrue(text(UNMASKED, Decoder.Kind.APDU, generate).contains("4761739001010119"));
        }
    }

    @Test
    void filledList() {
        List<Decoded> lines = MASKED.filled(Bytes.fromHex("5A089F1A02"), Bytes.fromHex("47617390010101190250"));
        assertEquals(
                "5A Application Primary Account Number (PAN): 476173******0119\n",
                lines.get(0).toText());
        assertEquals("9F1A Terminal Country Code 0250: 250\n", lines.get(1).toText());
        assertEquals(
                "!", MASKED.filled(Bytes.fromHex("9F1A02"), Bytes.EMPTY).get(0).label());
    }

    @Test
    void json() throws JsonProcessingException {
        Decoded line = MASKED.decode(Decoder.Kind.TSI, Bytes.fromHex("8000")).get(0);
        assertEquals(new ObjectMapper().readTree("""
                                {"label": "9B", "name": "Transaction Status Information", "value": "8000", "details": [
                                  {"label": "byte 1 bit 8", "meaning": "Offline data authentication was performed"}]}
                                """), new ObjectMapper().readTree(line.toJson()));
    }

    @Test
    void damagedDataAreShownAsFarAsTheyGo() {
        String text = text(MASKED, Decoder.Kind.TLV, "9F360200059F2608AABB");
        assertTrue(text.contains("9F36 Application Transaction Counter (ATC) 0005: 5"), text);
        assertTrue(text.contains("!: "), text);
        assertFalse(text.contains("AABB"), text);
    }

    /** What is too long for a number is left as it is. */
    @ParameterizedTest
    @CsvSource({
        "9F3607 01000000000000, 281474976710656",
        "9F3608 0100000000000000, ''",
        "9F4109 123456789012345678, 123456789012345678",
        "9F410A 12345678901234567890, ''",
        "9F4102 12A4, 'not readable: 9F41: no decimal digit at offset 1'"
    })
    void numbers_areSaidUpToTheirLongest(String hex, String meaning) {
        assertEquals(
                meaning,
                UNMASKED.decode(Decoder.Kind.TLV, Bytes.fromHex(hex)).get(0).meaning());
    }

    @Test
    void actionCodes_areSaidBitByBit() {
        assertEquals("""
                9F0E Issuer Action Code - Denial 0010000000
                  byte 2 bit 5: Requested service not allowed for card product
                """, text(UNMASKED, Decoder.Kind.TLV, "9F0E050010000000"));
    }

    @Test
    void aTagThatIsInNoTable_hasNoName() {
        assertEquals(
                "",
                UNMASKED.decode(Decoder.Kind.TLV, Bytes.fromHex("DF7F0101"))
                        .get(0)
                        .name());
    }

    @Test
    void aTagOfAPaymentSystem_isNamedWithIt() {
        assertEquals(
                "Geographic Indicator (visa)",
                UNMASKED.decode(Decoder.Kind.TLV, Bytes.fromHex("9F550140"))
                        .get(0)
                        .name());
    }
}
