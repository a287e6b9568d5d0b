package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaIssuerPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;

/** Any bytes as certificates: refused if nobody signed them, read or refused if somebody did. */
final class OdaFuzzTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Bytes RID = Bytes.fromHex("A0000000FF");
    private static final Pan PAN = Pan.of("4133330089010434");
    private static final int MODULUS_LENGTH = 128;
    private static final RsaOda ODA = new RsaOda(TODAY, RevocationList.EMPTY);
    private static final RsaSigningKey CA_KEY = caKey();
    private static final RsaCaPublicKey CA =
            RsaCaPublicKey.withoutChecksum(RID, 1, CA_KEY.publicKey().modulus(), Bytes.fromHex("03"));

    @FuzzTest
    void rsaIssuerCertificate(FuzzedDataProvider data) {
        Bytes certificate = Bytes.of(data.consumeBytes(MODULUS_LENGTH + 1));
        Bytes remainder = Bytes.of(data.consumeBytes(40));
        Bytes exponent = Bytes.of(data.consumeRemainingAsBytes());
        OdaResult<?> result = ODA.recoverIssuerKey(CA, certificate, Optional.of(remainder), exponent, PAN);
        assertTrue(result.refusal().isPresent());
        assertEquals(result, ODA.recoverIssuerKey(CA, certificate, Optional.of(remainder), exponent, PAN));
    }

    /** Signed by the CA in earnest, so that the bytes reach everything behind the frame: a key or a refusal, no exception. */
    @FuzzTest
    void rsaIssuerCertificateOfARogueCa(FuzzedDataProvider data) throws NoSuchAlgorithmException {
        byte[] fields = data.consumeBytes(MODULUS_LENGTH - 22);
        byte[] block = new byte[MODULUS_LENGTH];
        System.arraycopy(fields, 0, block, 1, fields.length);
        block[0] = 0x6A;
        block[1] = 0x02;
        block[11] = 0x01;
        block[MODULUS_LENGTH - 1] = (byte) 0xBC;
        byte[] remainder = data.consumeBytes(40);
        byte[] exponent = data.consumeRemainingAsBytes();
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(block, 1, MODULUS_LENGTH - 22);
        sha1.update(remainder);
        byte[] hash = sha1.digest(exponent);
        System.arraycopy(hash, 0, block, MODULUS_LENGTH - 21, hash.length);
        OdaResult<RsaIssuerPublicKey> result = ODA.recoverIssuerKey(
                CA, CA_KEY.apply(Bytes.of(block)), Optional.of(Bytes.of(remainder)), Bytes.of(exponent), PAN);
        result.verified()
                .ifPresent(issuer ->
                        assertEquals(Bytes.of(exponent), issuer.publicKey().exponent()));
        assertTrue(result.refusal()
                .map(refusal -> refusal.check() != OdaCheck.HASH)
                .orElse(true));
    }

    @FuzzTest
    void eccIssuerCertificate(byte[] data) {
        Bytes certificate = Bytes.of(data);
        assertTrue(EccOda.recoverCaKey(certificate).verified().isEmpty() || certificate.length() > 100);
        for (SignatureSuite suite : SignatureSuite.values()) {
            OdaResult<?> result = new EccOda(TODAY.atStartOfDay(), RevocationList.EMPTY)
                    .recoverIssuerKey(ca(suite), certificate, PAN);
            assertTrue(result.refusal().isPresent());
        }
    }

    private static EccCaPublicKey ca(SignatureSuite suite) {
        try (EccSigningKey key = EccSigningKey.of(suite, Bytes.ofUnsigned(7))) {
            return EccCaPublicKey.of(RID, 1, suite, key.x());
        }
    }

    /** The same key at every run. */
    private static RsaSigningKey caKey() {
        Random random = new Random(1);
        BigInteger p = prime(random);
        BigInteger q = prime(random);
        BigInteger one = BigInteger.ONE;
        BigInteger d = BigInteger.valueOf(3).modInverse(p.subtract(one).multiply(q.subtract(one)));
        return RsaSigningKey.of(RsaPublicKey.of(bytes(p.multiply(q)), Bytes.fromHex("03")), bytes(d));
    }

    /** Both top bits set, so that a product has its full length; not 1 modulo 3, the exponent. */
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
}
