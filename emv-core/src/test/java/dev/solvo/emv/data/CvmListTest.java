package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** EMV 4.4 Book 3, 10.5 and Annex C3; Book 4, Annex A4. */
final class CvmListTest {
    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                VectorFile.read("data-elements.json")
                        .get("cvmList")
                        .get("cases")
                        .spliterator(),
                false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void emvUtils(JsonNode example) throws EmvDataException {
        Bytes bytes = Bytes.fromHex(example.get("tag8E").asText());
        if (bytes.length() % 2 != 0) {
            assertThrows(EmvDataException.class, () -> CvmList.parse(bytes));
            return;
        }
        CvmList list = CvmList.parse(bytes);
        assertEquals(example.get("amountX").asLong(), list.amountX());
        assertEquals(example.get("amountY").asLong(), list.amountY());
        List<String> rules = new ArrayList<>();
        example.get("rules").forEach(rule -> rules.add(rule.asText()));
        assertEquals(
                rules,
                list.rules().stream()
                        .map(rule -> Bytes.ofUnsigned(rule.code(), rule.conditionCode())
                                .toHex())
                        .toList());
        // Their code calls a list without rules invalid; ours leaves it to the function, which treats it as absent.
        assertEquals(example.get("valid").asBoolean(), !list.rules().isEmpty());
    }

