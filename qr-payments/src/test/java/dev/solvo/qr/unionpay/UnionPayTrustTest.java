package dev.solvo.qr.unionpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnionPayTrustTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    static String pem(String name) {
        try (InputStream in = UnionPayTrustTest.class.getResourceAsStream("test-only-" + name + ".pem")) {
            if (in == null) {
                throw new IllegalStateException("no test certificate " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static X509Certificate certificate(String name) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem(name).getBytes(StandardCharsets.US_ASCII)));
    }

    private static UnionPayTrust trust() throws GeneralSecurityException {
        return UnionPayTrust.certificates(certificate("root"), List.of(certificate("mid")));
    }

    @Test
    void aCertificateOfUnionPayBelowTheRootIsTrusted() throws GeneralSecurityException {
        assertEquals(
                certificate("unionpay").getPublicKey(),
                trust().keyOf(pem("unionpay"), NOW).orElseThrow());
    }

    @Test
    void bareBase64AndOtherLineEndsAreRead() throws GeneralSecurityException {
        String bare = pem("unionpay").replaceAll("-----[A-Z ]+-----", "").trim();
        assertTrue(trust().keyOf(bare, NOW).isPresent());
        assertTrue(trust().keyOf(pem("unionpay").replace("\n", "\r\n"), NOW).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "forged", "test-host", "mid", "root"})
    void everyOtherCertificateIsNot(String name) throws GeneralSecurityException {
        assertFalse(trust().keyOf(pem(name), NOW).isPresent());
    }

    @Test
    void theTestHostIsTrustedWhereItIsNamed() throws GeneralSecurityException {
        UnionPayTrust testing = trust().alsoNamed("00040000:SIGN");
        assertTrue(testing.keyOf(pem("test-host"), NOW).isPresent());
        assertTrue(testing.keyOf(pem("unionpay"), NOW).isPresent());
        assertFalse(testing.keyOf(pem("stranger"), NOW).isPresent());
    }

    @Test
    void aCertificateIsTrustedInItsOwnTimeOnly() throws GeneralSecurityException {
        assertFalse(trust().keyOf(pem("unionpay"), Instant.parse("2020-01-01T00:00:00Z"))
                .isPresent());
        assertFalse(trust().keyOf(pem("unionpay"), Instant.parse("2200-01-01T00:00:00Z"))
                .isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "AA+/==", "-----BEGIN CERTIFICATE-----\r\nAA+/==\r\n-----END CERTIFICATE-----\r\n", "咖啡"
            })
    void whatIsNoCertificateIsNotTrusted(String text) throws GeneralSecurityException {
        assertFalse(trust().keyOf(text, NOW).isPresent());
    }
}
