package dev.solvo.qr.unionpay;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Whose answers count as UnionPay's. ACP 5.1.0 sends the certificate of the signing key with each message; it has to
 * lead to UnionPay's root, to be valid now, and to be UnionPay's by its subject's common name.
 */
public final class UnionPayTrust {
    /** The owner that a production certificate names, alone or as the third part of {@code 041@Z12@…@00040000}. */
    public static final String UNIONPAY_NAME = "中国银联股份有限公司";

    private static final int MAXIMUM_CERTIFICATE_LENGTH = 16_384;

    private final Optional<X509Certificate> root;
    private final List<X509Certificate> intermediates;
    private final Optional<PublicKey> pinned;
    private final Set<String> names;

    private UnionPayTrust(
            Optional<X509Certificate> root,
            List<X509Certificate> intermediates,
            Optional<PublicKey> pinned,
            Set<String> names) {
        this.root = root;
        this.intermediates = List.copyOf(intermediates);
        this.pinned = pinned;
        this.names = Set.copyOf(names);
    }

    /** Certificates below this root, by way of these intermediate ones (acp_prod_root.cer, acp_prod_middle.cer). */
    public static UnionPayTrust certificates(X509Certificate root, List<X509Certificate> intermediates) {
        return new UnionPayTrust(Optional.of(root), intermediates, Optional.empty(), Set.of(UNIONPAY_NAME));
    }

    /** One key whatever certificate is sent along: for simulators and for keys that were handed over in person. */
    public static UnionPayTrust pinned(PublicKey key) {
        return new UnionPayTrust(Optional.empty(), List.of(), Optional.of(key), Set.of());
    }

    /** The same, also taking a certificate of this common name: {@code 00040000:SIGN} of UnionPay's test host. */
    public UnionPayTrust alsoNamed(String commonName) {
        List<String> more = new ArrayList<>(names);
        more.add(commonName);
        return new UnionPayTrust(root, intermediates, pinned, Set.copyOf(more));
    }

    /** The key of a certificate that is to be trusted at that time, in PEM or bare base64; empty if it is not. */
    Optional<PublicKey> keyOf(String certificateText, Instant now) {
        if (pinned.isPresent()) {
            return pinned;
        }
        if (certificateText.isEmpty() || certificateText.length() > MAXIMUM_CERTIFICATE_LENGTH || !root.isPresent()) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem(certificateText)));
            if (!names.contains(owner(certificate))) {
                return Optional.empty();
            }
            List<X509Certificate> chain = new ArrayList<>(intermediates);
            chain.add(0, certificate);
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.get(), null)));
            // UnionPay publishes no revocation list that a till could ask.
            parameters.setRevocationEnabled(false);
            parameters.setDate(java.util.Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.of(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] pem(String text) throws CertificateException {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            throw new CertificateException("empty");
        }
        String whole = trimmed.startsWith("-----BEGIN")
                ? trimmed
                : "-----BEGIN CERTIFICATE-----\n" + trimmed + "\n-----END CERTIFICATE-----\n";
        return whole.getBytes(StandardCharsets.US_ASCII);
    }

    static String owner(X509Certificate certificate) throws CertificateException {
        String name = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        for (String part : name.split(",", -1)) {
            if (part.toUpperCase(Locale.ROOT).startsWith("CN=")) {
                String[] owner = part.substring(3).split("@", -1);
                return owner.length > 2 ? owner[2] : part.substring(3);
            }
        }
        throw new CertificateException("no common name");
    }

    @Override
    public String toString() {
        return pinned.isPresent()
                ? "UnionPayTrust[pinned key]"
                : "UnionPayTrust[root and " + intermediates.size() + "]";
    }
}
