package dev.solvo.simulator.wallet.alipay;

import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.tlv.Bytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/**
 * An app that the simulated Alipay knows, and the keys on both sides.
 *
 * @param appId app_id
 * @param sellerId seller_id, named in notifications
 * @param appKey checks the app's signatures
 * @param signingKey signs Alipay's answers and notifications
 * @param appCertificateSn app_cert_sn that the app sends in certificate mode
 * @param rootCertificateSn alipay_root_cert_sn that it sends beside
 * @param alipayCertificateSn alipay_cert_sn that Alipay sends in certificate mode
 * @param contentKey the AES key of encrypted contents, if the app has one
 */
public record AlipayMerchant(
        String appId,
        String sellerId,
        PublicKey appKey,
        PrivateKey signingKey,
        String appCertificateSn,
        String rootCertificateSn,
        String alipayCertificateSn,
        Optional<Bytes> contentKey) {
    /** The app of the test keys, 2021000000000001; it may use public keys or certificates. */
    public static AlipayMerchant testOnly() {
        WalletTestKeys keys = new WalletTestKeys();
        return new AlipayMerchant(
                "2021000000000001",
                "2088000000000001",
                keys.merchantPublicKey(),
                keys.platformPrivateKey(),
                AlipayCertificateSn.of(WalletTestKeys.certificate(keys.alipayAppCertificate())),
                AlipayCertificateSn.ofRoots(keys.alipayRootCertificates()),
                AlipayCertificateSn.of(WalletTestKeys.certificate(keys.alipayCertificate())),
                Optional.empty());
    }

    /** The same with an AES key. */
    public AlipayMerchant withContentKey(Bytes key) {
        return new AlipayMerchant(
                appId,
                sellerId,
                appKey,
                signingKey,
                appCertificateSn,
                rootCertificateSn,
                alipayCertificateSn,
                Optional.of(key));
    }

    /** No key. */
    @Override
    public String toString() {
        return "AlipayMerchant[" + appId + "]";
    }
}
