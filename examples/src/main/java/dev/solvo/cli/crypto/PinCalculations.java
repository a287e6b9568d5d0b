package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.pin.EncipheredPinBlock;
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
import java.util.Arrays;
import java.util.List;

/** PIN blocks, in clear and on their way to the issuer. */
final class PinCalculations {
    private PinCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "pin-block",
                        "clear PIN block of format 0 or 2",
                        "pin",
                        "format=0 pan",
                        PinCalculations::pinBlock),
                Calculation.of(
                        "pin-encipher",
                        "PIN block under a PIN key; format 0, 1 or 3 with tdes, 4 with aes",
                        "key pin",
                        "cipher=tdes format pan",
                        in -> {
                            try (PinKey key = PinKey.of(in.key("key", in.cipher()))) {
                                return encipher(in, key);
                            }
                        }),
                Calculation.of(
                        "pin-decipher",
                        "PIN of a PIN block under a PIN key",
                        "key block",
                        "cipher=tdes format pan",
                        in -> {
                            try (PinKey key = PinKey.of(in.key("key", in.cipher()))) {
                                return decipher(in, key);
                            }
                        }));
    }

    private static Answer pinBlock(Inputs in) throws BadInputException, CryptoException {
        try (Pin pin = in.pin("pin");
                PinBlock block = switch (in.textOr("format", "0")) {
                    case "0" -> PinBlockFormat0.encode(pin, in.pan());
                    case "2" -> PinBlockFormat2.encode(pin);
                    default -> throw new BadInputException("format is 0 or 2");
                }) {
            return Answer.secret("block", Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get())));
        }
    }

    /** The block of a PIN under a key that was made of other inputs. */
    static Answer encipher(Inputs in, PinKey key) throws BadInputException {
        try (Pin pin = in.pin("pin")) {
            EncipheredPinBlock block = switch (format(in, key)) {
                case FORMAT_1 -> PinBlockFormat1.encipher(key, pin, new SecureRandom());
                case FORMAT_3 -> PinBlockFormat3.encipher(key, pin, in.pan(), new SecureRandom());
                case FORMAT_4 -> PinBlockFormat4.encipher(key, pin, in.pan(), new SecureRandom());
                default -> PinBlockFormat0.encipher(key, pin, in.pan());
            };
            return Answer.of("block", block.value());
        }
    }

    /** The PIN of a block under a key that was made of other inputs. */
    static Answer decipher(Inputs in, PinKey key) throws BadInputException, CryptoException {
        PinBlockFormat format = format(in, key);
        EncipheredPinBlock block = EncipheredPinBlock.parse(format, in.bytes("block"));
        try (Pin pin = switch (format) {
            case FORMAT_1 -> PinBlockFormat1.decipher(key, block);
            case FORMAT_3 -> PinBlockFormat3.decipher(key, block, in.pan());
            case FORMAT_4 -> PinBlockFormat4.decipher(key, block, in.pan());
            default -> PinBlockFormat0.decipher(key, block, in.pan());
        }) {
            return Answer.secret("pin", digits(pin));
        }
    }

    static String digits(Pin pin) {
        byte[] digits = pin.toDigits(InsecureSecretKeyAccess.get());
        StringBuilder text = new StringBuilder();
        for (byte digit : digits) {
            text.append((char) ('0' + digit));
        }
        Arrays.fill(digits, (byte) 0);
        return text.toString();
    }

    private static PinBlockFormat format(Inputs in, PinKey key) throws BadInputException {
        return switch (in.textOr("format", key.algorithm() == KeyAlgorithm.AES ? "4" : "0")) {
            case "0" -> PinBlockFormat.FORMAT_0;
            case "1" -> PinBlockFormat.FORMAT_1;
            case "3" -> PinBlockFormat.FORMAT_3;
            case "4" -> PinBlockFormat.FORMAT_4;
            default -> throw new BadInputException("format is 0, 1, 3 or 4");
        };
    }
}
