package dev.solvo.crypto.pin;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** PIN blocks against {@code pinblocks.json}. */
final class PinBlockVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "pinblocks.json",
                Map.ofEntries(
                        entry("format0", PinBlockVectorsTest::format0),
                        entry("decodeFormat0", v -> decoded(v, PinBlockFormat0.decode(block(v), pan(v)))),
                        entry("format1", PinBlockVectorsTest::format1),
                        entry("decodeFormat1", v -> decoded(v, PinBlockFormat1.decode(block(v)))),
                        entry("format2", PinBlockVectorsTest::format2),
                        entry("decodeFormat2", v -> decoded(v, PinBlockFormat2.decode(block(v)))),
                        entry("decodeFormat3", PinBlockVectorsTest::format3),
                        entry("encodeAnyFormat", v -> Pin.of(v.text("pin")).close()),
                        entry("encryptedFormat0", PinBlockVectorsTest::enciphered0),
                        entry("decryptFormat1", PinBlockVectorsTest::deciphered1),
                        entry("format4PinField", PinBlockVectorsTest::pinField4),
                        entry("format4PanField", PinBlockVectorsTest::panField4),
                        entry("format4Encipher", PinBlockVectorsTest::enciphered4),
                        entry("format4Decipher", PinBlockVectorsTest::deciphered4),
                        entry("decodeFormat4PinField", PinBlockVectorsTest::decoded4)),
                Map.of());
    }

    private static void format0(Vector v) throws CryptoException {
        try (Pin pin = Pin.of(v.text("pin"));
                PinBlock block = PinBlockFormat0.encode(pin, pan(v))) {
            assertEquals(v.expected("pinBlock"), hex(block));
            assertEquals(pin, PinBlockFormat0.decode(block, pan(v)));
        }
    }

    /** The filling is anyone's choice, so only what stands before it is compared. */
    private static void format1(Vector v) throws CryptoException {
        int meaning = 2 + v.text("pin").length();
        try (Pin pin = Pin.of(v.text("pin"));
                PinBlock made = PinBlockFormat1.encode(pin, new SecureRandom());
                PinBlock given = PinBlock.parse(Bytes.fromHex(v.expected("pinBlock")))) {
            assertEquals(v.expected("pinBlock").substring(0, meaning), hex(made).substring(0, meaning));
            assertEquals(pin, PinBlockFormat1.decode(made));
            assertEquals(pin, PinBlockFormat1.decode(given));
        }
    }

    private static void format2(Vector v) throws CryptoException {
        try (Pin pin = Pin.of(v.text("pin"));
                PinBlock block = PinBlockFormat2.encode(pin)) {
            assertEquals(v.expected("pinBlock"), hex(block));
            assertEquals(pin, PinBlockFormat2.decode(block));
        }
    }

    private static void format3(Vector v) throws CryptoException {
        Pin pin = PinBlockFormat3.decode(block(v), pan(v));
        decoded(v, pin);
        try (PinBlock made = PinBlockFormat3.encode(pin, pan(v), new SecureRandom())) {
            assertEquals(pin, PinBlockFormat3.decode(made, pan(v)));
        }
    }

    private static void decoded(Vector v, Pin pin) {
        assertEquals(Pin.of(v.expected("pin")), pin);
    }

    /** The source gives the twelve digits that go in: a check digit behind them makes a PAN. */
    private static void enciphered0(Vector v) {
        Pan pan = Pan.of(v.text("panRightmost12") + "0");
        try (SoftwareKey key = TestKeys.tdes(v.text("key"));
                PinBlock block = PinBlockFormat0.encode(Pin.of(v.text("pin")), pan)) {
            byte[] enciphered = key.encrypt(block.toByteArray(InsecureSecretKeyAccess.get()));
            assertEquals(v.expected("encryptedPinBlock"), Bytes.of(enciphered).toHex());
        }
    }

    private static void deciphered1(Vector v) throws CryptoException {
        try (SoftwareKey key = TestKeys.tdes(v.text("key"));
                PinBlock block =
                        PinBlock.parse(key.decrypt(v.bytes("encryptedPinBlock").toByteArray()))) {
            assertEquals(Pin.of(v.expected("pin")), PinBlockFormat1.decode(block));
        }
    }

    private static void pinField4(Vector v) throws CryptoException {
        try (Pin pin = Pin.of(v.text("pin"));
                SecretBytes field = PinBlockFormat4.encode(pin, new FixedRandom(v.bytes("random")))) {
            byte[] bytes = field.toByteArray(InsecureSecretKeyAccess.get());
            assertEquals(v.expected("pinField"), Bytes.of(bytes).toHex());
            assertEquals(pin, PinBlockFormat4.decode(field));
        }
    }

    private static void decoded4(Vector v) throws CryptoException {
        try (SecretBytes field = SecretBytes.of(v.bytes("pinField"))) {
            decoded(v, PinBlockFormat4.decode(field));
        }
    }

    private static void panField4(Vector v) {
        assertEquals(
                v.expected("panField"), Format4PanField.of(pan(v)).toBytes().toHex());
        assertEquals(
                v.expected("panField"),
                Format4PanField.ofDigits(v.text("pan")).toBytes().toHex());
    }

    private static void enciphered4(Vector v) throws CryptoException {
        try (PinKey key = PinKey.of(TestKeys.aes(v.text("key")));
                Pin pin = Pin.of(v.text("pin"))) {
            EncipheredPinBlock block = PinBlockFormat4.encipher(key, pin, pan(v), new FixedRandom(v.bytes("random")));
            assertEquals(v.expected("encipheredPinBlock"), block.value().toHex());
            assertEquals(pin, PinBlockFormat4.decipher(key, block, pan(v)));
        }
    }

    private static void deciphered4(Vector v) throws CryptoException {
        EncipheredPinBlock block = EncipheredPinBlock.parse(PinBlockFormat.FORMAT_4, v.bytes("encipheredPinBlock"));
        try (PinKey key = PinKey.of(TestKeys.aes(v.text("key")))) {
            decoded(v, PinBlockFormat4.decipher(key, block, Format4PanField.ofDigits(v.text("pan"))));
        }
    }

    private static PinBlock block(Vector v) throws CryptoException {
        return PinBlock.parse(v.bytes("pinBlock"));
    }

    private static Pan pan(Vector v) {
        return Pan.of(v.text("pan"));
    }

    private static String hex(PinBlock block) {
        return Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get())).toHex();
    }
}
