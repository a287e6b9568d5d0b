package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.HashMac;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Map;

/** Message authentication codes, paddings and block ciphers. */
final class MacOperations {
    private MacOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("cmac", MacOperations::cmac),
                entry("iso9797Alg1", in -> algorithm1(in, KeyAlgorithm.DES)),
                entry("iso9797Alg1Tdes", in -> algorithm1(in, KeyAlgorithm.TDES)),
                entry("iso9797Alg3", MacOperations::algorithm3),
                entry("hmacSha256", MacOperations::hmac),
                entry("padding", MacOperations::padding),
                entry("tdesECB", MacOperations::ecb),
                entry("tdesCBC", MacOperations::cbc));
    }

    private static Computed cmac(VectorInput in) throws CryptoException, VectorException {
        KeyAlgorithm algorithm = algorithm(in.text("algorithm"));
        return generate(
                MessageAuthenticationCode.cmac(in.has("length") ? in.number("length") : algorithm.blockLengthBytes()),
                in,
                algorithm);
    }

    private static Computed algorithm1(VectorInput in, KeyAlgorithm algorithm) throws CryptoException, VectorException {
        return generate(
                MessageAuthenticationCode.iso9797Algorithm1(method(in, "padding"), in.number("length")), in, algorithm);
    }

    private static Computed algorithm3(VectorInput in) throws CryptoException, VectorException {
        return generate(
                MessageAuthenticationCode.iso9797Algorithm3(method(in, "padding"), in.number("length")),
                in,
                KeyAlgorithm.TDES);
    }

    private static Computed generate(MessageAuthenticationCode code, VectorInput in, KeyAlgorithm algorithm)
            throws CryptoException, VectorException {
        Bytes data = in.bytes("data");
        try (SoftwareKey key = VectorKey.of(algorithm, in, "key")) {
            Bytes mac = code.generate(key, data);
            code.verify(key, data, mac);
            return Computed.of("mac", mac);
        }
    }

    private static Computed hmac(VectorInput in) throws CryptoException, VectorException {
        Bytes data = in.bytes("data");
        HashMac hmac = HashMac.sha256(in.has("length") ? in.number("length") : 32);
        try (SecretBytes key = SecretBytes.of(in.bytes("key"))) {
            Bytes mac = hmac.generate(key, data);
            hmac.verify(key, data, mac);
            return Computed.of("mac", mac);
        }
    }

    private static Computed padding(VectorInput in) throws VectorException {
        return Computed.of("padded", method(in, "method").apply(in.bytes("data"), in.number("blockSize")));
    }

    private static Computed ecb(VectorInput in) throws VectorException {
        byte[] data = in.bytes("data").toByteArray();
        try (SoftwareKey key = VectorKey.of(KeyAlgorithm.TDES, in, "key")) {
            return Computed.of("ciphertext", Bytes.of(key.encrypt(data)));
        }
    }

    private static Computed cbc(VectorInput in) throws VectorException {
        byte[] data = in.bytes("data").toByteArray();
        try (SoftwareKey key = VectorKey.of(KeyAlgorithm.TDES, in, "key")) {
            return Computed.of(
                    "ciphertext", Bytes.of(key.encryptCbc(in.bytes("iv").toByteArray(), data)));
        }
    }

    static Padding method(VectorInput in, String name) throws VectorException {
        return switch (in.number(name)) {
            case 1 -> Padding.METHOD_1;
            case 2 -> Padding.METHOD_2;
            case 3 -> Padding.METHOD_3;
            default -> throw VectorException.unsupported("padding method " + in.number(name));
        };
    }

    static KeyAlgorithm algorithm(String name) throws VectorException {
        return switch (name) {
            case "DES" -> KeyAlgorithm.DES;
            case "TDES" -> KeyAlgorithm.TDES;
            case "AES" -> KeyAlgorithm.AES;
            default -> throw VectorException.unsupported("cipher " + name);
        };
    }
}
