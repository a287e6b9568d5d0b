package dev.solvo.simulator.wallet.wechat;

import dev.solvo.simulator.wallet.WalletTestKeys;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Locale;
import java.util.Optional;

/**
 * A merchant that the simulated WeChat Pay knows, or a service provider with his merchant, and the keys on both sides.
 *
 * @param appId appid that belongs to the merchant, of a service provider his own (sp_appid)
 * @param merchantId mchid, of a service provider his own (sp_mchid)
 * @param merchantSerial serial_no of the merchant's certificate
 * @param merchantKey checks the merchant's signatures
 * @param signingKey signs WeChat Pay's answers and notifications
 * @param platformSerial Wechatpay-Serial: the id of a public key, or the serial number of a certificate
 * @param platformCertificate in PEM, for /v3/certificates; a merchant in public-key mode has none
 * @param v3Key APIv3 key, 32 characters
 * @param v2Key APIv2 key, 32 characters
 * @param subMerchantId sub_mchid of the merchant that a service provider acts for; empty for a merchant of its own
 */
public record WeChatPayMerchant(
        String appId,
        String merchantId,
        String merchantSerial,
        PublicKey merchantKey,
        PrivateKey signingKey,
        String platformSerial,
        Optional<String> platformCertificate,
        String v3Key,
        String v2Key,
        Optional<String> subMerchantId) {
    private static final String APP_ID = "wxd678efh567hg6787";

    /** The merchant of the test keys, 1900000001, in public-key mode. */
    public static WeChatPayMerchant testOnly() {
        WalletTestKeys keys = new WalletTestKeys();
        return of(keys, keys.weChatPublicKeyId(), Optional.empty());
    }

    /** The same merchant in certificate mode. */
    public static WeChatPayMerchant testOnlyWithCertificate() {
        WalletTestKeys keys = new WalletTestKeys();
        String pem = keys.alipayCertificate();
        String serial =
                WalletTestKeys.certificate(pem).getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return of(keys, serial, Optional.of(pem));
    }

    private static WeChatPayMerchant of(WalletTestKeys keys, String serial, Optional<String> certificate) {
        return new WeChatPayMerchant(
                APP_ID,
                keys.weChatMerchantId(),
                keys.weChatMerchantSerial(),
                keys.merchantPublicKey(),
                keys.platformPrivateKey(),
                serial,
                certificate,
                keys.weChatV3Key(),
                keys.weChatV2Key(),
                Optional.empty());
    }

    /** The same as a service provider who acts for that merchant alone. */
    public WeChatPayMerchant actingFor(String subMerchant) {
        return new WeChatPayMerchant(
                appId,
                merchantId,
                merchantSerial,
                merchantKey,
                signingKey,
                platformSerial,
                platformCertificate,
                v3Key,
                v2Key,
                Optional.of(subMerchant));
    }

    /** No key. */
    @Override
    public String toString() {
        return "WeChatPayMerchant[" + merchantId + "]";
    }
}
