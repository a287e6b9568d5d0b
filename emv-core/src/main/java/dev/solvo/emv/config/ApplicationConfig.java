package dev.solvo.emv.config;

import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.BcdNumber;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal holds for one application identifier: EMV 4.4 Book 1, 12.2 and Book 4, 10.2. Immutable.
 *
 * <p>The file is long because each parameter has its words on both sides, builder and configuration.
 */
public final class ApplicationConfig {
    private final Builder parameters;

    private ApplicationConfig(Builder parameters) {
        this.parameters = new Builder(parameters);
    }

    /**
     * Begins a configuration whose other parameters are: exact name only, version 0000, all action codes zero, floor
     * limit 0, no random selection, no default lists.
     *
     * @param aid application identifier, 5 to 16 bytes
     * @return a builder
     */
    public static Builder builder(Bytes aid) {
        return new Builder(aid);
    }

    /**
     * A builder that holds this configuration's parameters.
     *
     * @return a fresh builder
     */
    public Builder toBuilder() {
        return new Builder(parameters);
    }

    /**
     * Application identifier.
     *
     * @return 5 to 16 bytes
     */
    public Bytes aid() {
        return parameters.aid;
    }

    /**
     * The payment system.
     *
     * @return the first 5 bytes of the application identifier
     */
    public Bytes rid() {
        return parameters.aid.slice(0, 5);
    }

    /**
     * A name for lists and reports; the card's own names are shown to the cardholder.
     *
     * @return the name; empty when there is none
     */
    public String name() {
        return parameters.name;
    }

    /**
     * Application Selection Indicator: tells whether a card's application also matches if its name only begins with the
     * identifier. EMV 4.4 Book 1, 12.3.1.
     *
     * @return true for partial names, false for the exact name only
     */
    public boolean partialNameAllowed() {
        return parameters.partialNameAllowed;
    }

    /**
     * Tells whether a card's application is this one.
     *
     * @param dfName the name of the card's application
     * @return whether it matches by {@link #aid()} and {@link #partialNameAllowed()}
     */
    public boolean matches(Bytes dfName) {
        return parameters.partialNameAllowed ? dfName.startsWith(parameters.aid) : dfName.equals(parameters.aid);
    }

    /**
     * Application Version Number, tag 9F09.
     *
     * @return 2 bytes
     */
    public Bytes applicationVersionNumber() {
        return parameters.applicationVersionNumber;
    }

    /**
     * Terminal Action Code - Denial. EMV 4.4 Book 3, 10.7.
     *
     * @return the code
     */
    public ActionCode terminalActionCodeDenial() {
        return parameters.denial;
    }

    /**
     * Terminal Action Code - Online.
     *
     * @return the code
     */
    public ActionCode terminalActionCodeOnline() {
        return parameters.online;
    }

    /**
     * Terminal Action Code - Default.
     *
     * @return the code
     */
    public ActionCode terminalActionCodeDefault() {
        return parameters.defaultCode;
    }

    /**
     * Terminal Floor Limit, tag 9F1B: from this amount on a transaction exceeds it. EMV 4.4 Book 3, 10.6.1.
     *
     * @return minor units of the transaction currency, 0 to 4294967295
     */
    public long floorLimitMinor() {
        return parameters.floorLimitMinor;
    }

    /**
     * Parameters of random transaction selection.
     *
     * @return the parameters, or nothing if no transaction is selected
     */
    public Optional<RandomSelection> randomSelection() {
        return Optional.ofNullable(parameters.randomSelection);
    }

    /**
     * The data object list for DDA when the card has none. EMV 4.4 Book 2, 6.5.1.
     *
     * @return the list, which contains the unpredictable number, or nothing
     */
    public Optional<Bytes> defaultDdol() {
        return Optional.ofNullable(parameters.defaultDdol);
    }

    /**
     * The data object list for the TC hash when the card has none. EMV 4.4 Book 3, 9.2.2.
     *
     * @return the list, or nothing
     */
    public Optional<Bytes> defaultTdol() {
        return Optional.ofNullable(parameters.defaultTdol);
    }

    /**
     * Terminal Capabilities that replace the terminal's for this application.
     *
     * @return the capabilities, or nothing if the terminal's hold
     */
    public Optional<TerminalCapabilities> terminalCapabilities() {
        return Optional.ofNullable(parameters.terminalCapabilities);
    }

    /**
     * Additional Terminal Capabilities that replace the terminal's for this application.
     *
     * @return the capabilities, or nothing if the terminal's hold
     */
    public Optional<AdditionalTerminalCapabilities> additionalTerminalCapabilities() {
        return Optional.ofNullable(parameters.additionalTerminalCapabilities);
    }

    /**
     * Terminal Type that replaces the terminal's for this application.
     *
     * @return the type, or nothing if the terminal's holds
     */
    public Optional<TerminalType> terminalType() {
        return Optional.ofNullable(parameters.terminalType);
    }

    /**
     * Merchant Category Code, tag 9F15, that replaces the terminal's for this application.
     *
     * @return 0 to 9999, or nothing if the terminal's holds
     */
    public Optional<Integer> merchantCategoryCode() {
        return Optional.ofNullable(parameters.merchantCategoryCode);
    }

