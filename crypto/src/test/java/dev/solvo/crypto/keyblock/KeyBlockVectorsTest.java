package dev.solvo.crypto.keyblock;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.FixedRandom;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyBlockProtectionKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Key blocks against {@code tr31.json}. */
final class KeyBlockVectorsTest {
    /** Most published blocks are of TR-31, which does not ask for a hidden length. */
    private static final KeyBlockReader READER = KeyBlockReader.allowing(Leniency.VISIBLE_KEY_LENGTH);

    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "tr31.json",
                Map.ofEntries(
                        entry("unwrap", KeyBlockVectorsTest::unwrap),
                        entry("wrapWithGivenPadding", KeyBlockVectorsTest::wrap),
                        entry("headerWithKcvBlocks", KeyBlockVectorsTest::checkValues),
                        entry("headerWithHmacBlock", KeyBlockVectorsTest::hmac),
                        entry("kbpkVariant", v -> blockKeys(v, KeyBlockVersion.A)),
                        entry("kbpkDerive", KeyBlockVectorsTest::derived),
                        entry("parseHeader", KeyBlockVectorsTest::parseHeader),
                        entry("normaliseHeader", KeyBlockVectorsTest::normalise),
                        entry("parse", KeyBlockVectorsTest::parse)),
                Map.of());
    }

    private static KeyBlockProtectionKey protectionKey(Vector v, KeyAlgorithm algorithm) {
        return KeyBlockProtectionKey.of(TestKeys.key(algorithm, v.bytes("kbpk")));
    }

    private static KeyAlgorithm algorithm(String block) {
        return block.startsWith("D") || block.startsWith("E") ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
    }

    private static void unwrap(Vector v) throws CryptoException {
        KeyBlock block = READER.read(v.text("keyBlock"));
        try (KeyBlockProtectionKey protectionKey = protectionKey(v, algorithm(v.text("keyBlock")));
                UnwrappedKey key = block.unwrap(protectionKey)) {
            assertEquals(v.expected("key"), hex(key));
            assertEquals(v.text("keyBlock"), block.toText());
        }
    }

    private static String hex(UnwrappedKey key) {
        try (SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            return Bytes.of(secret.toByteArray(InsecureSecretKeyAccess.get())).toHex();
        }
    }

    private static void wrap(Vector v) throws CryptoException {
        KeyBlockHeader header = KeyBlockHeader.parse(v.text("header"));
        KeyAlgorithm algorithm = algorithm(v.text("header"));
        int block = algorithm.blockLengthBytes();
        int used = 2 + v.bytes("key").length();
        boolean shown = v.bytes("padding").length() == Math.floorMod(-used, block);
        KeyBlockWriter writer = new KeyBlockWriter(
                new FixedRandom(v.bytes("padding")), shown ? LengthObfuscation.NONE : LengthObfuscation.MAXIMUM);
        try (KeyBlockProtectionKey protectionKey = protectionKey(v, algorithm);
                SecretBytes key = SecretBytes.of(v.bytes("key"))) {
            KeyBlock made = writer.wrap(protectionKey, header, key);
            assertEquals(v.expected("keyBlock"), made.toText());
            try (UnwrappedKey unwrapped = READER.read(made.toText()).unwrap(protectionKey)) {
                assertEquals(v.text("key"), hex(unwrapped));
            }
        }
    }

    private static void checkValues(Vector v) throws CryptoException {
        try (KeyBlockProtectionKey protectionKey = protectionKey(v, KeyAlgorithm.AES);
                SoftwareKey key = TestKeys.tdes(v.bytes("key"))) {
            KeyBlockHeader header = KeyBlockHeader.of(
                            KeyBlockVersion.D, KeyUsage.PIN_ENCRYPTION, WrappedAlgorithm.TDES, ModeOfUse.ENCRYPT_ONLY)
                    .withExportability(Exportability.TRUSTED)
                    .with(OptionalBlock.WrappedKeyCheck.of(key))
                    .with(OptionalBlock.ProtectionKeyCheck.of(protectionKey));
            KeyBlock block = new KeyBlockWriter(new SecureRandom()).wrap(protectionKey, header, key);
            assertEquals(v.expected("header"), block.toText().substring(0, 48));
            try (UnwrappedKey unwrapped =
                    KeyBlockReader.strict().read(block.toText()).unwrap(protectionKey)) {
                assertEquals(v.text("key"), hex(unwrapped));
            }
        }
    }

    private static void hmac(Vector v) throws CryptoException {
        KeyBlockHeader header = KeyBlockHeader.of(
                        KeyBlockVersion.D, KeyUsage.HMAC, WrappedAlgorithm.HMAC, ModeOfUse.GENERATE_AND_VERIFY)
                .withKeyVersion("12")
                .with(new OptionalBlock.HmacHash(OptionalBlock.HmacHash.Hash.SHA_256));
        try (KeyBlockProtectionKey protectionKey =
                        KeyBlockProtectionKey.of(TestKeys.aes("88E1AB2A2E3DD38C1FA039A536500CC8"));
                SecretBytes key = SecretBytes.of(Bytes.repeat(0x5A, 16))) {
            KeyBlock block =
                    new KeyBlockWriter(new SecureRandom(), LengthObfuscation.NONE).wrap(protectionKey, header, key);
            assertTrue(block.toText().startsWith(v.expected("header")));
        }
    }

    private static void derived(Vector v) {
        boolean aes = v.text("algorithm").equals("AES");
        boolean counterMode = v.text("mode").startsWith("CTR");
        blockKeys(v, counterMode ? KeyBlockVersion.E : aes ? KeyBlockVersion.D : KeyBlockVersion.B);
    }

    private static void blockKeys(Vector v, KeyBlockVersion version) {
        try (KeyBlockProtectionKey protectionKey = protectionKey(v, version.algorithm());
                BlockKeys keys = BlockKeys.of(version, protectionKey)) {
            assertEquals(v.expected("kbek"), TestKeys.bytes(keys.encryption()).toHex());
            assertEquals(
                    v.expected("kbak"), TestKeys.bytes(keys.authentication()).toHex());
        }
    }

    /** The one header that is well-formed holds a key serial number that is no hexadecimal number. */
    private static void parseHeader(Vector v) throws CryptoException {
        KeyBlockHeader header = KeyBlockHeader.parse(
                v.text("header"), Leniency.PROPRIETARY_OPTIONAL_BLOCKS, Leniency.MALFORMED_OPTIONAL_BLOCKS);
        OptionalBlock first = header.optionalBlocks().get(0);
        assertEquals(v.expected("blockId"), first.id());
        assertEquals(v.out().get("blockDataLength").asInt(), first.data().length());
    }

    private static void normalise(Vector v) throws CryptoException {
        assertEquals(
                v.expected("header"),
                KeyBlockHeader.parse(v.text("header"), Leniency.PROPRIETARY_OPTIONAL_BLOCKS)
                        .toText());
    }

    private static void parse(Vector v) throws CryptoException {
        KeyBlock block = READER.read(v.text("keyBlock"));
        KeyBlockHeader header = block.header();
        assertEquals(v.expected("version"), header.version().name());
        assertEquals(v.out().get("length").asInt(), block.toText().length());
        assertEquals(v.expected("usage"), header.usage().code());
        assertEquals(v.expected("algorithm"), header.algorithm().code());
        assertEquals(v.expected("mode"), header.mode().code());
        assertEquals(v.expected("keyVersion"), header.keyVersion());
        assertEquals(v.expected("exportability"), header.exportability().code());
        JsonNode blocks = v.out().get("blocks");
        assertEquals(blocks.size(), header.optionalBlocks().size());
        for (OptionalBlock optional : header.optionalBlocks()) {
            assertEquals(blocks.get(optional.id()).asText(), optional.data());
        }
    }
}
