package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesInitialKey;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.dukpt.AesTransactionKey.Direction;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.HmacKey;
import dev.solvo.crypto.key.KeyAlgorithm;
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

/** AES DUKPT. */
final class AesDukptOperations {
    private static final int COUNTER_BITS = 32;
    private static final int MAX_ONES = 16;

    private AesDukptOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("deriveInitialKey", AesDukptOperations::initialKey),
                entry("deriveTransactionKey", AesDukptOperations::transactionKey),
                entry("deriveWorkingKey", AesDukptOperations::workingKey),
                entry("deriveUpdateKey", AesDukptOperations::updateKey),
                entry("encryptPinBlockFormat4", AesDukptOperations::pinBlock),
                entry("cmac", AesDukptOperations::cmac),
                entry("hmacSha256", AesDukptOperations::hmac),
                entry("encryptData", AesDukptOperations::data),
                entry("legacyKsnToInitialKeyId", AesDukptOperations::legacy),
                entry("countKsns", AesDukptOperations::count));
    }

    private static AesKeySerialNumber number(VectorInput in) throws CryptoException, VectorException {
        return AesKeySerialNumber.parse(in.bytes("ksn"));
    }

    private static AesTransactionKey key(VectorInput in) throws CryptoException, VectorException {
        try (AesBdk bdk = AesBdk.of(VectorKey.of(KeyAlgorithm.AES, in, "bdk"))) {
            return bdk.transactionKey(number(in));
        }
    }

    private static AesDukptKeyType type(VectorInput in) throws VectorException {
        return switch (in.text("keyType")) {
            case "TDES2" -> AesDukptKeyType.TDES_2;
            case "AES128" -> AesDukptKeyType.AES_128;
            case "AES256" -> AesDukptKeyType.AES_256;
            case "HMAC128" -> AesDukptKeyType.HMAC_128;
            default -> throw VectorException.unsupported("this type of key");
        };
    }

    private static Direction direction(VectorInput in) throws VectorException {
        return switch (in.text("usage")) {
            case "MAC_GEN", "DATA_ENC" -> Direction.REQUEST;
            case "MAC_VER", "DATA_DEC" -> Direction.RESPONSE;
            default -> throw VectorException.unsupported("this usage");
        };
    }

    private static Computed initialKey(VectorInput in) throws CryptoException, VectorException {
        try (AesBdk bdk = AesBdk.of(VectorKey.of(KeyAlgorithm.AES, in, "bdk"));
                AesInitialKey key = bdk.initialKey(AesKeySerialNumber.ofInitialKey(in.bytes("initialKeyId")))) {
            return Computed.secret("ik", VectorKey.bytes(key.symmetricKey()));
        }
    }

    private static Computed transactionKey(VectorInput in) throws CryptoException, VectorException {
        try (AesInitialKey initialKey = AesInitialKey.of(VectorKey.of(KeyAlgorithm.AES, in, "ik"), number(in));
                AesTransactionKey key = initialKey.transactionKey(number(in))) {
            return Computed.secret("transactionKey", VectorKey.bytes(key.symmetricKey()));
        }
    }

    private static Computed workingKey(VectorInput in) throws CryptoException, VectorException {
        try (AesTransactionKey key = key(in);
                WorkingKey derived = switch (in.text("usage")) {
                    case "PIN" -> key.pinKey(type(in));
                    case "MAC_GEN", "MAC_VER" -> key.macKey(direction(in), type(in));
                    default -> key.dataKey(direction(in), type(in));
                }) {
            return Computed.secret("key", VectorKey.bytes(derived.symmetricKey()));
        }
    }

    private static Computed updateKey(VectorInput in) throws CryptoException, VectorException {
        try (AesInitialKey initialKey = AesInitialKey.of(
                        VectorKey.of(KeyAlgorithm.AES, in, "ik"),
                        AesKeySerialNumber.ofInitialKey(in.bytes("initialKeyId")));
                KeyEncryptionKey key = initialKey.updateKey(type(in))) {
            return Computed.secret("key", VectorKey.bytes(key.symmetricKey()));
        }
    }

    private static Computed pinBlock(VectorInput in) throws CryptoException, VectorException {
        Pan pan = CardInput.pan(in);
        if (!Format4PanField.of(pan).toBytes().equals(in.bytes("panField"))) {
            throw VectorException.failed("the account number gives another field");
        }
        try (AesTransactionKey key = key(in);
                PinKey pinKey = key.pinKey(type(in));
                Pin pin = Pin.of(in.text("pin"))) {
            EncipheredPinBlock block = PinBlockFormat4.encipher(
                    pinKey, pin, pan, new FixedRandom(in.bytes("pinField").slice(8)));
            try (Pin read = PinBlockFormat4.decipher(pinKey, block, pan)) {
                PinBlockOperations.requireSame(pin, read);
            }
            return Computed.of("encryptedPinBlock", block.value());
        }
    }

    private static Computed cmac(VectorInput in) throws CryptoException, VectorException {
        Bytes data = in.bytes("data");
        MessageAuthenticationCode code = MessageAuthenticationCode.cmac(16);
        try (AesTransactionKey key = key(in);
                MacKey macKey = key.macKey(direction(in), type(in))) {
            Bytes mac = code.generate(macKey.symmetricKey(), data);
            code.verify(macKey.symmetricKey(), data, mac);
            return Computed.of("mac", mac);
        }
    }

    private static Computed hmac(VectorInput in) throws CryptoException, VectorException {
        byte[] data = in.bytes("data").toByteArray();
        try (AesTransactionKey key = key(in);
                HmacKey macKey = key.hmacKey(direction(in), type(in))) {
            return Computed.of("mac", Bytes.of(macKey.mac(HmacKey.Hash.SHA_256, data)));
        }
    }

    private static Computed data(VectorInput in) throws CryptoException, VectorException {
        try (AesTransactionKey key = key(in);
                DataKey dataKey = key.dataKey(direction(in), type(in))) {
            byte[] enciphered = dataKey.symmetricKey()
                    .encryptCbc(in.bytes("iv").toByteArray(), in.bytes("data").toByteArray());
            return Computed.of("ciphertext", Bytes.of(enciphered));
        }
    }

    private static Computed legacy(VectorInput in) throws CryptoException, VectorException {
        AesKeySerialNumber number = AesKeySerialNumber.parseLegacy(in.bytes("ksn80"));
        return Computed.of("initialKeyId", number.initialKeyId()).and("counter", String.valueOf(number.counter()));
    }

    /** Two thousand million are too many to go through: the numbers with one to sixteen ones among 32 bits. */
    private static Computed count(VectorInput in) throws VectorException {
        long sum = 0;
        long choose = 1;
        for (int ones = 1; ones <= MAX_ONES; ones++) {
            choose = choose * (COUNTER_BITS + 1 - ones) / ones;
            sum += choose;
        }
        if (sum != AesKeySerialNumber.TRANSACTIONS) {
            throw VectorException.failed("the library's number is not the sum");
        }
        return Computed.of("transactions", String.valueOf(sum));
    }
}
