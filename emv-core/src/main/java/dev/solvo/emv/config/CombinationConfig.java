package dev.solvo.emv.config;

import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a terminal wants of one combination of AID and kernel, for some types of transactions. EMV Book A and Book B,
 * pre-processing. Immutable.
 *
 * <p>Limits and flags may be absent, and absent is not zero: a limit that is absent is never exceeded.
 */
public final class CombinationConfig {
    private static final int MIN_AID_LENGTH = 5;
    private static final int MAX_AID_LENGTH = 16;

    private final Builder parameters;

    private CombinationConfig(Builder parameters) {
        this.parameters = parameters.copy();
    }

    /**
     * Begins a configuration in which everything is absent, for every type of transaction.
     *
     * @param aid the terminal's application identifier, 5 to 16 bytes
     * @param kernel the kernel that serves it
     * @return a builder
     */
    public static Builder builder(Bytes aid, KernelIdentifier kernel) {
        return new Builder(aid, kernel);
    }

    /**
     * The terminal's application identifier.
     *
     * @return 5 to 16 bytes
     */
    public Bytes aid() {
        return parameters.aid;
    }

    /**
     * The kernel that serves the application.
     *
     * @return its identifier
     */
    public KernelIdentifier kernel() {
        return parameters.kernel;
    }

    /**
     * Tells whether this configuration holds for a type of transaction.
     *
     * @param type the type
     * @return whether it was configured for it, or for all
     */
    public boolean holdsFor(TransactionType type) {
        return parameters.transactionTypes.isEmpty() || parameters.transactionTypes.contains(type);
    }

    /**
     * The types of transactions that this configuration is for.
     *
     * @return unmodifiable; empty for all
     */
    public Set<TransactionType> transactionTypes() {
        return Collections.unmodifiableSet(parameters.transactionTypes);
    }

    /**
     * Status Check Support flag.
     *
     * @return the flag, or nothing if it is absent
     */
    public Optional<Boolean> statusCheckSupport() {
        return parameters.statusCheckSupport;
    }

    /**
     * Zero Amount Allowed flag.
     *
     * @return the flag, or nothing if it is absent
     */
    public Optional<Boolean> zeroAmountAllowed() {
        return parameters.zeroAmountAllowed;
    }

    /**
     * Reader Contactless Transaction Limit.
     *
     * @return minor units of the transaction's currency; an amount that reaches it is not allowed
     */
    public OptionalLong transactionLimitMinor() {
        return parameters.transactionLimitMinor;
    }

    /**
     * Reader Contactless Floor Limit.
     *
     * @return minor units; an amount above it goes online
     */
    public OptionalLong floorLimitMinor() {
        return parameters.floorLimitMinor;
    }

    /**
     * Terminal Floor Limit, tag 9F1B, which counts where the reader's own is absent.
     *
     * @return minor units; an amount above it goes online
     */
    public OptionalLong terminalFloorLimitMinor() {
        return parameters.terminalFloorLimitMinor;
    }

    /**
     * Reader CVM Required Limit.
     *
     * @return minor units; an amount that reaches it needs cardholder verification
     */
    public OptionalLong cvmRequiredLimitMinor() {
        return parameters.cvmRequiredLimitMinor;
    }

    /**
     * Terminal Transaction Qualifiers, tag 9F66, as configured.
     *
     * @return the element, or nothing for kernels that do without
     */
    public Optional<TerminalTransactionQualifiers> terminalTransactionQualifiers() {
        return parameters.terminalTransactionQualifiers;
    }

    /**
     * Extended Selection Support flag.
     *
     * @return the flag, or nothing if it is absent
     */
    public Optional<Boolean> extendedSelectionSupport() {
        return parameters.extendedSelectionSupport;
    }

    /**
     * Data elements of the terminal that hold for this combination only, the kernel's own configuration among them.
     *
     * @return unmodifiable
     */
    public Map<Tag, Bytes> kernelData() {
        return Collections.unmodifiableMap(parameters.kernelData);
    }

    /**
     * Tells whether a switch is on.
     *
     * @param option the switch
     * @return whether it is
     */
    public boolean has(KernelOption option) {
        return parameters.kernelOptions.contains(option);
    }

    /**
     * A builder that holds these parameters.
     *
     * @return a fresh builder
     */
    public Builder toBuilder() {
        return parameters.copy();
    }

    /** AID and kernel. */
    @Override
    public String toString() {
        return aid().toHex() + " with kernel " + kernel();
    }

