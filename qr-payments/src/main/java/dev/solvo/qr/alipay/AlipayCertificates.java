package dev.solvo.qr.alipay;

import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** The names of certificates in Alipay's certificate mode (app_cert_sn, alipay_cert_sn, alipay_root_cert_sn). */
public final class AlipayCertificates {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
    /** The object identifiers of RSA signatures begin so. */
    private static final String RSA = "1.2.840.113549.1.1";

    private static final Bytes RSA_IN_DER = Bytes.fromHex("2A864886F70D0101");

    private AlipayCertificates() {}

    /**
     * The name of a certificate.
     *
     * @return 32 lower-case hex digits: the MD5 of the issuer by RFC 2253 and the decimal serial number
     */
    public static String serialNumber(X509Certificate certificate) {
        return serialNumber(
                certificate.getIssuerX500Principal().getName(X500Principal.RFC2253), certificate.getSerialNumber());
    }

    /** The name of the certificate with this issuer, by RFC 2253, and this serial number. */
    public static String serialNumber(String issuer, BigInteger serial) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest((issuer + serial).getBytes(StandardCharsets.UTF_8));
            return Bytes.of(hash).toHex().toLowerCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    /**
     * The name of Alipay's root certificates (alipayRootCert.crt): the names of those with an RSA signature, joined by
     * "_"; others are left out, also those that this Java cannot read, such as SM2.
     *
     * @param bundle PEM, one certificate after the other
     * @throws IllegalArgumentException if there is no certificate with an RSA signature, or an unreadable one
     */
    public static String rootSerialNumbers(String bundle) {
        List<String> names = new ArrayList<>();
        Matcher blocks = PEM.matcher(bundle);
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(1));
            try {
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
                if (certificate.getSigAlgOID().startsWith(RSA)) {
                    names.add(serialNumber(certificate));
                }
            } catch (CertificateException e) {
                if (Bytes.of(der).toHex().contains(RSA_IN_DER.toHex())) {
                    throw new IllegalArgumentException("a root certificate with an RSA signature cannot be read", e);
                }
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no root certificate with an RSA signature");
        }
        return String.join("_", names);
    }

    /**
     * The keys of Alipay's certificates (alipayCertPublicKey_RSA2.crt) under their names. The first one serves messages
     * that name no certificate too, as trade notifications do not.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static VerificationKeys keys(List<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificate of Alipay");
        }
        VerificationKeys keys = VerificationKeys.of("", certificates.get(0).getPublicKey());
        certificates.forEach(certificate -> keys.add(serialNumber(certificate), certificate.getPublicKey()));
        return keys;
    }
}
