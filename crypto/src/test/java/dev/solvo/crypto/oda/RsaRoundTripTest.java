package dev.solvo.crypto.oda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import java.time.YearMonth;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

/** What the issuer's side signs, the terminal's side verifies, for any key lengths, card numbers and data. */
final class RsaRoundTripTest {
    private static final RsaOda ODA = new RsaOda(TestKeys.TODAY, RevocationList.EMPTY);

    @Provide
    Arbitrary<Bytes> data() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(400).map(Bytes::of);
    }

    @Provide
    Arbitrary<Bytes> dynamicNumber() {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(2).ofMaxSize(8).map(Bytes::of);
    }

    /** A public key of any length: only its length matters where it is certified. */
    private static RsaPublicKey keyOf(int length, boolean longExponent) {
        return RsaPublicKey.of(Bytes.repeat(0x95, length), Bytes.fromHex(longExponent ? "010001" : "03"));
    }

    @Property(tries = 100)
    void chain(
            @ForAll @NumericChars @StringLength(min = 8, max = 19) String digits,
            @ForAll @IntRange(min = 3, max = 8) int issuerDigits,
            @ForAll @IntRange(min = 64, max = 248) int issuerKeyLength,
            @ForAll @IntRange(min = 64, max = 176) int iccKeyLength,
            @ForAll boolean longExponent,
            @ForAll("data") Bytes staticData) {
        Pan pan = Pan.of(digits);
        Bytes identifier = Bytes.fromHex((digits.substring(0, issuerDigits) + "FFFFFFFF").substring(0, 8));
        RsaPublicKey issuerKey = keyOf(issuerKeyLength, longExponent);
        RsaCertifiedKey issuer =
                TestKeys.CA.certifyIssuerKey(issuerKey, identifier, YearMonth.of(2049, 12), TestKeys.SERIAL);
        assertEquals(
                issuerKey,
                ODA.recoverIssuerKey(TestKeys.ca(), issuer.certificate(), issuer.remainder(), issuer.exponent(), pan)
                        .verified()
                        .orElseThrow()
                        .publicKey());
        assertEquals(issuerKeyLength > 248 - 36, issuer.remainder().isPresent());

        RsaPublicKey iccKey = keyOf(iccKeyLength, longExponent);
        RsaCertifiedKey icc =
                TestKeys.ISSUER.certifyIccKey(iccKey, pan, YearMonth.of(2026, 6), TestKeys.SERIAL, staticData);
        assertEquals(
                iccKey,
                ODA.recoverIccKey(
                                TestKeys.issuer(), icc.certificate(), icc.remainder(), icc.exponent(), pan, staticData)
                        .verified()
                        .orElseThrow()
                        .publicKey());
        assertEquals(iccKeyLength > 176 - 42, icc.remainder().isPresent());
    }

    @Property(tries = 100)
    void signatures(
            @ForAll("dynamicNumber") Bytes number,
            @ForAll("data") Bytes data,
            @ForAll @IntRange(min = 0, max = 255) int cid,
            @ForAll @IntRange(min = 0, max = 70) int additionalLength) {
        Bytes additional = Bytes.repeat(0xA5, additionalLength);
        RsaIccPublicKey icc = TestKeys.icc(TestKeys.ICC.publicKey());
        assertEquals(
                number,
                ODA.verifyDda(icc, TestKeys.ICC.signDynamicData(number, additional, data), data)
                        .verified()
                        .orElseThrow()
                        .iccDynamicNumber());

        Bytes cryptogram = Bytes.repeat(cid, 8);
        Bytes unpredictableNumber = Bytes.repeat(additionalLength, 4);
        Bytes signature = TestKeys.ICC.signCombinedData(number, cid, cryptogram, additional, data, unpredictableNumber);
        CombinedDataAuthenticated proof = ODA.verifyCda(icc, signature, unpredictableNumber, cid, data)
                .verified()
                .orElseThrow();
        assertEquals(number, proof.iccDynamicNumber());
        assertEquals(cryptogram, proof.applicationCryptogram());
        assertEquals(
                1 + number.length() + 29 + additionalLength,
                proof.iccDynamicData().length());

        Bytes code = Bytes.ofUnsigned(cid, additionalLength);
        assertEquals(
                code,
                ODA.verifySda(TestKeys.issuer(), TestKeys.ISSUER.signStaticData(code, data), data)
                        .verified()
                        .orElseThrow()
                        .dataAuthenticationCode());
    }
}
