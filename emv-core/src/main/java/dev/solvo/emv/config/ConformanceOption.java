package dev.solvo.emv.config;

import java.util.List;

/**
 * What a terminal may do or leave, each answered by yes or no in a {@link ConformanceStatement}. The references say where EMV
 * describes the option; the list is not EMVCo's form.
 */
public enum ConformanceOption {
    /** The card's directory 1PAY.SYS.DDF01 is asked for. */
    PAYMENT_SYSTEM_ENVIRONMENT("paymentSystemEnvironment", "Book 1, 12.3.2", "Is the card's directory asked for?"),
    /** The cardholder chooses from a list of applications. */
    CARDHOLDER_SELECTION(
            "cardholderSelection", "Book 1, 12.4", "Can the cardholder choose from a list of applications?"),
    /** The cardholder confirms an application. */
    CARDHOLDER_CONFIRMATION("cardholderConfirmation", "Book 1, 12.4", "Can the cardholder confirm one application?"),
    /** PIN entry may be bypassed. */
    PIN_BYPASS("pinBypass", "Book 4, 6.3.4.3", "May merchant or cardholder bypass the PIN?"),
    /** A bypassed PIN counts as bypassed for the rest of the transaction. */
    SUBSEQUENT_PIN_BYPASS(
            "subsequentPinBypass",
            "Book 4, 6.3.4.3",
            "Does a PIN that was bypassed count as bypassed for the rest of the transaction?"),
    /** The PIN Try Counter is read first. */
    PIN_TRY_COUNTER_READ(
            "pinTryCounterRead", "Book 4, 6.3.4.1", "Is the PIN Try Counter read before an offline PIN is asked for?"),
    /** Terminal risk management whatever the card says. */
    TERMINAL_RISK_MANAGEMENT_ALWAYS(
            "terminalRiskManagementAlways",
            "Book 3, 10.6",
            "Is terminal risk management done whatever the Application Interchange Profile says?"),
    /** Earlier sales to the same card count towards the floor limit. */
    EARLIER_SALES("earlierSales", "Book 3, 10.6.1", "Do earlier sales to the same card count towards the floor limit?"),
    /** Transactions are selected randomly for going online. */
    RANDOM_SELECTION("randomSelection", "Book 3, 10.6.2", "Are transactions selected randomly for going online?"),
    /** There is an exception file. */
    EXCEPTION_FILE("exceptionFile", "Book 4, 6.3.5", "Is there an exception file?"),
    /** The merchant may force a transaction online. */
    MERCHANT_FORCED_ONLINE("merchantForcedOnline", "Book 4, 6.5.3", "May the merchant force a transaction online?"),
    /** The attendant may accept what was declined. */
    FORCED_ACCEPTANCE("forcedAcceptance", "Book 4, 6.5.4", "May the attendant accept what was declined?"),
    /** The attendant calls the issuer when asked to. */
    REFERRALS("referrals", "Book 4, 6.5.2", "Does the attendant call the issuer who asks for it?"),
    /** Advices are sent or kept. */
    ADVICES("advices", "Book 4, 6.3.7", "Are advices sent or kept?"),
    /** An offline-only terminal compares the Online action codes. */
    ONLINE_ACTION_CODES_OFFLINE(
            "onlineActionCodesOffline",
            "Book 3, 10.7",
            "Does the offline-only terminal compare the Online action codes?"),
    /** There is a data object list for DDA when the card has none. */
    DEFAULT_DDOL("defaultDdol", "Book 2, 6.5.1", "Is there a default DDOL?"),
    /** There is a data object list for the TC hash when the card has none. */
    DEFAULT_TDOL("defaultTdol", "Book 3, 9.2.2", "Is there a default TDOL?"),
    /** Amounts are converted into a reference currency. */
    REFERENCE_CURRENCY("referenceCurrency", "Book 3, Annex A", "Are amounts converted into a reference currency?"),
    /** The cardholder chooses an account. */
    ACCOUNT_TYPE_SELECTION("accountTypeSelection", "Book 3, Annex G", "Can the cardholder choose an account?"),
    /** The magnetic stripe may be used when the chip cannot be read. */
    MAGNETIC_STRIPE_FALLBACK(
            "magneticStripeFallback", "Book 4, 6.6.2", "May the magnetic stripe be used when the chip cannot be read?"),
    /** The magnetic stripe may be used when the chip has no application of this terminal. */
    MAGNETIC_STRIPE_WITHOUT_APPLICATION(
            "magneticStripeWithoutApplication",
            "Book 1, 12.4",
            "May the magnetic stripe be used when the chip has no application of this terminal?");

    private final String key;
    private final String reference;
    private final String question;

    ConformanceOption(String key, String reference, String question) {
        this.key = key;
        this.reference = "EMV 4.4 " + reference;
        this.question = question;
    }

    /**
     * The option's name in a statement's file.
     *
     * @return a word
     */
    public String key() {
        return key;
    }

    /**
     * Where EMV describes the option.
     *
     * @return book and section
     */
    public String reference() {
        return reference;
    }

    /**
     * What is asked.
     *
     * @return a sentence
     */
    public String question() {
        return question;
    }

    /** Whether a configuration of the kernel makes use of it. What the terminal around the kernel does is not in it. */
    boolean isUsedBy(TerminalConfig terminal) {
        List<ApplicationConfig> applications = terminal.applications();
        return switch (this) {
            case PAYMENT_SYSTEM_ENVIRONMENT -> terminal.paymentSystemEnvironmentSupported();
            case CARDHOLDER_SELECTION -> terminal.cardholderSelectionSupported();
            case CARDHOLDER_CONFIRMATION -> terminal.cardholderConfirmationSupported();
            case PIN_BYPASS -> terminal.pinBypassAllowed();
            case SUBSEQUENT_PIN_BYPASS -> terminal.pinBypassAllowed() && terminal.subsequentPinBypass();
            case PIN_TRY_COUNTER_READ -> terminal.pinTryCounterRead();
            case TERMINAL_RISK_MANAGEMENT_ALWAYS -> terminal.terminalRiskManagementAlways();
            case EARLIER_SALES -> terminal.earlierSalesPresent();
            case RANDOM_SELECTION ->
                applications.stream().anyMatch(one -> one.randomSelection().isPresent());
            case EXCEPTION_FILE -> terminal.exceptionFilePresent();
            case MERCHANT_FORCED_ONLINE -> terminal.merchantForcedOnlineAllowed();
            case ONLINE_ACTION_CODES_OFFLINE -> terminal.onlineActionCodesOffline();
            case DEFAULT_DDOL ->
                applications.stream().anyMatch(one -> one.defaultDdol().isPresent());
            case DEFAULT_TDOL ->
                applications.stream().anyMatch(one -> one.defaultTdol().isPresent());
            case REFERENCE_CURRENCY -> terminal.referenceCurrency().isPresent();
            case MAGNETIC_STRIPE_FALLBACK -> terminal.magneticStripeFallbackAllowed();
            case MAGNETIC_STRIPE_WITHOUT_APPLICATION -> terminal.magneticStripeWithoutApplicationAllowed();
            case FORCED_ACCEPTANCE, REFERRALS, ADVICES, ACCOUNT_TYPE_SELECTION -> false;
        };
    }
}
