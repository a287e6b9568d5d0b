package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Format4PanField;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.crypto.pin.PinBlockFormat1;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.PinBlockFormat3;
import dev.solvo.crypto.pin.PinBlockFormat4;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Map;

/** PIN blocks of ISO 9564-1, in clear and enciphered. */
final class PinBlockOperations {
    private PinBlockOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("format0", PinBlockOperations::format0),
                entry("decodeFormat0", in -> decoded(PinBlockFormat0.decode(block(in), CardInput.pan(in)))),
                entry("format1", PinBlockOperations::format1),
                entry("decodeFormat1", in -> decoded(PinBlockFormat1.decode(block(in)))),
                entry("format2", PinBlockOperations::format2),
                entry("decodeFormat2", in -> decoded(PinBlockFormat2.decode(block(in)))),
                entry("decodeFormat3", in -> decoded(PinBlockFormat3.decode(block(in), CardInput.pan(in)))),
                entry("encodeAnyFormat", in -> decoded(Pin.of(in.text("pin")))),
                entry("encryptedFormat0", PinBlockOperations::enciphered0),
                entry("decryptFormat1", PinBlockOperations::deciphered1),
                entry("format4PinField", PinBlockOperations::pinField4),
                entry(
                        "format4PanField",
                        in -> Computed.of(
                                "panField",
                                Format4PanField.ofDigits(in.text("pan")).toBytes())),
                entry("format4Encipher", PinBlockOperations::enciphered4),
                entry("format4Decipher", PinBlockOperations::deciphered4),
                entry("decodeFormat4PinField", PinBlockOperations::decoded4));
    }

    private static Computed format0(VectorInput in) throws CryptoException, VectorException {
        Pan pan = CardInput.pan(in);
        try (Pin pin = Pin.of(in.text("pin"));
                PinBlock block = PinBlockFormat0.encode(pin, pan);
                Pin read = PinBlockFormat0.decode(block, pan)) {
            requireSame(pin, read);
            return Computed.secret("pinBlock", bytes(block));
        }
    }

    /** The filling is anyone's choice: the stated block must begin as ours and hold the PIN. */
    private static Computed format1(VectorInput in) throws CryptoException, VectorException {
        Bytes stated = in.stated("pinBlock");
        try (Pin pin = Pin.of(in.text("pin"));
                PinBlock made = PinBlockFormat1.encode(pin, new SecureRandom());
                PinBlock given = PinBlock.parse(stated);
                Pin read = PinBlockFormat1.decode(made);
                Pin readFromGiven = PinBlockFormat1.decode(given)) {
            requireSame(pin, read);
            requireSame(pin, readFromGiven);
            int meaning = 2 + pin.length();
            String begin = bytes(made).toHex().substring(0, meaning);
            return Computed.secret("pinBlock", begin + stated.toHex().substring(meaning));
        }
    }

    private static Computed format2(VectorInput in) throws CryptoException, VectorException {
        try (Pin pin = Pin.of(in.text("pin"));
                PinBlock block = PinBlockFormat2.encode(pin);
                Pin read = PinBlockFormat2.decode(block)) {
            requireSame(pin, read);
            return Computed.secret("pinBlock", bytes(block));
        }
    }

    /** The source gives the twelve digits that go in: a check digit behind them makes an account number. */
    private static Computed enciphered0(VectorInput in) throws VectorException {
        Pan pan = Pan.of(in.text("panRightmost12") + "0");
        try (PinKey key = PinKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "key"));
                Pin pin = Pin.of(in.text("pin"))) {
            return Computed.of(
                    "encryptedPinBlock", PinBlockFormat0.encipher(key, pin, pan).value());
        }
    }

    private static Computed deciphered1(VectorInput in) throws CryptoException, VectorException {
        try (SoftwareKey key = VectorKey.of(KeyAlgorithm.TDES, in, "key");
                PinBlock block =
                        PinBlock.parse(key.decrypt(in.bytes("encryptedPinBlock").toByteArray()))) {
            return decoded(PinBlockFormat1.decode(block));
        }
    }

    private static Computed pinField4(VectorInput in) throws CryptoException, VectorException {
        try (Pin pin = Pin.of(in.text("pin"));
                SecretBytes field = PinBlockFormat4.encode(pin, new FixedRandom(in.bytes("random")));
                Pin read = PinBlockFormat4.decode(field)) {
            requireSame(pin, read);
            return Computed.secret("pinField", Bytes.of(field.toByteArray(InsecureSecretKeyAccess.get())));
        }
    }

    private static Computed decoded4(VectorInput in) throws CryptoException, VectorException {
        try (SecretBytes field = SecretBytes.of(in.bytes("pinField"))) {
            return decoded(PinBlockFormat4.decode(field));
        }
    }

    private static Computed enciphered4(VectorInput in) throws CryptoException, VectorException {
        Pan pan = CardInput.pan(in);
        try (PinKey key = PinKey.of(VectorKey.of(KeyAlgorithm.AES, in, "key"));
                Pin pin = Pin.of(in.text("pin"))) {
            EncipheredPinBlock block = PinBlockFormat4.encipher(key, pin, pan, new FixedRandom(in.bytes("random")));
            try (Pin read = PinBlockFormat4.decipher(key, block, pan)) {
                requireSame(pin, read);
            }
            return Computed.of("encipheredPinBlock", block.value());
        }
    }

    private static Computed deciphered4(VectorInput in) throws CryptoException, VectorException {
        EncipheredPinBlock block = EncipheredPinBlock.parse(PinBlockFormat.FORMAT_4, in.bytes("encipheredPinBlock"));
        try (PinKey key = PinKey.of(VectorKey.of(KeyAlgorithm.AES, in, "key"))) {
            return decoded(PinBlockFormat4.decipher(key, block, Format4PanField.ofDigits(in.text("pan"))));
        }
    }

    private static PinBlock block(VectorInput in) throws CryptoException, VectorException {
        return PinBlock.parse(in.bytes("pinBlock"));
    }

    private static Computed decoded(Pin pin) {
        try (pin) {
            return Computed.secret("pin", CardDataOperations.digits(pin));
        }
    }

    static void requireSame(Pin pin, Pin read) throws VectorException {
        if (!pin.equals(read)) {
            throw VectorException.failed("reading the block gives another PIN");
        }
    }

    private static Bytes bytes(PinBlock block) {
        return Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get()));
    }
}
