package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.HashMac;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.sm.Sm2PublicKey;
import dev.solvo.crypto.sm.Sm2Signature;
import dev.solvo.crypto.sm.Sm2UserId;
import dev.solvo.crypto.sm.Sm3;
import dev.solvo.crypto.sm.Sm4Key;
import dev.solvo.tlv.Bytes;
import java.util.List;

/** Message authentication codes and the Chinese algorithms. */
final class MacCalculations {
    private MacCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "mac-1",
                        "ISO 9797-1 algorithm 1; cipher sm4 too",
                        "key data",
                        "cipher=tdes padding=2 length=8",
                        MacCalculations::algorithm1),
                Calculation.of(
                        "mac-3",
                        "ISO 9797-1 algorithm 3, the retail MAC",
                        "key data",
                        "padding=2 length=8",
                        MacCalculations::algorithm3),
                Calculation.of(
                        "cmac",
                        "ISO 9797-1 algorithm 5; cipher sm4 too",
                        "key data",
                        "cipher=aes length=8",
                        MacCalculations::cmac),
                Calculation.of(
                        "hmac",
                        "HMAC; hash sha1, sha256, sha512 or sm3",
                        "key data",
                        "hash=sha256 length",
                        MacCalculations::hmac),
                Calculation.of("sm3", "digest", "data", "", in -> Answer.of("digest", Sm3.digest(in.bytes("data")))),
                Calculation.of(
                        "sm2-verify",
                        "SM2 signature; public-key 04 x y, signature r s",
                        "public-key data signature",
                        "user-id=31323334353637383132333435363738",
                        in -> {
                            Sm2PublicKey.parse(in.bytes("public-key"))
                                    .verify(
                                            new Sm2UserId(in.bytesOr("user-id", Sm2UserId.USUAL.value())),
                                            in.bytes("data"),
                                            Sm2Signature.parse(in.bytes("signature")));
                            return Answer.of("signature", "verified");
                        }));
    }

    private static Answer algorithm1(Inputs in) throws BadInputException {
        int length = in.numberOr("length", 8);
        if (in.wordOr("cipher", "tdes").equals("sm4")) {
            try (SecretBytes secret = in.secret("key");
                    Sm4Key key = Sm4Key.of(secret)) {
                return Answer.of("mac", key.cbcMac(in.paddingOr(2), in.bytes("data"), length));
            }
        }
        return generate(in, in.cipher(), MessageAuthenticationCode.iso9797Algorithm1(in.paddingOr(2), length));
    }

    private static Answer algorithm3(Inputs in) throws BadInputException {
        return generate(
                in,
                KeyAlgorithm.TDES,
                MessageAuthenticationCode.iso9797Algorithm3(in.paddingOr(2), in.numberOr("length", 8)));
    }

    private static Answer cmac(Inputs in) throws BadInputException {
        int length = in.numberOr("length", 8);
        if (in.wordOr("cipher", "aes").equals("sm4")) {
            try (SecretBytes secret = in.secret("key");
                    Sm4Key key = Sm4Key.of(secret)) {
                return Answer.of("mac", key.cmac(in.bytes("data"), length));
            }
        }
        KeyAlgorithm algorithm = in.has("cipher") ? in.cipher() : KeyAlgorithm.AES;
        return generate(in, algorithm, MessageAuthenticationCode.cmac(length));
    }

    private static Answer generate(Inputs in, KeyAlgorithm algorithm, MessageAuthenticationCode code)
            throws BadInputException {
        try (SoftwareKey key = in.key("key", algorithm)) {
            return Answer.of("mac", code.generate(key, in.bytes("data")));
        }
    }

    private static Answer hmac(Inputs in) throws BadInputException {
        try (SecretBytes key = in.secret("key")) {
            return hmac(in, key);
        }
    }

    /** Under a key that was made of other inputs. */
    static Answer hmac(Inputs in, SecretBytes key) throws BadInputException {
        Bytes data = in.bytes("data");
        return switch (in.wordOr("hash", "sha256")) {
            case "sha1" ->
                Answer.of("mac", HashMac.sha1(in.numberOr("length", 20)).generate(key, data));
            case "sha256" ->
                Answer.of("mac", HashMac.sha256(in.numberOr("length", 32)).generate(key, data));
            case "sha512" ->
                Answer.of("mac", HashMac.sha512(in.numberOr("length", 64)).generate(key, data));
            case "sm3" -> Answer.of("mac", Sm3.hmac(key, data));
            default -> throw new BadInputException("hash is sha1, sha256, sha512 or sm3");
        };
    }
}
