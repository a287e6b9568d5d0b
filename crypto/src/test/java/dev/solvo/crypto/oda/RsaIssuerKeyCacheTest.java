package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of an issuer's certificate, and what is not. */
final class RsaIssuerKeyCacheTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Bytes RID = Bytes.fromHex("A000000003");
    private static final Pan PAN = Pan.of("4761739001010119");
    private static final RsaSigningKey AUTHORITY = generate(1024, 3);
    private static final RsaSigningKey ISSUER = generate(1024, 3);
    private static final RsaCaPublicKey CA = ca(AUTHORITY);
    private static final RsaCertifiedKey CERTIFIED = certified(AUTHORITY, ISSUER.publicKey(), 1);

    private final RsaIssuerKeyCache cache = RsaIssuerKeyCache.of(2);

    @Test
    void aCertificateSeenAgainGivesTheSameKey() {
        for (int i = 0; i < 4; i++) {
            RsaIssuerPublicKey key = recover(CA, CERTIFIED, TODAY, RevocationList.EMPTY, PAN)
                    .verified()
                    .orElseThrow();
            assertEquals(ISSUER.publicKey(), key.publicKey());
            assertEquals(Bytes.fromHex("000001"), key.serialNumber());
            assertEquals(1, cache.size());
            Bytes block = Bytes.concat(Bytes.fromHex("00"), Bytes.repeat(0x5A, 127));
            assertEquals(ISSUER.publicKey().apply(block), key.publicKey().apply(block));
        }
    }

    @Test
    void whatCanChangeIsCheckedEachTime() {
        recover(CA, CERTIFIED, TODAY, RevocationList.EMPTY, PAN);
        assertEquals(1, cache.size());
        assertFails(OdaCheck.EXPIRY, recover(CA, CERTIFIED, LocalDate.of(2050, 1, 1), RevocationList.EMPTY, PAN));
        assertFails(
                OdaCheck.ISSUER_IDENTIFIER,
                recover(CA, CERTIFIED, TODAY, RevocationList.EMPTY, Pan.of("5413339999999990")));
        RevocationList revoked = RevocationList.of(List.of(new RevocationList.Entry(RID, 1, Bytes.fromHex("000001"))));
        assertFails(OdaCheck.REVOKED, recover(CA, CERTIFIED, TODAY, revoked, PAN));
    }

    @Test
    void anyOtherByteIsAnotherCertificate() {
        recover(CA, CERTIFIED, TODAY, RevocationList.EMPTY, PAN);
        Bytes certificate = CERTIFIED.certificate();
        for (int i = 0; i < certificate.length(); i++) {
            byte[] altered = certificate.toByteArray();
            altered[i] ^= 1;
            assertInstanceOf(
                    OdaResult.Refused.class,
                    oda(TODAY, RevocationList.EMPTY)
                            .recoverIssuerKey(CA, Bytes.of(altered), CERTIFIED.remainder(), CERTIFIED.exponent(), PAN));
        }
        byte[] remainder = CERTIFIED.remainder().orElseThrow().toByteArray();
        remainder[remainder.length - 1] ^= 1;
        assertFails(
                OdaCheck.HASH,
                oda(TODAY, RevocationList.EMPTY)
                        .recoverIssuerKey(
                                CA, certificate, Optional.of(Bytes.of(remainder)), CERTIFIED.exponent(), PAN));
        assertFails(
                OdaCheck.HASH,
                oda(TODAY, RevocationList.EMPTY)
                        .recoverIssuerKey(CA, certificate, CERTIFIED.remainder(), Bytes.fromHex("05"), PAN));
        assertInstanceOf(
                OdaResult.Refused.class, recover(ca(generate(1024, 3)), CERTIFIED, TODAY, RevocationList.EMPTY, PAN));
        assertEquals(1, cache.size());
    }

    @Test
    void whatFailsIsNotKept() {
        recover(CA, CERTIFIED, LocalDate.of(2050, 1, 1), RevocationList.EMPTY, PAN);
        recover(CA, CERTIFIED, TODAY, RevocationList.EMPTY, Pan.of("5413339999999990"));
        assertEquals(0, cache.size());
    }

    @Test
    void theOneThatWasNotUsedLongestGivesWay() {
        List<RsaCertifiedKey> certificates = new ArrayList<>();
        for (int serial = 1; serial <= 5; serial++) {
            certificates.add(certified(AUTHORITY, ISSUER.publicKey(), serial));
        }
        for (RsaCertifiedKey certificate : certificates) {
            assertTrue(recover(CA, certificate, TODAY, RevocationList.EMPTY, PAN)
                    .verified()
                    .isPresent());
            assertTrue(cache.size() <= 2);
        }
        assertTrue(cache.find(key(certificates.get(4))).isPresent());
        assertTrue(cache.find(key(certificates.get(3))).isPresent());
        assertTrue(cache.find(key(certificates.get(0))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void sizesOutOfBoundsAreRefused(int size) {
        assertThrows(IllegalArgumentException.class, () -> RsaIssuerKeyCache.of(size));
    }

    /** The numbers at which an estimate by the reciprocal is furthest off are those next to multiples of the modulus. */
    @Test
    void theReciprocalGivesWhatModPowGives() {
        Random random = new Random(7);
        for (int bits : new int[] {512, 1000, 1024, 1152, 1408, 1984}) {
            for (int i = 0; i < 400; i++) {
                int length = (bits + 7) / 8;
                BigInteger modulus =
                        new BigInteger(bits - 1, random).setBit(bits - 1).setBit(0);
                RsaPublicKey key = RsaPublicKey.of(UnsignedNumber.toBytes(modulus, length), Bytes.fromHex("03"));
                BigInteger number = switch (i % 4) {
                    case 0 -> modulus.subtract(BigInteger.valueOf(1 + i / 4));
                    case 1 -> BigInteger.valueOf(i / 4);
                    case 2 -> modulus.shiftRight(1).add(BigInteger.valueOf(i / 4));
                    default -> new BigInteger(bits, random).mod(modulus);
                };
                Bytes block = UnsignedNumber.toBytes(number, length);
                assertEquals(
                        UnsignedNumber.toBytes(number.modPow(BigInteger.valueOf(3), modulus), length),
                        key.withReciprocal().apply(block));
            }
        }
        RsaPublicKey other = RsaPublicKey.of(ISSUER.publicKey().modulus(), Bytes.fromHex("010001"));
        assertEquals(
                other.apply(Bytes.repeat(0xFF, 128)), other.withReciprocal().apply(Bytes.repeat(0xFF, 128)));
        RsaPublicKey three = ISSUER.publicKey();
        assertEquals(
                three.apply(Bytes.repeat(0xFF, 128)), three.withReciprocal().apply(Bytes.repeat(0xFF, 128)));
    }

    private RsaOda oda(LocalDate today, RevocationList revoked) {
        return new RsaOda(today, revoked, cache);
    }

    private OdaResult<RsaIssuerPublicKey> recover(
            RsaCaPublicKey ca, RsaCertifiedKey certified, LocalDate today, RevocationList revoked, Pan pan) {
        return oda(today, revoked)
                .recoverIssuerKey(ca, certified.certificate(), certified.remainder(), certified.exponent(), pan);
    }

    private static RsaIssuerKeyCache.Key key(RsaCertifiedKey certified) {
        return new RsaIssuerKeyCache.Key(
                CA.publicKey(),
                certified.certificate(),
                certified.remainder().orElse(Bytes.EMPTY),
                certified.exponent());
    }

    private static void assertFails(OdaCheck check, OdaResult<?> result) {
        assertEquals(check, assertInstanceOf(OdaResult.Refused.class, result).check());
    }

    private static RsaCaPublicKey ca(RsaSigningKey key) {
        return RsaCaPublicKey.withoutChecksum(
                RID, 1, key.publicKey().modulus(), key.publicKey().exponent());
    }

    private static RsaCertifiedKey certified(RsaSigningKey authority, RsaPublicKey key, int serial) {
        return authority.certifyIssuerKey(
                key, Bytes.fromHex("476173FF"), YearMonth.of(2049, 12), Bytes.ofUnsigned(0, 0, serial));
    }

    private static RsaSigningKey generate(int bits, int exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
            KeyPair pair = generator.generateKeyPair();
            return RsaSigningKey.of(
                    RsaPublicKey.of(
                            UnsignedNumber.toBytes(((RSAPublicKey) pair.getPublic()).getModulus(), bits / 8),
                            Bytes.ofUnsigned(exponent)),
                    UnsignedNumber.toBytes(((RSAPrivateKey) pair.getPrivate()).getPrivateExponent(), bits / 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
