package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * The rules of one product, as data: a tenant's gift card, a canteen's card. A card belongs to the product that it was issued as.
 * Amounts are in minor units of the product's currency.
 */
public final class ProductRules {
    /** The most that books count on a card: 10^15 minor units. */
    public static final long LARGEST_BALANCE = 1_000_000_000_000_000L;

    /** The most open holds that a product can allow a card. */
    public static final int MOST_HOLDS = 48;

    /** The longest name. */
    public static final int NAME_LENGTH = 32;

    private static final Set<OperationKind> RANGED = Set.of(
            OperationKind.LOAD,
            OperationKind.DEBIT,
            OperationKind.AUTHORISE,
            OperationKind.TRANSFER,
            OperationKind.UNLINKED_REFUND);
    private static final Set<OperationKind> CHARGED = Set.of(OperationKind.LOAD, OperationKind.DEBIT);
    private static final Set<OperationKind> AT_TERMINALS = Set.of(
            OperationKind.ACTIVATE,
            OperationKind.LOAD,
            OperationKind.DEBIT,
            OperationKind.AUTHORISE,
            OperationKind.TRANSFER,
            OperationKind.UNLINKED_REFUND);
    private static final int MOST_VELOCITY_LIMITS = 16;
    private static final int MOST_PERCENT = 1_000;
    private static final int MOST_DAYS = 36_600;

    private final String name;
    private final CurrencyUnit currency;
    private final long maximumBalance;
    private final Map<OperationKind, AmountRange> ranges;
    private final Map<OperationKind, Long> fees;
    private final List<VelocityLimit> velocityLimits;
    private final Set<OperationKind> atTerminals;
    private final Duration holdLifetime;
    private final Duration longestHold;
    private final int mostHolds;
    private final int captureAboveHoldPercent;
    private final boolean partialApproval;
    private final boolean unlinkedRefunds;
    private final boolean balanceOnRefusal;
    private final OptionalInt validDays;
    private final int graceDays;
    private final PinRules pin;

    private ProductRules(Builder builder) {
        this.name = builder.name;
        this.currency = builder.currency;
        this.maximumBalance = builder.maximumBalance;
        this.ranges = Collections.unmodifiableMap(new EnumMap<>(builder.ranges));
        this.fees = Collections.unmodifiableMap(new EnumMap<>(builder.fees));
        this.velocityLimits = List.copyOf(builder.velocityLimits);
        this.atTerminals = Collections.unmodifiableSet(EnumSet.copyOf(builder.atTerminals));
        this.holdLifetime = builder.holdLifetime;
        this.longestHold = builder.longestHold;
        this.mostHolds = builder.mostHolds;
        this.captureAboveHoldPercent = builder.captureAboveHoldPercent;
        this.partialApproval = builder.partialApproval;
        this.unlinkedRefunds = builder.unlinkedRefunds;
        this.balanceOnRefusal = builder.balanceOnRefusal;
        this.validDays = builder.validDays;
        this.graceDays = builder.graceDays;
        this.pin = builder.pin;
    }

    /**
     * Starts with rules that allow everything but unlinked refunds, captures above the hold and partial approval; that know no fees
     * and no expiry; that hold for 7 days, and 31 days at most.
     *
     * @param name 1 to {@value #NAME_LENGTH} characters
     */
    public static Builder builder(String name, CurrencyUnit currency) {
        return new Builder(name, currency);
    }

    /** The product's name. */
    public String name() {
        return name;
    }

    /** Its currency. */
    public CurrencyUnit currency() {
        return currency;
    }

    /** The most that may be on a card. */
    public long maximumBalance() {
        return maximumBalance;
    }

    /** How much an operation may be about. */
    public AmountRange range(OperationKind kind) {
        return ranges.getOrDefault(kind, AmountRange.ANY);
    }

    /** What an operation costs; 0 for nothing. */
    public long fee(OperationKind kind) {
        return fees.getOrDefault(kind, 0L);
    }

