package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.Emv2000SessionKeyTree;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.sm.Sm4Key;
import dev.solvo.tlv.Bytes;
import java.util.List;

/** Check values, ciphers, keys of cards and sessions. */
final class KeyCalculations {
    private KeyCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "kcv",
                        "check value of a key",
                        "key",
                        "cipher=tdes method=legacy length=3",
                        KeyCalculations::checkValue),
                Calculation.of("parity", "key with its parity bits set", "key", "cipher=tdes", KeyCalculations::parity),
                Calculation.of(
                        "encrypt",
                        "blocks under a key; cipher sm4 too, with iv chained",
                        "key data",
                        "cipher=tdes iv",
                        in -> cipher(in, true)),
                Calculation.of("decrypt", "blocks in clear", "key data", "cipher=tdes iv", in -> cipher(in, false)),
                Calculation.of(
                        "card-key", "ICC master key", "issuer-key pan", "psn=00 option=a", KeyCalculations::cardKey),
                Calculation.of(
                        "session-key",
                        "session key; scheme common, mastercard, visa or emv2000",
                        "card-key",
                        "scheme=common atc arqc un height=8 branch=4 iv cipher=tdes",
                        KeyCalculations::sessionKey));
    }

    private static Answer checkValue(Inputs in) throws BadInputException {
        KeyCheckValue.Method method = switch (in.wordOr("method", "legacy")) {
            case "legacy" -> KeyCheckValue.Method.LEGACY;
            case "cmac" -> KeyCheckValue.Method.CMAC;
            default -> throw new BadInputException("method is legacy or cmac");
        };
        int length = in.numberOr("length", KeyCheckValue.DEFAULT_LENGTH_BYTES);
        if (in.wordOr("cipher", "tdes").equals("sm4")) {
            try (SecretBytes secret = in.secret("key");
                    Sm4Key key = Sm4Key.of(secret)) {
                return Answer.of("kcv", key.keyCheckValue(method, length).value());
            }
        }
        try (SoftwareKey key = in.key("key", in.cipher())) {
            return Answer.of("kcv", key.keyCheckValue(method, length).value());
        }
    }

    private static Answer parity(Inputs in) throws BadInputException {
        try (SoftwareKey key = in.key("key", in.cipher());
                SoftwareKey adjusted = key.deriveByXor(new byte[key.lengthBytes()], ParityPolicy.ADJUST)) {
            return key("key", adjusted);
        }
    }

    private static Answer cipher(Inputs in, boolean encrypt) throws BadInputException {
        if (in.wordOr("cipher", "tdes").equals("sm4")) {
            byte[] data = in.bytes("data").toByteArray();
            byte[] iv = in.bytesOr("iv", Bytes.EMPTY).toByteArray();
            byte[] result;
            try (SecretBytes secret = in.secret("key");
                    Sm4Key key = Sm4Key.of(secret)) {
                result = in.has("iv")
                        ? encrypt ? key.encryptCbc(iv, data) : key.decryptCbc(iv, data)
                        : encrypt ? key.encrypt(data) : key.decrypt(data);
            }
            return encrypt ? Answer.of("data", Bytes.of(result)) : Answer.secret("data", Bytes.of(result));
        }
        try (SoftwareKey key = in.key("key", in.cipher())) {
            return cipher(in, key, encrypt);
        }
    }

    /** Blocks under a key that was made of other inputs. */
    static Answer cipher(Inputs in, SymmetricKey key, boolean encrypt) throws BadInputException {
        byte[] data = in.bytes("data").toByteArray();
        byte[] iv = in.bytesOr("iv", Bytes.EMPTY).toByteArray();
        byte[] result = in.has("iv")
                ? encrypt ? key.encryptCbc(iv, data) : key.decryptCbc(iv, data)
                : encrypt ? key.encrypt(data) : key.decrypt(data);
        return encrypt ? Answer.of("data", Bytes.of(result)) : Answer.secret("data", Bytes.of(result));
    }

    private static Answer cardKey(Inputs in) throws BadInputException {
        KeyAlgorithm algorithm = in.wordOr("option", "a").equals("c") ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
        try (SoftwareKey issuer = in.key("issuer-key", algorithm);
                SymmetricKey card = in.option().derive(issuer, in.pan(), in.sequenceNumber())) {
            return key("card-key", card);
        }
    }

    private static Answer sessionKey(Inputs in) throws BadInputException, CryptoException {
        try (IccMasterKey<KeyPurpose.Cryptogram> card = IccMasterKey.forCryptograms(in.key("card-key", in.cipher()));
                SessionKey<KeyPurpose.Cryptogram> session = sessionKey(in, card)) {
            return key("session-key", session.symmetricKey());
        }
    }

    static SessionKey<KeyPurpose.Cryptogram> sessionKey(Inputs in, IccMasterKey<KeyPurpose.Cryptogram> card)
            throws BadInputException {
        return switch (in.wordOr("scheme", "common")) {
            case "common" ->
                in.has("arqc")
                        ? SessionKeyDerivation.emvCommon(card, ApplicationCryptogram.of(in.bytes("arqc")))
                        : SessionKeyDerivation.emvCommon(card, in.counter());
            case "mastercard" ->
                SessionKeyDerivation.mastercard(card, in.counter(), UnpredictableNumber.of(in.bytes("un")));
            case "visa" -> SessionKeyDerivation.visa(card, in.counter());
            case "emv2000" ->
                Emv2000SessionKeyTree.of(
                                in.numberOr("height", 8),
                                in.numberOr("branch", 4),
                                in.bytesOr("iv", Bytes.repeat(0, 16)))
                        .derive(card, in.counter());
            default -> throw new BadInputException("scheme is common, mastercard, visa or emv2000");
        };
    }

    /** The key is secret, its check value is not. */
    static Answer key(String name, SymmetricKey key) {
        return secret(Answer.empty(), name, key).and("kcv", checkValue(key));
    }

    /** One of several keys. */
    static void addKey(Answer answer, String name, SymmetricKey key) {
        secret(answer, name, key).and(name + "-kcv", checkValue(key));
    }

    private static Answer secret(Answer answer, String name, SymmetricKey key) {
        try (SecretBytes secret = ((SoftwareKey) key).secret(InsecureSecretKeyAccess.get())) {
            return answer.andSecret(
                    name,
                    Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get())).toHex());
        }
    }

    private static String checkValue(SymmetricKey key) {
        KeyCheckValue.Method method =
                key.algorithm() == KeyAlgorithm.AES ? KeyCheckValue.Method.CMAC : KeyCheckValue.Method.LEGACY;
        return key.keyCheckValue(method, KeyCheckValue.DEFAULT_LENGTH_BYTES)
                .value()
                .toHex();
    }
}
