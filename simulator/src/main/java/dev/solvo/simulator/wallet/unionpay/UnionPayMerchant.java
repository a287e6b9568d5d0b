package dev.solvo.simulator.wallet.unionpay;

import dev.solvo.simulator.wallet.WalletTestKeys;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A merchant that the simulated UnionPay knows, and the keys on both sides.
 *
 * @param merchantId merId, 15 digits
 * @param certificateId certId, the decimal serial number of the merchant's certificate
 * @param merchantKey checks the merchant's signatures
 * @param signingKey signs UnionPay's answers
 * @param signingCertificate of that key, in PEM, sent as signPubKeyCert
 */
public record UnionPayMerchant(
        String merchantId,
        String certificateId,
        PublicKey merchantKey,
        PrivateKey signingKey,
        String signingCertificate) {
    /** The merchant of the test keys: 777290058110048 with certificate 68759663125. */
    public static UnionPayMerchant testOnly() {
        WalletTestKeys keys = new WalletTestKeys();
        return new UnionPayMerchant(
                "777290058110048",
                "68759663125",
                keys.merchantPublicKey(),
                keys.platformPrivateKey(),
                keys.alipayCertificate());
    }

    /** No key. */
    @Override
    public String toString() {
        return "UnionPayMerchant[" + merchantId + "]";
    }
}