    /**
     * What the terminal does with transactions of a type. A parameter of the payment system, not of the Books.
     *
     * @param type tag 9C
     * @return what was configured; else {@link TransactionHandling#CARD_DATA_ONLY} for a refund, {@link
     *     TransactionHandling#ONLINE_REQUIRED} for inquiries and {@link TransactionHandling#FULL} for all others
     */
    public TransactionHandling handling(TransactionType type) {
        TransactionHandling configured = parameters.handling.get(type);
        if (configured != null) {
            return configured;
        }
        if (type.equals(TransactionType.REFUND)) {
            return TransactionHandling.CARD_DATA_ONLY;
        }
        return type.isInquiry() ? TransactionHandling.ONLINE_REQUIRED : TransactionHandling.FULL;
    }

    /**
     * Further data of the terminal that the payment system wants, such as 9F53 or 9F1D.
     *
     * @return values by tag
     */
    public Map<Tag, Bytes> additionalData() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(parameters.additionalData));
    }

    /**
     * Stores what belongs to this application, for data object lists and messages.
     *
     * @param data the transaction's data
     */
    public void putInto(DataStore data) {
        for (Map.Entry<Tag, Bytes> additional : parameters.additionalData.entrySet()) {
            data.putApplication(additional.getKey(), additional.getValue());
        }
        data.putApplication(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL, applicationVersionNumber());
        data.putApplication(EmvTag.TERMINAL_FLOOR_LIMIT, fourBytes(floorLimitMinor()));
        if (parameters.terminalCapabilities != null) {
            data.putApplication(EmvTag.TERMINAL_CAPABILITIES, parameters.terminalCapabilities.toBytes());
        }
        if (parameters.additionalTerminalCapabilities != null) {
            data.putApplication(
                    EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES, parameters.additionalTerminalCapabilities.toBytes());
        }
        if (parameters.terminalType != null) {
            data.putApplication(EmvTag.TERMINAL_TYPE, parameters.terminalType.toBytes());
        }
        if (parameters.merchantCategoryCode != null) {
            data.putApplication(EmvTag.MERCHANT_CATEGORY_CODE, BcdNumber.toBytes(parameters.merchantCategoryCode, 2));
        }
    }

    private static Bytes fourBytes(long value) {
        return Bytes.ofUnsigned(
                (int) (value >> 24), (int) (value >> 16) & 0xFF, (int) (value >> 8) & 0xFF, (int) value & 0xFF);
    }

    /** The application identifier and its name. */
    @Override
    public String toString() {
        return aid().toHex() + (name().isEmpty() ? "" : " " + name());
    }

    /** Collects the parameters of one application. */
    public static final class Builder {
        private final Bytes aid;
        private String name = "";
        private boolean partialNameAllowed;
        private Bytes applicationVersionNumber = Bytes.ofUnsigned(0, 0);
        private ActionCode denial = ActionCode.NONE;
        private ActionCode online = ActionCode.NONE;
        private ActionCode defaultCode = ActionCode.NONE;
        private long floorLimitMinor;
        private @Nullable RandomSelection randomSelection;
        private @Nullable Bytes defaultDdol;
        private @Nullable Bytes defaultTdol;
        private @Nullable TerminalCapabilities terminalCapabilities;
        private @Nullable AdditionalTerminalCapabilities additionalTerminalCapabilities;
        private @Nullable TerminalType terminalType;
        private @Nullable Integer merchantCategoryCode;
        private final Map<Tag, Bytes> additionalData = new LinkedHashMap<>();
        private final Map<TransactionType, TransactionHandling> handling = new LinkedHashMap<>();

        private Builder(Bytes aid) {
            this.aid = aid;
        }

        private Builder(Builder other) {
            this.aid = other.aid;
            this.name = other.name;
            this.partialNameAllowed = other.partialNameAllowed;
            this.applicationVersionNumber = other.applicationVersionNumber;
            this.denial = other.denial;
            this.online = other.online;
            this.defaultCode = other.defaultCode;
            this.floorLimitMinor = other.floorLimitMinor;
            this.randomSelection = other.randomSelection;
            this.defaultDdol = other.defaultDdol;
            this.defaultTdol = other.defaultTdol;
            this.terminalCapabilities = other.terminalCapabilities;
            this.additionalTerminalCapabilities = other.additionalTerminalCapabilities;
            this.terminalType = other.terminalType;
            this.merchantCategoryCode = other.merchantCategoryCode;
            this.additionalData.putAll(other.additionalData);
            this.handling.putAll(other.handling);
        }

        /**
         * Names the application.
         *
         * @param newName for lists and reports
         * @return this builder
         */
        public Builder name(String newName) {
            name = newName;
            return this;
        }

        /**
         * Sets the Application Selection Indicator.
         *
         * @param allowed true for partial names, false for the exact name only
         * @return this builder
         */
        public Builder partialNameAllowed(boolean allowed) {
            partialNameAllowed = allowed;
            return this;
        }

        /**
         * Sets the Application Version Number, tag 9F09.
         *
         * @param version 2 bytes
         * @return this builder
         */
        public Builder applicationVersionNumber(Bytes version) {
            applicationVersionNumber = version;
            return this;
        }

        /**
         * Sets the Terminal Action Codes. EMV 4.4 Book 3, 10.7.
         *
         * @param newDenial on which bits to decline
         * @param newOnline on which bits to go online
         * @param newDefault on which bits to decline when going online is not possible
         * @return this builder
         */
        public Builder terminalActionCodes(ActionCode newDenial, ActionCode newOnline, ActionCode newDefault) {
            denial = newDenial;
            online = newOnline;
            defaultCode = newDefault;
            return this;
        }

        /**
         * Sets the Terminal Floor Limit, tag 9F1B.
         *
         * @param amountMinor minor units of the transaction currency, 0 to 4294967295
         * @return this builder
         */
        public Builder floorLimitMinor(long amountMinor) {
            floorLimitMinor = amountMinor;
            return this;
        }

        /**
         * Selects transactions randomly for going online.
         *
         * @param selection the parameters
         * @return this builder
         */
        public Builder randomSelection(RandomSelection selection) {
            randomSelection = selection;
            return this;
        }

        /**
         * Sets the data object list for DDA when the card has none.
         *
         * @param list a list that contains the unpredictable number, 9F37
         * @return this builder
         */
        public Builder defaultDdol(Bytes list) {
            defaultDdol = list;
            return this;
        }

        /**
         * Sets the data object list for the TC hash when the card has none.
         *
         * @param list a data object list
         * @return this builder
         */
        public Builder defaultTdol(Bytes list) {
            defaultTdol = list;
            return this;
        }

        /**
         * Replaces the terminal's capabilities for this application.
         *
         * @param capabilities tag 9F33
         * @return this builder
         */
        public Builder terminalCapabilities(TerminalCapabilities capabilities) {
            terminalCapabilities = capabilities;
            return this;
        }

        /**
         * Replaces the terminal's additional capabilities for this application.
         *
         * @param capabilities tag 9F40
         * @return this builder
         */
        public Builder additionalTerminalCapabilities(AdditionalTerminalCapabilities capabilities) {
            additionalTerminalCapabilities = capabilities;
            return this;
        }

        /**
         * Replaces the terminal's type for this application.
         *
         * @param type tag 9F35
         * @return this builder
         */
        public Builder terminalType(TerminalType type) {
            terminalType = type;
            return this;
        }

        /**
         * Replaces the terminal's Merchant Category Code for this application.
         *
         * @param code tag 9F15, 0 to 9999
         * @return this builder
         */
        public Builder merchantCategoryCode(int code) {
            merchantCategoryCode = code;
            return this;
        }

        /**
         * Adds data of the terminal that the payment system wants.
         *
         * @param tag the element
         * @param value its value
         * @return this builder
         */
        public Builder additionalData(Tag tag, Bytes value) {
            additionalData.put(tag, value);
            return this;
        }

        /**
         * Sets what the terminal does with transactions of a type, as the payment system wants it.
         *
         * @param type tag 9C
         * @param how what to do
         * @return this builder
         */
        public Builder handling(TransactionType type, TransactionHandling how) {
            handling.put(type, how);
            return this;
        }

        /**
         * Finishes the configuration.
         *
         * @return the configuration
         * @throws IllegalArgumentException if parameters are out of range or contradict each other; the message names all
         */
        public ApplicationConfig build() {
            List<String> problems = problems();
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
            return new ApplicationConfig(this);
        }

        List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (aid.length() < 5 || aid.length() > 16) {
                problems.add("an application identifier has 5 to 16 bytes");
            }
            if (applicationVersionNumber.length() != 2) {
                problems.add("an application version number has 2 bytes");
            }
            if (floorLimitMinor < 0 || floorLimitMinor > 0xFFFF_FFFFL) {
                problems.add("the floor limit is not 0 to 4294967295");
            }
            if (randomSelection != null && randomSelection.thresholdMinor() >= floorLimitMinor) {
                problems.add("the threshold for random selection is not below the floor limit");
            }
            if (merchantCategoryCode != null && (merchantCategoryCode < 0 || merchantCategoryCode > 9999)) {
                problems.add("the merchant category code is not 0 to 9999");
            }
            if (defaultDdol != null) {
                problems.addAll(Coherence.ofDefaultDdol(defaultDdol));
            }
            if (defaultTdol != null) {
                problems.addAll(Coherence.ofDefaultTdol(defaultTdol));
            }
            if (terminalCapabilities != null) {
                problems.addAll(Coherence.ofCapabilities(terminalCapabilities));
            }
            for (Map.Entry<TransactionType, TransactionHandling> each : handling.entrySet()) {
                if (each.getValue() == TransactionHandling.CARD_DATA_ONLY
                        && !each.getKey().isCredit()) {
                    problems.add("transaction type " + each.getKey() + " by card data only, which is for credits");
                }
            }
            return problems;
        }
    }
}
