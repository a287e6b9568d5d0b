package dev.solvo.qr.alipay;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * One merchant's account with Alipay.
 *
 * <p>Alipay's public key stands under the empty name in the verification keys; with certificates it is
 * {@link AlipayCertificates#keys}. Alipay does not ask for the name of the signing key: the certificate's, if there is
 * one, is given to {@link Builder#certificates}. A signer that is exchanged later brings the name of its certificate as
 * its {@link RequestSigner#keyId()}: {@link AlipayCertificates#serialNumber}.
 */
public final class AlipayConfig {
    /** Alipay's production host. */
    public static final URI PRODUCTION = URI.create("https://openapi.alipay.com");
    /** Alipay's sandbox. */
    public static final URI SANDBOX = URI.create("https://openapi-sandbox.dl.alipaydev.com");
    /** Asks five times, every 5 seconds, then cancels at once, and up to three times more, every 2 seconds. */
    public static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            false,
            Duration.ofMinutes(4),
            5,
            Duration.ZERO,
            Duration.ofSeconds(2),
            4);
    /** How far the signed time of a V3 answer or of a notification may be from ours if nothing else is said. */
    public static final Duration DEFAULT_TIME_WINDOW = Duration.ofMinutes(5);

    private final String appId;
    private final SigningKey key;
    private final VerificationKeys alipayKeys;
    private final AlipayProtocol protocol;
    private final URI host;
    private final CollectionPolicy policy;
    private final Duration timeWindow;
    private final String appCertificateSerial;
    private final String rootCertificateSerials;
    private final Optional<AlipayContentKey> contentKey;
    private final Optional<String> sellerId;
    private final String appAuthToken;
    private final Optional<String> serviceProviderId;
    private final Optional<URI> notifyUrl;
    private final Set<CurrencyUnit> currencies;

    private AlipayConfig(Builder builder) {
        appId = builder.appId;
        key = builder.key;
        alipayKeys = builder.alipayKeys;
        protocol = builder.protocol;
        host = builder.host;
        policy = builder.policy;
        timeWindow = builder.timeWindow;
        appCertificateSerial = builder.appCertificateSerial;
        rootCertificateSerials = builder.rootCertificateSerials;
        contentKey = builder.contentKey;
        sellerId = builder.sellerId;
        appAuthToken = builder.appAuthToken;
        serviceProviderId = builder.serviceProviderId;
        notifyUrl = builder.notifyUrl;
        currencies = Set.copyOf(builder.currencies);
    }

    /**
     * Begins with what every account has.
     *
     * @param appId app_id, 1 to 32 digits or letters
     * @throws IllegalArgumentException if the app_id has another form
     */
    public static Builder builder(String appId, SigningKey key, VerificationKeys alipayKeys) {
        return new Builder(appId, key, alipayKeys);
    }

    String appId() {
        return appId;
    }

    SigningKey key() {
        return key;
    }

    VerificationKeys alipayKeys() {
        return alipayKeys;
    }

    AlipayProtocol protocol() {
        return protocol;
    }

    URI host() {
        return host;
    }

    CollectionPolicy policy() {
        return policy;
    }

    Duration timeWindow() {
        return timeWindow;
    }

    boolean usesCertificates() {
        return !appCertificateSerial.isEmpty();
    }

    /** The name of the signer's certificate: its own, or the one that the account began with; empty without any. */
    String appCertificateSerial(RequestSigner signer) {
        return usesCertificates() && signer.keyId().matches("[0-9a-f]{32}") ? signer.keyId() : appCertificateSerial;
    }

    /** Empty without certificates. */
    String rootCertificateSerials() {
        return rootCertificateSerials;
    }

    Optional<AlipayContentKey> contentKey() {
        return contentKey;
    }

    Optional<String> sellerId() {
        return sellerId;
    }

    /** Empty unless somebody acts for the merchant. */
    String appAuthToken() {
        return appAuthToken;
    }

    Optional<String> serviceProviderId() {
        return serviceProviderId;
    }

    Optional<URI> notifyUrl() {
        return notifyUrl;
    }

    Set<CurrencyUnit> currencies() {
        return currencies;
    }

    /** The account, the protocol and the host; no key and no token. */
    @Override
    public String toString() {
        return "AlipayConfig[" + appId() + ", " + protocol() + ", " + host() + "]";
    }

    /** Gathers the settings of an account. */
    public static final class Builder {
        private final String appId;
        private final SigningKey key;
        private final VerificationKeys alipayKeys;
        private AlipayProtocol protocol = AlipayProtocol.V2_GATEWAY;
        private URI host = PRODUCTION;
        private CollectionPolicy policy = POLICY;
        private Duration timeWindow = DEFAULT_TIME_WINDOW;
        private String appCertificateSerial = "";
        private String rootCertificateSerials = "";
        private Optional<AlipayContentKey> contentKey = Optional.empty();
        private Optional<String> sellerId = Optional.empty();
        private String appAuthToken = "";
        private Optional<String> serviceProviderId = Optional.empty();
        private Optional<URI> notifyUrl = Optional.empty();
        private Set<CurrencyUnit> currencies = Set.of(CurrencyUnit.of("CNY"));

        private Builder(String appId, SigningKey key, VerificationKeys alipayKeys) {
            if (!appId.matches("[0-9A-Za-z]{1,32}")) {
                throw new IllegalArgumentException("an app_id is 1 to 32 digits or letters");
            }
            this.appId = appId;
            this.key = key;
            this.alipayKeys = alipayKeys;
        }

        /** {@link AlipayProtocol#V2_GATEWAY} if not set. */
        public Builder protocol(AlipayProtocol other) {
            protocol = other;
            return this;
        }

        /** Scheme, name and port of the host, {@link #PRODUCTION} if not set. */
        public Builder host(URI uri) {
            host = uri;
            return this;
        }

        /** The patience of collections, {@link #POLICY} if not set. */
        public Builder policy(CollectionPolicy other) {
            policy = other;
            return this;
        }

        /**
         * How far the time of a V3 answer (alipay-timestamp) or of a notification (notify_time) may be from ours,
         * {@link #DEFAULT_TIME_WINDOW} if not set.
         *
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder timeWindow(Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException("a time window of " + duration);
            }
            timeWindow = duration;
            return this;
        }

        /**
         * Signs by certificate: requests name the merchant's one and Alipay's roots, answers name Alipay's.
         *
         * @param application appCertPublicKey.crt
         * @param rootBundle alipayRootCert.crt, PEM
         * @throws IllegalArgumentException as {@link AlipayCertificates#rootSerialNumbers}
         */
        public Builder certificates(X509Certificate application, String rootBundle) {
            appCertificateSerial = AlipayCertificates.serialNumber(application);
            rootCertificateSerials = AlipayCertificates.rootSerialNumbers(rootBundle);
            return this;
        }

        /** Encrypts the content of calls, and reads encrypted answers. */
        public Builder contentKey(AlipayContentKey secret) {
            contentKey = Optional.of(secret);
            return this;
        }

        /** The merchant's number (seller_id, 2088…): notifications about another one are not taken. */
        public Builder sellerId(String id) {
            sellerId = Optional.of(id);
            return this;
        }

        /**
         * Acts for another merchant, who has agreed to it (app_auth_token).
         *
         * @throws IllegalArgumentException if it is empty or not printable ASCII; the message does not repeat it
         */
        public Builder appAuthToken(String token) {
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new IllegalArgumentException("an app_auth_token is printable ASCII");
            }
            appAuthToken = token;
            return this;
        }

        /** The service provider who is credited with the orders (sys_service_provider_id, 2088…). */
        public Builder serviceProviderId(String id) {
            serviceProviderId = Optional.of(id);
            return this;
        }

        /** Where payments are reported if an order does not say otherwise (notify_url). */
        public Builder notifyUrl(URI url) {
            notifyUrl = Optional.of(url);
            return this;
        }

        /**
         * Other currencies than CNY, for accounts that are set up for them (trans_currency).
         *
         * @throws IllegalArgumentException if one of them has not two decimal places
         */
        public Builder currencies(Set<CurrencyUnit> allowed) {
            for (CurrencyUnit currency : allowed) {
                if (currency.getDecimalPlaces() != 2) {
                    throw new IllegalArgumentException("Alipay's amounts have two decimal places, not as " + currency);
                }
            }
            currencies = allowed;
            return this;
        }

        /** The finished settings. */
        public AlipayConfig build() {
            return new AlipayConfig(this);
        }
    }
}
