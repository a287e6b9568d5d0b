package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.sm.Sm2PrivateKey;
import dev.solvo.crypto.sm.Sm2PublicKey;
import dev.solvo.crypto.sm.Sm2Signature;
import dev.solvo.crypto.sm.Sm2UserId;
import dev.solvo.crypto.sm.Sm3;
import dev.solvo.crypto.sm.Sm4Key;
import dev.solvo.tlv.Bytes;
import java.util.Map;

/** SM2, SM3 and SM4. */
final class SmOperations {
    private static final int ROUNDS = 1_000_000;

    private SmOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("sm3", in -> Computed.of("digest", Sm3.digest(in.bytes("data")))),
                entry("sm4Ecb", in -> ecb(in, 1)),
                entry("sm4Ecb1000000", in -> ecb(in, ROUNDS)),
                entry("sm2Verify", SmOperations::sm2));
    }

    private static Computed ecb(VectorInput in, int rounds) throws VectorException {
        byte[] block = in.bytes("data").toByteArray();
        try (SecretBytes secret = SecretBytes.of(in.bytes("key"));
                Sm4Key key = Sm4Key.of(secret)) {
            byte[] enciphered = block;
            for (int round = 0; round < rounds; round++) {
                enciphered = key.encrypt(enciphered);
            }
            if (rounds == 1 && !Bytes.of(key.decrypt(enciphered)).equals(Bytes.of(block))) {
                throw VectorException.failed("deciphering gives other data");
            }
            return Computed.of("ciphertext", Bytes.of(enciphered));
        }
    }

    /** The entry states the number k, so the signature is made again before it is verified. */
    private static Computed sm2(VectorInput in) throws CryptoException, VectorException {
        if (!in.text("curve").equals("sm2p256v1")) {
            throw VectorException.unsupported("this curve");
        }
        Sm2UserId userId = new Sm2UserId(in.bytes("userId"));
        Bytes message = in.bytes("message");
        Sm2PublicKey publicKey = Sm2PublicKey.parse(in.bytes("publicKey"));
        try (SecretBytes secret = SecretBytes.of(in.bytes("privateKey"));
                Sm2PrivateKey privateKey = Sm2PrivateKey.of(secret)) {
            if (!privateKey.publicKey().equals(publicKey)) {
                throw VectorException.failed("the private key has another public key");
            }
            Sm2Signature signature = privateKey.sign(userId, message, new FixedRandom(in.bytes("k")));
            publicKey.verify(userId, message, Sm2Signature.parse(signature.toBytes()));
            return Computed.of("r", signature.r()).and("s", signature.s());
        }
    }
}
