package dev.solvo.crypto.mac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.sm.Sm3;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Message authentication codes, paddings and block ciphers against {@code mac.json}. */
final class MacVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "mac.json",
                Map.of(
                        "cmac", MacVectorsTest::cmac,
                        "iso9797Alg1", v -> algorithm1(v, KeyAlgorithm.DES),
                        "iso9797Alg1Tdes", v -> algorithm1(v, KeyAlgorithm.TDES),
                        "iso9797Alg3", MacVectorsTest::algorithm3,
                        "padding", MacVectorsTest::padding,
                        "hmacSha256", MacVectorsTest::hmac,
                        "tdesECB", MacVectorsTest::ecb,
                        "tdesCBC", MacVectorsTest::cbc),
                Map.of());
    }

    private static void cmac(Vector v) throws CryptoException {
        int length = Bytes.fromHex(v.expected("mac")).length();
        check(MessageAuthenticationCode.cmac(length), v, KeyAlgorithm.valueOf(v.text("algorithm")));
    }

    private static void algorithm1(Vector v, KeyAlgorithm algorithm) throws CryptoException {
        check(MessageAuthenticationCode.iso9797Algorithm1(method(v), length(v)), v, algorithm);
    }

    private static void algorithm3(Vector v) throws CryptoException {
        check(MessageAuthenticationCode.iso9797Algorithm3(method(v), length(v)), v, KeyAlgorithm.TDES);
    }

    private static void check(MessageAuthenticationCode code, Vector v, KeyAlgorithm algorithm) throws CryptoException {
        Bytes expected = Bytes.fromHex(v.expected("mac"));
        try (SoftwareKey key = TestKeys.key(algorithm, v.bytes("key"))) {
            assertEquals(expected.toHex(), code.generate(key, v.bytes("data")).toHex());
            code.verify(key, v.bytes("data"), expected);
            for (int i = 0; i < expected.length(); i++) {
                byte[] wrong = expected.toByteArray();
                wrong[i] ^= 1;
                Bytes part = expected.slice(0, i);
                assertThrows(CryptoException.class, () -> code.verify(key, v.bytes("data"), Bytes.of(wrong)));
                assertThrows(CryptoException.class, () -> code.verify(key, v.bytes("data"), part));
            }
            Bytes longer = expected.plus(Bytes.repeat(0, 1));
            assertThrows(CryptoException.class, () -> code.verify(key, v.bytes("data"), longer));
        }
    }

    private static void hmac(Vector v) throws CryptoException {
        Bytes expected = Bytes.fromHex(v.expected("mac"));
        try (SecretBytes key = SecretBytes.of(v.bytes("key"))) {
            HashMac hmac = HashMac.sha256(expected.length());
            assertEquals(expected.toHex(), hmac.generate(key, v.bytes("data")).toHex());
            hmac.verify(key, v.bytes("data"), expected);
            for (int i = 0; i < expected.length(); i++) {
                byte[] wrong = expected.toByteArray();
                wrong[i] ^= 1;
                Bytes part = expected.slice(0, i);
                assertThrows(CryptoException.class, () -> hmac.verify(key, v.bytes("data"), Bytes.of(wrong)));
                assertThrows(CryptoException.class, () -> hmac.verify(key, v.bytes("data"), part));
            }
        }
    }

    @Test
    void hmacLengthsAndEmptyKeysAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> HashMac.sha256(3));
        assertThrows(IllegalArgumentException.class, () -> HashMac.sha1(21));
        assertThrows(IllegalArgumentException.class, () -> HashMac.sha512(65));
        SecretBytes empty = SecretBytes.of(Bytes.EMPTY);
        assertThrows(IllegalArgumentException.class, () -> HashMac.sha256(32).generate(empty, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> Sm3.hmac(empty, Bytes.EMPTY));
    }

    private static void padding(Vector v) {
        Padding method = Padding.valueOf("METHOD_" + v.in().get("method").asInt());
        assertEquals(
                v.expected("padded"),
                method.apply(v.bytes("data"), v.in().get("blockSize").asInt()).toHex());
    }

    private static void ecb(Vector v) {
        try (SoftwareKey key = TestKeys.tdes(v.bytes("key"))) {
            byte[] enciphered = key.encrypt(v.bytes("data").toByteArray());
            assertEquals(v.expected("ciphertext"), Bytes.of(enciphered).toHex());
            assertEquals(v.bytes("data"), Bytes.of(key.decrypt(enciphered)));
        }
    }

    private static void cbc(Vector v) {
        byte[] iv = v.bytes("iv").toByteArray();
        try (SoftwareKey key = TestKeys.tdes(v.bytes("key"))) {
            byte[] enciphered = key.encryptCbc(iv, v.bytes("data").toByteArray());
            assertEquals(v.expected("ciphertext"), Bytes.of(enciphered).toHex());
            assertEquals(v.bytes("data"), Bytes.of(key.decryptCbc(iv, enciphered)));
        }
    }

    private static Padding method(Vector v) {
        return Padding.valueOf("METHOD_" + v.in().get("padding").asInt());
    }

    private static int length(Vector v) {
        return v.in().get("length").asInt();
    }
}
