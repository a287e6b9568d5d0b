package dev.solvo.crypto.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoException.Reason;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Translation within the rules, and each rule broken. */
final class PinTranslationTest {
    private static final Pan PAN = Pan.of("5555555551234567");
    private static final Pan OTHER = Pan.of("5555555551235567");
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";

    private final SecureRandom random = new SecureRandom();
    private final PinTranslation translation = new PinTranslation(random);

    private static PinKey key(PinBlockFormat format, String hex) {
        return PinKey.of(TestKeys.key(format.algorithm(), Bytes.fromHex(hex)));
    }

    private EncipheredPinBlock block(PinBlockFormat format, PinKey key, Pin pin) {
        return switch (format) {
            case FORMAT_0 -> PinBlockFormat0.encipher(key, pin, PAN);
            case FORMAT_1 -> PinBlockFormat1.encipher(key, pin, random);
            case FORMAT_2 -> throw new AssertionError();
            case FORMAT_3 -> PinBlockFormat3.encipher(key, pin, PAN, random);
            case FORMAT_4 -> PinBlockFormat4.encipher(key, pin, PAN, random);
        };
    }

    private static Pin read(EncipheredPinBlock block, PinKey key) throws CryptoException {
        return switch (block.format()) {
            case FORMAT_0 -> PinBlockFormat0.decipher(key, block, PAN);
            case FORMAT_1 -> PinBlockFormat1.decipher(key, block);
            case FORMAT_2 -> throw new AssertionError();
            case FORMAT_3 -> PinBlockFormat3.decipher(key, block, PAN);
            case FORMAT_4 -> PinBlockFormat4.decipher(key, block, PAN);
        };
    }

    /** All pairs of formats: what the rules allow arrives with the same PIN, the rest is refused by name. */
    @Property(tries = 200)
    void theTableOfFormatsHolds(
            @ForAll PinBlockFormat from,
            @ForAll PinBlockFormat to,
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits)
            throws CryptoException {
        Optional<PinTranslation.Rule> rule = PinTranslation.forbids(from, to);
        boolean chip = from == PinBlockFormat.FORMAT_2 || to == PinBlockFormat.FORMAT_2;
        boolean loses = from != PinBlockFormat.FORMAT_1 && to == PinBlockFormat.FORMAT_1;
        assertEquals(chip || loses, rule.isPresent());
        if (from == PinBlockFormat.FORMAT_2) {
            return;
        }
        try (Pin pin = Pin.of(digits);
                PinKey in = key(from, KEY);
                PinKey out = key(to, "FEDCBA98765432100123456789ABCDEF")) {
            EncipheredPinBlock block = block(from, in, pin);
            if (rule.isPresent()) {
                CryptoException refusal =
                        assertThrows(CryptoException.class, () -> translation.translate(block, in, PAN, out, to));
                assertEquals(Reason.NOT_PERMITTED, refusal.reason());
                return;
            }
            EncipheredPinBlock translated = translation.translate(block, in, PAN, out, to);
            assertEquals(to, translated.format());
            try (Pin same = read(translated, out)) {
                assertEquals(pin, same);
            }
        }
    }

    @Test
    void keysFitTheirFormats() throws CryptoException {
        try (Pin pin = Pin.of("1234");
                PinKey tdes = key(PinBlockFormat.FORMAT_0, KEY);
                PinKey aes = key(PinBlockFormat.FORMAT_4, KEY)) {
            EncipheredPinBlock format0 = PinBlockFormat0.encipher(tdes, pin, PAN);
            EncipheredPinBlock format4 = PinBlockFormat4.encipher(aes, pin, PAN, random);
            for (CryptoException refusal : new CryptoException[] {
                assertThrows(
                        CryptoException.class,
                        () -> translation.translate(format0, tdes, PAN, aes, PinBlockFormat.FORMAT_3)),
                assertThrows(
                        CryptoException.class,
                        () -> translation.translate(format0, aes, PAN, tdes, PinBlockFormat.FORMAT_3)),
                assertThrows(
                        CryptoException.class,
                        () -> translation.translate(format4, aes, PAN, tdes, PinBlockFormat.FORMAT_4)),
                assertThrows(CryptoException.class, () -> translation.translateForChip(format4, tdes, PAN))
            }) {
                assertEquals(Reason.NOT_PERMITTED, refusal.reason());
                assertTrue(String.valueOf(refusal.getMessage()).startsWith("ISO 9564-1, PCI PIN"));
            }
            assertThrows(IllegalArgumentException.class, () -> PinBlockFormat0.encipher(aes, pin, PAN));
            assertThrows(IllegalArgumentException.class, () -> PinBlockFormat4.encipher(tdes, pin, PAN, random));
            assertThrows(IllegalArgumentException.class, () -> PinBlockFormat4.decipher(tdes, format4, PAN));
        }
    }

