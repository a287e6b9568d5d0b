package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The issuer's side: the synthetic vectors come out byte for byte, and a key that is not one is refused. */
final class RsaSigningKeyTest {
    @TestFactory
    List<DynamicTest> reproducesTheSyntheticVectors() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : Vectors.of("synthetic.json")) {
            JsonNode in = vector.path("in");
            JsonNode out = vector.path("out");
            if (out.hasNonNull("error")) {
                continue;
            }
            String id = vector.path("id").asText();
            switch (vector.path("op").asText()) {
                case "recoverIssuerKey" -> tests.add(DynamicTest.dynamicTest(id, () -> issuerCertificate(in, out)));
                case "recoverIccKey" -> tests.add(DynamicTest.dynamicTest(id, () -> iccCertificate(in, out)));
                case "verifySda" -> tests.add(DynamicTest.dynamicTest(id, () -> staticData(in, out)));
                case "verifyDda" -> tests.add(DynamicTest.dynamicTest(id, () -> dynamicData(in, out)));
                case "verifyCda" -> tests.add(DynamicTest.dynamicTest(id, () -> combinedData(in, out)));
                default -> {}
            }
        }
        assertEquals(12, tests.size());
        return tests;
    }

    private static void issuerCertificate(JsonNode in, JsonNode out) {
        RsaCertifiedKey certified = TestKeys.CA.certifyIssuerKey(
                Vectors.rsaKey(out, "modulus", "exponent"),
                Vectors.hex(out, "issuerId"),
                month(out),
                Vectors.hex(out, "serial"));
        assertEquals(in.path("cert90").asText(), certified.certificate().toHex());
        assertEquals(Vectors.remainder(in, "remainder92"), certified.remainder());
        assertEquals(Vectors.hex(in, "exponent9F32"), certified.exponent());
    }

    private static void iccCertificate(JsonNode in, JsonNode out) {
        RsaCertifiedKey certified = signer(in, "issuerModulus")
                .certifyIccKey(
                        Vectors.rsaKey(out, "modulus", "exponent"),
                        Pan.of(in.path("pan5A").asText()),
                        month(out),
                        Vectors.hex(out, "serial"),
                        Vectors.hex(in, "staticData"));
        assertEquals(in.path("cert9F46").asText(), certified.certificate().toHex());
        assertEquals(Vectors.remainder(in, "remainder9F48"), certified.remainder());
    }

    private static void staticData(JsonNode in, JsonNode out) {
        assertEquals(
                in.path("ssad93").asText(),
                signer(in, "issuerModulus")
                        .signStaticData(Vectors.hex(out, "dataAuthenticationCode"), Vectors.hex(in, "staticData"))
                        .toHex());
    }

    private static void dynamicData(JsonNode in, JsonNode out) {
        RsaSigningKey icc = signer(in, "iccModulus");
        Bytes number = Vectors.hex(out, "iccDynamicNumber");
        Bytes additional = dynamicDataOf(icc, in).slice(1 + number.length());
        assertEquals(
                in.path("sdad9F4B").asText(),
                icc.signDynamicData(number, additional, Vectors.hex(in, "ddolData"))
                        .toHex());
    }

    private static void combinedData(JsonNode in, JsonNode out) {
        RsaSigningKey icc = signer(in, "iccModulus");
        Bytes number = Vectors.hex(out, "iccDynamicNumber");
        Bytes additional = dynamicDataOf(icc, in).slice(1 + number.length() + 29);
        assertEquals(
                in.path("sdad9F4B").asText(),
                icc.signCombinedData(
                                number,
                                Vectors.hex(out, "cid").unsigned(0),
                                Vectors.hex(out, "ac"),
                                additional,
                                Vectors.hex(in, "transactionData"),
                                Vectors.hex(in, "un9F37"))
                        .toHex());
    }

    private static Bytes dynamicDataOf(RsaSigningKey icc, JsonNode in) {
        Bytes block = icc.publicKey().apply(Vectors.hex(in, "sdad9F4B"));
        return block.slice(4, 4 + block.unsigned(3));
    }

    private static RsaSigningKey signer(JsonNode in, String field) {
        Bytes modulus = Vectors.hex(in, field);
        for (RsaSigningKey key : List.of(TestKeys.ISSUER, TestKeys.LONG_ISSUER, TestKeys.ICC, TestKeys.LONG_ICC)) {
            if (key.publicKey().modulus().equals(modulus)) {
                return key;
            }
        }
        throw new IllegalStateException("no private key");
    }

    private static YearMonth month(JsonNode out) {
        String mmyy = out.path("expiryMMYY").asText();
        return YearMonth.of(2000 + Integer.parseInt(mmyy, 2, 4, 10), Integer.parseInt(mmyy, 0, 2, 10));
    }

    @Test
    void primes_signAsThePrivateExponentDoes() {
        Random random = new Random(20);
        BigInteger three = BigInteger.valueOf(3);
        BigInteger p = prime(random);
        BigInteger q = prime(random);
        BigInteger one = BigInteger.ONE;
        BigInteger d = three.modInverse(p.subtract(one).multiply(q.subtract(one)));
        RsaPublicKey publicKey = RsaPublicKey.of(UnsignedNumber.toBytes(p.multiply(q), 128), Bytes.fromHex("03"));
        RsaSigningKey plain = RsaSigningKey.of(publicKey, UnsignedNumber.toBytes(d, 128));
        RsaSigningKey split = RsaSigningKey.ofPrimes(
                publicKey,
                UnsignedNumber.toBytes(p, 64),
                UnsignedNumber.toBytes(q, 64),
                UnsignedNumber.toBytes(d.mod(p.subtract(one)), 64),
                UnsignedNumber.toBytes(d.mod(q.subtract(one)), 64),
                UnsignedNumber.toBytes(q.modInverse(p), 64));
        for (int i = 0; i < 20; i++) {
            byte[] block = new byte[128];
            random.nextBytes(block);
            block[0] = 0x6A;
            assertEquals(plain.apply(Bytes.of(block)), split.apply(Bytes.of(block)));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> RsaSigningKey.ofPrimes(
                        publicKey,
                        UnsignedNumber.toBytes(p, 64),
                        UnsignedNumber.toBytes(q, 64),
                        UnsignedNumber.toBytes(d.mod(p.subtract(one)), 64),
                        UnsignedNumber.toBytes(d.mod(p.subtract(one)), 64),
                        UnsignedNumber.toBytes(q.modInverse(p), 64)));
    }

    /** Both top bits set, so that the product has the full length; not 1 modulo 3, the exponent. */
    private static BigInteger prime(Random random) {
        while (true) {
            BigInteger candidate = BigInteger.probablePrime(512, random);
            if (candidate.testBit(510) && candidate.mod(BigInteger.valueOf(3)).intValue() == 2) {
                return candidate;
            }
        }
    }

    @Test
    void privateExponentOfAnotherKey_isRefused() {
        RsaPublicKey publicKey = TestKeys.ICC.publicKey();
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> RsaSigningKey.of(publicKey, Bytes.fromHex("0123456789")));
        assertEquals("the private key does not belong to the public key", refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> RsaSigningKey.of(publicKey, Bytes.EMPTY));
    }

    @Test
    void modulusWithoutItsFirstBit_isRefused() {
        RsaPublicKey low =
                RsaPublicKey.of(Altered.withByte(TestKeys.ICC.publicKey().modulus(), 0, 0x6A), Bytes.fromHex("03"));
        assertThrows(IllegalArgumentException.class, () -> RsaSigningKey.of(low, Bytes.fromHex("05")));
    }

    @Test
    void closedKey_signsNothing() {
        RsaSigningKey key = TestKeys.rsa("icc");
        key.close();
        key.close();
        assertThrows(
                IllegalStateException.class,
                () -> key.signDynamicData(Bytes.fromHex("0102"), Bytes.EMPTY, Bytes.EMPTY));
    }

    @Test
    void blockThatDoesNotFit_isRefused() {
        int length = TestKeys.ICC.publicKey().modulusLength();
        assertThrows(IllegalArgumentException.class, () -> TestKeys.ICC.apply(Bytes.repeat(1, length - 1)));
        assertThrows(IllegalArgumentException.class, () -> TestKeys.ICC.apply(Bytes.repeat(0xFF, length)));
        assertThrows(
                IllegalArgumentException.class, () -> TestKeys.ICC.publicKey().apply(Bytes.repeat(1, length + 1)));
    }

    @Test
    void fieldsOfWrongLength_areRefused() {
        RsaPublicKey key = TestKeys.ICC.publicKey();
        Bytes three = Bytes.fromHex("010203");
        assertThrows(
                IllegalArgumentException.class,
                () -> TestKeys.CA.certifyIssuerKey(key, three, TestKeys.EXPIRY, TestKeys.SERIAL));
        assertThrows(
                IllegalArgumentException.class,
                () -> TestKeys.ISSUER.certifyIccKey(
                        key, TestKeys.PAN, TestKeys.EXPIRY, Bytes.fromHex("0102"), Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () -> TestKeys.ISSUER.certifyIccKey(
                        key, TestKeys.PAN, YearMonth.of(2050, 1), TestKeys.SERIAL, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> TestKeys.ISSUER.signStaticData(three, Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () -> TestKeys.ICC.signDynamicData(Bytes.fromHex("01"), Bytes.EMPTY, Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () -> TestKeys.ICC.signCombinedData(three, 0x80, three, Bytes.EMPTY, Bytes.EMPTY, three));
        assertThrows(
                IllegalArgumentException.class,
                () -> TestKeys.ICC.certifyPinKey(
                        TestKeys.CA.publicKey(), TestKeys.PAN, TestKeys.EXPIRY, TestKeys.SERIAL));
    }

    @Test
    void noKeyBytes_arePrinted() {
        assertEquals("RSA signing key, 1152 bits", TestKeys.ICC.toString());
        assertEquals(
                "RSA public key, 1152 bits, exponent 3",
                TestKeys.ICC.publicKey().toString());
    }
}
