package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/** What WeChat Pay said when asked for its platform certificates. */
public sealed interface WeChatPayCertificates {
    /**
     * The certificates of now, authentic by the APIv3 key; during a rotation there are two.
     *
     * @param certificates none of them expired
     */
    record Downloaded(List<X509Certificate> certificates) implements WeChatPayCertificates {
        /** Copies the list. */
        public Downloaded {
            certificates = List.copyOf(certificates);
        }

        /** Adds each key under its certificate's serial number; keys that are there stay. */
        public void addTo(VerificationKeys keys) {
            certificates.forEach(c -> keys.add(serialNumber(c), c.getPublicKey()));
        }
    }

    /**
     * The merchant has no platform certificates but a public key of WeChat Pay ({@code PUB_KEY_ID_…}), which is handed out
     * in the merchant platform: no error. Merchants since about October 2024 are such.
     */
    record PublicKeyOnly() implements WeChatPayCertificates {}

    /** The answer cannot be trusted or understood; the keys of before stay in use. */
    record NotKnown(UnknownCause cause, String walletCode) implements WeChatPayCertificates {}

    /** A certificate's serial number as {@code Wechatpay-Serial} writes it: upper-case hex. */
    static String serialNumber(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }
}
