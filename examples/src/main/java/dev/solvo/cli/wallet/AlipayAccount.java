package dev.solvo.cli.wallet;

import dev.solvo.qr.alipay.AlipayCertificates;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/** Alipay's part of a merchant's configuration. */
final class AlipayAccount {
    private AlipayAccount() {}

    static Optional<MerchantConfig.Parts> read(ConfigFields fields, Clock clock, Random random) {
        Optional<String> appId = fields.text("appId");
        Optional<PrivateKey> key = fields.requiredSecretFile("privateKeyFile", KeyFile::privateKey);
        Optional<PublicKey> alipayKey = fields.optionalFile("alipayPublicKeyFile", KeyFile::publicKey);
        List<X509Certificate> alipay = fields.files("alipayCertificateFiles", KeyFile::certificate);
        Optional<X509Certificate> own = fields.optionalFile("appCertificateFile", KeyFile::certificate);
        Optional<String> roots = fields.optionalFile("alipayRootCertificatesFile", KeyFile::text);
        key.ifPresent(secret -> own.ifPresent(
                certificate -> fields.check("appCertificateFile", () -> ClientCertificate.check(secret, certificate))));
        checkMode(fields);
        Optional<AlipayConfig.Builder> begun =
                appId.isEmpty() || key.isEmpty() || !fields.errors().isEmpty()
                        ? Optional.empty()
                        : builder(fields, appId.get(), key.get(), keys(alipayKey, alipay));
        URI host = settings(fields, begun);
        begun.ifPresent(builder -> own.ifPresent(certificate ->
                fields.check("alipayRootCertificatesFile", () -> builder.certificates(certificate, roots.orElse("")))));
        return begun.filter(builder -> fields.errors().isEmpty())
                .map(builder -> new MerchantConfig.Parts(
                        new AlipayGateway(builder.host(host).build(), clock, random), host, Optional.empty()));
    }

    private static void checkMode(ConfigFields fields) {
        List<String> three = List.of("appCertificateFile", "alipayCertificateFiles", "alipayRootCertificatesFile");
        long certificates = three.stream().filter(fields::has).count();
        if (certificates > 0 == fields.has("alipayPublicKeyFile")) {
            fields.error("alipayPublicKeyFile", "is needed, or else " + String.join(" and ", three) + "; not both");
        } else if (certificates == 1 || certificates == 2) {
            fields.error("appCertificateFile", "goes together with the other two of " + String.join(", ", three));
        }
    }

    private static VerificationKeys keys(Optional<PublicKey> one, List<X509Certificate> certificates) {
        return one.map(key -> VerificationKeys.of("", key)).orElseGet(() -> AlipayCertificates.keys(certificates));
    }

    private static Optional<AlipayConfig.Builder> builder(
            ConfigFields fields, String appId, PrivateKey key, VerificationKeys keys) {
        try {
            SigningKey signer = SigningKey.of(RequestSigner.software("", key));
            return Optional.of(AlipayConfig.builder(appId, signer, keys));
        } catch (IllegalArgumentException refused) {
            fields.error("appId", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** Every key is read, also when the account cannot be made, so that all errors are found. */
    private static URI settings(ConfigFields fields, Optional<AlipayConfig.Builder> begun) {
        AlipayConfig.Builder builder = begun.orElseGet(
                () -> AlipayConfig.builder("0", SigningKey.of(UnusedSigner.INSTANCE), VerificationKeys.none()));
        builder.protocol(
                fields.word("protocol", "v2", "v3").equals("v3") ? AlipayProtocol.V3 : AlipayProtocol.V2_GATEWAY);
        fields.secretFile("contentKeyFile", file -> AlipayContentKey.ofBase64(file.secret()))
                .ifPresent(builder::contentKey);
        fields.optional("sellerId").ifPresent(builder::sellerId);
        fields.secretFile("appAuthTokenFile", KeyFile::secret)
                .ifPresent(token -> fields.check("appAuthTokenFile", () -> builder.appAuthToken(token)));
        fields.optional("serviceProviderId").ifPresent(builder::serviceProviderId);
        fields.address("notifyUrl").ifPresent(builder::notifyUrl);
        Set<CurrencyUnit> currencies = fields.currencies();
        if (!currencies.isEmpty()) {
            fields.check("currencies", () -> builder.currencies(currencies));
        }
        return fields.address("host").orElse(AlipayConfig.PRODUCTION);
    }
}