    /** Builds configurations. */
    public static final class Builder {
        private final Bytes aid;
        private final KernelIdentifier kernel;
        private final Set<TransactionType> transactionTypes = new HashSet<>();
        private Optional<Boolean> statusCheckSupport = Optional.empty();
        private Optional<Boolean> zeroAmountAllowed = Optional.empty();
        private OptionalLong transactionLimitMinor = OptionalLong.empty();
        private OptionalLong floorLimitMinor = OptionalLong.empty();
        private OptionalLong terminalFloorLimitMinor = OptionalLong.empty();
        private OptionalLong cvmRequiredLimitMinor = OptionalLong.empty();
        private Optional<TerminalTransactionQualifiers> terminalTransactionQualifiers = Optional.empty();
        private Optional<Boolean> extendedSelectionSupport = Optional.empty();
        private final Map<Tag, Bytes> kernelData = new HashMap<>();
        private final Set<KernelOption> kernelOptions = EnumSet.noneOf(KernelOption.class);

        private Builder(Bytes aid, KernelIdentifier kernel) {
            if (aid.length() < MIN_AID_LENGTH || aid.length() > MAX_AID_LENGTH) {
                throw new IllegalArgumentException("an AID of " + aid.length() + " bytes, not 5 to 16");
            }
            this.aid = aid;
            this.kernel = kernel;
        }

        private Builder copy() {
            Builder copy = new Builder(aid, kernel);
            copy.transactionTypes.addAll(transactionTypes);
            copy.statusCheckSupport = statusCheckSupport;
            copy.zeroAmountAllowed = zeroAmountAllowed;
            copy.transactionLimitMinor = transactionLimitMinor;
            copy.floorLimitMinor = floorLimitMinor;
            copy.terminalFloorLimitMinor = terminalFloorLimitMinor;
            copy.cvmRequiredLimitMinor = cvmRequiredLimitMinor;
            copy.terminalTransactionQualifiers = terminalTransactionQualifiers;
            copy.extendedSelectionSupport = extendedSelectionSupport;
            copy.kernelData.putAll(kernelData);
            copy.kernelOptions.addAll(kernelOptions);
            return copy;
        }

        /**
         * Adds a type of transactions; without any, the configuration is for all.
         *
         * @param type the type
         * @return this
         */
        public Builder transactionType(TransactionType type) {
            transactionTypes.add(type);
            return this;
        }

        /**
         * Status Check Support flag.
         *
         * @param flag the flag
         * @return this
         */
        public Builder statusCheckSupport(boolean flag) {
            this.statusCheckSupport = Optional.of(flag);
            return this;
        }

        /**
         * Zero Amount Allowed flag.
         *
         * @param flag the flag
         * @return this
         */
        public Builder zeroAmountAllowed(boolean flag) {
            this.zeroAmountAllowed = Optional.of(flag);
            return this;
        }

        /**
         * Reader Contactless Transaction Limit.
         *
         * @param amount minor units
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder transactionLimitMinor(long amount) {
            this.transactionLimitMinor = limit(amount);
            return this;
        }

        /**
         * Reader Contactless Floor Limit.
         *
         * @param amount minor units
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder floorLimitMinor(long amount) {
            this.floorLimitMinor = limit(amount);
            return this;
        }

        /**
         * Terminal Floor Limit.
         *
         * @param amount minor units
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder terminalFloorLimitMinor(long amount) {
            this.terminalFloorLimitMinor = limit(amount);
            return this;
        }

        /**
         * Reader CVM Required Limit.
         *
         * @param amount minor units
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder cvmRequiredLimitMinor(long amount) {
            this.cvmRequiredLimitMinor = limit(amount);
            return this;
        }

        private static OptionalLong limit(long amount) {
            if (amount < 0) {
                throw new IllegalArgumentException("a negative limit");
            }
            return OptionalLong.of(amount);
        }

        /**
         * Terminal Transaction Qualifiers.
         *
         * @param qualifiers tag 9F66
         * @return this
         */
        public Builder terminalTransactionQualifiers(TerminalTransactionQualifiers qualifiers) {
            this.terminalTransactionQualifiers = Optional.of(qualifiers);
            return this;
        }

        /**
         * Extended Selection Support flag.
         *
         * @param flag the flag
         * @return this
         */
        public Builder extendedSelectionSupport(boolean flag) {
            this.extendedSelectionSupport = Optional.of(flag);
            return this;
        }

        /**
         * A data element of the terminal that holds for this combination only.
         *
         * @param tag the element
         * @param value its value
         * @return this
         */
        public Builder kernelData(Tag tag, Bytes value) {
            kernelData.put(tag, value);
            return this;
        }

        /**
         * Switches an option of the kernel on.
         *
         * @param option the switch
         * @return this
         */
        public Builder kernelOption(KernelOption option) {
            kernelOptions.add(option);
            return this;
        }

        /**
         * The configuration.
         *
         * @return an immutable configuration
         */
        public CombinationConfig build() {
            return new CombinationConfig(this);
        }
    }
}
