package dev.solvo.crypto.sm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** SM2, SM3 and SM4 against {@code sm2-sm3-sm4.json}, and what they refuse. */
final class SmVectorsTest {
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";

    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "sm2-sm3-sm4.json",
                Map.of(
                        "sm3",
                        v -> assertEquals(
                                v.expected("digest"),
                                Sm3.digest(v.bytes("data")).toHex()),
                        "sm4Ecb",
                        v -> ecb(v, 1),
                        "sm4Ecb1000000",
                        v -> ecb(v, 1_000_000),
                        "sm2Verify",
                        SmVectorsTest::sm2),
                Map.of());
    }

    private static void ecb(Vector v, int rounds) {
        byte[] block = v.bytes("data").toByteArray();
        try (Sm4Key key = key(v.text("key"))) {
            byte[] enciphered = block;
            for (int i = 0; i < rounds; i++) {
                enciphered = key.encrypt(enciphered);
            }
            assertEquals(v.expected("ciphertext"), Bytes.of(enciphered).toHex());
            if (rounds == 1) {
                assertEquals(v.text("data"), Bytes.of(key.decrypt(enciphered)).toHex());
            }
        }
    }

    private static void sm2(Vector v) throws CryptoException {
        Sm2UserId userId = new Sm2UserId(v.bytes("userId"));
        assertEquals(Sm2UserId.USUAL, userId);
        Bytes message = v.bytes("message");
        Sm2PublicKey publicKey = Sm2PublicKey.parse(v.bytes("publicKey"));
        try (SecretBytes secret = SecretBytes.of(v.bytes("privateKey"));
                Sm2PrivateKey privateKey = Sm2PrivateKey.of(secret)) {
            assertEquals(publicKey, privateKey.publicKey());
            Sm2Signature signature = privateKey.sign(userId, message, new FixedRandom(v.bytes("k")));
            assertEquals(v.expected("r") + v.expected("s"), signature.toBytes().toHex());
            publicKey.verify(userId, message, signature);
            for (int i = 0; i < 64; i++) {
                byte[] altered = signature.toBytes().toByteArray();
                altered[i] ^= 1;
                Sm2Signature other = Sm2Signature.parse(Bytes.of(altered));
                assertRefused(CryptoException.Reason.AUTHENTICATION, () -> publicKey.verify(userId, message, other));
            }
            assertRefused(
                    CryptoException.Reason.AUTHENTICATION,
                    () -> publicKey.verify(new Sm2UserId(Bytes.EMPTY), message, signature));
            assertRefused(
                    CryptoException.Reason.AUTHENTICATION,
                    () -> publicKey.verify(userId, message.plus(Bytes.repeat(0, 1)), signature));
            assertRefused(
                    CryptoException.Reason.AUTHENTICATION,
                    () -> publicKey.verify(userId, message, Sm2Signature.parse(Bytes.repeat(0, 64))));
            assertFalse(privateKey.toString().contains("39452"));
        }
    }

    @Test
    void pointsBesideTheCurveAndOtherFormsAreRefused() {
        Bytes point = CryptoVectors.of(CryptoVectors.file("sm2-sm3-sm4.json").get("vectors")).stream()
                .filter(v -> v.op().equals("sm2Verify"))
                .findFirst()
                .orElseThrow()
                .bytes("publicKey");
        for (int i = 0; i < point.length(); i++) {
            byte[] altered = point.toByteArray();
            altered[i] ^= 1;
            assertRefused(CryptoException.Reason.FORMAT, () -> Sm2PublicKey.parse(Bytes.of(altered)));
            assertThrows(IllegalArgumentException.class, () -> new Sm2PublicKey(Bytes.of(altered)));
            Bytes part = point.slice(0, i);
            assertRefused(CryptoException.Reason.FORMAT, () -> Sm2PublicKey.parse(part));
        }
        assertRefused(CryptoException.Reason.LENGTH, () -> Sm2Signature.parse(Bytes.repeat(1, 63)));
    }

    /** n and n - 1 are no private keys; n - 2 is the greatest. */
    @Test
    void privateKeysAreNumbersOfTheirRange() {
        String start = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D541";
        for (String wrong : new String[] {"23", "22", "FF"}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Sm2PrivateKey.of(SecretBytes.of(Bytes.fromHex(start + wrong))));
        }
        Sm2PrivateKey.of(SecretBytes.of(Bytes.fromHex(start + "21"))).close();
        assertThrows(IllegalArgumentException.class, () -> Sm2PrivateKey.of(SecretBytes.of(Bytes.repeat(0, 32))));
        assertThrows(IllegalArgumentException.class, () -> Sm2PrivateKey.of(SecretBytes.of(Bytes.repeat(1, 31))));
    }

    @Test
    void codesAreCheckedInFullLength() throws CryptoException {
        Bytes message = Bytes.fromHex("00112233445566778899AABBCCDDEEFF01");
        try (Sm4Key key = key(KEY);
                SecretBytes secret = SecretBytes.of(Bytes.fromHex(KEY))) {
            Bytes chained = key.cbcMac(Padding.METHOD_2, message, 8);
            Bytes cmac = key.cmac(message, 8);
            Bytes hmac = Sm3.hmac(secret, message);
            key.verifyCbcMac(Padding.METHOD_2, message, 8, chained);
            key.verifyCmac(message, 8, cmac);
            Sm3.verifyHmac(secret, message, hmac);
            for (int i = 0; i < 8; i++) {
                Bytes part = chained.slice(0, i);
                Bytes cmacPart = cmac.slice(0, i);
                Bytes hmacPart = hmac.slice(0, i);
                assertRefused(
                        CryptoException.Reason.AUTHENTICATION,
                        () -> key.verifyCbcMac(Padding.METHOD_2, message, 8, part));
                assertRefused(CryptoException.Reason.AUTHENTICATION, () -> key.verifyCmac(message, 8, cmacPart));
                assertRefused(CryptoException.Reason.AUTHENTICATION, () -> Sm3.verifyHmac(secret, message, hmacPart));
            }
        }
    }

    @Test
    void misuseIsRefusedAndAClosedKeyIsOfNoUse() throws CryptoException {
        Sm4Key key = key(KEY);
        assertThrows(IllegalArgumentException.class, () -> key.encrypt(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> key.decrypt(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> key.encryptCbc(new byte[8], new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> key.applyKeyStream(new byte[8], new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> key.cmac(Bytes.EMPTY, 3));
        assertThrows(IllegalArgumentException.class, () -> key.cbcMac(Padding.METHOD_1, Bytes.EMPTY, 17));
        assertThrows(IllegalArgumentException.class, () -> Sm4Key.of(SecretBytes.of(Bytes.repeat(1, 8))));
        assertThrows(IllegalArgumentException.class, () -> new Sm2UserId(Bytes.repeat(1, 8192)));
        KeyCheckValue checkValue = key.keyCheckValue(KeyCheckValue.Method.LEGACY, 3);
        assertEquals("Sm4Key[KCV " + checkValue + "]", key.toString());
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(KEY));
                SecretBytes other = SecretBytes.of(Bytes.repeat(1, 16));
                Sm4Key imported = Sm4Key.importChecked(secret, checkValue)) {
            assertTrue(imported.toString().contains(checkValue.toString()));
            assertRefused(CryptoException.Reason.KEY_CHECK_VALUE, () -> Sm4Key.importChecked(other, checkValue));
        }
        key.close();
        key.close();
        assertEquals("Sm4Key[closed]", key.toString());
        assertThrows(IllegalStateException.class, () -> key.encrypt(new byte[16]));
    }

    private static void assertRefused(CryptoException.Reason reason, Executable call) {
        assertEquals(reason, assertThrows(CryptoException.class, call).reason());
    }

    private static Sm4Key key(String hex) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(hex))) {
            return Sm4Key.of(secret);
        }
    }
}
