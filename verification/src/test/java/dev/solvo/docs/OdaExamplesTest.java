package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.DynamicDataAuthenticated;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.ExtendedDataAuthenticated;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaIccPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/oda.md}. */
final class OdaExamplesTest {
    private static final Bytes RID = Bytes.fromHex("A0000000FF");
    private static final Pan PAN = Pan.of("4133330089010434");
    private static final Bytes RECORDS = Bytes.fromHex("5A0841333300890104345F2403351231");
    private static final RsaSigningKey CA_PRIVATE = rsaKey(1);
    private static final RsaSigningKey ISSUER_PRIVATE = rsaKey(2);
    private static final RsaSigningKey ICC_PRIVATE = rsaKey(3);

    @Test
    void rsa() {
        Bytes modulus = CA_PRIVATE.publicKey().modulus();
        Bytes checksum = RsaCaPublicKey.withoutChecksum(RID, 0x92, modulus, Bytes.fromHex("03"))
                .checksum();
        // docs: keys
        RsaCaPublicKey published = RsaCaPublicKey.of(RID, 0x92, modulus, Bytes.fromHex("03"), checksum);
        CaPublicKeys keys = CaPublicKeys.of(published);
        // end docs
        RsaCaPublicKey ca = keys.findRsa(RID, 0x92).orElseThrow();
        Bytes staticData = RECORDS;
        Bytes ddolData = Bytes.fromHex("8B55633B");

        // docs: issue
        RsaCertifiedKey issuerKey = CA_PRIVATE.certifyIssuerKey(
                ISSUER_PRIVATE.publicKey(), Bytes.fromHex("413333FF"), YearMonth.of(2035, 12), Bytes.fromHex("000001"));
        RsaCertifiedKey iccKey = ISSUER_PRIVATE.certifyIccKey(
                ICC_PRIVATE.publicKey(), PAN, YearMonth.of(2030, 6), Bytes.fromHex("000002"), staticData);
        Bytes tag9F4B = ICC_PRIVATE.signDynamicData(Bytes.fromHex("0102030405060708"), Bytes.EMPTY, ddolData);
        // end docs

        // docs: dda
        RsaOda oda = new RsaOda(LocalDate.of(2026, 11, 22), RevocationList.EMPTY);
        OdaResult<RsaIssuerPublicKey> issuer = oda.recoverIssuerKey(
                ca, issuerKey.certificate(), issuerKey.remainder(), issuerKey.exponent(), PAN); // tags 90, 92, 9F32, 5A
        OdaResult<RsaIccPublicKey> icc = issuer.then(key -> oda.recoverIccKey(
                key, iccKey.certificate(), iccKey.remainder(), iccKey.exponent(), PAN, staticData)); // 9F46, 9F48, 9F47
        OdaResult<DynamicDataAuthenticated> dda = icc.then(key -> oda.verifyDda(key, tag9F4B, ddolData));
        if (dda instanceof OdaResult.Refused<DynamicDataAuthenticated> refused) {
            System.out.println(refused.check() + ": " + refused.detail()); // TVR byte 1, bit 4
        }
        // end docs
        assertEquals(
                "0102030405060708",
                dda.verified().orElseThrow().iccDynamicNumber().toHex());

        OdaResult<RsaIccPublicKey> altered = issuer.then(key ->
                oda.recoverIccKey(key, iccKey.certificate(), iccKey.remainder(), iccKey.exponent(), PAN, Bytes.EMPTY));
        assertEquals(OdaCheck.HASH, altered.refusal().orElseThrow().check());
        cda(oda, icc.verified().orElseThrow());
    }

