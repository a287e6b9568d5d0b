package dev.solvo.crypto.dukpt;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.dukpt.AesTransactionKey.Direction;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.HmacKey;
import dev.solvo.crypto.key.KeyEncryptionKey;
import dev.solvo.crypto.key.MacKey;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.WorkingKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Format4PanField;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlockFormat4;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** AES DUKPT against {@code dukpt-aes.json}. */
final class AesDukptVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "dukpt-aes.json",
                Map.ofEntries(
                        entry("deriveInitialKey", AesDukptVectorsTest::initialKey),
                        entry("deriveTransactionKey", AesDukptVectorsTest::transactionKey),
                        entry("deriveWorkingKey", AesDukptVectorsTest::workingKey),
                        entry("deriveUpdateKey", AesDukptVectorsTest::updateKey),
                        entry("encryptPinBlockFormat4", AesDukptVectorsTest::pinBlock),
                        entry("cmac", AesDukptVectorsTest::cmac),
                        entry("hmacSha256", AesDukptVectorsTest::hmac),
                        entry("encryptData", AesDukptVectorsTest::data),
                        entry("legacyKsnToInitialKeyId", AesDukptVectorsTest::legacy),
                        entry("countKsns", AesDukptVectorsTest::count)),
                Map.of());
    }

    private static AesKeySerialNumber number(Vector v) throws CryptoException {
        return AesKeySerialNumber.parse(v.bytes("ksn"));
    }

    private static AesTransactionKey key(Vector v) throws CryptoException {
        try (AesBdk bdk = AesBdk.of(TestKeys.aes(v.text("bdk")))) {
            return bdk.transactionKey(number(v));
        }
    }

    private static AesDukptKeyType type(Vector v) {
        return switch (v.text("keyType")) {
            case "TDES2" -> AesDukptKeyType.TDES_2;
            case "AES128" -> AesDukptKeyType.AES_128;
            case "AES256" -> AesDukptKeyType.AES_256;
            case "HMAC128" -> AesDukptKeyType.HMAC_128;
            default -> throw new AssertionError(v.text("keyType"));
        };
    }

    private static Direction direction(Vector v) {
        return switch (v.text("usage")) {
            case "MAC_GEN", "DATA_ENC" -> Direction.REQUEST;
            case "MAC_VER", "DATA_DEC" -> Direction.RESPONSE;
            default -> throw new AssertionError(v.text("usage"));
        };
    }

    private static void initialKey(Vector v) throws CryptoException {
        try (AesBdk bdk = AesBdk.of(TestKeys.aes(v.text("bdk")));
                AesInitialKey key = bdk.initialKey(AesKeySerialNumber.ofInitialKey(v.bytes("initialKeyId")))) {
            assertEquals(v.expected("ik"), hex(key));
        }
    }

    private static void transactionKey(Vector v) throws CryptoException {
        try (AesInitialKey initialKey = AesInitialKey.of(TestKeys.aes(v.text("ik")), number(v));
                AesTransactionKey key = initialKey.transactionKey(number(v))) {
            assertEquals(v.expected("transactionKey"), hex(key));
        }
    }

    private static void workingKey(Vector v) throws CryptoException {
        try (AesTransactionKey key = key(v);
                WorkingKey derived = switch (v.text("usage")) {
                    case "PIN" -> key.pinKey(type(v));
                    case "MAC_GEN" -> key.macKey(direction(v), type(v));
                    default -> key.dataKey(direction(v), type(v));
                }) {
            assertEquals(
                    v.expected("key"), TestKeys.bytes(derived.symmetricKey()).toHex());
        }
    }

    private static void updateKey(Vector v) throws CryptoException {
        try (AesInitialKey initialKey = AesInitialKey.of(
                        TestKeys.aes(v.text("ik")), AesKeySerialNumber.ofInitialKey(v.bytes("initialKeyId")));
                KeyEncryptionKey key = initialKey.updateKey(type(v))) {
            assertEquals(v.expected("key"), TestKeys.bytes(key.symmetricKey()).toHex());
        }
    }

    private static void pinBlock(Vector v) throws CryptoException {
        Pan pan = Pan.of(v.text("pan"));
        assertEquals(v.text("panField"), Format4PanField.of(pan).toBytes().toHex());
        try (AesTransactionKey key = key(v);
                PinKey pinKey = key.pinKey(type(v));
                Pin pin = Pin.of(v.text("pin"))) {
            EncipheredPinBlock block = PinBlockFormat4.encipher(
                    pinKey, pin, pan, new FixedRandom(v.bytes("pinField").slice(8)));
            assertEquals(v.expected("encryptedPinBlock"), block.value().toHex());
            assertEquals(pin, PinBlockFormat4.decipher(pinKey, block, pan));
        }
    }

    private static void cmac(Vector v) throws CryptoException {
        try (AesTransactionKey key = key(v);
                MacKey macKey = key.macKey(direction(v), type(v))) {
            assertEquals(
                    v.expected("mac"),
                    MessageAuthenticationCode.cmac(16)
                            .generate(macKey.symmetricKey(), v.bytes("data"))
                            .toHex());
        }
    }

    private static void hmac(Vector v) throws CryptoException {
        try (AesTransactionKey key = key(v);
                HmacKey macKey = key.hmacKey(direction(v), type(v))) {
            byte[] mac = macKey.mac(HmacKey.Hash.SHA_256, v.bytes("data").toByteArray());
            assertEquals(v.expected("mac"), Bytes.of(mac).toHex());
        }
    }

    private static void data(Vector v) throws CryptoException {
        try (AesTransactionKey key = key(v);
                DataKey dataKey = key.dataKey(direction(v), type(v))) {
            byte[] enciphered = dataKey.symmetricKey()
                    .encryptCbc(v.bytes("iv").toByteArray(), v.bytes("data").toByteArray());
            assertEquals(v.expected("ciphertext"), Bytes.of(enciphered).toHex());
        }
    }

    private static void legacy(Vector v) throws CryptoException {
        AesKeySerialNumber number = AesKeySerialNumber.parseLegacy(v.bytes("ksn80"));
        assertEquals(v.expected("initialKeyId"), number.initialKeyId().toHex());
        assertEquals(v.out().get("counter").asLong(), number.counter());
    }

    private static void count(Vector v) {
        assertEquals(v.out().get("transactions").asLong(), AesKeySerialNumber.TRANSACTIONS);
        long sum = 0;
        long choose = 1;
        for (int ones = 1; ones <= AesKeySerialNumber.MAX_ONES; ones++) {
            choose = choose * (AesKeySerialNumber.COUNTER_BITS + 1 - ones) / ones;
            sum += choose;
        }
        assertEquals(sum, AesKeySerialNumber.TRANSACTIONS);
    }

    private static String hex(DukptKey key) {
        return TestKeys.bytes(key.symmetricKey()).toHex();
    }
}
