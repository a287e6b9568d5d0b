package dev.solvo.crypto.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.dukpt.AesBdk;
import dev.solvo.crypto.dukpt.AesDukptKeyType;
import dev.solvo.crypto.dukpt.AesInitialKey;
import dev.solvo.crypto.dukpt.AesKeySerialNumber;
import dev.solvo.crypto.dukpt.AesTransactionKey;
import dev.solvo.crypto.dukpt.DukptKey;
import dev.solvo.crypto.dukpt.TdesBdk;
import dev.solvo.crypto.dukpt.TdesKeySerialNumber;
import dev.solvo.crypto.keyblock.KeyBlockReader;
import dev.solvo.crypto.keyblock.Leniency;
import dev.solvo.crypto.keyblock.UnwrappedKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Format4PanField;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlockFormat;
import dev.solvo.crypto.pin.PinBlockFormat4;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the vectors with keys in a token, in a process of its own: the token's settings are read from the environment. */
public final class TokenScenario {
    private final Provider token;
    private final Map<String, Integer> passed = new TreeMap<>();

    private TokenScenario(Provider token) {
        this.token = token;
    }

    /** Takes the provider's settings and the PIN of the token; prints how many entries of each kind agreed. */
    public static void main(String... arguments) throws Exception {
        Provider token =
                Objects.requireNonNull(Security.getProvider("SunPKCS11")).configure(arguments[0]);
        KeyStore store = KeyStore.getInstance("PKCS11", token);
        store.load(null, arguments[1].toCharArray());
        TokenScenario scenario = new TokenScenario(token);
        scenario.run("key-check-values.json");
        scenario.run("mac.json");
        scenario.run("pinblocks.json");
        scenario.run("dukpt-tdes.json");
        scenario.run("dukpt-aes.json");
        scenario.run("tr31.json");
        System.out.println(scenario.passed);
    }

    private void run(String file) throws Exception {
        for (JsonNode entry : vectors(file)) {
            String op = entry.get("op").asText();
            JsonNode in = entry.get("in");
            JsonNode out = entry.get("out");
            Optional<String> result;
            try {
                result = compute(file.substring(0, file.length() - 5), op, in);
            } catch (CryptoException | IllegalArgumentException refusal) {
                if (!out.has("error")) {
                    throw new IllegalStateException(entry.get("id").asText(), refusal);
                }
                passed.merge(op, 1, Integer::sum);
                continue;
            }
            if (result.isPresent()) {
                if (out.has("error") || !out.elements().next().asText().equals(result.get())) {
                    throw new IllegalStateException(entry.get("id").asText() + " gave " + result.get());
                }
                passed.merge(op, 1, Integer::sum);
            }
        }
    }

    private Optional<String> compute(String topic, String op, JsonNode in) throws CryptoException {
        return switch (topic + "/" + op) {
            case "key-check-values/kcvLegacy" -> checkValue(in, KeyCheckValue.Method.LEGACY);
            case "key-check-values/kcvCmac" -> checkValue(in, KeyCheckValue.Method.CMAC);
            case "mac/cmac" -> Optional.of(mac(in, MessageAuthenticationCode.cmac(length(in)), algorithm(in)));
            case "mac/iso9797Alg3" ->
                Optional.of(mac(
                        in,
                        MessageAuthenticationCode.iso9797Algorithm3(
                                Padding.valueOf("METHOD_" + in.get("padding").asText()), length(in)),
                        KeyAlgorithm.TDES));
            case "pinblocks/format4Decipher" -> Optional.of(pin(in));
            case "dukpt-tdes/deriveInitialKey" -> Optional.of(tdesInitialKey(in));
            case "dukpt-tdes/deriveTransactionKeyFromBdk" -> Optional.of(tdesTransactionKey(in));
            case "dukpt-aes/deriveInitialKey" -> Optional.of(aesInitialKey(in));
            case "dukpt-aes/deriveTransactionKey" -> Optional.of(aesTransactionKey(in));
            case "dukpt-aes/deriveWorkingKey" -> Optional.of(aesWorkingKey(in));
            case "dukpt-aes/deriveUpdateKey" -> Optional.of(aesUpdateKey(in));
            case "tr31/unwrap" -> Optional.of(unwrap(in));
            default -> Optional.empty();
        };
    }

    private Optional<String> checkValue(JsonNode in, KeyCheckValue.Method method) {
        if (bytes(in, "key").length() == 8) {
            return Optional.empty();
        }
        try (TokenKey key = key(algorithm(in), in, "key")) {
            return Optional.of(
                    key.keyCheckValue(method, in.get("length").asInt()).toString());
        }
    }

    private String mac(JsonNode in, MessageAuthenticationCode code, KeyAlgorithm algorithm) throws CryptoException {
        try (TokenKey key = key(algorithm, in, "key")) {
            Bytes mac = code.generate(key, bytes(in, "data"));
            code.verify(key, bytes(in, "data"), mac);
            return mac.toHex();
        }
    }

