package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Private ECC keys: both signs of y, the range of numbers, and certificates reproduced byte for byte. */
final class EccSigningKeyTest {
    private static final Bytes MESSAGE = Bytes.fromHex("0102030405");

    /** EMVCo's examples have a private key and a nonce: laid out field by field, the certificate comes out whole. */
    @Test
    void issuerCertificatesOfBookE_areReproduced() {
        int seen = 0;
        for (JsonNode vector : Vectors.of("ecc-certificates.json")) {
            JsonNode fields = vector.path("fields");
            if (!fields.path("format").asText().equals("12")) {
                continue;
            }
            SignatureSuite suite = SignatureSuite.of(
                            Vectors.hex(fields, "algorithmSuite").unsigned(0))
                    .orElseThrow();
            try (EccSigningKey ca = EccSigningKey.of(suite, Vectors.hex(vector, "signerPrivateKey"))) {
                Bytes certificate = ca.certifyIssuerKey(
                        Vectors.hex(fields, "rid"),
                        Vectors.hex(fields, "caPublicKeyIndex").unsigned(0),
                        suite,
                        Vectors.hex(fields, "issuerPublicKeyX"),
                        Vectors.hex(fields, "issuerIdentifier"),
                        LocalDate.of(2030, 12, 31),
                        Vectors.hex(fields, "serialNumber"),
                        EccTestKeys.always(Vectors.hex(vector, "nonce")));
                assertEquals(vector.path("certificate").asText(), certificate.toHex());
            }
            seen++;
        }
        assertEquals(2, seen);
    }

    /** The derived chain has no nonces, but all it signed must be laid out here in the same bytes. */
    @Test
    void certificatesOfTheDerivedChain_areLaidOutAlike() {
        JsonNode chain = Vectors.of("emv44-ecc-derived.json").get(0);
        SignatureSuite suite = SignatureSuite.P_256_SHA_256;
        EccSigningKey ca = EccSigningKey.of(suite, Vectors.hex(chain.path("ca"), "priv"));
        EccSigningKey issuer = EccSigningKey.of(suite, Vectors.hex(chain.path("issuer"), "priv"));
        assertEquals(chain.path("ca").path("x").asText(), ca.x().toHex());
        assertEquals(chain.path("issuer").path("x").asText(), issuer.x().toHex());
        Bytes iccData = Vectors.hex(chain.path("iccd"), "input");
        LocalDateTime expiry = LocalDateTime.of(2049, 12, 31, 23, 59);
        assertSameFields(
                Vectors.hex(chain.path("ca"), "selfSignedCertificate"),
                ca.certifyOwnKey(Vectors.hex(chain, "rid"), 0xE0, EccTestKeys.sequence(1)));
        assertSameFields(
                Vectors.hex(chain.path("issuer"), "tag90"),
                ca.certifyIssuerKey(
                        Vectors.hex(chain, "rid"),
                        0xE0,
                        suite,
                        issuer.x(),
                        Bytes.fromHex("54133399FF"),
                        expiry.toLocalDate(),
                        Bytes.fromHex("000001"),
                        EccTestKeys.sequence(1)));
        assertSameFields(
                Vectors.hex(chain.path("icc"), "tag9F46"),
                issuer.certifyIccKey(
                        suite,
                        Vectors.hex(chain.path("icc"), "x"),
                        expiry,
                        Bytes.fromHex("000000000001"),
                        iccData,
                        EccTestKeys.sequence(1)));
        assertSameFields(
                Vectors.hex(chain.path("ode"), "tag9F2D"),
                issuer.certifyOdeKey(
                        EnciphermentSuite.P_256,
                        Vectors.hex(chain.path("ode"), "x"),
                        expiry,
                        Bytes.fromHex("000000000002"),
                        iccData,
                        EccTestKeys.sequence(1)));
    }

    private static void assertSameFields(Bytes recorded, Bytes made) {
        assertEquals(recorded.length(), made.length());
        int signed = recorded.length() - 64;
        assertEquals(recorded.slice(0, signed).toHex(), made.slice(0, signed).toHex());
    }

