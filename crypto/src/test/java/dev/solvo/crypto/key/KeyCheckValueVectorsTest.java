package dev.solvo.crypto.key;

import static dev.solvo.crypto.TestKeys.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Check values, parity and variants against {@code key-check-values.json}. */
final class KeyCheckValueVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "key-check-values.json",
                Map.of(
                        "kcvLegacy", v -> checkValue(v, KeyCheckValue.Method.LEGACY),
                        "kcvCmac", v -> checkValue(v, KeyCheckValue.Method.CMAC),
                        "adjustParity", KeyCheckValueVectorsTest::adjustParity,
                        "atallaVariant", KeyCheckValueVectorsTest::variant,
                        "kcvWrongOnImport", KeyCheckValueVectorsTest::importWrong),
                Map.of());
    }

    private static void checkValue(Vector v, KeyCheckValue.Method method) throws CryptoException {
        int length = v.in().get("length").asInt();
        KeyCheckValue expected = new KeyCheckValue(method, Bytes.fromHex(v.expected("kcv")));
        try (SoftwareKey key = TestKeys.key(algorithm(v), v.bytes("key"));
                SecretBytes secret = SecretBytes.of(v.bytes("key"));
                SoftwareKey imported = SoftwareKey.importChecked(algorithm(v), secret, ParityPolicy.KEEP, expected)) {
            assertEquals(expected, key.keyCheckValue(method, length));
            assertEquals(v.bytes("key"), bytes(imported));
        }
    }

    private static void adjustParity(Vector v) {
        byte[] key = v.bytes("key").toByteArray();
        ParityPolicy.adjust(key);
        assertEquals(v.expected("key"), Bytes.of(key).toHex());
        assertEquals(true, ParityPolicy.isOdd(key));
    }

    /** A variant is the key with a number added to the top five bits of each of its blocks. */
    private static void variant(Vector v) {
        byte[] data = new byte[v.bytes("key").length()];
        for (int i = 0; i < data.length; i += 8) {
            data[i] = (byte) (v.in().get("variant").asInt() << 3);
        }
        try (SoftwareKey key = TestKeys.key(algorithm(v), v.bytes("key"));
                SoftwareKey variant = key.deriveByXor(data, ParityPolicy.KEEP)) {
            assertEquals(v.expected("key"), bytes(variant).toHex());
        }
    }

    private static void importWrong(Vector v) throws CryptoException {
        try (SecretBytes secret = SecretBytes.of(v.bytes("key"));
                SoftwareKey key = SoftwareKey.importChecked(
                        KeyAlgorithm.TDES, secret, ParityPolicy.KEEP, KeyCheckValue.legacy(v.bytes("claimedKcv")))) {
            throw new AssertionError("imported " + key);
        }
    }

    private static KeyAlgorithm algorithm(Vector v) {
        if (v.has("algorithm") && v.text("algorithm").equals("AES")) {
            return KeyAlgorithm.AES;
        }
        return v.bytes("key").length() == 8 ? KeyAlgorithm.DES : KeyAlgorithm.TDES;
    }
}
