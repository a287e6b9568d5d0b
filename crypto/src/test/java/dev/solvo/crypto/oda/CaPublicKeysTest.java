package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** CA keys as payment systems publish them for tests, and the sets that must not be made of them. */
final class CaPublicKeysTest {
    private static final int LONGEST_MODULUS_BITS = 1984;

    @TestFactory
    List<DynamicTest> checksumOfEveryTestKey() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode key : Vectors.of("capk.json", "keys")) {
            if (!key.path("environment").asText().equals("test")) {
                continue;
            }
            String name = key.path("rid").asText() + " " + key.path("index").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> checksum(key)));
        }
        assertEquals(45, tests.size());
        return tests;
    }

    private static void checksum(JsonNode node) {
        RsaCaPublicKey key = key(node, Vectors.hex(node, "modulus"), Vectors.hex(node, "checksumSha1"));
        assertEquals(node.path("checksumSha1").asText(), key.checksum().toHex());
        Bytes modulus = key.publicKey().modulus();
        for (int i : new int[] {1, modulus.length() / 2, modulus.length() - 1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> key(node, Altered.byteAt(modulus, i), Vectors.hex(node, "checksumSha1")));
        }
        for (int i = 0; i < 20; i++) {
            Bytes altered = Altered.byteAt(key.checksum(), i);
            assertThrows(IllegalArgumentException.class, () -> key(node, modulus, altered));
        }
    }

    @TestFactory
    List<DynamicTest> twoKeysUnderOneName_areRefused() {
        Map<String, List<JsonNode>> conflicts = new LinkedHashMap<>();
        for (JsonNode key : Vectors.of("capk.json", "keys")) {
            if (key.path("conflictingIndex").asBoolean()) {
                String name = key.path("rid").asText() + " " + key.path("index").asText();
                conflicts.computeIfAbsent(name, any -> new ArrayList<>()).add(key);
            }
        }
        assertEquals(11, conflicts.size());
        List<DynamicTest> tests = new ArrayList<>();
        conflicts.forEach((name, keys) -> tests.add(DynamicTest.dynamicTest(name, () -> conflict(keys))));
        return tests;
    }

    private static void conflict(List<JsonNode> nodes) {
        assertEquals(2, nodes.size());
        List<RsaCaPublicKey> keys = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.path("bits").asInt() > LONGEST_MODULUS_BITS) {
                // One list has a key that EMV does not allow in the first place.
                assertThrows(
                        IllegalArgumentException.class,
                        () -> key(node, Vectors.hex(node, "modulus"), Vectors.hex(node, "checksumSha1")));
                return;
            }
            keys.add(key(node, Vectors.hex(node, "modulus"), Vectors.hex(node, "checksumSha1")));
        }
        assertThrows(IllegalArgumentException.class, () -> CaPublicKeys.of(keys));
        CaPublicKeys one = CaPublicKeys.of(keys.get(0), keys.get(0));
        assertEquals(1, one.toList().size());
    }

    private static RsaCaPublicKey key(JsonNode node, Bytes modulus, Bytes checksum) {
        return RsaCaPublicKey.of(
                Vectors.hex(node, "rid"),
                Vectors.hex(node, "index").unsigned(0),
                modulus,
                Vectors.hex(node, "exponent"),
                checksum);
    }

    @Test
    void find_separatesRsaFromEcc() {
        RsaCaPublicKey rsa = TestKeys.ca();
        EccCaPublicKey ecc = EccTestKeys.ca(SignatureSuite.P_256_SHA_256, 2);
        CaPublicKeys keys = CaPublicKeys.of(rsa, ecc);
        assertEquals(Optional.of(rsa), keys.find(TestKeys.RID, 1));
        assertEquals(Optional.of(rsa), keys.findRsa(TestKeys.RID, 1));
        assertTrue(keys.findEcc(TestKeys.RID, 1).isEmpty());
        assertEquals(Optional.of(ecc), keys.findEcc(TestKeys.RID, 2));
        assertTrue(keys.findRsa(TestKeys.RID, 2).isEmpty());
        assertTrue(keys.find(TestKeys.RID, 3).isEmpty());
        assertTrue(keys.find(Bytes.fromHex("A0000000FE"), 1).isEmpty());
        assertTrue(CaPublicKeys.EMPTY.find(TestKeys.RID, 1).isEmpty());
        assertEquals(List.of(rsa, ecc), keys.toList());
    }

    @Test
    void rsaAndEccUnderOneIndex_areRefused() {
        CaPublicKey ecc = EccTestKeys.ca(SignatureSuite.P_256_SHA_256, 1);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> CaPublicKeys.of(TestKeys.ca(), ecc));
        assertEquals("two different CA keys for A0000000FF index 01", refusal.getMessage());
    }

    @Test
    void valuesOutOfBounds_areRefused() {
        Bytes modulus = TestKeys.CA.publicKey().modulus();
        Bytes three = Bytes.fromHex("03");
        assertThrows(
                IllegalArgumentException.class,
                () -> RsaCaPublicKey.withoutChecksum(Bytes.fromHex("A00000"), 1, modulus, three));
        assertThrows(
                IllegalArgumentException.class,
                () -> RsaCaPublicKey.withoutChecksum(TestKeys.RID, 256, modulus, three));
        assertThrows(
                IllegalArgumentException.class,
                () -> RsaCaPublicKey.withoutChecksum(TestKeys.RID, 1, modulus, Bytes.fromHex("02")));
        assertThrows(
                IllegalArgumentException.class,
                () -> RsaCaPublicKey.withoutChecksum(TestKeys.RID, 1, modulus.slice(0, 63), three));
        assertThrows(
                IllegalArgumentException.class,
                () -> RsaCaPublicKey.withoutChecksum(TestKeys.RID, 1, Altered.withByte(modulus, 0, 0), three));
        assertThrows(IllegalArgumentException.class, () -> RsaPublicKey.of(modulus, Bytes.fromHex("000000")));
        assertThrows(IllegalArgumentException.class, () -> RsaPublicKey.of(modulus, Bytes.EMPTY));
    }

    @Test
    void keysEqualByValue() {
        assertEquals(TestKeys.ca(), TestKeys.ca());
        assertEquals(TestKeys.ca().hashCode(), TestKeys.ca().hashCode());
        assertFalse(TestKeys.ca()
                .equals(RsaCaPublicKey.withoutChecksum(
                        TestKeys.RID, 1, TestKeys.LONG_ISSUER.publicKey().modulus(), Bytes.fromHex("03"))));
        assertEquals("RSA CA key A0000000FF index 01", TestKeys.ca().toString());
    }
}