    @Test
    void amountsAreUnsigned() throws EmvDataException {
        CvmList list = CvmList.parse(Bytes.fromHex("80000000 FFFFFFFF 1F00"));
        assertEquals(2147483648L, list.amountX());
        assertEquals(4294967295L, list.amountY());
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "9", "253", "254"})
    void lengthsRefused(int length) {
        assertThrows(EmvDataException.class, () -> CvmList.parse(Bytes.repeat(0, length)));
    }

    @Property
    void roundTrip(@ForAll @Size(min = 4, max = 126) short[] pairs) throws EmvDataException {
        byte[] bytes = new byte[pairs.length * 2];
        for (int i = 0; i < pairs.length; i++) {
            bytes[2 * i] = (byte) (pairs[i] >> 8);
            bytes[2 * i + 1] = (byte) pairs[i];
        }
        assertEquals(Bytes.of(bytes), CvmList.parse(Bytes.of(bytes)).toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "00, FAIL_CVM_PROCESSING",
        "01, PLAINTEXT_PIN_BY_ICC",
        "42, ENCIPHERED_PIN_ONLINE",
        "03, PLAINTEXT_PIN_BY_ICC_AND_SIGNATURE",
        "44, ENCIPHERED_PIN_BY_ICC",
        "05, ENCIPHERED_PIN_BY_ICC_AND_SIGNATURE",
        "06, FACIAL_BIOMETRIC_OFFLINE",
        "07, FACIAL_BIOMETRIC_ONLINE",
        "08, FINGER_BIOMETRIC_OFFLINE",
        "09, FINGER_BIOMETRIC_ONLINE",
        "0A, PALM_BIOMETRIC_OFFLINE",
        "4B, PALM_BIOMETRIC_ONLINE",
        "0C, IRIS_BIOMETRIC_OFFLINE",
        "0D, IRIS_BIOMETRIC_ONLINE",
        "0E, VOICE_BIOMETRIC_OFFLINE",
        "CF, VOICE_BIOMETRIC_ONLINE",
        "5E, SIGNATURE",
        "1F, NO_CVM_REQUIRED"
    })
    void methods(String hex, CvmMethod method) {
        assertEquals(method, CvmMethod.find(Integer.parseInt(hex, 16)).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "10, Reserved for future use", "1D, Reserved for future use",
        "20, Reserved for use by the payment system", "6F, Reserved for use by the payment system",
        "30, Reserved for use by the issuer", "7E, Reserved for use by the issuer",
        "3F, Not available for use", "7F, Not available for use"
    })
    void codesWithoutMethod(String hex, String text) {
        int code = Integer.parseInt(hex, 16);
        assertFalse(CvmMethod.find(code).isPresent());
        assertEquals(text, CvmMethod.describe(code));
    }

    @Test
    void kindsOfMethods() {
        assertTrue(CvmMethod.PLAINTEXT_PIN_BY_ICC_AND_SIGNATURE.isOfflinePin());
        assertTrue(CvmMethod.ENCIPHERED_PIN_BY_ICC.isEncipheredOfflinePin());
        assertFalse(CvmMethod.ENCIPHERED_PIN_ONLINE.isOfflinePin());
        assertTrue(CvmMethod.ENCIPHERED_PIN_BY_ICC_AND_SIGNATURE.includesSignature());
        assertFalse(CvmMethod.NO_CVM_REQUIRED.includesSignature());
        assertTrue(CvmMethod.IRIS_BIOMETRIC_OFFLINE.isOfflineBiometric());
        assertFalse(CvmMethod.IRIS_BIOMETRIC_ONLINE.isOfflineBiometric());
        assertFalse(CvmMethod.SIGNATURE.isBiometric());
        assertTrue(CvmMethod.ENCIPHERED_PIN_ONLINE.isOnline());
        assertTrue(CvmMethod.VOICE_BIOMETRIC_ONLINE.isOnline());
        assertFalse(CvmMethod.VOICE_BIOMETRIC_OFFLINE.isOnline());
        assertFalse(CvmMethod.NO_CVM_REQUIRED.isOnline());
    }

    @Test
    void conditions() {
        assertEquals(
                CvmCondition.PURCHASE_WITH_CASHBACK, CvmCondition.find(0x05).orElseThrow());
        assertEquals(CvmCondition.OVER_Y, CvmCondition.find(0x09).orElseThrow());
        assertFalse(CvmCondition.find(0x0A).isPresent());
        assertFalse(CvmCondition.find(-1).isPresent());
        assertEquals("Reserved for use by the payment system", CvmCondition.describe(0x80));
    }

    @Test
    void ruleInWords() {
        assertEquals(
                "Enciphered PIN verified online; If unattended cash; next rule if unsuccessful",
                new CvmRule(0x42, 0x01).toString());
        assertTrue(new CvmRule(0x42, 0x01).appliesNextRuleIfUnsuccessful());
        assertFalse(new CvmRule(0x02, 0x01).appliesNextRuleIfUnsuccessful());
        assertThrows(IllegalArgumentException.class, () -> new CvmRule(0x100, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "3F0000, 'No CVM performed; Always; Unknown'",
        "3F0001, 'No CVM performed; Always; Failed'",
        "410302, 'Plaintext PIN verification performed by ICC; If terminal supports the CVM; Successful'",
        "5E0300, 'Signature (paper); If terminal supports the CVM; Unknown'",
        "1F0003, 'No CVM required; Always; Reserved'"
    })
    void results(String hex, String text) throws EmvDataException {
        CvmResults results = CvmResults.parse(Bytes.fromHex(hex));
        assertEquals(text, results.toString());
        assertEquals(hex, results.toBytes().toHex());
    }

    @Test
    void resultsOfNothing() {
        assertEquals("3F0000", CvmResults.NOT_PERFORMED.toBytes().toHex());
        assertEquals("3F0001", CvmResults.NO_CONDITION_SATISFIED.toBytes().toHex());
        assertEquals(
                "420300",
                CvmResults.of(new CvmRule(0x42, 0x03), CvmResults.UNKNOWN)
                        .toBytes()
                        .toHex());
    }

    /** EMV 4.4 Book 3, Annex C3, and EMV 4.4 for the methods of biometrics. */
    @ParameterizedTest
    @CsvSource({
        "PLAINTEXT_PIN_BY_ICC, 01, Plaintext PIN verification performed by ICC",
        "SIGNATURE, 1E, Signature (paper)",
        "NO_CVM_REQUIRED, 1F, No CVM required"
    })
    void methods_haveACodeAndAMeaning(CvmMethod method, String code, String meaning) {
        assertEquals(code, String.format(Locale.ROOT, "%02X", method.code()));
        assertEquals(meaning, method.meaning());
    }

    @Test
    void halfARule_isRefusedAtItsByte() {
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> CvmList.parse(Bytes.fromHex("0000000000000000" + "1F0002")));
        assertEquals(10, refused.offset());
    }
}
