package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.Locale;
import java.util.Map;

/** The inputs of one calculation by their names. No message quotes them. */
final class Inputs {
    private final Map<String, String> values;

    Inputs(Map<String, String> values) {
        this.values = values;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) throws BadInputException {
        String value = values.get(name);
        if (value == null) {
            throw new BadInputException(name + " is missing");
        }
        return value;
    }

    String textOr(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    String wordOr(String name, String otherwise) {
        return textOr(name, otherwise).toLowerCase(Locale.ROOT);
    }

    Bytes bytes(String name) throws BadInputException {
        try {
            return Bytes.fromHex(text(name));
        } catch (IllegalArgumentException notHex) {
            throw new BadInputException(name + " is not hexadecimal");
        }
    }

    Bytes bytesOr(String name, Bytes otherwise) throws BadInputException {
        return has(name) ? bytes(name) : otherwise;
    }

    int numberOr(String name, int otherwise) throws BadInputException {
        if (!has(name)) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException notDecimal) {
            throw new BadInputException(name + " is no number");
        }
    }

    int number(String name) throws BadInputException {
        text(name);
        return numberOr(name, 0);
    }

    Pan pan() throws BadInputException {
        return Pan.of(text("pan"));
    }

    PanSequenceNumber sequenceNumber() throws BadInputException {
        return PanSequenceNumber.of(numberOr("psn", 0));
    }

    ApplicationTransactionCounter counter() throws BadInputException {
        Bytes counter = bytes("atc");
        if (counter.length() != 2) {
            throw new BadInputException("atc has 2 bytes, not " + counter.length());
        }
        return ApplicationTransactionCounter.of(counter.unsigned(0) << 8 | counter.unsigned(1));
    }

    IccMasterKeyDerivation option() throws BadInputException {
        return switch (wordOr("option", "a")) {
            case "a" -> IccMasterKeyDerivation.OPTION_A;
            case "b" -> IccMasterKeyDerivation.OPTION_B;
            case "c" -> IccMasterKeyDerivation.OPTION_C;
            default -> throw new BadInputException("option is a, b or c");
        };
    }

    Padding paddingOr(int otherwise) throws BadInputException {
        return switch (numberOr("padding", otherwise)) {
            case 1 -> Padding.METHOD_1;
            case 2 -> Padding.METHOD_2;
            case 3 -> Padding.METHOD_3;
            default -> throw new BadInputException("padding is 1, 2 or 3");
        };
    }

    KeyAlgorithm cipher() throws BadInputException {
        return switch (wordOr("cipher", "tdes")) {
            case "des" -> KeyAlgorithm.DES;
            case "tdes" -> KeyAlgorithm.TDES;
            case "aes" -> KeyAlgorithm.AES;
            default -> throw new BadInputException("cipher is des, tdes or aes");
        };
    }

    /** To be closed by the caller. */
    SoftwareKey key(String name, KeyAlgorithm algorithm) throws BadInputException {
        try (SecretBytes secret = secret(name)) {
            return SoftwareKey.of(algorithm, secret);
        }
    }

    /** To be closed by the caller. */
    SecretBytes secret(String name) throws BadInputException {
        return SecretBytes.of(bytes(name));
    }

    /** To be closed by the caller. */
    Pin pin(String name) throws BadInputException {
        return Pin.of(text(name));
    }
}
