package dev.solvo.qr.unionpay;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * One merchant's account with UnionPay.
 *
 * <p>{@link dev.solvo.qr.wallet.RequestSigner#keyId()} of the signing key is the decimal serial number of the merchant's certificate (certId).
 */
public final class UnionPayConfig {
    /** UnionPay's production host. */
    public static final URI PRODUCTION = URI.create("https://gateway.95516.com");
    /** UnionPay's test host. */
    public static final URI TEST = URI.create("https://gateway.test.95516.com");
    /** Asks six times with pauses of 2, 4, 8 … seconds, then reverses. */
    public static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            true,
            Duration.ofMinutes(4),
            6,
            Duration.ZERO,
            Duration.ofSeconds(5),
            5);

    private final String merchantId;
    private final SigningKey key;
    private final UnionPayTrust trust;
    private final URI host;
    private final CollectionPolicy policy;
    private final Map<String, String> access;
    private final Optional<URI> notifyUrl;
    private final Set<CurrencyUnit> currencies;

    private UnionPayConfig(Builder builder) {
        merchantId = builder.merchantId;
        key = builder.key;
        trust = builder.trust;
        host = builder.host;
        policy = builder.policy;
        access = Map.copyOf(builder.access);
        notifyUrl = builder.notifyUrl;
        currencies = Set.copyOf(builder.currencies);
    }

    /**
     * Begins with what every account has.
     *
     * @param merchantId merId, 15 digits or letters
     * @throws IllegalArgumentException if the merchant id has another form
     */
    public static Builder builder(String merchantId, SigningKey key, UnionPayTrust trust) {
        return new Builder(merchantId, key, trust);
    }

    String merchantId() {
        return merchantId;
    }

    SigningKey key() {
        return key;
    }

    UnionPayTrust trust() {
        return trust;
    }

    URI host() {
        return host;
    }

    CollectionPolicy policy() {
        return policy;
    }

    Map<String, String> access() {
        return access;
    }

    Optional<URI> notifyUrl() {
        return notifyUrl;
    }

    Set<CurrencyUnit> currencies() {
        return currencies;
    }

    @Override
    public String toString() {
        return "UnionPayConfig[" + merchantId + ", " + host + "]";
    }

    /** Gathers the settings of an account. */
    public static final class Builder {
        private final String merchantId;
        private final SigningKey key;
        private final UnionPayTrust trust;
        private final Map<String, String> access = new LinkedHashMap<>(Map.of("accessType", "0"));
        private URI host = PRODUCTION;
        private CollectionPolicy policy = POLICY;
        private Optional<URI> notifyUrl = Optional.empty();
        private Set<CurrencyUnit> currencies = Set.of(CurrencyUnit.of("CNY"));

        private Builder(String merchantId, SigningKey key, UnionPayTrust trust) {
            if (!merchantId.matches("[0-9A-Za-z]{15}")) {
                throw new IllegalArgumentException("a merchant id (merId) is 15 digits or letters");
            }
            this.merchantId = merchantId;
            this.key = key;
            this.trust = trust;
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

        /** Where payments are reported if an order does not say otherwise (backUrl). */
        public Builder notifyUrl(URI url) {
            notifyUrl = Optional.of(url);
            return this;
        }

        /** Takes part as an acquirer for this merchant (accessType 1). */
        public Builder asAcquirer(String acquirerCode, String merchantCategory, String name, String shortName) {
            access.putAll(Map.of(
                    "accessType", "1",
                    "acqInsCode", acquirerCode,
                    "merCatCode", merchantCategory,
                    "merName", name,
                    "merAbbr", shortName));
            return this;
        }

        /** Takes part as a platform with merchants below it (accessType 2), for this one. */
        public Builder asPlatform(String subMerchantId, String name, String shortName) {
            access.putAll(Map.of(
                    "accessType", "2",
                    "subMerId", subMerchantId,
                    "subMerName", name,
                    "subMerAbbr", shortName));
            return this;
        }

        /** Other currencies than CNY, for accounts that are set up for them. */
        public Builder currencies(Set<CurrencyUnit> allowed) {
            currencies = allowed;
            return this;
        }

        /** The finished settings. */
        public UnionPayConfig build() {
            return new UnionPayConfig(this);
        }
    }
}
