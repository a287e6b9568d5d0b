package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesInitialKey;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.dukpt.TdesTransactionKey;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.KeyAlgorithm;
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

/** Triple DES DUKPT. */
final class TdesDukptOperations {
    private TdesDukptOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("deriveInitialKey", TdesDukptOperations::initialKey),
                entry("deriveTransactionKey", TdesDukptOperations::transactionKey),
                entry("deriveTransactionKeyFromBdk", TdesDukptOperations::transactionKeyFromBdk),
                entry("encryptPinBlock", TdesDukptOperations::pinBlock),
                entry("macRequest", in -> retailMac(in, TdesTransactionKey::macRequestKey, 4)),
                entry("macResponse", in -> retailMac(in, TdesTransactionKey::macResponseKey, 4)),
                entry("macRequest8", in -> retailMac(in, TdesTransactionKey::macRequestKey, 8)),
                entry("macResponse8", in -> retailMac(in, TdesTransactionKey::macResponseKey, 8)),
                entry("cmacRequest", in -> cmac(in, TdesTransactionKey::macRequestKey)),
                entry("cmacResponse", in -> cmac(in, TdesTransactionKey::macResponseKey)),
                entry("encryptDataRequest", in -> data(in, TdesTransactionKey::dataRequestKey)),
                entry("encryptDataResponse", in -> data(in, TdesTransactionKey::dataResponseKey)),
                entry("deriveDataKeyRequest", TdesDukptOperations::dataKey),
                entry("derivePinKey", TdesDukptOperations::pinKey),
                entry("decryptWithPinVariant", TdesDukptOperations::track),
                entry("countKsns", TdesDukptOperations::count),
                entry("advanceKsn", in -> Computed.of("ksn", number(in).next().toString())),
                entry("validateKsn", in -> Computed.of("ksn", number(in).toString())));
    }

    private static TdesKeySerialNumber number(VectorInput in) throws CryptoException, VectorException {
        return TdesKeySerialNumber.parse(in.bytes("ksn"));
    }

    private static TdesTransactionKey key(VectorInput in) throws CryptoException, VectorException {
        try (TdesBdk bdk = TdesBdk.of(VectorKey.of(KeyAlgorithm.TDES, in, "bdk"))) {
            return bdk.transactionKey(number(in));
        }
    }

    private static Computed initialKey(VectorInput in) throws CryptoException, VectorException {
        try (TdesBdk bdk = TdesBdk.of(VectorKey.of(KeyAlgorithm.TDES, in, "bdk"));
                TdesInitialKey key = bdk.initialKey(number(in))) {
            return Computed.secret("ik", VectorKey.bytes(key.symmetricKey()));
        }
    }

    private static Computed transactionKey(VectorInput in) throws CryptoException, VectorException {
        try (TdesInitialKey initialKey = TdesInitialKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "ik"), number(in));
                TdesTransactionKey key = initialKey.transactionKey(number(in))) {
            return Computed.secret("transactionKey", VectorKey.bytes(key.symmetricKey()));
        }
    }

    private static Computed transactionKeyFromBdk(VectorInput in) throws CryptoException, VectorException {
        try (TdesTransactionKey key = key(in)) {
            return Computed.secret("transactionKey", VectorKey.bytes(key.symmetricKey()));
        }
    }

    private static Computed pinBlock(VectorInput in) throws CryptoException, VectorException {
        try (TdesTransactionKey key = key(in);
                PinKey pinKey = key.pinKey()) {
            Bytes enciphered =
                    Bytes.of(pinKey.symmetricKey().encrypt(in.bytes("pinBlock").toByteArray()));
            if (in.has("pin")) {
                Pan pan = CardInput.pan(in);
                try (Pin pin = Pin.of(in.text("pin"))) {
                    EncipheredPinBlock made = PinBlockFormat0.encipher(pinKey, pin, pan);
                    if (!made.value().equals(enciphered)) {
                        throw VectorException.failed("PIN and account number give another block");
                    }
                    try (Pin read = PinBlockFormat0.decipher(pinKey, made, pan)) {
                        PinBlockOperations.requireSame(pin, read);
                    }
                }
            }
            return Computed.of("encryptedPinBlock", enciphered);
        }
    }

    private static Computed retailMac(VectorInput in, Function<TdesTransactionKey, MacKey> choice, int length)
            throws CryptoException, VectorException {
        return mac(in, choice, MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_1, length), "mac");
    }

    private static Computed cmac(VectorInput in, Function<TdesTransactionKey, MacKey> choice)
            throws CryptoException, VectorException {
        return mac(in, choice, MessageAuthenticationCode.cmac(8), "cmac");
    }

    private static Computed mac(
            VectorInput in, Function<TdesTransactionKey, MacKey> choice, MessageAuthenticationCode code, String field)
            throws CryptoException, VectorException {
        Bytes data = in.bytes("data");
        try (TdesTransactionKey key = key(in);
                MacKey macKey = choice.apply(key)) {
            Bytes mac = code.generate(macKey.symmetricKey(), data);
            code.verify(macKey.symmetricKey(), data, mac);
            return Computed.of(field, mac);
        }
    }

    private static Computed data(VectorInput in, Function<TdesTransactionKey, DataKey> choice)
            throws CryptoException, VectorException {
        try (TdesTransactionKey key = key(in);
                DataKey dataKey = choice.apply(key)) {
            byte[] enciphered = dataKey.symmetricKey()
                    .encryptCbc(in.bytes("iv").toByteArray(), in.bytes("data").toByteArray());
            return Computed.of("ciphertext", Bytes.of(enciphered));
        }
    }

    private static Computed dataKey(VectorInput in) throws CryptoException, VectorException {
        try (TdesTransactionKey key = key(in);
                DataKey dataKey = key.dataRequestKey()) {
            return Computed.secret("key", VectorKey.bytes(dataKey.symmetricKey()));
        }
    }

    private static Computed pinKey(VectorInput in) throws CryptoException, VectorException {
        try (TdesTransactionKey key = key(in);
                PinKey pinKey = key.pinKey()) {
            return Computed.secret("key", VectorKey.bytes(pinKey.symmetricKey()));
        }
    }

    private static Computed track(VectorInput in) throws CryptoException, VectorException {
        try (TdesTransactionKey key = key(in);
                DataKey dataKey = key.dataKeyOfPinVariant()) {
            byte[] clear = dataKey.symmetricKey()
                    .decryptCbc(
                            in.bytes("iv").toByteArray(), in.bytes("ciphertext").toByteArray());
            return Computed.secret("data", Bytes.of(clear));
        }
    }

    /** All of them, one after the other, until the library says that there are no more. */
    private static Computed count(VectorInput in) throws CryptoException, VectorException {
        TdesKeySerialNumber number = number(in);
        int count = 0;
        try {
            while (count <= TdesKeySerialNumber.TRANSACTIONS) {
                number = number.next();
                count++;
            }
        } catch (CryptoException exhausted) {
            if (exhausted.reason() != CryptoException.Reason.COUNTER) {
                throw exhausted;
            }
        }
        return Computed.of("transactions", String.valueOf(count));
    }
}
