package dev.solvo.simulator.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.tlv.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestPkiTest {
    private final TestPki pki = TestPki.load();

    @ParameterizedTest
    @CsvSource({
        "ca-rsa-1984, 248",
        "issuer-rsa-1408, 176",
        "issuer-rsa-1984, 248",
        "icc-rsa-1024, 128",
        "icc-rsa-1152, 144",
        "icc-rsa-1408, 176",
        "pin-rsa-1024, 128",
        "pin-rsa-896, 112",
    })
    void rsaKeys_haveTheirLengthAndWork(String name, int bytes) {
        try (RsaSigningKey key = pki.rsaKey(name)) {
            assertEquals(bytes, key.publicKey().modulusLength());
            Bytes block = Bytes.ofUnsigned(0x6A).plus(Bytes.repeat(0x5A, bytes - 1));
            assertEquals(block, key.publicKey().apply(key.apply(block)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca-p256", "issuer-p256", "icc-p256", "ode-p256"})
    void eccKeys_work(String name) {
        try (EccSigningKey key = pki.eccKey(name)) {
            assertEquals(32, key.x().length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A000000999", "A000000003", "A000000004", "A000000333"})
    void authority_hasBothKeysUnderEachRid(String rid) {
        assertTrue(pki.caPublicKeys()
                .findRsa(Bytes.fromHex(rid), TestPki.RSA_CA_INDEX)
                .isPresent());
        assertTrue(pki.caPublicKeys()
                .findEcc(Bytes.fromHex(rid), TestPki.ECC_CA_INDEX)
                .isPresent());
    }

    @Test
    void authoritysEccKey_isTheOneThatSigns() {
        try (EccSigningKey ca = pki.eccKey("ca-p256")) {
            assertEquals(
                    ca.x(),
                    pki.caPublicKeys()
                            .findEcc(TestPki.TEST_RID, TestPki.ECC_CA_INDEX)
                            .orElseThrow()
                            .x());
        }
    }

    @Test
    void unknownNamesAndKinds_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> pki.rsaKey("icc-p256"));
        assertThrows(IllegalArgumentException.class, () -> pki.eccKey("nobody"));
        assertFalse(pki.has("icc-p256", "rsa"));
        assertFalse(pki.has("nobody", "rsa"));
    }
}
