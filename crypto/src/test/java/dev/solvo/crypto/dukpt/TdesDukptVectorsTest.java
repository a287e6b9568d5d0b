package dev.solvo.crypto.dukpt;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.MacKey;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Triple DES DUKPT against {@code dukpt-tdes.json}. */
final class TdesDukptVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "dukpt-tdes.json",
                Map.ofEntries(
                        entry("deriveInitialKey", TdesDukptVectorsTest::initialKey),
                        entry("deriveTransactionKey", TdesDukptVectorsTest::transactionKey),
                        entry("deriveTransactionKeyFromBdk", TdesDukptVectorsTest::transactionKeyFromBdk),
                        entry("encryptPinBlock", TdesDukptVectorsTest::pinBlock),
                        entry("macRequest", v -> retailMac(v, TdesTransactionKey::macRequestKey, 4)),
                        entry("macResponse", v -> retailMac(v, TdesTransactionKey::macResponseKey, 4)),
                        entry("macRequest8", v -> retailMac(v, TdesTransactionKey::macRequestKey, 8)),
                        entry("macResponse8", v -> retailMac(v, TdesTransactionKey::macResponseKey, 8)),
                        entry("cmacRequest", v -> cmac(v, TdesTransactionKey::macRequestKey)),
                        entry("cmacResponse", v -> cmac(v, TdesTransactionKey::macResponseKey)),
                        entry("encryptDataRequest", v -> data(v, TdesTransactionKey::dataRequestKey)),
                        entry("encryptDataResponse", v -> data(v, TdesTransactionKey::dataResponseKey)),
                        entry("deriveDataKeyRequest", TdesDukptVectorsTest::dataKey),
                        entry("derivePinKey", TdesDukptVectorsTest::pinKey),
                        entry("decryptWithPinVariant", TdesDukptVectorsTest::track),
                        entry("countKsns", TdesDukptVectorsTest::count),
                        entry(
                                "advanceKsn",
                                v -> assertEquals(
                                        v.expected("ksn"), number(v).next().toString())),
                        entry("validateKsn", TdesDukptVectorsTest::number)),
                Map.of());
    }

    private static TdesKeySerialNumber number(Vector v) throws CryptoException {
        return TdesKeySerialNumber.parse(v.bytes("ksn"));
    }

    private static TdesTransactionKey key(Vector v) throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(TestKeys.tdes(v.bytes("bdk")))) {
            return bdk.transactionKey(number(v));
        }
    }

    private static void initialKey(Vector v) throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(TestKeys.tdes(v.bytes("bdk")));
                TdesInitialKey key = bdk.initialKey(number(v))) {
            assertEquals(v.expected("ik"), hex(key));
        }
    }

    private static void transactionKey(Vector v) throws CryptoException {
        try (TdesInitialKey initialKey = TdesInitialKey.of(TestKeys.tdes(v.bytes("ik")), number(v));
                TdesTransactionKey key = initialKey.transactionKey(number(v))) {
            assertEquals(v.expected("transactionKey"), hex(key));
        }
    }

    private static void transactionKeyFromBdk(Vector v) throws CryptoException {
        try (TdesTransactionKey key = key(v)) {
            assertEquals(v.expected("transactionKey"), hex(key));
        }
    }

    private static void pinBlock(Vector v) throws CryptoException {
        try (TdesTransactionKey key = key(v);
                PinKey pinKey = key.pinKey()) {
            byte[] block = v.bytes("pinBlock").toByteArray();
            assertEquals(
                    v.expected("encryptedPinBlock"),
                    Bytes.of(pinKey.symmetricKey().encrypt(block)).toHex());
            if (v.has("pin")) {
                try (Pin pin = Pin.of(v.text("pin"))) {
                    Pan pan = Pan.of(v.text("pan"));
                    EncipheredPinBlock made = PinBlockFormat0.encipher(pinKey, pin, pan);
                    assertEquals(v.expected("encryptedPinBlock"), made.value().toHex());
                    assertEquals(pin, PinBlockFormat0.decipher(pinKey, made, pan));
                }
            }
        }
    }

    private static void retailMac(Vector v, Function<TdesTransactionKey, MacKey> choice, int length)
            throws CryptoException {
        mac(v, choice, MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_1, length), "mac");
    }

    private static void cmac(Vector v, Function<TdesTransactionKey, MacKey> choice) throws CryptoException {
        mac(v, choice, MessageAuthenticationCode.cmac(8), "cmac");
    }

    private static void mac(
            Vector v, Function<TdesTransactionKey, MacKey> choice, MessageAuthenticationCode code, String field)
            throws CryptoException {
        try (TdesTransactionKey key = key(v);
                MacKey macKey = choice.apply(key)) {
            assertEquals(
                    v.expected(field),
                    code.generate(macKey.symmetricKey(), v.bytes("data")).toHex());
        }
    }

    private static void data(Vector v, Function<TdesTransactionKey, DataKey> choice) throws CryptoException {
        try (TdesTransactionKey key = key(v);
                DataKey dataKey = choice.apply(key)) {
            byte[] enciphered = dataKey.symmetricKey()
                    .encryptCbc(v.bytes("iv").toByteArray(), v.bytes("data").toByteArray());
            assertEquals(v.expected("ciphertext"), Bytes.of(enciphered).toHex());
        }
    }

    private static void dataKey(Vector v) throws CryptoException {
        try (TdesTransactionKey key = key(v);
                DataKey dataKey = key.dataRequestKey()) {
            assertEquals(
                    v.expected("key"), TestKeys.bytes(dataKey.symmetricKey()).toHex());
        }
    }

    private static void pinKey(Vector v) throws CryptoException {
        try (TdesTransactionKey key = key(v);
                PinKey pinKey = key.pinKey()) {
            assertEquals(
                    v.expected("key"), TestKeys.bytes(pinKey.symmetricKey()).toHex());
        }
    }

    private static void track(Vector v) throws CryptoException {
        try (TdesTransactionKey key = key(v);
                DataKey dataKey = key.dataKeyOfPinVariant()) {
            byte[] clear = dataKey.symmetricKey()
                    .decryptCbc(
                            v.bytes("iv").toByteArray(), v.bytes("ciphertext").toByteArray());
            assertEquals(v.expected("data"), Bytes.of(clear).toHex());
        }
    }

    /** All of them, one after the other: more than a million. */
    private static void count(Vector v) throws CryptoException {
        int count = 0;
        TdesKeySerialNumber number = number(v);
        try {
            while (true) {
                number = number.next();
                count++;
            }
        } catch (CryptoException e) {
            assertEquals(CryptoException.Reason.COUNTER, e.reason());
        }
        assertEquals(v.out().get("transactions").asInt(), count);
        assertEquals(TdesKeySerialNumber.TRANSACTIONS, count);
    }

    private static String hex(DukptKey key) {
        return TestKeys.bytes(key.symmetricKey()).toHex();
    }
}