    private static void cda(RsaOda oda, RsaIccPublicKey icc) {
        Bytes unpredictableNumber = Bytes.fromHex("8B55633B");
        Bytes pdolData = Bytes.EMPTY;
        Bytes cdol1Data = Bytes.fromHex("0000000012000000000000000036");
        Bytes otherObjects = Bytes.fromHex("9F2701809F360200069F100706010103A00000");
        Bytes signature = ICC_PRIVATE.signCombinedData(
                Bytes.fromHex("0102"),
                0x80,
                Bytes.fromHex("55B6408DBC985131"),
                Bytes.EMPTY,
                Bytes.concat(pdolData, cdol1Data, otherObjects),
                unpredictableNumber);
        // docs: cda
        Bytes transactionData = Bytes.concat(pdolData, cdol1Data, otherObjects); // all of template 77 but 9F4B
        OdaResult<CombinedDataAuthenticated> cda =
                oda.verifyCda(icc, signature, unpredictableNumber, 0x80, transactionData);
        Bytes cryptogram = cda.verified().orElseThrow().applicationCryptogram(); // 9F26 from inside the signature
        // end docs
        assertEquals("55B6408DBC985131", cryptogram.toHex());
    }

    @Test
    void ecc() {
        SecureRandom random = repeatable(4);
        SignatureSuite suite = SignatureSuite.P_256_SHA_256;
        try (EccSigningKey ca = EccSigningKey.generate(suite, random);
                EccSigningKey issuer = EccSigningKey.generate(suite, random);
                EccSigningKey card = EccSigningKey.generate(suite, random)) {
            LocalDateTime now = LocalDateTime.of(2026, 11, 22, 12, 0);
            Bytes iccData = RECORDS.plus(Bytes.fromHex("820219809F0607A0000000FF1010"));
            Bytes tag90 = ca.certifyIssuerKey(
                    RID,
                    0xE0,
                    suite,
                    issuer.x(),
                    Bytes.fromHex("41333300FF"),
                    LocalDate.of(2035, 12, 31),
                    Bytes.fromHex("000001"),
                    random);
            Bytes tag9F46 = issuer.certifyIccKey(
                    suite, card.x(), now.plusYears(3), Bytes.fromHex("000000000001"), iccData, random);
            Bytes signedMessage = Bytes.fromHex("15" + "0000000012" + "9F270180");
            Bytes tag9F4B = card.signExtendedData(signedMessage, random);
            Bytes selfSigned = ca.certifyOwnKey(RID, 0xE0, random);
            // docs: xda
            EccCaPublicKey caKey = EccOda.recoverCaKey(selfSigned).verified().orElseThrow();
            EccOda oda = new EccOda(now, RevocationList.EMPTY); // UTC
            OdaResult<ExtendedDataAuthenticated> xda = oda.recoverIssuerKey(caKey, tag90, PAN)
                    .then(key -> oda.recoverIccKey(key, tag9F46, iccData))
                    .then(key -> oda.verifyXda(key, tag9F4B, signedMessage));
            // end docs
            assertTrue(xda.verified().isPresent());
        }
    }

    @Test
    void conflict() {
        RsaCaPublicKey one =
                RsaCaPublicKey.withoutChecksum(RID, 1, CA_PRIVATE.publicKey().modulus(), Bytes.fromHex("03"));
        RsaCaPublicKey other = RsaCaPublicKey.withoutChecksum(
                RID, 1, ISSUER_PRIVATE.publicKey().modulus(), Bytes.fromHex("03"));
        assertThrows(IllegalArgumentException.class, () -> CaPublicKeys.of(one, other));
    }

    /** A key made from a seed, so that every run shows the same bytes. Never do this for a key that guards anything. */
    private static RsaSigningKey rsaKey(long seed) {
        Random random = new Random(seed);
        BigInteger p = prime(random);
        BigInteger q = prime(random);
        BigInteger one = BigInteger.ONE;
        BigInteger d = BigInteger.valueOf(3).modInverse(p.subtract(one).multiply(q.subtract(one)));
        return RsaSigningKey.of(RsaPublicKey.of(bytes(p.multiply(q)), Bytes.fromHex("03")), bytes(d));
    }

    private static BigInteger prime(Random random) {
        while (true) {
            BigInteger candidate = BigInteger.probablePrime(512, random);
            if (candidate.testBit(510) && candidate.mod(BigInteger.valueOf(3)).intValue() == 2) {
                return candidate;
            }
        }
    }

    private static Bytes bytes(BigInteger number) {
        byte[] magnitude = number.toByteArray();
        return magnitude[0] == 0 ? Bytes.of(magnitude, 1, magnitude.length - 1) : Bytes.of(magnitude);
    }

    private static SecureRandom repeatable(long seed) {
        Random random = new Random(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
    }
}
