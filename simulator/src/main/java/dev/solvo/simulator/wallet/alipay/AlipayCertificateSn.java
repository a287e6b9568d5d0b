package dev.solvo.simulator.wallet.alipay;

import dev.solvo.simulator.wallet.WalletTestKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Alipay's own serial numbers of certificates: MD5 over the issuer's name and the decimal serial number. */
final class AlipayCertificateSn {
    private static final String END = "-----END CERTIFICATE-----";
    /** Certificates signed with RSA; Alipay leaves the others out. */
    private static final String RSA_SIGNATURES = "1.2.840.113549.1.1";

    private AlipayCertificateSn() {}

    static String of(X509Certificate certificate) {
        String text = certificate.getIssuerX500Principal().getName()
                + certificate.getSerialNumber().toString();
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    static String ofRoots(String pems) {
        List<String> numbers = new ArrayList<>();
        int from = 0;
        for (int end = pems.indexOf(END); end >= 0; end = pems.indexOf(END, from)) {
            X509Certificate certificate = WalletTestKeys.certificate(
                    pems.substring(from, end + END.length()).trim());
            if (certificate.getSigAlgOID().startsWith(RSA_SIGNATURES)) {
                numbers.add(of(certificate));
            }
            from = end + END.length();
        }
        return String.join("_", numbers);
    }
}
