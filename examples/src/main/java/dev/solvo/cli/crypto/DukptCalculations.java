package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesInitialKey;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.dukpt.AesTransactionKey.Direction;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesInitialKey;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.dukpt.TdesTransactionKey;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.HmacKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyEncryptionKey;
import dev.solvo.crypto.key.MacKey;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.WorkingKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Locale;

/** Keys of DUKPT and what they do, on the host's side. */
final class DukptCalculations {
    private static final String KEYS = "bdk initial-key cipher type ";

    private DukptCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "dukpt-initial-key",
                        "a terminal's initial key; ksn of 8 or 10 bytes is triple DES, of 12 AES",
                        "bdk ksn",
                        "cipher",
                        DukptCalculations::initialKey),
                Calculation.of(
                        "dukpt-keys",
                        "all keys of a transaction, of bdk or initial-key; purpose as mac-request gives one",
                        "ksn",
                        KEYS + "purpose",
                        DukptCalculations::keys),
                Calculation.of(
                        "dukpt-update-key",
                        "key that enciphers the next initial key (AES)",
                        "ksn",
                        KEYS.trim(),
                        DukptCalculations::updateKey),
                Calculation.of(
                        "dukpt-pin-encipher",
                        "PIN block under the transaction's PIN key; format 0, 1 or 3, 4 under AES",
                        "ksn pin",
                        KEYS + "pan format",
                        in -> {
                            try (PinKey key = pinKey(in)) {
                                return PinCalculations.encipher(in, key);
                            }
                        }),
                Calculation.of(
                        "dukpt-pin-decipher",
                        "PIN of a PIN block under the transaction's PIN key",
                        "ksn block",
                        KEYS + "pan format",
                        in -> {
                            try (PinKey key = pinKey(in)) {
                                return PinCalculations.decipher(in, key);
                            }
                        }),
                Calculation.of(
                        "dukpt-mac",
                        "direction request, response or both; method mac-1, mac-3 or cmac, hmac by the type",
                        "ksn data",
                        KEYS + "direction=request method padding=2 length hash=sha256",
                        DukptCalculations::mac),
                Calculation.of(
                        "dukpt-encrypt",
                        "data under the data key, with iv chained; direction pin-variant for readers of stripes",
                        "ksn data",
                        KEYS + "direction=request iv",
                        in -> cipher(in, true)),
                Calculation.of(
                        "dukpt-decrypt",
                        "data in clear",
                        "ksn data",
                        KEYS + "direction=request iv",
                        in -> cipher(in, false)));
    }

    private static Answer initialKey(Inputs in) throws CryptoException, BadInputException {
        if (isAes(in)) {
            try (AesInitialKey key = aesInitialKey(in)) {
                return KeyCalculations.key("initial-key", key.symmetricKey())
                        .and("ksn", key.keySerialNumber().toString());
            }
        }
        try (TdesInitialKey key = tdesInitialKey(in)) {
            return KeyCalculations.key("initial-key", key.symmetricKey())
                    .and("ksn", key.keySerialNumber().toString());
        }
    }

    private static Answer keys(Inputs in) throws CryptoException, BadInputException {
        Answer answer = Answer.empty();
        if (isAes(in)) {
            try (AesTransactionKey transaction = aesTransaction(in)) {
                if (asked(in, "transaction")) {
                    KeyCalculations.addKey(answer, "transaction", transaction.symmetricKey());
                }
                aesKeys(in, transaction, answer);
            }
        } else {
            try (TdesTransactionKey transaction = tdesTransaction(in)) {
                if (asked(in, "transaction")) {
                    KeyCalculations.addKey(answer, "transaction", transaction.symmetricKey());
                }
                tdesKeys(in, transaction, answer);
            }
        }
        if (answer.values().isEmpty()) {
            throw new BadInputException("there is no key of this purpose; without purpose all are shown");
        }
        return answer;
    }

    private static void tdesKeys(Inputs in, TdesTransactionKey transaction, Answer answer) throws CryptoException {
        add(in, answer, "pin", transaction::pinKey);
        add(in, answer, "mac-request", transaction::macRequestKey);
        add(in, answer, "mac-response", transaction::macResponseKey);
        add(in, answer, "data-request", transaction::dataRequestKey);
        add(in, answer, "data-response", transaction::dataResponseKey);
    }

    private static void aesKeys(Inputs in, AesTransactionKey transaction, Answer answer)
            throws CryptoException, BadInputException {
        AesDukptKeyType type = type(in, transaction);
        for (Direction direction : Direction.values()) {
            String purpose = "mac-" + word(direction);
            if (isHmac(type) && asked(in, purpose)) {
                try (HmacKey key = transaction.hmacKey(direction, type);
                        SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
                    answer.andSecret(
                            purpose,
                            Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get()))
                                    .toHex());
                }
            }
        }
        if (isHmac(type)) {
            return;
        }
        add(in, answer, "pin", () -> transaction.pinKey(type));
        for (Direction direction : Direction.values()) {
            add(in, answer, "mac-" + word(direction), () -> transaction.macKey(direction, type));
        }
        for (Direction direction : Direction.values()) {
            add(in, answer, "data-" + word(direction), () -> transaction.dataKey(direction, type));
        }
        add(in, answer, "key-encryption", () -> transaction.keyEncryptionKey(type));
    }

    private static Answer updateKey(Inputs in) throws CryptoException, BadInputException {
        if (!isAes(in)) {
            throw new BadInputException("only AES DUKPT has such a key");
        }
        try (AesInitialKey initialKey = aesInitialKey(in);
                KeyEncryptionKey key = initialKey.updateKey(
                        typeOr(in, initialKey.symmetricKey().lengthBytes()))) {
            return KeyCalculations.key("update-key", key.symmetricKey());
        }
    }

    private static Answer mac(Inputs in) throws CryptoException, BadInputException {
        if (isAes(in)) {
            try (AesTransactionKey transaction = aesTransaction(in)) {
                AesDukptKeyType type = type(in, transaction);
                if (isHmac(type)) {
                    try (HmacKey key = transaction.hmacKey(direction(in), type);
                            SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
                        return MacCalculations.hmac(in, secret);
                    }
                }
            }
        }
        try (MacKey key = macKey(in)) {
            return Answer.of("mac", code(in, key).generate(key.symmetricKey(), in.bytes("data")));
        }
    }

    private static MessageAuthenticationCode code(Inputs in, MacKey key) throws BadInputException {
        int length = in.numberOr("length", 8);
        return switch (in.wordOr("method", key.algorithm() == KeyAlgorithm.AES ? "cmac" : "mac-3")) {
            case "mac-1" -> MessageAuthenticationCode.iso9797Algorithm1(in.paddingOr(2), length);
            case "mac-3" -> MessageAuthenticationCode.iso9797Algorithm3(in.paddingOr(2), length);
            case "cmac" -> MessageAuthenticationCode.cmac(length);
            default -> throw new BadInputException("method is mac-1, mac-3 or cmac");
        };
    }

    private static Answer cipher(Inputs in, boolean encrypt) throws CryptoException, BadInputException {
        try (DataKey key = dataKey(in)) {
            return KeyCalculations.cipher(in, key.symmetricKey(), encrypt);
        }
    }

    private static PinKey pinKey(Inputs in) throws CryptoException, BadInputException {
        if (isAes(in)) {
            try (AesTransactionKey transaction = aesTransaction(in)) {
                return transaction.pinKey(type(in, transaction));
            }
        }
        try (TdesTransactionKey transaction = tdesTransaction(in)) {
            return transaction.pinKey();
        }
    }

    private static MacKey macKey(Inputs in) throws CryptoException, BadInputException {
        if (isAes(in)) {
            try (AesTransactionKey transaction = aesTransaction(in)) {
                return transaction.macKey(direction(in), type(in, transaction));
            }
        }
        try (TdesTransactionKey transaction = tdesTransaction(in)) {
            return direction(in) == Direction.RESPONSE ? transaction.macResponseKey() : transaction.macRequestKey();
        }
    }

    private static DataKey dataKey(Inputs in) throws CryptoException, BadInputException {
        if (isAes(in)) {
            try (AesTransactionKey transaction = aesTransaction(in)) {
                return transaction.dataKey(direction(in), type(in, transaction));
            }
        }
        try (TdesTransactionKey transaction = tdesTransaction(in)) {
            if (in.wordOr("direction", "request").equals("pin-variant")) {
                return transaction.dataKeyOfPinVariant();
            }
            return direction(in) == Direction.RESPONSE ? transaction.dataResponseKey() : transaction.dataRequestKey();
        }
    }

    private static AesTransactionKey aesTransaction(Inputs in) throws CryptoException, BadInputException {
        try (AesInitialKey initialKey = aesInitialKey(in)) {
            return initialKey.transactionKey(aesNumber(in));
        }
    }

    private static TdesTransactionKey tdesTransaction(Inputs in) throws CryptoException, BadInputException {
        if (in.has("type")) {
            throw new BadInputException("type is for AES DUKPT");
        }
        try (TdesInitialKey initialKey = tdesInitialKey(in)) {
            return initialKey.transactionKey(TdesKeySerialNumber.parse(in.bytes("ksn")));
        }
    }

    private static AesInitialKey aesInitialKey(Inputs in) throws CryptoException, BadInputException {
        if (isInitialKeyGiven(in)) {
            return AesInitialKey.of(in.key("initial-key", KeyAlgorithm.AES), aesNumber(in));
        }
        try (AesBdk bdk = AesBdk.of(in.key("bdk", KeyAlgorithm.AES))) {
            return bdk.initialKey(aesNumber(in));
        }
    }

    private static TdesInitialKey tdesInitialKey(Inputs in) throws CryptoException, BadInputException {
        TdesKeySerialNumber number = TdesKeySerialNumber.parse(in.bytes("ksn"));
        if (isInitialKeyGiven(in)) {
            return TdesInitialKey.of(in.key("initial-key", KeyAlgorithm.TDES), number);
        }
        try (TdesBdk bdk = TdesBdk.of(in.key("bdk", KeyAlgorithm.TDES))) {
            return bdk.initialKey(number);
        }
    }

    private static boolean isInitialKeyGiven(Inputs in) throws BadInputException {
        if (in.has("bdk") == in.has("initial-key")) {
            throw new BadInputException("either bdk or initial-key is needed");
        }
        return in.has("initial-key");
    }

    /** Ten bytes are of triple DES, unless somebody says that they are of AES in compatibility mode. */
    private static AesKeySerialNumber aesNumber(Inputs in) throws CryptoException, BadInputException {
        Bytes number = in.bytes("ksn");
        return number.length() == TdesKeySerialNumber.LENGTH_BYTES
                ? AesKeySerialNumber.parseLegacy(number)
                : AesKeySerialNumber.parse(number);
    }

    private static boolean isAes(Inputs in) throws BadInputException {
        boolean usual = in.bytes("ksn").length() == AesKeySerialNumber.LENGTH_BYTES;
        return switch (in.wordOr("cipher", usual ? "aes" : "tdes")) {
            case "aes" -> true;
            case "tdes" -> false;
            default -> throw new BadInputException("cipher is tdes or aes");
        };
    }

    private static AesDukptKeyType type(Inputs in, AesTransactionKey transaction) throws BadInputException {
        return typeOr(in, transaction.symmetricKey().lengthBytes());
    }

    /** A working key is usually as long as the key it is derived of. */
    private static AesDukptKeyType typeOr(Inputs in, int lengthBytes) throws BadInputException {
        String word = in.wordOr("type", "aes-" + 8 * lengthBytes);
        for (AesDukptKeyType type : AesDukptKeyType.values()) {
            if (word(type).equals(word)) {
                return type;
            }
        }
        throw new BadInputException("type is tdes-2, tdes-3, aes-128, -192, -256, hmac-128, -192 or -256");
    }

    private static boolean isHmac(AesDukptKeyType type) {
        return switch (type) {
            case HMAC_128, HMAC_192, HMAC_256 -> true;
            case TDES_2, TDES_3, AES_128, AES_192, AES_256 -> false;
        };
    }

    private static Direction direction(Inputs in) throws BadInputException {
        String word = in.wordOr("direction", "request");
        for (Direction direction : Direction.values()) {
            if (word(direction).equals(word)) {
                return direction;
            }
        }
        throw new BadInputException("direction is request, response or both");
    }

    private static String word(Direction direction) {
        return direction == Direction.BOTH_WAYS ? "both" : direction.name().toLowerCase(Locale.ROOT);
    }

    private static String word(AesDukptKeyType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean asked(Inputs in, String purpose) {
        return in.wordOr("purpose", purpose).equals(purpose);
    }

    private static void add(Inputs in, Answer answer, String purpose, KeySource source) throws CryptoException {
        if (asked(in, purpose)) {
            try (WorkingKey key = source.derive()) {
                KeyCalculations.addKey(answer, purpose, key.symmetricKey());
            }
        }
    }

    private interface KeySource {
        WorkingKey derive() throws CryptoException;
    }
}
