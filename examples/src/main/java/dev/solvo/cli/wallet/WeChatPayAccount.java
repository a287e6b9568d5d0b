package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.WeChatPayCertificates;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.qr.wechat.WeChatPayProtocol;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.joda.money.CurrencyUnit;

/** WeChat Pay's part of a merchant's configuration. */
final class WeChatPayAccount {
    private final ConfigFields fields;
    private final Optional<PrivateKey> key;
    private final Optional<X509Certificate> certificate;
    private final WeChatPayProtocol codePayments;
    private final WeChatPayProtocol refunds;
    private final URI host;

    private WeChatPayAccount(ConfigFields fields) {
        this.fields = fields;
        key = fields.requiredSecretFile("privateKeyFile", KeyFile::privateKey);
        certificate = fields.optionalFile("certificateFile", KeyFile::certificate);
        codePayments = protocol("codePayments", "v2", "v3");
        refunds = protocol("refunds", "v3", "v2");
        host = fields.address("host").orElse(WeChatPayConfig.PRODUCTION);
    }

    private WeChatPayProtocol protocol(String name, String first, String second) {
        return fields.word(name, first, second).equals("v2") ? WeChatPayProtocol.V2 : WeChatPayProtocol.V3;
    }

    static Optional<MerchantConfig.Parts> read(ConfigFields fields, Clock clock, Random random) {
        return new WeChatPayAccount(fields).read(clock, random);
    }

    private Optional<MerchantConfig.Parts> read(Clock clock, Random random) {
        Optional<WeChatPayConfig.Builder> begun = begin();
        settings(begun);
        boolean v2 = codePayments == WeChatPayProtocol.V2 || refunds == WeChatPayProtocol.V2;
        if (v2 && !fields.has("certificateFile") && "https".equals(host.getScheme())) {
            fields.error("certificateFile", "is needed: v2 takes orders back and refunds by mutual TLS only");
        }
        if (begun.isEmpty() || !fields.errors().isEmpty()) {
            return Optional.empty();
        }
        try {
            WeChatPayGateway gateway =
                    new WeChatPayGateway(begun.get().host(host).build(), clock, random);
            return Optional.of(new MerchantConfig.Parts(gateway, host, clientCertificate()));
        } catch (IllegalArgumentException refused) {
            fields.error("apiV2KeyFile", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<SSLContext> clientCertificate() {
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClientCertificate.of(key.get(), certificate.get()));
        } catch (IllegalArgumentException refused) {
            fields.error("certificateFile", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<WeChatPayConfig.Builder> begin() {
        Optional<String> appId = fields.text("appId");
        Optional<String> merchantId = fields.text("merchantId");
        Optional<String> serial = fields.optional("certificateSerial");
        if (!fields.has("certificateSerial") && !fields.has("certificateFile")) {
            fields.error("certificateFile", "is needed, or certificateSerial");
        }
        Optional<ApiV3Key> v3 = fields.requiredSecretFile("apiV3KeyFile", file -> ApiV3Key.of(file.secret()));
        VerificationKeys keys = verificationKeys();
        if (appId.isEmpty()
                || merchantId.isEmpty()
                || key.isEmpty()
                || v3.isEmpty()
                || !fields.errors().isEmpty()) {
            return Optional.empty();
        }
        String name = serial.orElseGet(
                () -> certificate.map(WeChatPayCertificates::serialNumber).orElse(""));
        try {
            SigningKey signer = SigningKey.of(RequestSigner.software(name, key.get()));
            return Optional.of(WeChatPayConfig.builder(appId.get(), merchantId.get(), signer, keys, v3.get()));
        } catch (IllegalArgumentException refused) {
            fields.error("merchantId", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private VerificationKeys verificationKeys() {
        VerificationKeys keys = VerificationKeys.none();
        Optional<String> id = fields.optional("publicKeyId");
        Optional<PublicKey> publicKey = fields.optionalFile("publicKeyFile", KeyFile::publicKey);
        List<X509Certificate> platform = fields.files("platformCertificateFiles", KeyFile::certificate);
        if (fields.has("publicKeyId") != fields.has("publicKeyFile")) {
            fields.error("publicKeyId", "goes together with publicKeyFile");
        } else if (!fields.has("publicKeyId") && !fields.has("platformCertificateFiles")) {
            fields.error("publicKeyId", "is needed with publicKeyFile, or platformCertificateFiles, or all of them");
        }
        publicKey.ifPresent(known -> keys.add(id.orElse(""), known));
        platform.forEach(known -> keys.add(WeChatPayCertificates.serialNumber(known), known.getPublicKey()));
        return keys;
    }

    /** Every key is read, also when the account cannot be made, so that all errors are found. */
    private void settings(Optional<WeChatPayConfig.Builder> begun) {
        WeChatPayConfig.Builder builder = begun.orElseGet(() -> WeChatPayConfig.builder(
                "0",
                "0",
                SigningKey.of(UnusedSigner.INSTANCE),
                VerificationKeys.none(),
                ApiV3Key.of("0".repeat(ApiV3Key.LENGTH))));
        builder.codePayments(codePayments).refunds(refunds);
        fields.optional("publicKeyId").ifPresent(id -> fields.check("publicKeyId", () -> builder.publicKeyId(id)));
        V2SignType signType =
                fields.word("v2SignType", "MD5", "HMAC-SHA256").equals("MD5") ? V2SignType.MD5 : V2SignType.HMAC_SHA256;
        fields.secretFile("apiV2KeyFile", file -> ApiV2Key.of(file.secret()))
                .ifPresent(secret -> builder.v2(secret, signType));
        fields.address("notifyUrl").ifPresent(url -> fields.check("notifyUrl", () -> builder.notifyUrl(url)));
        Optional<String> subMerchant = fields.optional("subMerchantId");
        Optional<String> subApp = fields.optional("subAppId");
        if (!fields.has("subMerchantId") && subApp.isPresent()) {
            fields.error("subAppId", "goes together with subMerchantId");
        }
        subMerchant.ifPresent(id -> fields.check("subMerchantId", () -> {
            if (subApp.isPresent()) {
                builder.subMerchant(id, subApp.get());
            } else {
                builder.subMerchant(id);
            }
        }));
        Set<CurrencyUnit> currencies = fields.currencies();
        if (!currencies.isEmpty()) {
            builder.currencies(currencies);
        }
    }
}