    @ParameterizedTest
    @EnumSource(SignatureSuite.class)
    void keyOfTheLargerY_signsForTheSameX(SignatureSuite suite) {
        BigInteger order = EcSdsa.of(suite).curve().order();
        for (int d = 1; d <= 4; d++) {
            BigInteger number = BigInteger.valueOf(d);
            EccSigningKey one = EccSigningKey.of(suite, UnsignedNumber.toBytes(number, suite.fieldLength()));
            EccSigningKey other =
                    EccSigningKey.of(suite, UnsignedNumber.toBytes(order.subtract(number), suite.fieldLength()));
            assertEquals(one.x(), other.x());
            Bytes signature = one.sign(MESSAGE, EccTestKeys.sequence(d));
            assertEquals(signature, other.sign(MESSAGE, EccTestKeys.sequence(d)));
            assertTrue(EcSdsa.of(suite).verifies(one.x(), MESSAGE, signature));
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureSuite.class)
    void generatedKeys_signAndVerify(SignatureSuite suite) {
        for (int seed = 0; seed < 5; seed++) {
            EccSigningKey key = EccSigningKey.generate(suite, EccTestKeys.sequence(seed));
            Bytes first = key.sign(MESSAGE, EccTestKeys.sequence(10));
            Bytes second = key.sign(MESSAGE, EccTestKeys.sequence(11));
            assertNotEquals(first, second);
            assertTrue(EcSdsa.of(suite).verifies(key.x(), MESSAGE, first));
            assertTrue(EcSdsa.of(suite).verifies(key.x(), MESSAGE, second));
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureSuite.class)
    void numbersOutOfRange_areRefused(SignatureSuite suite) {
        int length = suite.fieldLength();
        BigInteger order = EcSdsa.of(suite).curve().order();
        for (Bytes key : List.of(
                Bytes.EMPTY,
                Bytes.repeat(0, length),
                UnsignedNumber.toBytes(order, length),
                Bytes.repeat(0xFF, length))) {
            assertThrows(IllegalArgumentException.class, () -> EccSigningKey.of(suite, key));
        }
    }

    @Test
    void randomSourceThatGivesZeros_isNotTriedForever() {
        EccSigningKey key = EccTestKeys.caKey(SignatureSuite.P_256_SHA_256);
        assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE, EccTestKeys.always(Bytes.repeat(0, 32))));
        assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE, EccTestKeys.always(Bytes.repeat(0xFF, 32))));
    }

    @Test
    void signaturesOutOfRange_doNotVerify() {
        for (SignatureSuite suite : SignatureSuite.values()) {
            EcSdsa algorithm = EcSdsa.of(suite);
            EccSigningKey key = EccTestKeys.caKey(suite);
            Bytes signature = key.sign(MESSAGE, EccTestKeys.sequence(1));
            Bytes r = signature.slice(0, suite.hashLength());
            Bytes s = signature.slice(suite.hashLength());
            BigInteger order = algorithm.curve().order();
            assertFalse(algorithm.verifies(key.x(), MESSAGE, r.plus(Bytes.repeat(0, suite.fieldLength()))));
            assertFalse(
                    algorithm.verifies(key.x(), MESSAGE, r.plus(UnsignedNumber.toBytes(order, suite.fieldLength()))));
            assertFalse(algorithm.verifies(
                    key.x(), MESSAGE, Bytes.repeat(0, suite.hashLength()).plus(s)));
            assertFalse(algorithm.verifies(key.x(), MESSAGE, signature.slice(1)));
            assertFalse(algorithm.verifies(key.x().slice(1), MESSAGE, signature));
            assertFalse(algorithm.verifies(Bytes.repeat(0xFF, suite.fieldLength()), MESSAGE, signature));
        }
    }

    @Test
    void closedKey_signsNothing() {
        EccSigningKey key = EccTestKeys.caKey(SignatureSuite.P_256_SHA_256);
        key.close();
        key.close();
        assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE, EccTestKeys.sequence(1)));
        assertEquals("ECC signing key P_256_SHA_256", key.toString());
    }

    @Test
    void fieldsOfWrongLength_areRefused() {
        EccSigningKey key = EccTestKeys.caKey(SignatureSuite.P_256_SHA_256);
        assertThrows(
                IllegalArgumentException.class,
                () -> key.certifyOwnKey(Bytes.fromHex("A000"), 1, EccTestKeys.sequence(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> key.certifyIssuerKey(
                        TestKeys.RID,
                        1,
                        SignatureSuite.P_521_SHA_512,
                        key.x(),
                        Bytes.fromHex("41333300FF"),
                        LocalDate.of(2030, 1, 1),
                        TestKeys.SERIAL,
                        EccTestKeys.sequence(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> key.certifyIccKey(
                        SignatureSuite.P_256_SHA_256,
                        key.x(),
                        LocalDateTime.of(2030, 1, 1, 0, 0),
                        TestKeys.SERIAL,
                        Bytes.EMPTY,
                        EccTestKeys.sequence(1)));
    }
}
