package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.ec.EllipticCurve;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** EMVCo's examples of EC-SDSA, and a chain for EMV 4.4 that two other implementations agree on. */
final class EccVectorsTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 6, 15, 12, 0);
    private static final EccOda ODA = new EccOda(NOW, RevocationList.EMPTY);
    private static final JsonNode CHAIN = Vectors.of("emv44-ecc-derived.json").get(0);
    private static final Pan PAN = Pan.of("5413339999999990");

    @TestFactory
    List<DynamicTest> bookE() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : Vectors.of("book-e.json")) {
            tests.add(DynamicTest.dynamicTest(vector.path("id").asText(), () -> {
                signature(vector, "signerPublicX", "message", "k");
                everyAlteredByte(vector);
            }));
        }
        for (JsonNode vector : Vectors.of("ecc-certificates.json")) {
            tests.add(DynamicTest.dynamicTest(
                    vector.path("name").asText(), () -> signature(vector, "signerPublicKeyX", "signedData", "nonce")));
        }
        assertEquals(8, tests.size());
        return tests;
    }

    private static void signature(JsonNode vector, String x, String messageField, String nonce) {
        SignatureSuite suite = suite(vector);
        Bytes message = Vectors.hex(vector, messageField);
        Bytes signature = Vectors.hex(vector, "signature");
        try (EccSigningKey key = EccSigningKey.of(suite, Vectors.hex(vector, "signerPrivateKey"))) {
            assertEquals(vector.path(x).asText(), key.x().toHex());
            assertEquals(
                    signature.toHex(),
                    key.sign(message, EccTestKeys.always(Vectors.hex(vector, nonce)))
                            .toHex());
            assertTrue(EcSdsa.of(suite).verifies(key.x(), message, signature));
        }
    }

    private static void everyAlteredByte(JsonNode vector) {
        EcSdsa algorithm = EcSdsa.of(suite(vector));
        Bytes x = Vectors.hex(vector, "signerPublicX");
        Bytes message = Vectors.hex(vector, "message");
        Bytes signature = Vectors.hex(vector, "signature");
        for (int i = 0; i < message.length(); i++) {
            assertFalse(algorithm.verifies(x, Altered.byteAt(message, i), signature));
        }
        for (int i = 0; i < signature.length(); i++) {
            assertFalse(algorithm.verifies(x, message, Altered.byteAt(signature, i)));
        }
    }

    private static SignatureSuite suite(JsonNode vector) {
        return vector.path("curve").asText().equals("P-256")
                ? SignatureSuite.P_256_SHA_256
                : SignatureSuite.P_521_SHA_512;
    }

    @TestFactory
    List<DynamicTest> bookEIssuerCertificates_areRecovered() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : Vectors.of("ecc-certificates.json")) {
            JsonNode fields = vector.path("fields");
            if (fields.path("format").asText().equals("12")) {
                tests.add(DynamicTest.dynamicTest(vector.path("name").asText(), () -> issuer(vector, fields)));
            }
        }
        assertEquals(2, tests.size());
        return tests;
    }

    private static void issuer(JsonNode vector, JsonNode fields) {
        SignatureSuite suite = SignatureSuite.of(
                        Vectors.hex(fields, "algorithmSuite").unsigned(0))
                .orElseThrow();
        EccCaPublicKey ca = EccCaPublicKey.of(
                Vectors.hex(fields, "rid"),
                Vectors.hex(fields, "caPublicKeyIndex").unsigned(0),
                suite,
                Vectors.hex(vector, "signerPublicKeyX"),
                Vectors.hex(vector, "signerPublicKeyY"));
        EccIssuerPublicKey issuer = ODA.recoverIssuerKey(
                        ca, Vectors.hex(vector, "certificate"), Pan.of("5413339000001513"))
                .verified()
                .orElseThrow();
        assertEquals(fields.path("issuerPublicKeyX").asText(), issuer.x().toHex());
        assertEquals(fields.path("serialNumber").asText(), issuer.serialNumber().toHex());
        assertEquals(
                fields.path("expirationDate").asText(),
                issuer.expiry().toString().replace("-", ""));
        assertEquals(
                fields.path("issuerIdentifier").asText(),
                issuer.issuerIdentifier().toHex());
    }

    /** Book E binds the card's data in another way, which a contact transaction must not take for its own. */
    @Test
    void bookEIccCertificates_areRefusedByTheirHashEncoding() {
        int seen = 0;
        for (JsonNode vector : Vectors.of("ecc-certificates.json")) {
            if (!vector.path("fields").path("format").asText().equals("14")) {
                continue;
            }
            SignatureSuite suite = suite(vector);
            EccIssuerPublicKey issuer = new EccIssuerPublicKey(
                    suite,
                    Vectors.hex(vector, "signerPublicKeyX"),
                    Bytes.fromHex("54133390FF"),
                    NOW.toLocalDate(),
                    Bytes.fromHex("123456"));
            Bytes certificate = Vectors.hex(vector, "certificate");
            assertEquals(
                    OdaCheck.ICC_DATA_HASH_ENCODING,
                    ODA.recoverOdeKey(issuer, certificate, Bytes.EMPTY)
                            .refusal()
                            .orElseThrow()
                            .check());
            // As a key for signatures it has the wrong suite already.
            assertEquals(
                    OdaCheck.ALGORITHM_SUITE,
                    ODA.recoverIccKey(issuer, certificate, Bytes.EMPTY)
                            .refusal()
                            .orElseThrow()
                            .check());
            seen++;
        }
        assertEquals(2, seen);
    }

    @Test
    void chain_isRecoveredToItsEnd() {
        JsonNode node = CHAIN.path("ca");
        EccCaPublicKey ca = EccOda.recoverCaKey(Vectors.hex(node, "selfSignedCertificate"))
                .verified()
                .orElseThrow();
        assertEquals(CHAIN.path("rid").asText(), ca.rid().toHex());
        assertEquals(0xE0, ca.index());
        assertEquals(node.path("x").asText(), ca.x().toHex());
        assertEquals(node.path("y").asText(), ca.y().toHex());

        EccIssuerPublicKey issuer = issuer();
        assertEquals(CHAIN.path("issuer").path("x").asText(), issuer.x().toHex());

        Bytes iccData = Vectors.hex(CHAIN.path("iccd"), "input");
        EccOdePublicKey ode = ODA.recoverOdeKey(issuer, Vectors.hex(CHAIN.path("ode"), "tag9F2D"), iccData)
                .verified()
                .orElseThrow();
        assertEquals(CHAIN.path("ode").path("x").asText(), ode.x().toHex());
        assertEquals(EnciphermentSuite.P_256, ode.suite());

        EccIccPublicKey icc = icc(iccData);
        assertEquals(CHAIN.path("icc").path("x").asText(), icc.x().toHex());
        assertEquals(LocalDateTime.of(2049, 12, 31, 23, 59), icc.expiry());
        for (String answer : List.of("first", "second")) {
            JsonNode xda = CHAIN.path("xda").path(answer);
            assertEquals(
                    icc,
                    ODA.verifyXda(icc, Vectors.hex(xda, "tag9F4B"), Vectors.hex(xda, "signedMessage"))
                            .verified()
                            .orElseThrow()
                            .signer());
        }
    }

    @Test
    void sharedSecretOfTheChain_isComputed() {
        JsonNode pin = CHAIN.path("odePin");
        java.math.BigInteger ephemeral = UnsignedNumber.of(Vectors.hex(pin, "ephemeralPriv"));
        assertEquals(
                pin.path("Rx").asText(),
                EllipticCurve.P_256.multiplyBase(ephemeral).toHex());
        assertEquals(
                pin.path("Z").asText(),
                EllipticCurve.P_256
                        .multiply(Vectors.hex(CHAIN.path("ode"), "x"), ephemeral)
                        .orElseThrow()
                        .toHex());
    }

    @TestFactory
    List<DynamicTest> negatives() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode node : CHAIN.path("negative")) {
            tests.add(DynamicTest.dynamicTest(node.path("name").asText(), () -> negative(node)));
        }
        assertEquals(9, tests.size());
        return tests;
    }

    private static void negative(JsonNode node) {
        String name = node.path("name").asText();
        Bytes iccData = Vectors.hex(CHAIN.path("iccd"), "input");
        JsonNode first = CHAIN.path("xda").path("first");
        OdaResult<?> result;
        if (node.has("tag90")) {
            result = ODA.recoverIssuerKey(ca(), Vectors.hex(node, "tag90"), PAN);
        } else if (node.has("tag9F46")) {
            result = ODA.recoverIccKey(issuer(), Vectors.hex(node, "tag9F46"), iccData);
        } else if (node.has("iccd")) {
            result = ODA.recoverIccKey(issuer(), Vectors.hex(CHAIN.path("icc"), "tag9F46"), Vectors.hex(node, "iccd"));
        } else if (node.has("tag9F4B")) {
            result = ODA.verifyXda(icc(iccData), Vectors.hex(node, "tag9F4B"), Vectors.hex(first, "signedMessage"));
        } else {
            // The response has the cryptogram changed; everything before 9F4B was signed.
            String response = node.path("response").asText();
            String signed = Vectors.hex(first, "signedMessage").toHex();
            String altered = signed.substring(0, signed.indexOf("9F2701"))
                    + response.substring(response.indexOf("9F2701"), response.indexOf("9F4B41"));
            result = ODA.verifyXda(icc(iccData), Vectors.hex(first, "tag9F4B"), Bytes.fromHex(altered));
        }
        OdaCheck expected = switch (name) {
            case "issuer cert last byte flipped", "XDA signature with AC changed", "s = 0", "s = n" ->
                OdaCheck.SIGNATURE;
            case "issuer cert too short" -> OdaCheck.LENGTH;
            case "issuer cert format 02", "9F4B format byte 05" -> OdaCheck.FORMAT;
            case "icc cert hash encoding 01 (Book E/C-8 style) in a Book 2 context" -> OdaCheck.ICC_DATA_HASH_ENCODING;
            case "ICCD with AIP value only instead of the three TLVs" -> OdaCheck.ICC_DATA_HASH;
            default -> throw new IllegalStateException(name);
        };
        assertEquals(expected, result.refusal().orElseThrow().check());
    }

    private static EccCaPublicKey ca() {
        return EccCaPublicKey.of(
                Vectors.hex(CHAIN, "rid"),
                0xE0,
                SignatureSuite.P_256_SHA_256,
                Vectors.hex(CHAIN.path("ca"), "x"),
                Vectors.hex(CHAIN.path("ca"), "y"));
    }

    private static EccIssuerPublicKey issuer() {
        return ODA.recoverIssuerKey(ca(), Vectors.hex(CHAIN.path("issuer"), "tag90"), PAN)
                .verified()
                .orElseThrow();
    }

    private static EccIccPublicKey icc(Bytes iccData) {
        return ODA.recoverIccKey(issuer(), Vectors.hex(CHAIN.path("icc"), "tag9F46"), iccData)
                .verified()
                .orElseThrow();
    }
}