    /** How often and how much. */
    public List<VelocityLimit> velocityLimits() {
        return velocityLimits;
    }

    /** What terminals may do; they may always capture, release, refund and reverse what they did. */
    public Set<OperationKind> atTerminals() {
        return atTerminals;
    }

    /** How long an amount is held if the terminal does not say. */
    public Duration holdLifetime() {
        return holdLifetime;
    }

    /** How long at most if it does. */
    public Duration longestHold() {
        return longestHold;
    }

    /** How many open holds a card has at most. */
    public int mostHolds() {
        return mostHolds;
    }

    /** How much more than what was held all its captures may come to, in percent of what was held. */
    public int captureAboveHoldPercent() {
        return captureAboveHoldPercent;
    }

    /** Whether less than the amount may be approved, if the terminal can take it. */
    public boolean partialApproval() {
        return partialApproval;
    }

    /** Whether money may be given back without the operation that it was spent by. */
    public boolean unlinkedRefunds() {
        return unlinkedRefunds;
    }

    /** Whether {@link RefusalReason#INSUFFICIENT_FUNDS} shows the balance of a card without a PIN. */
    public boolean balanceOnRefusal() {
        return balanceOnRefusal;
    }

    /** How many days after that of activation a card is valid; empty if it never expires. */
    public OptionalInt validDays() {
        return validDays;
    }

    /** How many days what is on an expired card is kept for its holder before it goes to breakage. */
    public int graceDays() {
        return graceDays;
    }

    /** When a card's PIN is wanted. */
    public PinRules pin() {
        return pin;
    }

    @Override
    public String toString() {
        return "ProductRules[" + name + ", " + currency + "]";
    }

    /** Whether one conditional update can decide a debit of so much: nothing looks at what was before, nothing else is posted. */
    boolean isPlainDebit(long amount) {
        AmountRange range = range(OperationKind.DEBIT);
        return atTerminals.contains(OperationKind.DEBIT)
                && fee(OperationKind.DEBIT) == 0
                && amount >= range.least()
                && amount <= range.most()
                && velocityLimits.stream().noneMatch(limit -> limit.kinds().contains(OperationKind.DEBIT));
    }

    /** Collects rules. */
    public static final class Builder {
        private final String name;
        private final CurrencyUnit currency;
        private long maximumBalance = LARGEST_BALANCE;
        private final Map<OperationKind, AmountRange> ranges = new EnumMap<>(OperationKind.class);
        private final Map<OperationKind, Long> fees = new EnumMap<>(OperationKind.class);
        private final List<VelocityLimit> velocityLimits = new ArrayList<>();
        private Set<OperationKind> atTerminals = EnumSet.copyOf(AT_TERMINALS);
        private Duration holdLifetime = Duration.ofDays(7);
        private Duration longestHold = Duration.ofDays(31);
        private int mostHolds = 32;
        private int captureAboveHoldPercent;
        private boolean partialApproval;
        private boolean unlinkedRefunds;
        private boolean balanceOnRefusal;
        private OptionalInt validDays = OptionalInt.empty();
        private int graceDays;
        private PinRules pin = PinRules.STRICT;

        private Builder(String name, CurrencyUnit currency) {
            if (name.isEmpty() || name.length() > NAME_LENGTH) {
                throw new IllegalArgumentException("a product's name has 1 to " + NAME_LENGTH + " characters");
            }
            this.name = name;
            this.currency = currency;
        }

        /** The most that may be on a card after a load or a transfer; what is given back is never refused for it. */
        public Builder maximumBalance(long minorUnits) {
            require(minorUnits >= 1 && minorUnits <= LARGEST_BALANCE, "a balance is from 1 to 10^15");
            this.maximumBalance = minorUnits;
            return this;
        }

