package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.Optional;

/** Any bytes as certificates: refused, whatever they are, for nobody signed them. */
final class OdaFuzzTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Bytes RID = Bytes.fromHex("A0000000FF");
    private static final Pan PAN = Pan.of("4133330089010434");
    private static final int MODULUS_LENGTH = 128;

    @FuzzTest
    void rsaIssuerCertificate(FuzzedDataProvider data) {
        // With exponent 3 any block that is a cube root can be chosen, so the fuzzer may reach what follows the frame.
        RsaCaPublicKey ca =
                RsaCaPublicKey.withoutChecksum(RID, 1, Bytes.repeat(0x95, MODULUS_LENGTH), Bytes.fromHex("03"));
        Bytes certificate = Bytes.of(data.consumeBytes(MODULUS_LENGTH + 1));
        Bytes remainder = Bytes.of(data.consumeBytes(40));
        Bytes exponent = Bytes.of(data.consumeRemainingAsBytes());
        RsaOda oda = new RsaOda(TODAY, RevocationList.EMPTY);
        OdaResult<?> result = oda.recoverIssuerKey(ca, certificate, Optional.of(remainder), exponent, PAN);
        assertTrue(result.verified().isEmpty());
        assertEquals(result, oda.recoverIssuerKey(ca, certificate, Optional.of(remainder), exponent, PAN));
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
}