    @Test
    void withoutAnAccountNumberOnlyFormat1() throws CryptoException {
        try (Pin pin = Pin.of("123456");
                PinKey in = key(PinBlockFormat.FORMAT_1, KEY);
                PinKey out = key(PinBlockFormat.FORMAT_1, "FEDCBA98765432100123456789ABCDEF")) {
            EncipheredPinBlock block = PinBlockFormat1.encipher(in, pin, random);
            assertEquals(pin, PinBlockFormat1.decipher(out, translation.translate(block, in, out)));
            EncipheredPinBlock bound = PinBlockFormat0.encipher(in, pin, PAN);
            assertEquals(
                    Reason.NOT_PERMITTED,
                    assertThrows(CryptoException.class, () -> translation.translate(bound, in, out))
                            .reason());
        }
    }

    @Test
    void towardsTheChip() throws CryptoException {
        try (Pin pin = Pin.of("1234");
                PinKey key = key(PinBlockFormat.FORMAT_4, KEY);
                PinBlock clear =
                        translation.translateForChip(PinBlockFormat4.encipher(key, pin, PAN, random), key, PAN)) {
            assertEquals(pin, PinBlockFormat2.decode(clear));
        }
    }

    @Property(tries = 1_000)
    void format4IsBoundToThePan(
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits,
            @ForAll @NumericChars @StringLength(min = 8, max = 19) String number,
            @ForAll @IntRange(min = 0, max = 18) int at,
            @ForAll @IntRange(min = 1, max = 9) int by)
            throws CryptoException {
        char[] changed = number.toCharArray();
        int position = at % changed.length;
        changed[position] = (char) ('0' + (changed[position] - '0' + by) % 10);
        Pan pan = Pan.of(number);
        Pan other = Pan.of(new String(changed));
        try (Pin pin = Pin.of(digits);
                PinKey key = key(PinBlockFormat.FORMAT_4, KEY)) {
            EncipheredPinBlock block = PinBlockFormat4.encipher(key, pin, pan, random);
            assertEquals(pin, PinBlockFormat4.decipher(key, block, pan));
            assertThrows(CryptoException.class, () -> PinBlockFormat4.decipher(key, block, other));
        }
    }

    @Test
    void anotherAccountNumberGivesNoPin() throws CryptoException {
        try (Pin pin = Pin.of("1234");
                PinKey key = key(PinBlockFormat.FORMAT_0, KEY)) {
            EncipheredPinBlock block = PinBlockFormat0.encipher(key, pin, PAN);
            CryptoException refusal = assertThrows(
                    CryptoException.class,
                    () -> translation.translate(block, key, OTHER, key, PinBlockFormat.FORMAT_3));
            assertEquals(Reason.PIN_BLOCK, refusal.reason());
        }
    }

    @Test
    void blocksOfMessagesAreChecked() throws CryptoException {
        for (PinBlockFormat format : PinBlockFormat.values()) {
            for (int length : new int[] {0, 7, 9, 15, 17}) {
                assertThrows(CryptoException.class, () -> EncipheredPinBlock.parse(format, Bytes.repeat(0, length)));
                assertThrows(
                        IllegalArgumentException.class, () -> new EncipheredPinBlock(format, Bytes.repeat(0, length)));
            }
        }
        assertThrows(
                CryptoException.class, () -> EncipheredPinBlock.parse(PinBlockFormat.FORMAT_2, Bytes.repeat(0, 8)));
        EncipheredPinBlock block = EncipheredPinBlock.parse(PinBlockFormat.FORMAT_1, Bytes.repeat(0, 8));
        try (PinKey key = key(PinBlockFormat.FORMAT_0, KEY)) {
            assertEquals(
                    Reason.FORMAT,
                    assertThrows(CryptoException.class, () -> PinBlockFormat0.decipher(key, block, PAN))
                            .reason());
        }
        assertNotEquals(
                "Format4PanField[" + PAN.digits() + "]", Format4PanField.of(PAN).toString());
        for (String text : new String[] {"", "12345678901234567890", "12A"}) {
            assertThrows(IllegalArgumentException.class, () -> Format4PanField.ofDigits(text));
        }
    }
}
