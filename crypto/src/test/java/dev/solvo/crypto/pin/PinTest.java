package dev.solvo.crypto.pin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PinTest {
    private static final Pan PAN = Pan.of("4761739001010119");

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "1234567890123", "12 4", "12A4", "１２３４", "-123"})
    void anythingButFourToTwelveDigitsIsRefusedWithoutShowingIt(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Pin.of(text));
        assertFalse(!text.isEmpty() && String.valueOf(refusal.getMessage()).contains(text));
    }

    @Test
    void digitsComeAndGoAsNumbersToo() {
        try (Pin pin = Pin.ofDigits(new byte[] {0, 9, 0, 9})) {
            assertEquals(Pin.of("0909"), pin);
            assertArrayEquals(new byte[] {0, 9, 0, 9}, pin.toDigits(InsecureSecretKeyAccess.get()));
        }
        assertThrows(IllegalArgumentException.class, () -> Pin.ofDigits(new byte[] {1, 2, 3, 10}));
        assertThrows(IllegalArgumentException.class, () -> Pin.ofDigits(new byte[] {1, 2, 3, -1}));
        assertThrows(IllegalArgumentException.class, () -> Pin.ofDigits(new byte[3]));
    }

    @Test
    void textShowsNeitherDigitsNorTheirNumber() {
        assertEquals("Pin[****]", Pin.of("123456").toString());
        assertEquals("PinBlock[****]", PinBlockFormat2.encode(Pin.of("1234")).toString());
    }

    @Test
    void equalityComparesDigitsWhileOpen() {
        Pin pin = Pin.of("1234");
        assertEquals(pin, Pin.of("1234"));
        assertEquals(pin.hashCode(), Pin.of("9999").hashCode());
        assertNotEquals(pin, Pin.of("1235"));
        assertNotEquals(pin, Pin.of("12340"));
        Pin closed = Pin.of("1234");
        closed.close();
        assertNotEquals(pin, closed);
        assertEquals(closed, closed);
    }

    @Test
    void useAfterCloseFails() {
        Pin pin = Pin.of("1234");
        PinBlock block = PinBlockFormat2.encode(pin);
        pin.close();
        pin.close();
        block.close();
        block.close();
        assertThrows(IllegalStateException.class, () -> pin.toDigits(InsecureSecretKeyAccess.get()));
        assertThrows(IllegalStateException.class, () -> PinBlockFormat2.encode(pin));
        assertThrows(IllegalStateException.class, () -> block.toByteArray(InsecureSecretKeyAccess.get()));
        assertThrows(IllegalStateException.class, () -> PinBlockFormat2.decode(block));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 9, 16})
    void aBlockHasEightBytes(int length) {
        CryptoException refusal = assertThrows(CryptoException.class, () -> PinBlock.parse(Bytes.repeat(0x24, length)));
        assertEquals(CryptoException.Reason.LENGTH, refusal.reason());
    }

    @Test
    void aShortAccountNumberCannotBindABlock() {
        Pan twelve = Pan.of("555555555123");
        assertThrows(IllegalArgumentException.class, () -> PinBlockFormat0.encode(Pin.of("1234"), twelve));
        assertThrows(
                IllegalArgumentException.class,
                () -> PinBlockFormat3.encode(Pin.of("1234"), twelve, new SecureRandom()));
    }

    @Property(tries = 200)
    void eachFormatGivesThePinBack(@ForAll("pins") String digits) throws CryptoException {
        SecureRandom random = new SecureRandom();
        try (Pin pin = Pin.of(digits)) {
            assertEquals(pin, PinBlockFormat0.decode(PinBlockFormat0.encode(pin, PAN), PAN));
            assertEquals(pin, PinBlockFormat1.decode(PinBlockFormat1.encode(pin, random)));
            assertEquals(pin, PinBlockFormat2.decode(PinBlockFormat2.encode(pin)));
            assertEquals(pin, PinBlockFormat3.decode(PinBlockFormat3.encode(pin, PAN, random), PAN));
        }
    }

    /** Whatever the bytes, a PIN or the one refusal, always the same one. */
    @Property(tries = 500)
    void anyBlockIsReadOrRefused(@ForAll @Size(8) byte[] content) throws CryptoException {
        PinBlock block = PinBlock.parse(content);
        readOrRefused(() -> PinBlockFormat0.decode(block, PAN));
        readOrRefused(() -> PinBlockFormat1.decode(block));
        readOrRefused(() -> PinBlockFormat2.decode(block));
        readOrRefused(() -> PinBlockFormat3.decode(block, PAN));
    }

    @Example
    void everyAlteredNibbleOfFormat2IsRefusedOrAnotherPin() throws CryptoException {
        byte[] good = PinBlockFormat2.encode(Pin.of("1234")).toByteArray(InsecureSecretKeyAccess.get());
        int others = 0;
        for (int i = 0; i < 16; i++) {
            for (int change = 1; change < 16; change++) {
                byte[] altered = good.clone();
                altered[i / 2] ^= (byte) (change << (i % 2 == 0 ? 4 : 0));
                try {
                    assertNotEquals(Pin.of("1234"), PinBlockFormat2.decode(PinBlock.parse(altered)));
                    others++;
                } catch (CryptoException e) {
                    assertEquals(CryptoException.Reason.PIN_BLOCK, e.reason());
                }
            }
        }
        // Nine other values of each of the four digits; nothing else is a PIN in this format.
        assertEquals(36, others);
    }

    @Provide
    Arbitrary<String> pins() {
        return Arbitraries.strings().numeric().ofMinLength(4).ofMaxLength(12);
    }

    private interface Reading {
        Pin read() throws CryptoException;
    }

    private static void readOrRefused(Reading reading) {
        try (Pin pin = reading.read()) {
            assertEquals(true, pin.length() >= 4 && pin.length() <= 12);
        } catch (CryptoException e) {
            assertEquals("the block holds no PIN in this format", e.getMessage());
        }
    }
}
