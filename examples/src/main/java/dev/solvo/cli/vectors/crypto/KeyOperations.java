package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import java.util.Map;

/** Check values, parity and variants of keys. */
final class KeyOperations {
    private KeyOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("kcvLegacy", in -> checkValue(in, KeyCheckValue.Method.LEGACY)),
                entry("kcvCmac", in -> checkValue(in, KeyCheckValue.Method.CMAC)),
                entry("adjustParity", KeyOperations::parity),
                entry("atallaVariant", KeyOperations::variant),
                entry("kcvWrongOnImport", KeyOperations::importChecked));
    }

    private static Computed checkValue(VectorInput in, KeyCheckValue.Method method)
            throws CryptoException, VectorException {
        try (SoftwareKey key = VectorKey.of(algorithm(in), in, "key");
                SecretBytes secret = SecretBytes.of(in.bytes("key"))) {
            KeyCheckValue value = key.keyCheckValue(method, in.number("length"));
            SoftwareKey.importChecked(algorithm(in), secret, ParityPolicy.KEEP, value)
                    .close();
            return Computed.of("kcv", value.value());
        }
    }

    private static Computed parity(VectorInput in) throws VectorException {
        try (SoftwareKey key = VectorKey.of(algorithm(in), in, "key");
                SoftwareKey adjusted = key.deriveByXor(new byte[key.lengthBytes()], ParityPolicy.ADJUST)) {
            return Computed.secret("key", VectorKey.bytes(adjusted));
        }
    }

    /** A variant is the key with a number added to the top five bits of each of its blocks. */
    private static Computed variant(VectorInput in) throws VectorException {
        byte[] data = new byte[in.bytes("key").length()];
        for (int i = 0; i < data.length; i += 8) {
            data[i] = (byte) (in.number("variant") << 3);
        }
        try (SoftwareKey key = VectorKey.of(algorithm(in), in, "key");
                SoftwareKey variant = key.deriveByXor(data, ParityPolicy.KEEP)) {
            return Computed.secret("key", VectorKey.bytes(variant));
        }
    }

    private static Computed importChecked(VectorInput in) throws CryptoException, VectorException {
        KeyCheckValue claimed = KeyCheckValue.legacy(in.bytes("claimedKcv"));
        try (SecretBytes secret = SecretBytes.of(in.bytes("key"))) {
            SoftwareKey.importChecked(algorithm(in), secret, ParityPolicy.KEEP, claimed)
                    .close();
            return Computed.of("kcv", claimed.value());
        }
    }

    /** Some entries leave the cipher to the length of the key. */
    private static KeyAlgorithm algorithm(VectorInput in) throws VectorException {
        if (in.textOr("algorithm", "").equals("AES")) {
            return KeyAlgorithm.AES;
        }
        return in.bytes("key").length() == 8 ? KeyAlgorithm.DES : KeyAlgorithm.TDES;
    }
}
