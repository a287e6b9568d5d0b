package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * One merchant's account with WeChat Pay.
 *
 * <p>{@link dev.solvo.qr.wallet.RequestSigner#keyId()} of the signing key is the serial number of the merchant's API
 * certificate. The verification keys are WeChat Pay's: platform certificates by their serial numbers, the public key by its
 * {@code PUB_KEY_ID_…}, or both side by side while an account moves from one to the other.
 */
public final class WeChatPayConfig {
    /** WeChat Pay's host. */
    public static final URI PRODUCTION = URI.create("https://api.mch.weixin.qq.com");
    /** Its second host, for {@link dev.solvo.qr.http.SecondDomainTransport}. */
    public static final URI BACKUP = URI.create("https://api2.mch.weixin.qq.com");
    /** Its host in Hong Kong. Open: whether accounts there use the same paths. */
    public static final URI HONG_KONG = URI.create("https://apihk.mch.weixin.qq.com");
    /** Asks every 5 seconds for 45 seconds; takes back not before 15 seconds, and as long as WeChat Pay says recall=Y. */
    public static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            false,
            Duration.ofSeconds(45),
            9,
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            10);

    private final Builder settings;

    private WeChatPayConfig(Builder settings) {
        this.settings = settings;
    }

    /**
     * Begins with what every account has.
     *
     * @param appId appid, 1 to 32 letters and digits
     * @param merchantId mchid, 1 to 32 digits; of a service provider, his own
     * @throws IllegalArgumentException if an id has another form
     */
    public static Builder builder(
            String appId, String merchantId, SigningKey key, VerificationKeys weChatPayKeys, ApiV3Key apiV3Key) {
        return new Builder(appId, merchantId, key, weChatPayKeys, apiV3Key);
    }

    String appId() {
        return settings.appId;
    }

    String merchantId() {
        return settings.merchantId;
    }

    SigningKey key() {
        return settings.key;
    }

    VerificationKeys weChatPayKeys() {
        return settings.weChatPayKeys;
    }

    ApiV3Key apiV3Key() {
        return settings.apiV3Key;
    }

    Optional<String> publicKeyId() {
        return settings.publicKeyId;
    }

    /** Of v2 calls, which need one. */
    ApiV2Key apiV2Key() {
        return settings.apiV2Key.orElseThrow(
                () -> new IllegalArgumentException("this WeChat Pay account has no v2 API key: set one"));
    }

    V2SignType v2SignType() {
        return settings.v2SignType;
    }

    WeChatPayProtocol codePayments() {
        return settings.codePayments;
    }

    WeChatPayProtocol refunds() {
        return settings.refunds;
    }

    URI host() {
        return settings.host;
    }

    CollectionPolicy policy() {
        return settings.policy;
    }

    Optional<URI> notifyUrl() {
        return settings.notifyUrl;
    }

    Set<CurrencyUnit> currencies() {
        return settings.currencies;
    }

    Optional<String> subMerchantId() {
        return settings.subMerchantId;
    }

    Optional<String> subAppId() {
        return settings.subAppId;
    }

    @Override
    public String toString() {
        return "WeChatPayConfig[" + settings.merchantId
                + settings.subMerchantId.map(id -> "/" + id).orElse("") + ", " + settings.host + "]";
    }

    /** Gathers the settings of an account. */
    public static final class Builder {
        private final String appId;
        private final String merchantId;
        private final SigningKey key;
        private final VerificationKeys weChatPayKeys;
        private final ApiV3Key apiV3Key;
        private Optional<String> publicKeyId = Optional.empty();
        private Optional<ApiV2Key> apiV2Key = Optional.empty();
        private V2SignType v2SignType = V2SignType.MD5;
        private WeChatPayProtocol codePayments = WeChatPayProtocol.V2;
        private WeChatPayProtocol refunds = WeChatPayProtocol.V3;
        private URI host = PRODUCTION;
        private CollectionPolicy policy = POLICY;
        private Optional<URI> notifyUrl = Optional.empty();
        private Set<CurrencyUnit> currencies = Set.of(CurrencyUnit.of("CNY"));
        private Optional<String> subMerchantId = Optional.empty();
        private Optional<String> subAppId = Optional.empty();

        private Builder(
                String appId, String merchantId, SigningKey key, VerificationKeys weChatPayKeys, ApiV3Key apiV3Key) {
            this.appId = id("appid", appId, "[0-9A-Za-z_]{1,32}");
            this.merchantId = id("mchid", merchantId, "[0-9]{1,32}");
            this.key = key;
            this.weChatPayKeys = weChatPayKeys;
            this.apiV3Key = apiV3Key;
        }

        private Builder(Builder other) {
            appId = other.appId;
            merchantId = other.merchantId;
            key = other.key;
            weChatPayKeys = other.weChatPayKeys;
            apiV3Key = other.apiV3Key;
            publicKeyId = other.publicKeyId;
            apiV2Key = other.apiV2Key;
            v2SignType = other.v2SignType;
            codePayments = other.codePayments;
            refunds = other.refunds;
            host = other.host;
            policy = other.policy;
            notifyUrl = other.notifyUrl;
            currencies = other.currencies;
            subMerchantId = other.subMerchantId;
            subAppId = other.subAppId;
        }

        private static String id(String name, String value, String form) {
            if (!value.matches(form)) {
                throw new IllegalArgumentException(name + " has another form than " + form);
            }
            return value;
        }

        /**
         * Asks WeChat Pay to sign its answers with the public key of that id (header {@code Wechatpay-Serial}); the key
         * itself belongs into the verification keys under the same id.
         *
         * @throws IllegalArgumentException if it does not begin with {@code PUB_KEY_ID_}
         */
        public Builder publicKeyId(String id) {
            publicKeyId = Optional.of(id("the public key's id", id, "PUB_KEY_ID_[0-9A-Za-z]{1,64}"));
            return this;
        }

        /** The key of v2, and how messages of v2 are signed. */
        public Builder v2(ApiV2Key apiKey, V2SignType signType) {
            apiV2Key = Optional.of(apiKey);
            v2SignType = signType;
            return this;
        }

        /**
         * Which protocol takes payment codes, asks about orders and takes them back: V2 if not set. WeChat Pay's sources
         * differ on whether every account may use APIv3 for them.
         */
        public Builder codePayments(WeChatPayProtocol protocol) {
            codePayments = protocol;
            return this;
        }

        /** Which protocol refunds: V3 if not set, for it needs no mutual TLS. */
        public Builder refunds(WeChatPayProtocol protocol) {
            refunds = protocol;
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
         * Where payments and refunds are reported if an order does not say otherwise (notify_url).
         *
         * @throws IllegalArgumentException if it is not https, has a query, or more than 255 characters
         */
        public Builder notifyUrl(URI url) {
            notifyUrl = Optional.of(WeChatPayLimits.notifyUrl(url));
            return this;
        }

        /** Other currencies than CNY, for accounts that are set up for them. */
        public Builder currencies(Set<CurrencyUnit> allowed) {
            currencies = Set.copyOf(allowed);
            return this;
        }

        /** Acts as a service provider for this merchant (sub_mchid). */
        public Builder subMerchant(String subMerchantId) {
            this.subMerchantId = Optional.of(id("sub_mchid", subMerchantId, "[0-9]{1,32}"));
            return this;
        }

        /** The same, with the merchant's own appid (sub_appid). */
        public Builder subMerchant(String subMerchantId, String subAppId) {
            this.subAppId = Optional.of(id("sub_appid", subAppId, "[0-9A-Za-z_]{1,32}"));
            return subMerchant(subMerchantId);
        }

        /**
         * The finished settings.
         *
         * @throws IllegalArgumentException if v2 is to be used and its key is missing
         */
        public WeChatPayConfig build() {
            if (!apiV2Key.isPresent() && (codePayments == WeChatPayProtocol.V2 || refunds == WeChatPayProtocol.V2)) {
                throw new IllegalArgumentException(
                        "v2 is set for payment codes or refunds, but no v2 API key: set one, or choose V3");
            }
            return new WeChatPayConfig(new Builder(this));
        }
    }
}
