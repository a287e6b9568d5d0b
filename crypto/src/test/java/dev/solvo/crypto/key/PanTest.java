package dev.solvo.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PanTest {
    @ParameterizedTest
    @CsvSource({
        "4761739001010119, 4761739001010119",
        "541333900000151F, 541333900000151",
        "6799998900000200051F, 6799998900000200051",
        "4761739001010119FFFF, 4761739001010119",
        "12345678, 12345678",
        "1234567FFF12, ''",
        "12345678FF9F, ''",
        "1234567A, ''",
        "123456F8, ''",
        "1234567F, ''",
        "123456, ''",
        "12345678901234567890, ''",
        "FFFFFFFFFFFFFFFF, ''",
        "123456789012345678FFFF, ''"
    })
    void compressedNumericFormIsReadOrRefused(String hex, String digits) throws CryptoException {
        Bytes bytes = Bytes.fromHex(hex);
        if (digits.isEmpty()) {
            CryptoException refusal = assertThrows(CryptoException.class, () -> Pan.parse(bytes));
            assertFalse(String.valueOf(refusal.getMessage()).contains(hex.substring(0, 4)));
        } else {
            assertEquals(digits, Pan.parse(bytes).digits());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "12345678901234567890", "4761 7390", "476173900101011F", "４７６１７３９０"})
    void otherTextIsRefusedWithoutShowingIt(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Pan.of(text));
        assertFalse(!text.isEmpty() && String.valueOf(refusal.getMessage()).contains(text));
    }

    @ParameterizedTest
    @CsvSource({
        "4761739001010119, 476173******0119",
        "541333900000151, 541333*****0151",
        "6799998900000200051, 679999*********0051",
        "4012345678909, 401234***8909",
        "555555555123, ********5123",
        "12345678, ****5678"
    })
    void textIsMasked(String digits, String masked) {
        assertEquals(masked, Pan.of(digits).toString());
    }

    @Test
    void bytesAreFilledWithF() {
        assertEquals("541333900000151F", Pan.of("541333900000151").toBytes().toHex());
        assertEquals(
                "541333900000151FFFFF", Pan.of("541333900000151").toBytes(10).toHex());
        assertThrows(
                IllegalArgumentException.class, () -> Pan.of("541333900000151").toBytes(7));
    }

    @ParameterizedTest
    @CsvSource({
        "54133390, true",
        "541FFFFF, true",
        "5413FFFF, true",
        "541333900F, true",
        "54FFFFFF, false",
        "FFFFFFFF, false",
        "542FFFFF, false",
        "541F3390, false",
        "5413339A, false",
        "5413339000001510, false",
        "'', false"
    })
    void issuerIdentifierIsComparedDigitByDigit(String identifier, boolean matches) {
        assertEquals(matches, Pan.of("541333900000151").matchesIssuerIdentifier(Bytes.fromHex(identifier)));
    }

    @ParameterizedTest
    @CsvSource({"4761739001010119, true", "4761739001010118, false", "541333900000151, false", "378282246310005, true"})
    void luhnIsAQuestionNotARule(String digits, boolean valid) {
        assertEquals(valid, Pan.of(digits).hasValidLuhnDigit());
    }

    @Test
    void equalityAndPrefixGoByDigits() {
        assertEquals(Pan.of("4761739001010119"), Pan.of("4761739001010119"));
        assertEquals(Pan.of("12345678").hashCode(), Pan.of("12345678").hashCode());
        assertNotEquals(Pan.of("4761739001010119"), Pan.of("4761739001010118"));
        assertEquals(true, Pan.of("4761739001010119").startsWith("476173"));
        assertEquals(false, Pan.of("4761739001010119").startsWith("576173"));
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "01, 1", "45, 45", "99, 99", "0A, -1", "A0, -1", "'', -1", "0001, -1"})
    void sequenceNumberIsTwoDigits(String hex, int value) throws CryptoException {
        if (value < 0) {
            assertThrows(CryptoException.class, () -> PanSequenceNumber.parse(Bytes.fromHex(hex)));
        } else {
            PanSequenceNumber number = PanSequenceNumber.parse(Bytes.fromHex(hex));
            assertEquals(value, number.value());
            assertEquals(hex, number.toBytes().toHex());
        }
        assertThrows(IllegalArgumentException.class, () -> PanSequenceNumber.of(100));
        assertThrows(IllegalArgumentException.class, () -> PanSequenceNumber.of(-1));
    }

    @Property
    void parseIsTheInverseOfToBytes(@ForAll("digits") String digits) throws CryptoException {
        Pan pan = Pan.of(digits);
        assertEquals(pan, Pan.parse(pan.toBytes()));
        assertEquals(pan, Pan.parse(pan.toBytes(10)));
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 12) byte[] bytes) {
        try {
            Pan pan = Pan.parse(Bytes.of(bytes));
            assertEquals(true, Bytes.of(bytes).startsWith(pan.toBytes()));
        } catch (CryptoException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.strings().numeric().ofMinLength(8).ofMaxLength(19);
    }
}
