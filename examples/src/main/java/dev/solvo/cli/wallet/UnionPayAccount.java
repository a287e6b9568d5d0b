package dev.solvo.cli.wallet;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/** UnionPay's part of a merchant's configuration. */
final class UnionPayAccount {
    private UnionPayAccount() {}

    static Optional<MerchantConfig.Parts> read(ConfigFields fields, Clock clock) {
        Optional<String> merchantId = fields.text("merchantId");
        Optional<RequestSigner> signer = signer(fields);
        Optional<UnionPayTrust> trust = trust(fields);
        Optional<UnionPayConfig.Builder> begun = merchantId.isEmpty() || signer.isEmpty() || trust.isEmpty()
                ? Optional.empty()
                : builder(fields, merchantId.get(), signer.get(), trust.get());
        URI host = settings(fields, begun);
        return begun.filter(builder -> fields.errors().isEmpty())
                .map(builder -> new MerchantConfig.Parts(
                        new UnionPayGateway(builder.host(host).build(), clock), host, Optional.empty()));
    }

    /** From a .pfx as UnionPay hands it out, or from a key and its certificate or the certificate's number. */
    private static Optional<RequestSigner> signer(ConfigFields fields) {
        Optional<String> password = fields.secretFile("keyStorePasswordFile", KeyFile::secret);
        Optional<RequestSigner> stored = fields.secretFile("keyStoreFile", file -> {
            if (password.isEmpty()) {
                throw new BadInputException("goes together with keyStorePasswordFile, and that is missing or wrong");
            }
            return KeyStoreFile.signer(file, password.get());
        });
        Optional<PrivateKey> key = fields.secretFile("privateKeyFile", KeyFile::privateKey);
        Optional<String> id = fields.optional("certificateId");
        Optional<X509Certificate> certificate = fields.optionalFile("certificateFile", KeyFile::certificate);
        key.ifPresent(secret -> certificate.ifPresent(
                own -> fields.check("certificateFile", () -> ClientCertificate.check(secret, own))));
        Optional<String> number = id.isPresent()
                ? id
                : certificate.map(own -> own.getSerialNumber().toString());
        if (fields.has("keyStoreFile") == fields.has("privateKeyFile")) {
            fields.error("keyStoreFile", "is needed, or else privateKeyFile; not both");
        } else if (fields.has("privateKeyFile") && !fields.has("certificateFile") && !fields.has("certificateId")) {
            fields.error("certificateFile", "is needed with privateKeyFile, or certificateId");
        }
        return stored.isPresent()
                ? stored
                : key.flatMap(secret -> number.map(name -> RequestSigner.software(name, secret)));
    }

    private static Optional<UnionPayTrust> trust(ConfigFields fields) {
        Optional<X509Certificate> root = fields.optionalFile("rootCertificateFile", KeyFile::certificate);
        List<X509Certificate> middle = fields.files("middleCertificateFiles", KeyFile::certificate);
        Optional<PublicKey> pinned = fields.optionalFile("unionPayPublicKeyFile", KeyFile::publicKey);
        Optional<String> name = fields.optional("alsoNamed");
        if (fields.has("rootCertificateFile") == fields.has("unionPayPublicKeyFile")) {
            fields.error("rootCertificateFile", "is needed, or else unionPayPublicKeyFile; not both");
        }
        if (root.isEmpty() && pinned.isEmpty()) {
            return Optional.empty();
        }
        UnionPayTrust trust = pinned.map(UnionPayTrust::pinned)
                .orElseGet(() -> UnionPayTrust.certificates(root.orElseThrow(), middle));
        return Optional.of(name.map(trust::alsoNamed).orElse(trust));
    }

    private static Optional<UnionPayConfig.Builder> builder(
            ConfigFields fields, String merchantId, RequestSigner signer, UnionPayTrust trust) {
        try {
            return Optional.of(UnionPayConfig.builder(merchantId, SigningKey.of(signer), trust));
        } catch (IllegalArgumentException refused) {
            fields.error("merchantId", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** Every key is read, also when the account cannot be made, so that all errors are found. */
    private static URI settings(ConfigFields fields, Optional<UnionPayConfig.Builder> begun) {
        Optional<ConfigFields> acquirer = fields.object("acquirer");
        acquirer.ifPresent(inner -> {
            String code = inner.text("code").orElse("");
            String category = inner.text("merchantCategory").orElse("");
            String name = inner.text("name").orElse("");
            String shortName = inner.text("shortName").orElse("");
            inner.refuseOthers();
            begun.ifPresent(builder -> builder.asAcquirer(code, category, name, shortName));
        });
        fields.object("platform").ifPresent(inner -> {
            String subMerchant = inner.text("subMerchantId").orElse("");
            String name = inner.text("name").orElse("");
            String shortName = inner.text("shortName").orElse("");
            inner.refuseOthers();
            if (acquirer.isPresent()) {
                fields.error("platform", "does not go together with acquirer");
            }
            begun.ifPresent(builder -> builder.asPlatform(subMerchant, name, shortName));
        });
        fields.address("notifyUrl").ifPresent(url -> begun.ifPresent(builder -> builder.notifyUrl(url)));
        Set<CurrencyUnit> currencies = fields.currencies();
        if (!currencies.isEmpty()) {
            begun.ifPresent(builder -> builder.currencies(currencies));
        }
        return fields.address("host").orElse(UnionPayConfig.PRODUCTION);
    }
}
