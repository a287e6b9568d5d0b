package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a card sends, the answer is a refusal: never an exception, never a proof. */
final class HostileInputTest {
    private static final RsaOda RSA = new RsaOda(TestKeys.TODAY, RevocationList.EMPTY);
    private static final EccOda ECC = new EccOda(LocalDateTime.of(2026, 6, 15, 12, 0), RevocationList.EMPTY);
    private static final RsaIccPublicKey RSA_ICC = TestKeys.icc(TestKeys.ICC.publicKey());

    @Provide
    Arbitrary<Bytes> anything() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Bytes::of);
    }

    /** Blocks with a right frame and anything inside, signed by the right key: what only a rogue issuer could send. */
    @Provide
    Arbitrary<Bytes> contents() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(TestKeys.ISSUER.publicKey().modulusLength())
                .map(Bytes::of);
    }

    @Property(tries = 300)
    void rsa_anyBytes(
            @ForAll("anything") Bytes certificate,
            @ForAll("anything") Bytes remainder,
            @ForAll("anything") Bytes exponent) {
        assertRefused(RSA.recoverIssuerKey(TestKeys.ca(), certificate, Optional.of(remainder), exponent, TestKeys.PAN));
        assertRefused(RSA.recoverIccKey(
                TestKeys.issuer(), certificate, Optional.of(remainder), exponent, TestKeys.PAN, exponent));
        assertRefused(
                RSA.recoverPinKey(TestKeys.issuer(), certificate, Optional.of(remainder), exponent, TestKeys.PAN));
        assertRefused(RSA.verifySda(TestKeys.issuer(), certificate, remainder));
        assertRefused(RSA.verifyDda(RSA_ICC, certificate, remainder));
        assertRefused(RSA.verifyCda(RSA_ICC, certificate, Bytes.repeat(0, 4), 0x80, remainder));
    }

    @Property(tries = 150)
    void rsa_signedNonsense(
            @ForAll("contents") Bytes content,
            @ForAll("anything") Bytes remainder,
            @ForAll("anything") Bytes exponent) {
        for (int format : new int[] {2, 3, 4, 5}) {
            Bytes certificate = TestKeys.ISSUER.apply(framed(content, format, remainder, exponent));
            RsaCaPublicKey ca = RsaCaPublicKey.withoutChecksum(
                    TestKeys.RID, 1, TestKeys.ISSUER.publicKey().modulus(), Bytes.fromHex("03"));
            assertRefused(RSA.recoverIssuerKey(ca, certificate, Optional.of(remainder), exponent, TestKeys.PAN));
            assertRefused(
                    RSA.recoverPinKey(TestKeys.issuer(), certificate, Optional.of(remainder), exponent, TestKeys.PAN));
            RsaIccPublicKey icc = TestKeys.icc(TestKeys.ISSUER.publicKey());
            // A signature under the right hash is a proof when its lengths happen to fit: it must not throw, no more.
            OdaResult<DynamicDataAuthenticated> dda = RSA.verifyDda(icc, certificate, remainder.plus(exponent));
            assertNotEquals(dda.verified().isPresent(), dda.refusal().isPresent());
            assertRefused(RSA.verifyCda(icc, certificate, Bytes.repeat(0, 4), 0x80, remainder));
        }
    }

    private static Bytes framed(Bytes content, int format, Bytes remainder, Bytes exponent) {
        int hashAt = content.length() - 21;
        // The hash algorithm is where the format has it.
        int algorithmAt = format == 2 ? 11 : format == 4 ? 17 : 2;
        Bytes fields = Altered.withByte(Altered.withByte(content, 1, format), algorithmAt, 1)
                .slice(1, hashAt);
        Bytes hash = Bytes.of(
                Digests.sha1().digest(Bytes.concat(fields, remainder, exponent).toByteArray()));
        return Bytes.concat(Bytes.ofUnsigned(0x6A), fields, hash, Bytes.ofUnsigned(0xBC));
    }

    @Property(tries = 300)
    void ecc_anyBytes(@ForAll("anything") Bytes certificate, @ForAll("anything") Bytes data) {
        for (SignatureSuite suite : SignatureSuite.values()) {
            EccCaPublicKey ca = EccTestKeys.ca(suite, 1);
            EccIssuerPublicKey issuer =
                    new EccIssuerPublicKey(suite, ca.x(), Bytes.fromHex("41333300FF"), TestKeys.TODAY, TestKeys.SERIAL);
            EccIccPublicKey icc =
                    new EccIccPublicKey(suite, ca.x(), TestKeys.TODAY.atStartOfDay(), Bytes.fromHex("010203040506"));
            assertRefused(EccOda.recoverCaKey(headed("2000", certificate)));
            assertRefused(ECC.recoverIssuerKey(ca, certificate, TestKeys.PAN));
            assertRefused(ECC.recoverIssuerKey(ca, headed("1200", certificate), TestKeys.PAN));
            assertRefused(ECC.recoverIccKey(issuer, certificate, data));
            assertRefused(ECC.recoverIccKey(issuer, headed("140010", certificate), data));
            assertRefused(ECC.recoverOdeKey(issuer, headed("140000", certificate), data));
            assertRefused(ECC.verifyXda(icc, certificate, Bytes.fromHex("15").plus(data)));
            assertRefused(ECC.verifyXda(
                    icc,
                    Bytes.fromHex("15").plus(Bytes.repeat(0x3C, suite.signatureLength())),
                    Bytes.fromHex("15").plus(data)));
        }
    }

    private static Bytes headed(String header, Bytes rest) {
        return Bytes.fromHex(header).plus(rest);
    }

    private static void assertRefused(OdaResult<?> result) {
        assertTrue(result.refusal().isPresent());
    }
}
