package dev.solvo.crypto.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.TestKeys;
import dev.solvo.tlv.Bytes;
import java.io.Serializable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretKeysTest {
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final SecretKeyAccess ACCESS = InsecureSecretKeyAccess.get();

    @Nested
    final class Secrets {
        @Test
        void arraysAreCopiedInAndOut() {
            byte[] source = {1, 2, 3};
            try (SecretBytes secret = SecretBytes.of(source)) {
                source[0] = 9;
                secret.toByteArray(ACCESS)[1] = 9;
                assertArrayEquals(new byte[] {1, 2, 3}, secret.toByteArray(ACCESS));
            }
        }

        @Test
        void closeWipesOnceAndUseAfterCloseFails() {
            byte[] owned = {1, 2, 3};
            SecretBytes secret = SecretBytes.wrap(owned);
            secret.close();
            secret.close();
            assertArrayEquals(new byte[3], owned);
            assertTrue(secret.isClosed());
            assertEquals(3, secret.length());
            assertThrows(IllegalStateException.class, () -> secret.toByteArray(ACCESS));
        }

        @Test
        void equalityComparesContentWhileOpen() {
            SecretBytes secret = SecretBytes.of(Bytes.fromHex("010203"));
            SecretBytes same = SecretBytes.of(Bytes.fromHex("010203"));
            assertEquals(secret, same);
            assertEquals(
                    secret.hashCode(), SecretBytes.of(Bytes.fromHex("040506")).hashCode());
            assertNotEquals(secret, SecretBytes.of(Bytes.fromHex("010204")));
            assertNotEquals(secret, SecretBytes.of(Bytes.fromHex("0102")));
            same.close();
            assertNotEquals(secret, same);
            assertEquals(same, same);
            assertNotEquals(same, SecretBytes.of(Bytes.repeat(0, 3)));
        }

        @Test
        void randomTakesTheBytesOfItsSource() {
            try (SecretBytes secret = SecretBytes.random(4, new FixedRandom(Bytes.fromHex("A1A2A3A4")))) {
                assertEquals("A1A2A3A4", Bytes.of(secret.toByteArray(ACCESS)).toHex());
            }
            assertThrows(IllegalArgumentException.class, () -> SecretBytes.random(0, new FixedRandom(Bytes.EMPTY)));
        }
    }

    @Nested
    final class Texts {
        @Test
        void nothingSecretIsPrintedOrSerializable() {
            try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(KEY));
                    SoftwareKey key = TestKeys.tdes(KEY);
                    var issuer = TestKeys.issuerKey(KEY)) {
                assertEquals("SecretBytes[16 bytes]", secret.toString());
                assertEquals("SoftwareKey[TDES KCV 08D7B4]", key.toString());
                assertEquals("IssuerMasterKey[TDES KCV 08D7B4]", issuer.toString());
                assertEquals("SoftwareKey[AES KCV", TestKeys.aes(KEY).toString().substring(0, 19));
                for (Object object : new Object[] {secret, key, issuer}) {
                    assertFalse(object instanceof Serializable);
                }
            }
        }

        @Test
        void aClosedKeySaysSo() {
            var issuer = TestKeys.issuerKey(KEY);
            issuer.close();
            assertEquals("IssuerMasterKey[closed]", issuer.toString());
        }
    }

    @Nested
    final class Import {
        @ParameterizedTest
        @CsvSource({
            "TDES, 0123456789ABCDEFFEDCBA9876543210, REFUSE, 08D7B4, ''",
            "TDES, 0123456789ABCDEFFEDCBA9876543210, KEEP, 08D7B4FB629D0885, ''",
            "TDES, 0023456789ABCDEFFEDCBA9876543210, KEEP, 08D7B4, ''",
            "TDES, 0023456789ABCDEFFEDCBA9876543210, ADJUST, 08D7B4, ''",
            "TDES, 0023456789ABCDEFFEDCBA9876543210, REFUSE, 08D7B4, PARITY",
            "TDES, 0123456789ABCDEFFEDCBA9876543210, KEEP, 08D7B5, KEY_CHECK_VALUE",
            "TDES, 0123456789ABCDEFFEDCBA9876543210, KEEP, 08D7B4FB629D0886, KEY_CHECK_VALUE",
            "TDES, 0123456789ABCDEFFEDCBA9876543210, KEEP, 08D7B4FB629D088500, LENGTH",
            "TDES, 0123456789ABCDEF, KEEP, 08D7B4, LENGTH",
            "AES, 0123456789ABCDEF, KEEP, 08D7B4, LENGTH"
        })
        void parityAndCheckValueAreChecked(
                KeyAlgorithm algorithm, String key, ParityPolicy parity, String checkValue, String reason)
                throws CryptoException {
            KeyCheckValue expected = KeyCheckValue.legacy(Bytes.fromHex(checkValue));
            try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(key))) {
                if (reason.isEmpty()) {
                    try (SoftwareKey imported = SoftwareKey.importChecked(algorithm, secret, parity, expected)) {
                        assertEquals(
                                parity == ParityPolicy.ADJUST ? KEY : key,
                                TestKeys.bytes(imported).toHex());
                    }
                } else {
                    CryptoException refusal = assertThrows(
                            CryptoException.class,
                            () -> SoftwareKey.importChecked(algorithm, secret, parity, expected));
                    assertEquals(CryptoException.Reason.valueOf(reason), refusal.reason());
                }
            }
        }

        @Test
        void aCheckValueHasThreeBytesOrMore() {
            assertThrows(IllegalArgumentException.class, () -> KeyCheckValue.legacy(Bytes.fromHex("08D7")));
            assertThrows(IllegalArgumentException.class, () -> KeyCheckValue.cmac(Bytes.repeat(0, 17)));
        }
    }

    @Nested
    final class Lifecycle {
        @Test
        void useAfterCloseFails() {
            SoftwareKey key = TestKeys.tdes(KEY);
            key.close();
            key.close();
            byte[] block = new byte[8];
            assertThrows(IllegalStateException.class, () -> key.encrypt(block));
            assertThrows(IllegalStateException.class, () -> key.mac(MacAlgorithm.CMAC, block));
            assertThrows(IllegalStateException.class, () -> key.deriveByXor(new byte[16], ParityPolicy.KEEP));
            assertThrows(IllegalStateException.class, () -> key.secret(ACCESS));
        }

        @Test
        void aSessionKeyWithoutDerivationLeavesTheCardsKeyOpen() {
            try (var card = TestKeys.cardKey(KEY)) {
                var session = card.asSessionKey();
                assertEquals("SessionKey[TDES KCV 08D7B4]", session.toString());
                session.close();
                assertThrows(IllegalStateException.class, session::symmetricKey);
                assertEquals("IccMasterKey[TDES KCV 08D7B4]", card.toString());
                var second = card.asSessionKey();
                SymmetricKey borrowed = second.symmetricKey();
                second.close();
                assertThrows(IllegalStateException.class, () -> borrowed.encrypt(new byte[8]));
            }
        }
    }

    @Nested
    final class Misuse {
        private final SoftwareKey key = TestKeys.tdes(KEY);

        @Test
        void wrongLengthsAreRefused() {
            assertThrows(IllegalArgumentException.class, () -> key.encrypt(new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> key.encrypt(new byte[7]));
            assertThrows(IllegalArgumentException.class, () -> key.decrypt(new byte[9]));
            assertThrows(IllegalArgumentException.class, () -> key.encryptCbc(new byte[7], new byte[8]));
            assertThrows(IllegalArgumentException.class, () -> key.mac(MacAlgorithm.ISO9797_ALGORITHM_3, new byte[9]));
            assertThrows(IllegalArgumentException.class, () -> key.deriveByXor(new byte[8], ParityPolicy.KEEP));
            assertThrows(
                    IllegalArgumentException.class, () -> key.deriveByEncryption(new byte[8], 16, ParityPolicy.KEEP));
            assertThrows(IllegalArgumentException.class, () -> key.keyCheckValue(KeyCheckValue.Method.LEGACY, 9));
        }

        @Test
        void aDerivedKeyHasNoParityToRefuse() {
            assertThrows(IllegalArgumentException.class, () -> key.deriveByXor(new byte[16], ParityPolicy.REFUSE));
        }

        @Test
        void algorithm3TakesDoubleLengthKeysOnly() {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> TestKeys.aes(KEY).mac(MacAlgorithm.ISO9797_ALGORITHM_3, new byte[16]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> TestKeys.tdes(KEY + "0123456789ABCDEF").mac(MacAlgorithm.ISO9797_ALGORITHM_3, new byte[16]));
        }

        @Test
        void emvTakesNoSingleAndNoTripleLengthDesKeys() {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> IssuerMasterKey.forCryptograms(TestKeys.key(KeyAlgorithm.DES, Bytes.repeat(1, 8))));
            assertThrows(
                    IllegalArgumentException.class, () -> SessionKey.forScriptMac(TestKeys.tdes(Bytes.repeat(1, 24))));
        }
    }
}