    private String pin(JsonNode in) throws CryptoException {
        EncipheredPinBlock block = EncipheredPinBlock.parse(PinBlockFormat.FORMAT_4, bytes(in, "encipheredPinBlock"));
        Format4PanField panField = Format4PanField.ofDigits(in.get("pan").asText());
        try (PinKey key = PinKey.of(key(KeyAlgorithm.AES, in, "key"));
                Pin pin = PinBlockFormat4.decipher(key, block, panField)) {
            StringBuilder digits = new StringBuilder();
            for (byte digit : pin.toDigits(InsecureSecretKeyAccess.get())) {
                digits.append(digit);
            }
            return digits.toString();
        }
    }

    private String tdesInitialKey(JsonNode in) throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(key(KeyAlgorithm.TDES, in, "bdk"))) {
            return hex(bdk.initialKey(TdesKeySerialNumber.parse(bytes(in, "ksn"))));
        }
    }

    private String tdesTransactionKey(JsonNode in) throws CryptoException {
        try (TdesBdk bdk = TdesBdk.of(key(KeyAlgorithm.TDES, in, "bdk"))) {
            return hex(bdk.transactionKey(TdesKeySerialNumber.parse(bytes(in, "ksn"))));
        }
    }

    private String aesInitialKey(JsonNode in) throws CryptoException {
        try (AesBdk bdk = AesBdk.of(key(KeyAlgorithm.AES, in, "bdk"))) {
            return hex(bdk.initialKey(AesKeySerialNumber.ofInitialKey(bytes(in, "initialKeyId"))));
        }
    }

    private String aesTransactionKey(JsonNode in) throws CryptoException {
        AesKeySerialNumber number = AesKeySerialNumber.parse(bytes(in, "ksn"));
        try (AesInitialKey initialKey = AesInitialKey.of(key(KeyAlgorithm.AES, in, "ik"), number)) {
            return hex(initialKey.transactionKey(number));
        }
    }

    private String aesWorkingKey(JsonNode in) throws CryptoException {
        try (AesBdk bdk = AesBdk.of(key(KeyAlgorithm.AES, in, "bdk"));
                AesTransactionKey key = bdk.transactionKey(AesKeySerialNumber.parse(bytes(in, "ksn")));
                WorkingKey working = switch (in.get("usage").asText()) {
                    case "PIN" -> key.pinKey(type(in));
                    case "MAC_GEN" -> key.macKey(AesTransactionKey.Direction.REQUEST, type(in));
                    default -> key.dataKey(AesTransactionKey.Direction.REQUEST, type(in));
                }) {
            return hex(working.symmetricKey());
        }
    }

    private String aesUpdateKey(JsonNode in) throws CryptoException {
        AesKeySerialNumber number = AesKeySerialNumber.ofInitialKey(bytes(in, "initialKeyId"));
        try (AesInitialKey initialKey = AesInitialKey.of(key(KeyAlgorithm.AES, in, "ik"), number);
                KeyEncryptionKey key = initialKey.updateKey(type(in))) {
            return hex(key.symmetricKey());
        }
    }

    private String unwrap(JsonNode in) throws CryptoException {
        String block = in.get("keyBlock").asText();
        boolean aes = block.startsWith("D") || block.startsWith("E");
        try (KeyBlockProtectionKey protectionKey =
                        KeyBlockProtectionKey.of(key(aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES, in, "kbpk"));
                UnwrappedKey key = KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH)
                        .read(block)
                        .unwrap(protectionKey);
                SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            return Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get())).toHex();
        }
    }

    private static AesDukptKeyType type(JsonNode in) {
        return switch (in.get("keyType").asText()) {
            case "TDES2" -> AesDukptKeyType.TDES_2;
            case "AES128" -> AesDukptKeyType.AES_128;
            default -> AesDukptKeyType.AES_256;
        };
    }

    private static KeyAlgorithm algorithm(JsonNode in) {
        return KeyAlgorithm.valueOf(in.get("algorithm").asText());
    }

    private static int length(JsonNode in) {
        return in.has("length") ? in.get("length").asInt() : algorithm(in).blockLengthBytes();
    }

    private TokenKey key(KeyAlgorithm algorithm, JsonNode in, String field) {
        return TokenKey.of(token, algorithm, bytes(in, field).toByteArray());
    }

    private static Bytes bytes(JsonNode in, String field) {
        return Bytes.fromHex(in.get(field).asText());
    }

    private static String hex(DukptKey key) {
        try (key) {
            return hex(key.symmetricKey());
        }
    }

    private static String hex(SymmetricKey key) {
        if (key instanceof TokenKey inToken) {
            return Bytes.of(inToken.bytes()).toHex();
        }
        try (SecretBytes secret = ((SoftwareKey) key).secret(InsecureSecretKeyAccess.get())) {
            return Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get())).toHex();
        }
    }

    private static JsonNode vectors(String file) throws IOException {
        try (InputStream stream = TokenScenario.class.getResourceAsStream("/vectors/crypto/" + file)) {
            return new ObjectMapper()
                    .readTree(Objects.requireNonNull(stream, file))
                    .get("vectors");
        }
    }
}
