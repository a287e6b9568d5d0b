package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.Ledger;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Prepaid accounts over a ledger. Safe for any number of threads and cheap to have; the desks are too. Closing the ledger and the keys
 * stays with the caller.
 */
public final class PrepaidAccounts {
    private PrepaidAccounts() {}

    /**
     * Starts with the standard limit of tries.
     *
     * @param ledger the books
     * @param keys what hides codes and PINs
     * @param clock what time it is
     * @param random where codes, salts and the keys of inquiries come from: {@link SecureRandom} for real cards
     */
    public static Builder builder(Ledger ledger, CardCodeKeys keys, InstantSource clock, RandomGenerator random) {
        return Unwritten.body();
    }

    /**
     * What a terminal can do.
     *
     * @throws IllegalArgumentException if there is no policy for the tenant
     */
    public TerminalDesk terminal(TenantId tenant, TerminalId terminal) {
        return Unwritten.body();
    }

    /**
     * What an operator can do.
     *
     * @param operator his name, 1 to 64 characters
     * @throws IllegalArgumentException if there is no policy for the tenant
     */
    public OperatorDesk operator(TenantId tenant, String operator) {
        return Unwritten.body();
    }

    /**
     * Books what a terminal uploads.
     *
     * @throws IllegalArgumentException if there is no policy for the tenant
     */
    public OfflineDesk offline(TenantId tenant, TerminalId terminal) {
        return Unwritten.body();
    }

    /** Collects what accounts need. */
    public static final class Builder {
        private Builder() {}

        /** A tenant's rules; one at least. */
        public Builder policy(TenantPolicy policy) {
            return Unwritten.body();
        }

        /** Another limit of tries than {@link MemoryAttemptLimit#standard()}. */
        public Builder attemptLimit(AttemptLimit limit) {
            return Unwritten.body();
        }

        /**
         * The accounts.
         *
         * @throws IllegalStateException if there is no policy
         */
        public PrepaidAccounts build() {
            return Unwritten.body();
        }
    }
}
