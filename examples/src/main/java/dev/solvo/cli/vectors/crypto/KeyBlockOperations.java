package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.keyblock.BlockKeys;
import dev.solvo.crypto.keyblock.Exportability;
import dev.solvo.crypto.keyblock.KeyBlock;
import dev.solvo.crypto.keyblock.KeyBlockHeader;
import dev.solvo.crypto.keyblock.KeyBlockReader;
import dev.solvo.crypto.keyblock.KeyBlockVersion;
import dev.solvo.crypto.keyblock.KeyBlockWriter;
import dev.solvo.crypto.keyblock.KeyUsage;
import dev.solvo.crypto.keyblock.LengthObfuscation;
import dev.solvo.crypto.keyblock.Leniency;
import dev.solvo.crypto.keyblock.ModeOfUse;
import dev.solvo.crypto.keyblock.OptionalBlock;
import dev.solvo.crypto.keyblock.UnwrappedKey;
import dev.solvo.crypto.keyblock.WrappedAlgorithm;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Map;

/** Key blocks. */
final class KeyBlockOperations {
    /** Most published blocks are of TR-31, which does not ask for a hidden length. */
    private static final KeyBlockReader READER = KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH);

    private static final String ANY_AES_KEY = "88E1AB2A2E3DD38C1FA039A536500CC8";

    private KeyBlockOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("unwrap", KeyBlockOperations::unwrap),
                entry("wrapWithGivenPadding", KeyBlockOperations::wrap),
                entry("headerWithKcvBlocks", KeyBlockOperations::checkValues),
                entry("headerWithHmacBlock", KeyBlockOperations::hmac),
                entry("kbpkVariant", in -> blockKeys(in, KeyBlockVersion.A)),
                entry("kbpkDerive", KeyBlockOperations::derived),
                entry("parseHeader", KeyBlockOperations::parseHeader),
                entry("normaliseHeader", KeyBlockOperations::normalise),
                entry("parse", KeyBlockOperations::parse));
    }

    private static KeyBlockProtectionKey protectionKey(VectorInput in, KeyAlgorithm algorithm) throws VectorException {
        return KeyBlockProtectionKey.of(VectorKey.of(algorithm, in, "kbpk"));
    }

    private static KeyAlgorithm algorithm(String block) {
        return block.startsWith("D") || block.startsWith("E") ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
    }

    private static Computed unwrap(VectorInput in) throws CryptoException, VectorException {
        KeyBlock block = READER.read(in.text("keyBlock"));
        try (KeyBlockProtectionKey protectionKey = protectionKey(in, algorithm(in.text("keyBlock")));
                UnwrappedKey key = block.unwrap(protectionKey)) {
            if (!block.toText().equals(in.text("keyBlock"))) {
                throw VectorException.failed("the block is written another way than it was read");
            }
            return Computed.secret("key", bytes(key));
        }
    }

    private static Computed wrap(VectorInput in) throws CryptoException, VectorException {
        KeyBlockHeader header = KeyBlockHeader.parse(in.text("header"));
        KeyAlgorithm algorithm = algorithm(in.text("header"));
        int used = 2 + in.bytes("key").length();
        boolean shown = in.bytes("padding").length() == Math.floorMod(-used, algorithm.blockLengthBytes());
        KeyBlockWriter writer = new KeyBlockWriter(
                new FixedRandom(in.bytes("padding")), shown ? LengthObfuscation.NONE : LengthObfuscation.MAXIMUM);
        try (KeyBlockProtectionKey protectionKey = protectionKey(in, algorithm);
                SecretBytes key = SecretBytes.of(in.bytes("key"))) {
            KeyBlock made = writer.wrap(protectionKey, header, key);
            try (UnwrappedKey unwrapped = READER.read(made.toText()).unwrap(protectionKey)) {
                if (!bytes(unwrapped).equals(in.bytes("key"))) {
                    throw VectorException.failed("unwrapping gives another key");
                }
            }
            return Computed.of("keyBlock", made.toText());
        }
    }

    /** The entry says in words what the header holds. */
    private static Computed checkValues(VectorInput in) throws CryptoException, VectorException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(in, KeyAlgorithm.AES);
                SoftwareKey key = VectorKey.of(KeyAlgorithm.TDES, in, "key")) {
            KeyBlockHeader header = KeyBlockHeader.of(
                            KeyBlockVersion.D, KeyUsage.PIN_ENCRYPTION, WrappedAlgorithm.TDES, ModeOfUse.ENCRYPT_ONLY)
                    .withExportability(Exportability.TRUSTED)
                    .with(OptionalBlock.WrappedKeyCheck.of(key))
                    .with(OptionalBlock.ProtectionKeyCheck.of(protectionKey));
            KeyBlock block = new KeyBlockWriter(new SecureRandom()).wrap(protectionKey, header, key);
            return Computed.of("header", begin(block, in));
        }
    }

    /** The entry says in words what the header holds. */
    private static Computed hmac(VectorInput in) throws CryptoException, VectorException {
        KeyBlockHeader header = KeyBlockHeader.of(
                        KeyBlockVersion.D, KeyUsage.HMAC, WrappedAlgorithm.HMAC, ModeOfUse.GENERATE_AND_VERIFY)
                .withKeyVersion("12")
                .with(new OptionalBlock.HmacHash(OptionalBlock.HmacHash.Hash.SHA_256));
        try (KeyBlockProtectionKey protectionKey =
                        KeyBlockProtectionKey.of(VectorKey.of(KeyAlgorithm.AES, in.bytesOr("kbpk", ANY_AES_KEY)));
                SecretBytes key = SecretBytes.of(Bytes.repeat(0x5A, 16))) {
            KeyBlock block =
                    new KeyBlockWriter(new SecureRandom(), LengthObfuscation.NONE).wrap(protectionKey, header, key);
            return Computed.of("header", begin(block, in)).andNote("headerNote");
        }
    }

    /** Behind the stated part stand characters of anyone's choice. */
    private static String begin(KeyBlock block, VectorInput in) throws VectorException {
        return block.toText().substring(0, in.statedText("header").length());
    }

    private static Computed derived(VectorInput in) throws VectorException {
        boolean counterMode = in.text("mode").startsWith("CTR");
        boolean aes = in.text("algorithm").equals("AES");
        return blockKeys(in, counterMode ? KeyBlockVersion.E : aes ? KeyBlockVersion.D : KeyBlockVersion.B);
    }

    private static Computed blockKeys(VectorInput in, KeyBlockVersion version) throws VectorException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(in, version.algorithm());
                BlockKeys keys = BlockKeys.of(version, protectionKey)) {
            return Computed.secret("kbek", VectorKey.bytes(keys.encryption()))
                    .andSecret("kbak", VectorKey.bytes(keys.authentication()));
        }
    }

    /** The one header of the file that is well-formed has a key serial number that is no hexadecimal number. */
    private static Computed parseHeader(VectorInput in) throws CryptoException, VectorException {
        KeyBlockHeader header = KeyBlockHeader.parse(
                in.text("header"), Leniency.PROPRIETARY_OPTIONAL_BLOCKS, Leniency.MALFORMED_OPTIONAL_BLOCKS);
        if (header.optionalBlocks().isEmpty()) {
            return Computed.of("blockId", "");
        }
        OptionalBlock first = header.optionalBlocks().get(0);
        return Computed.of("blockId", first.id())
                .and("blockDataLength", String.valueOf(first.data().length()));
    }

    private static Computed normalise(VectorInput in) throws CryptoException, VectorException {
        return Computed.of(
                "header",
                KeyBlockHeader.parse(in.text("header"), Leniency.PROPRIETARY_OPTIONAL_BLOCKS)
                        .toText());
    }

    private static Computed parse(VectorInput in) throws CryptoException, VectorException {
        KeyBlock block = READER.read(in.text("keyBlock"));
        KeyBlockHeader header = block.header();
        ObjectNode blocks = JsonNodeFactory.instance.objectNode();
        for (OptionalBlock optional : header.optionalBlocks()) {
            blocks.put(optional.id(), optional.data());
        }
        return Computed.of("version", header.version().name())
                .and("length", String.valueOf(block.toText().length()))
                .and("usage", header.usage().code())
                .and("algorithm", header.algorithm().code())
                .and("mode", header.mode().code())
                .and("keyVersion", header.keyVersion())
                .and("exportability", header.exportability().code())
                .and("blocks", blocks.toString());
    }

    private static Bytes bytes(UnwrappedKey key) {
        try (SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            return Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get()));
        }
    }
}
