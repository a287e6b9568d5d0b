package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.keyblock.Exportability;
import dev.solvo.crypto.keyblock.KeyBlock;
import dev.solvo.crypto.keyblock.KeyBlockHeader;
import dev.solvo.crypto.keyblock.KeyBlockReader;
import dev.solvo.crypto.keyblock.KeyBlockVersion;
import dev.solvo.crypto.keyblock.KeyBlockWriter;
import dev.solvo.crypto.keyblock.KeyContext;
import dev.solvo.crypto.keyblock.KeyUsage;
import dev.solvo.crypto.keyblock.LengthObfuscation;
import dev.solvo.crypto.keyblock.Leniency;
import dev.solvo.crypto.keyblock.ModeOfUse;
import dev.solvo.crypto.keyblock.OptionalBlock;
import dev.solvo.crypto.keyblock.UnwrappedKey;
import dev.solvo.crypto.keyblock.WrappedAlgorithm;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/** Key blocks of X9.143 (TR-31) and ISO 20038. */
final class KeyBlockCalculations {
    private static final String LENIENCIES = "allow";

    private KeyBlockCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "keyblock-header",
                        "what a key block, or a header alone, says of its key; not authentic yet",
                        "block",
                        LENIENCIES,
                        KeyBlockCalculations::header),
                Calculation.of(
                        "keyblock-unwrap",
                        "key of a key block; allow as visible-key-length,proprietary-codes",
                        "kbpk block",
                        LENIENCIES,
                        KeyBlockCalculations::unwrap),
                Calculation.of(
                        "keyblock-wrap",
                        "key block of header, or of usage, algorithm and mode; blocks as KC,KP,KS:FFFF9876543210E00000",
                        "kbpk key",
                        "header version=D usage algorithm mode key-version=00 exportability=N context=0 blocks"
                                + " obfuscation=maximum "
                                + LENIENCIES,
                        KeyBlockCalculations::wrap));
    }

    private static Answer header(Inputs in) throws CryptoException, BadInputException {
        String text = in.text("block");
        KeyBlockHeader header;
        try {
            header = KeyBlockReader.allowing(leniencies(in)).read(text).header();
        } catch (CryptoException noBlock) {
            try {
                header = KeyBlockHeader.parse(text, leniencies(in));
            } catch (CryptoException noHeader) {
                // What is wrong with the block says more than that it is no header alone.
                noBlock.addSuppressed(noHeader);
                throw noBlock;
            }
        }
        return describe(header, Answer.empty());
    }

    private static Answer unwrap(Inputs in) throws CryptoException, BadInputException {
        KeyBlock block = KeyBlockReader.allowing(leniencies(in)).read(in.text("block"));
        KeyBlockHeader header = block.header();
        try (KeyBlockProtectionKey protectionKey = protectionKey(in, header.version());
                UnwrappedKey unwrapped = block.unwrap(protectionKey)) {
            return describe(header, key(unwrapped));
        }
    }

    private static Answer key(UnwrappedKey unwrapped) throws CryptoException {
        if (unwrapped.isSymmetric()) {
            try (SoftwareKey key = unwrapped.symmetricKey(ParityPolicy.KEEP)) {
                return KeyCalculations.key("key", key);
            }
        }
        try (SecretBytes secret = unwrapped.secret(InsecureSecretKeyAccess.get())) {
            return Answer.secret("key", Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get())));
        }
    }

    private static Answer wrap(Inputs in) throws CryptoException, BadInputException {
        KeyBlockHeader header = requestedHeader(in);
        LengthObfuscation obfuscation = switch (in.wordOr("obfuscation", "maximum")) {
            case "maximum" -> LengthObfuscation.MAXIMUM;
            case "none" -> LengthObfuscation.NONE;
            default -> throw new BadInputException("obfuscation is maximum or none");
        };
        try (KeyBlockProtectionKey protectionKey = protectionKey(in, header.version());
                SecretBytes key = in.secret("key")) {
            KeyBlockHeader whole = withBlocks(in, header, protectionKey, key);
            KeyBlock block = new KeyBlockWriter(new SecureRandom(), obfuscation).wrap(protectionKey, whole, key);
            return describe(block.header(), Answer.of("block", block.toText()));
        }
    }

    private static KeyBlockHeader requestedHeader(Inputs in) throws CryptoException, BadInputException {
        if (in.has("header")) {
            for (String field :
                    List.of("version", "usage", "algorithm", "mode", "key-version", "exportability", "context")) {
                if (in.has(field)) {
                    throw new BadInputException("either header or its fields, not both");
                }
            }
            return KeyBlockHeader.parse(in.text("header"), leniencies(in));
        }
        return KeyBlockHeader.of(
                        version(in),
                        new KeyUsage(in.text("usage")),
                        new WrappedAlgorithm(in.text("algorithm")),
                        new ModeOfUse(in.text("mode")))
                .withKeyVersion(in.textOr("key-version", "00"))
                .withExportability(new Exportability(in.textOr("exportability", "N")))
                .withContext(context(in));
    }

    /** Check values without content are calculated. */
    private static KeyBlockHeader withBlocks(
            Inputs in, KeyBlockHeader header, KeyBlockProtectionKey protectionKey, SecretBytes key)
            throws CryptoException, BadInputException {
        KeyBlockHeader whole = header;
        if (!in.has("blocks")) {
            return whole;
        }
        for (String block : in.text("blocks").split(",", -1)) {
            int colon = block.indexOf(':');
            if (colon >= 0) {
                whole = whole.with(OptionalBlock.parse(block.substring(0, colon), block.substring(colon + 1)));
            } else if (block.equals("KP")) {
                whole = whole.with(OptionalBlock.ProtectionKeyCheck.of(protectionKey));
            } else if (block.equals("KC")) {
                try (SoftwareKey wrapped = wrapped(header, key)) {
                    whole = whole.with(OptionalBlock.WrappedKeyCheck.of(wrapped));
                }
            } else {
                throw new BadInputException("blocks are ID:CONTENT, KC or KP, with commas between");
            }
        }
        return whole;
    }

    private static SoftwareKey wrapped(KeyBlockHeader header, SecretBytes key) throws BadInputException {
        return SoftwareKey.of(
                switch (header.algorithm().code()) {
                    case "A" -> KeyAlgorithm.AES;
                    case "T" -> KeyAlgorithm.TDES;
                    case "D" -> KeyAlgorithm.DES;
                    default -> throw new BadInputException("KC is calculated for DES, triple DES and AES only");
                },
                key);
    }

    private static KeyBlockProtectionKey protectionKey(Inputs in, KeyBlockVersion version) throws BadInputException {
        return KeyBlockProtectionKey.of(in.key("kbpk", version.algorithm()));
    }

    private static KeyBlockVersion version(Inputs in) throws BadInputException {
        try {
            return KeyBlockVersion.valueOf(in.textOr("version", "D"));
        } catch (IllegalArgumentException unknown) {
            throw new BadInputException("version is A, B, C, D or E", unknown);
        }
    }

    private static KeyContext context(Inputs in) throws BadInputException {
        return switch (in.textOr("context", "0")) {
            case "0" -> KeyContext.OF_PROTECTION_KEY;
            case "1" -> KeyContext.STORAGE;
            case "2" -> KeyContext.EXCHANGE;
            default -> throw new BadInputException("context is 0, 1 or 2");
        };
    }

    private static Leniency[] leniencies(Inputs in) throws BadInputException {
        if (!in.has(LENIENCIES)) {
            return new Leniency[0];
        }
        String[] words = in.text(LENIENCIES).split(",", -1);
        Leniency[] allowed = new Leniency[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                allowed[i] = Leniency.valueOf(words[i].toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException unknown) {
                throw new BadInputException(
                        "allow takes visible-key-length, proprietary-codes, proprietary-optional-blocks and"
                                + " malformed-optional-blocks, with commas between",
                        unknown);
            }
        }
        return allowed;
    }

    private static Answer describe(KeyBlockHeader header, Answer answer) {
        answer.and("version", header.version().name())
                .and("usage", header.usage().code())
                .and("algorithm", header.algorithm().code())
                .and("mode", header.mode().code())
                .and("key-version", header.keyVersion())
                .and("exportability", header.exportability().code())
                .and("context", header.context().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        for (OptionalBlock block : header.optionalBlocks()) {
            String name = "block-" + block.id();
            for (int i = 2; answer.values().containsKey(name); i++) {
                name = "block-" + block.id() + "-" + i;
            }
            answer.and(name, block.data());
        }
        return answer;
    }
}
