package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Single steps recorded from test cards of payment systems and from a synthetic chain, refusals among them. */
final class RsaVectorsTest {
    /** The check that each refusal of the files must name. A refusal that is not listed fails the test. */
    private static final Map<String, OdaCheck> REFUSALS = Map.ofEntries(
            Map.entry("last byte of the certificate changed", OdaCheck.TRAILER),
            Map.entry("certificate expired (1231)", OdaCheck.EXPIRY),
            Map.entry("last byte changed", OdaCheck.TRAILER),
            Map.entry("hash mismatch", OdaCheck.HASH),
            Map.entry("hash mismatch: static data changed", OdaCheck.HASH),
            Map.entry("transaction data hash mismatch", OdaCheck.TRANSACTION_DATA_HASH),
            Map.entry("CID in the response differs from the signed CID", OdaCheck.CRYPTOGRAM_INFORMATION_DATA),
            Map.entry("format 04 instead of 05", OdaCheck.FORMAT),
            Map.entry("hash algorithm 02", OdaCheck.HASH_ALGORITHM));

    @TestFactory
    List<DynamicTest> testCards() {
        return tests("rsa.json");
    }

    @TestFactory
    List<DynamicTest> syntheticChain() {
        return tests("synthetic.json");
    }

    private static List<DynamicTest> tests(String file) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : Vectors.of(file)) {
            tests.add(DynamicTest.dynamicTest(
                    vector.path("id").asText(),
                    () -> check(vector.path("op").asText(), vector.path("in"), vector.path("out"))));
        }
        return tests;
    }

    private static void check(String op, JsonNode in, JsonNode out) {
        switch (op) {
            case "capkChecksum" -> checksum(in, out);
            case "recoverIssuerKey" -> issuerKey(in, out);
            case "recoverIccKey" -> iccKey(in, out);
            case "recoverSsad", "verifySda" -> sda(in, out);
            case "verifyDda" -> dda(in, out);
            case "verifyCda" -> cda(in, out);
            case "encipherPin" -> encipherment(in, out);
            case "keys" -> out.path("privateKeys").fieldNames().forEachRemaining(TestKeys::rsa);
            default -> fail("no such operation: " + op);
        }
    }

    private static void checksum(JsonNode in, JsonNode out) {
        Bytes sha1 = Vectors.hex(out, "sha1");
        RsaCaPublicKey key = RsaCaPublicKey.of(
                Vectors.hex(in, "rid"),
                Vectors.hex(in, "index").unsigned(0),
                Vectors.hex(in, "modulus"),
                Vectors.hex(in, "exponent"),
                sha1);
        assertEquals(sha1.toHex(), key.checksum().toHex());
    }

    private static void issuerKey(JsonNode in, JsonNode out) {
        JsonNode capk = in.path("capk");
        RsaCaPublicKey ca = RsaCaPublicKey.withoutChecksum(
                Vectors.hex(capk, "rid"),
                Vectors.hex(capk, "index").unsigned(0),
                Vectors.hex(capk, "modulus"),
                Vectors.hex(capk, "exponent"));
        // The refusals of the file leave the PAN out; theirs is that of the card.
        Pan pan = Pan.of(in.path("pan5A").asText("4761739001010119"));
        OdaResult<RsaIssuerPublicKey> result = new RsaOda(date(in), RevocationList.EMPTY)
                .recoverIssuerKey(
                        ca,
                        Vectors.hex(in, "cert90"),
                        Vectors.remainder(in, "remainder92"),
                        Vectors.hex(in, "exponent9F32"),
                        pan);
        if (expectsRefusal(out, result)) {
            return;
        }
        RsaIssuerPublicKey key = result.verified().orElseThrow();
        assertEquals(Vectors.rsaKey(out, "modulus", "exponent"), key.publicKey());
        assertEquals(out.path("issuerId").asText(), key.issuerIdentifier().toHex());
        assertEquals(out.path("serial").asText(), key.serialNumber().toHex());
        assertEquals(out.path("expiryMMYY").asText(), mmyy(key.expiry()));
    }

    private static void iccKey(JsonNode in, JsonNode out) {
        RsaIssuerPublicKey issuer = TestKeys.issuer(Vectors.rsaKey(in, "issuerModulus", "issuerExponent"));
        Pan pan = Pan.of(in.path("pan5A").asText("4761739001010119"));
        OdaResult<RsaIccPublicKey> result = new RsaOda(date(in), RevocationList.EMPTY)
                .recoverIccKey(
                        issuer,
                        Vectors.hex(in, "cert9F46"),
                        Vectors.remainder(in, "remainder9F48"),
                        Vectors.hex(in, "exponent9F47"),
                        pan,
                        Vectors.hexOrEmpty(in, "staticData"));
        if (expectsRefusal(out, result)) {
            return;
        }
        if (!in.hasNonNull("staticData")) {
            // The card's records are not known, so its hash can not be right; all checks before it pass.
            assertEquals(OdaCheck.HASH, result.refusal().orElseThrow().check());
            return;
        }
        RsaIccPublicKey key = result.verified().orElseThrow();
        assertEquals(Vectors.rsaKey(out, "modulus", "exponent"), key.publicKey());
        assertEquals(out.path("serial").asText(), key.serialNumber().toHex());
        assertEquals(out.path("expiryMMYY").asText(), mmyy(key.expiry()));
    }

    private static void sda(JsonNode in, JsonNode out) {
        RsaIssuerPublicKey issuer = TestKeys.issuer(Vectors.rsaKey(in, "issuerModulus", "issuerExponent"));
        OdaResult<StaticDataAuthenticated> result = new RsaOda(TestKeys.TODAY, RevocationList.EMPTY)
                .verifySda(issuer, Vectors.hex(in, "ssad93"), Vectors.hexOrEmpty(in, "staticData"));
        if (expectsRefusal(out, result)) {
            return;
        }
        if (!in.hasNonNull("staticData")) {
            assertEquals(OdaCheck.HASH, result.refusal().orElseThrow().check());
            return;
        }
        assertEquals(
                out.path("dataAuthenticationCode").asText(),
                result.verified().orElseThrow().dataAuthenticationCode().toHex());
    }

    private static void dda(JsonNode in, JsonNode out) {
        RsaIccPublicKey icc = TestKeys.icc(Vectors.rsaKey(in, "iccModulus", "iccExponent"));
        OdaResult<DynamicDataAuthenticated> result = new RsaOda(TestKeys.TODAY, RevocationList.EMPTY)
                .verifyDda(icc, Vectors.hex(in, "sdad9F4B"), Vectors.hex(in, "ddolData"));
        if (expectsRefusal(out, result)) {
            return;
        }
        assertEquals(
                out.path("iccDynamicNumber").asText(),
                result.verified().orElseThrow().iccDynamicNumber().toHex());
    }

    private static void cda(JsonNode in, JsonNode out) {
        RsaIccPublicKey icc = TestKeys.icc(Vectors.rsaKey(in, "iccModulus", "iccExponent"));
        int cid = Bytes.fromHex(in.path("cid").asText(out.path("cid").asText("00")))
                .unsigned(0);
        OdaResult<CombinedDataAuthenticated> result = new RsaOda(TestKeys.TODAY, RevocationList.EMPTY)
                .verifyCda(
                        icc,
                        Vectors.hex(in, "sdad9F4B"),
                        Vectors.hex(in, "un9F37"),
                        cid,
                        Vectors.hexOrEmpty(in, "transactionData"));
        if (expectsRefusal(out, result)) {
            return;
        }
        if (!in.hasNonNull("transactionData")) {
            // Signature and inner hash are right; what it was signed for is not known.
            assertEquals(
                    OdaCheck.TRANSACTION_DATA_HASH,
                    result.refusal().orElseThrow().check());
            return;
        }
        CombinedDataAuthenticated proof = result.verified().orElseThrow();
        assertEquals(
                out.path("iccDynamicNumber").asText(), proof.iccDynamicNumber().toHex());
        assertEquals(out.path("ac").asText(), proof.applicationCryptogram().toHex());
        assertTrue(proof.iccDynamicData()
                .toHex()
                .contains(out.path("transactionDataHash").asText()));
    }

    /** The PIN module builds the block; here it shows that the public operation enciphers. */
    private static void encipherment(JsonNode in, JsonNode out) {
        String pin = in.path("pin").asText();
        StringBuilder block = new StringBuilder("2").append(pin.length()).append(pin);
        while (block.length() < 16) {
            block.append('F');
        }
        Bytes plain = Bytes.fromHex("7F" + block
                + in.path("iccUnpredictableNumber").asText()
                + in.path("randomPadding").asText());
        RsaPublicKey key = Vectors.rsaKey(in, "pinKeyModulus", "pinKeyExponent");
        Bytes enciphered = key.apply(plain);
        assertEquals(out.path("encipheredPinData").asText(), enciphered.toHex());
        assertEquals(plain.toHex(), TestKeys.ICC_PIN.apply(enciphered).toHex());
    }

    private static boolean expectsRefusal(JsonNode out, OdaResult<?> result) {
        if (!out.hasNonNull("error")) {
            return false;
        }
        OdaCheck expected = REFUSALS.get(out.path("error").asText());
        assertEquals(expected, result.refusal().orElseThrow().check());
        return true;
    }

    private static LocalDate date(JsonNode in) {
        String yymmdd = in.path("transactionDate9A").asText("");
        return yymmdd.isEmpty()
                ? TestKeys.TODAY
                : LocalDate.of(
                        2000 + Integer.parseInt(yymmdd, 0, 2, 10),
                        Integer.parseInt(yymmdd, 2, 4, 10),
                        Integer.parseInt(yymmdd, 4, 6, 10));
    }

    private static String mmyy(java.time.YearMonth month) {
        return String.format(java.util.Locale.ROOT, "%02d%02d", month.getMonthValue(), month.getYear() % 100);
    }
}
