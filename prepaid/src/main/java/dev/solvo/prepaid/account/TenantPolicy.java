package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A tenant's rules: its products, its time zone, and how long its answers are kept. */
public final class TenantPolicy {
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

    private final TenantId tenant;
    private final Map<String, ProductRules> products;
    private final ZoneId zone;
    private final Duration keyRetention;

    private TenantPolicy(Builder builder) {
        this.tenant = builder.tenant;
        this.products = Collections.unmodifiableMap(new LinkedHashMap<>(builder.products));
        this.zone = builder.zone;
        this.keyRetention = builder.keyRetention;
    }

    /** Starts without products, in UTC, with answers that are kept for 400 days. */
    public static Builder builder(TenantId tenant) {
        return new Builder(tenant);
    }

    /** Whose rules. */
    public TenantId tenant() {
        return tenant;
    }

    /** The products by name, in the order that they were added. */
    public Map<String, ProductRules> products() {
        return products;
    }

    /** A product's rules. */
    public Optional<ProductRules> product(String name) {
        return Optional.ofNullable(products.get(name));
    }

    /** Where days begin. */
    public ZoneId zone() {
        return zone;
    }

    /** How long a key gets its answer again; after that it is a conflict. */
    public Duration keyRetention() {
        return keyRetention;
    }

    @Override
    public String toString() {
        return "TenantPolicy[" + tenant + ", " + products.keySet() + "]";
    }

    /** Collects rules. */
    public static final class Builder {
        private final TenantId tenant;
        private final Map<String, ProductRules> products = new LinkedHashMap<>();
        private ZoneId zone = ZoneOffset.UTC;
        private Duration keyRetention = Duration.ofDays(400);

        private Builder(TenantId tenant) {
            this.tenant = tenant;
        }

        /** One more product. Keep it as long as there are cards of it: what its rules allow is all that they can be used for. */
        public Builder product(ProductRules rules) {
            if (products.putIfAbsent(rules.name(), rules) != null) {
                throw new IllegalArgumentException("there are two products " + rules.name());
            }
            return this;
        }

        /** Where days begin. */
        public Builder zone(ZoneId where) {
            this.zone = where;
            return this;
        }

        /** How long a key gets its answer again: a day at least, for a terminal may be switched off over night. */
        public Builder keyRetention(Duration duration) {
            if (duration.compareTo(SHORTEST_RETENTION) < 0) {
                throw new IllegalArgumentException("answers are kept for a day at least");
            }
            this.keyRetention = duration;
            return this;
        }

        /**
         * The rules.
         *
         * @throws IllegalStateException if there is no product
         */
        public TenantPolicy build() {
            if (products.isEmpty()) {
                throw new IllegalStateException("a tenant has one product at least");
            }
            return new TenantPolicy(this);
        }
    }
}