        /** How much one load, debit, authorisation, transfer or unlinked refund may be about. */
        public Builder amounts(OperationKind kind, AmountRange range) {
            require(RANGED.contains(kind), "there is no range of amounts for " + kind);
            ranges.put(kind, range);
            return this;
        }

        /** What a load or a debit costs the card's holder. It is taken with it, and given back if it is reversed. */
        public Builder fee(OperationKind kind, long minorUnits) {
            require(CHARGED.contains(kind), "there is no fee for " + kind);
            require(minorUnits >= 0 && minorUnits <= AmountRange.LARGEST, "a fee is from 0 to 10^12");
            fees.put(kind, minorUnits);
            return this;
        }

        /** One more limit, of at most 16. */
        public Builder velocity(VelocityLimit limit) {
            require(velocityLimits.size() < MOST_VELOCITY_LIMITS, "there are at most 16 velocity limits");
            velocityLimits.add(limit);
            return this;
        }

        /** What terminals may do, of ACTIVATE, LOAD, DEBIT, AUTHORISE, TRANSFER and UNLINKED_REFUND. */
        public Builder atTerminals(Set<OperationKind> kinds) {
            require(AT_TERMINALS.containsAll(kinds), "a terminal's right is one of " + AT_TERMINALS);
            EnumSet<OperationKind> copy = EnumSet.noneOf(OperationKind.class);
            copy.addAll(kinds);
            this.atTerminals = copy;
            return this;
        }

        /** How long an amount is held, and how long at most if the terminal says. */
        public Builder holds(Duration lifetime, Duration longest) {
            require(
                    lifetime.toMillis() > 0
                            && lifetime.compareTo(longest) <= 0
                            && longest.compareTo(VelocityLimit.LONGEST_WINDOW) <= 0,
                    "a hold lasts from 1 millisecond to 3,660 days");
            this.holdLifetime = lifetime;
            this.longestHold = longest;
            return this;
        }

        /** How many open holds a card has at most: 1 to {@value ProductRules#MOST_HOLDS}. */
        public Builder mostHolds(int count) {
            require(count >= 1 && count <= MOST_HOLDS, "a card has 1 to 48 open holds");
            this.mostHolds = count;
            return this;
        }

        /** How much more than what was held all its captures may come to, in percent of what was held: 0 to 1,000. */
        public Builder captureAboveHold(int percent) {
            require(percent >= 0 && percent <= MOST_PERCENT, "a percentage is from 0 to 1,000");
            this.captureAboveHoldPercent = percent;
            return this;
        }

        /** Whether less than the amount may be approved, if the terminal can take it. */
        public Builder partialApproval(boolean allowed) {
            this.partialApproval = allowed;
            return this;
        }

        /** Whether money may be given back without the operation that it was spent by. */
        public Builder unlinkedRefunds(boolean allowed) {
            this.unlinkedRefunds = allowed;
            return this;
        }

        /** Whether {@link RefusalReason#INSUFFICIENT_FUNDS} shows the balance of a card without a PIN. */
        public Builder balanceOnRefusal(boolean shown) {
            this.balanceOnRefusal = shown;
            return this;
        }

        /**
         * A card is valid to the end of the so many days after its activation, in the tenant's time zone; what is on it then is kept
         * for the grace days.
         */
        public Builder expiry(int validDays, int graceDays) {
            require(validDays >= 0 && validDays <= MOST_DAYS, "a card is valid for 0 to 36,600 days");
            require(graceDays >= 0 && graceDays <= MOST_DAYS, "there are 0 to 36,600 days of grace");
            this.validDays = OptionalInt.of(validDays);
            this.graceDays = graceDays;
            return this;
        }

        /** When a card's PIN is wanted. */
        public Builder pin(PinRules rules) {
            this.pin = rules;
            return this;
        }

        /** The rules. */
        public ProductRules build() {
            return new ProductRules(this);
        }

        private static void require(boolean holds, String rule) {
            if (!holds) {
                throw new IllegalArgumentException(rule);
            }
        }
    }
}
