package dev.solvo.emv;

import dev.solvo.emv.data.ChipData;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a contactless kernel, or Entry Point in its place, says at its end: an outcome and its parameters. EMV Book A, outcome;
 * Book B, outcome processing. Immutable.
 *
 * <p>Built with {@link #of}; every parameter that is not given is "not applicable". Data record and discretionary data print
 * tags and lengths only.
 */
public final class ContactlessOutcome {
    /** The outcomes. */
    public enum Kind {
        /** The card approved offline. */
        APPROVED,
        /** Declined offline. */
        DECLINED,
        /** The issuer is to be asked. */
        ONLINE_REQUEST,
        /** This card session ends without a decision. */
        END_APPLICATION,
        /** Entry Point tries the next combination of the same card. */
        SELECT_NEXT,
        /** Contact chip or magnetic stripe. */
        TRY_ANOTHER_INTERFACE,
        /** Entry Point activates the card again. */
        TRY_AGAIN
    }

    /** Where Entry Point begins again. */
    public enum Start {
        /** Pre-processing. */
        A,
        /** Protocol activation. */
        B,
        /** Combination selection, without a new PPSE. */
        C,
        /** Kernel activation. */
        D
    }

    /** Which answer of the host makes Entry Point begin again with the card. */
    public enum OnlineResponseData {
        /** None. */
        NOT_APPLICABLE,
        /** One with issuer authentication data or scripts. */
        EMV_DATA,
        /** Any. */
        ANY
    }

    /** How the cardholder is verified. */
    public enum Cvm {
        /** Nothing is said. */
        NOT_APPLICABLE,
        /** Not at all. */
        NO_CVM,
        /** By signature. */
        SIGNATURE,
        /** By a PIN that the issuer verifies. */
        ONLINE_PIN,
        /** By his own device, which confirmed it. */
        CONFIRMATION_CODE_VERIFIED
    }

    /** Which interface to try instead. */
    public enum AlternateInterface {
        /** The contact chip. */
        CONTACT_CHIP,
        /** The magnetic stripe. */
        MAGNETIC_STRIPE
    }

    private final Builder parameters;

    private ContactlessOutcome(Builder parameters) {
        this.parameters = parameters.copy();
    }

    /**
     * Begins an outcome whose parameters are all not applicable.
     *
     * @param kind which outcome
     * @return a builder
     */
    public static Builder of(Kind kind) {
        return new Builder(kind);
    }

    /**
     * Which outcome.
     *
     * @return its kind
     */
    public Kind kind() {
        return parameters.kind;
    }

    /**
     * Where Entry Point begins again.
     *
     * @return the start, or nothing if it is not applicable
     */
    public Optional<Start> start() {
        return parameters.start;
    }

    /**
     * Which answer of the host makes Entry Point begin again.
     *
     * @return not applicable unless this is an online request
     */
    public OnlineResponseData onlineResponseData() {
        return parameters.onlineResponseData;
    }

    /**
     * How the cardholder is verified.
     *
     * @return the method
     */
    public Cvm cvm() {
        return parameters.cvm;
    }

    /**
     * What is shown with the outcome.
     *
     * @return the request, or nothing if the display stays as it is
     */
    public Optional<UserInterfaceRequest> userInterfaceOnOutcome() {
        return parameters.userInterfaceOnOutcome;
    }

    /**
     * What is shown when Entry Point begins again.
     *
     * @return the request, or nothing if the usual one is shown
     */
    public Optional<UserInterfaceRequest> userInterfaceOnRestart() {
        return parameters.userInterfaceOnRestart;
    }

    /**
     * What belongs into the message to the issuer or into the clearing record.
     *
     * @return the data, where the kernel gives any
     */
    public Optional<ChipData> dataRecord() {
        return parameters.dataRecord;
    }

    /**
     * What the kernel tells beside it, errors among it.
     *
     * @return the data, where the kernel gives any
     */
    public Optional<ChipData> discretionaryData() {
        return parameters.discretionaryData;
    }

    /**
     * Which interface to try instead.
     *
     * @return the interface, where the kernel prefers one
     */
    public Optional<AlternateInterface> alternateInterfacePreference() {
        return parameters.alternateInterfacePreference;
    }

    /**
     * Tells whether a receipt has to be printed.
     *
     * @return false if the kernel says nothing
     */
    public boolean receipt() {
        return parameters.receipt;
    }

    /**
     * For how long the field is switched off.
     *
     * @return units of 100 ms, or nothing if it stays on
     */
    public OptionalInt fieldOffRequestTenths() {
        return parameters.fieldOffRequestTenths;
    }

    /**
     * How long the reader waits for the card's removal.
     *
     * @return units of 100 ms, or nothing if the kernel says nothing
     */
    public OptionalInt removalTimeoutTenths() {
        return parameters.removalTimeoutTenths;
    }

    /**
     * Why the session ends without a decision. Not a parameter of the books.
     *
     * @return {@link TerminationReason#CARD_ERROR} unless the kernel said something else
     */
    public TerminationReason reason() {
        return parameters.reason;
    }

    /**
     * Where and why in words; no card data. Not a parameter of the books.
     *
     * @return empty where there is nothing to be explained
     */
    public String explanation() {
        return parameters.explanation;
    }

    /**
     * A builder that holds this outcome's parameters.
     *
     * @return a fresh builder
     */
    public Builder toBuilder() {
        return parameters.copy();
    }

    /** Outcome and parameters, without values of card data. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.valueOf(kind()));
        start().ifPresent(start -> text.append(", start ").append(start));
        if (cvm() != Cvm.NOT_APPLICABLE) {
            text.append(", CVM ").append(cvm());
        }
        userInterfaceOnOutcome()
                .flatMap(UserInterfaceRequest::message)
                .ifPresent(message -> text.append(", shows ").append(message));
        if (!explanation().isEmpty()) {
            text.append(": ").append(explanation());
        }
        return text.toString();
    }

    /** Builds outcomes. */
    public static final class Builder {
        private final Kind kind;
        private Optional<Start> start = Optional.empty();
        private OnlineResponseData onlineResponseData = OnlineResponseData.NOT_APPLICABLE;
        private Cvm cvm = Cvm.NOT_APPLICABLE;
        private Optional<UserInterfaceRequest> userInterfaceOnOutcome = Optional.empty();
        private Optional<UserInterfaceRequest> userInterfaceOnRestart = Optional.empty();
        private Optional<ChipData> dataRecord = Optional.empty();
        private Optional<ChipData> discretionaryData = Optional.empty();
        private Optional<AlternateInterface> alternateInterfacePreference = Optional.empty();
        private boolean receipt;
        private OptionalInt fieldOffRequestTenths = OptionalInt.empty();
        private OptionalInt removalTimeoutTenths = OptionalInt.empty();
        private TerminationReason reason = TerminationReason.CARD_ERROR;
        private String explanation = "";

        private Builder(Kind kind) {
            this.kind = kind;
        }

        private Builder copy() {
            Builder copy = new Builder(kind);
            copy.start = start;
            copy.onlineResponseData = onlineResponseData;
            copy.cvm = cvm;
            copy.userInterfaceOnOutcome = userInterfaceOnOutcome;
            copy.userInterfaceOnRestart = userInterfaceOnRestart;
            copy.dataRecord = dataRecord;
            copy.discretionaryData = discretionaryData;
            copy.alternateInterfacePreference = alternateInterfacePreference;
            copy.receipt = receipt;
            copy.fieldOffRequestTenths = fieldOffRequestTenths;
            copy.removalTimeoutTenths = removalTimeoutTenths;
            copy.reason = reason;
            copy.explanation = explanation;
            return copy;
        }

        /**
         * Where Entry Point begins again.
         *
         * @param where the start
         * @return this
         */
        public Builder start(Start where) {
            this.start = Optional.of(where);
            return this;
        }

        /**
         * Which answer of the host makes Entry Point begin again.
         *
         * @param which the answers
         * @return this
         */
        public Builder onlineResponseData(OnlineResponseData which) {
            this.onlineResponseData = which;
            return this;
        }

        /**
         * How the cardholder is verified.
         *
         * @param method the method
         * @return this
         */
        public Builder cvm(Cvm method) {
            this.cvm = method;
            return this;
        }

        /**
         * What is shown with the outcome.
         *
         * @param request what to show
         * @return this
         */
        public Builder userInterfaceOnOutcome(UserInterfaceRequest request) {
            this.userInterfaceOnOutcome = Optional.of(request);
            return this;
        }

        /**
         * What is shown when Entry Point begins again.
         *
         * @param request what to show
         * @return this
         */
        public Builder userInterfaceOnRestart(UserInterfaceRequest request) {
            this.userInterfaceOnRestart = Optional.of(request);
            return this;
        }

        /**
         * What belongs into the message to the issuer or into the clearing record.
         *
         * @param data the data
         * @return this
         */
        public Builder dataRecord(ChipData data) {
            this.dataRecord = Optional.of(data);
            return this;
        }

        /**
         * What the kernel tells beside it.
         *
         * @param data the data
         * @return this
         */
        public Builder discretionaryData(ChipData data) {
            this.discretionaryData = Optional.of(data);
            return this;
        }

        /**
         * Which interface to try instead.
         *
         * @param which the interface
         * @return this
         */
        public Builder alternateInterfacePreference(AlternateInterface which) {
            this.alternateInterfacePreference = Optional.of(which);
            return this;
        }

        /**
         * Whether a receipt has to be printed.
         *
         * @param required whether it has
         * @return this
         */
        public Builder receipt(boolean required) {
            this.receipt = required;
            return this;
        }

        /**
         * For how long the field is switched off.
         *
         * @param tenths units of 100 ms
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder fieldOffRequestTenths(int tenths) {
            requireDuration(tenths);
            this.fieldOffRequestTenths = OptionalInt.of(tenths);
            return this;
        }

        /**
         * How long the reader waits for the card's removal.
         *
         * @param tenths units of 100 ms
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder removalTimeoutTenths(int tenths) {
            requireDuration(tenths);
            this.removalTimeoutTenths = OptionalInt.of(tenths);
            return this;
        }

        /**
         * Why the session ends without a decision.
         *
         * @param why the reason
         * @param inWords where and why in words; no card data
         * @return this
         */
        public Builder because(TerminationReason why, String inWords) {
            this.reason = why;
            this.explanation = inWords;
            return this;
        }

        /**
         * The outcome.
         *
         * @return an immutable outcome
         */
        public ContactlessOutcome build() {
            return new ContactlessOutcome(this);
        }

        private static void requireDuration(int tenths) {
            if (tenths < 0) {
                throw new IllegalArgumentException("a negative duration");
            }
        }
    }
}
