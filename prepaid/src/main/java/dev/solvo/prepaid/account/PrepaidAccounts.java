package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Prepaid accounts over a ledger. Safe for any number of threads and cheap to have; the desks are too. Closing the ledger and the keys
 * stays with the caller.
 */
public final class PrepaidAccounts {
    private final Office office;
    private final Map<TenantId, TenantPolicy> policies;

    private PrepaidAccounts(Office office, Map<TenantId, TenantPolicy> policies) {
        this.office = office;
        this.policies = Map.copyOf(policies);
    }

    /**
     * Starts with the standard limit of tries.
     *
     * @param ledger the books
     * @param keys what hides codes and PINs
     * @param clock what time it is
     * @param random where codes, salts and the keys of inquiries come from, for several threads: {@link SecureRandom} for real cards
     */
    public static Builder builder(Ledger ledger, CardCodeKeys keys, InstantSource clock, RandomGenerator random) {
        return new Builder(ledger, keys, clock, random);
    }

    /**
     * What a terminal can do.
     *
     * @throws IllegalArgumentException if there is no policy for the tenant
     */
    public TerminalDesk terminal(TenantId tenant, TerminalId terminal) {
        return new TerminalDesk(new Teller(office, Caller.terminal(policy(tenant), terminal)));
    }

    /**
     * What an operator can do.
     *
     * @param operator his name, 1 to 64 characters
     * @throws IllegalArgumentException if there is no policy for the tenant
     */
    public OperatorDesk operator(TenantId tenant, String operator) {
        return new OperatorDesk(new Teller(office, Caller.operator(policy(tenant), operator)));
    }

    /**
     * Books what a terminal uploads.
     *
     * @throws IllegalArgumentException if there is no policy for the tenant
     */
    public OfflineDesk offline(TenantId tenant, TerminalId terminal) {
        return new OfflineDesk(new Teller(office, Caller.terminal(policy(tenant), terminal)));
    }

    /**
     * Forgets answers that are older than any tenant's rules keep them. Their keys stay used: who asks with one gets
     * {@link Answer.Conflict}. To be called now and then.
     *
     * @return how many were forgotten
     * @throws LedgerException if the books could not be written
     */
    public long forgetKeys() throws LedgerException {
        Duration longest = Duration.ZERO;
        for (TenantPolicy policy : policies.values()) {
            longest = policy.keyRetention().compareTo(longest) > 0 ? policy.keyRetention() : longest;
        }
        return office.ledger().forgetKeys(office.now() - longest.toMillis());
    }

    private TenantPolicy policy(TenantId tenant) {
        TenantPolicy policy = policies.get(tenant);
        if (policy == null) {
            throw new IllegalArgumentException("there is no policy for tenant " + tenant);
        }
        return policy;
    }

    /** Collects what accounts need. */
    public static final class Builder {
        private final Ledger ledger;
        private final CardCodeKeys keys;
        private final InstantSource clock;
        private final RandomGenerator random;
        private final Map<TenantId, TenantPolicy> policies = new LinkedHashMap<>();
        private AttemptLimit limit = MemoryAttemptLimit.standard();

        private Builder(Ledger ledger, CardCodeKeys keys, InstantSource clock, RandomGenerator random) {
            this.ledger = ledger;
            this.keys = keys;
            this.clock = clock;
            this.random = random;
        }

        /** A tenant's rules; one at least. */
        public Builder policy(TenantPolicy policy) {
            if (policies.putIfAbsent(policy.tenant(), policy) != null) {
                throw new IllegalArgumentException("there are two policies of tenant " + policy.tenant());
            }
            return this;
        }

        /** Another limit of tries than {@link MemoryAttemptLimit#standard()}. */
        public Builder attemptLimit(AttemptLimit other) {
            this.limit = other;
            return this;
        }

        /**
         * The accounts.
         *
         * @throws IllegalStateException if there is no policy
         */
        public PrepaidAccounts build() {
            if (policies.isEmpty()) {
                throw new IllegalStateException("there is one tenant at least");
            }
            return new PrepaidAccounts(new Office(ledger, keys, clock, random, limit), policies);
        }
    }
}
