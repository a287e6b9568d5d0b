package dev.solvo.emv.config;

import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parameters of a terminal; {@link TerminalConfig} says what each of them does.
 *
 * <p>The file is long because there is one method a parameter.
 */
public final class TerminalConfigBuilder {
    /** EMV 4.4 Book 4, 6.3.9. */
    private static final int SHORTEST_ISSUER_SCRIPT_LIMIT = 128;

    final TerminalType terminalType;
    final TerminalCapabilities terminalCapabilities;
    final AdditionalTerminalCapabilities additionalTerminalCapabilities;
    final int terminalCountryCode;

    @Nullable
    CurrencyUnit transactionCurrency;

    @Nullable
    String interfaceDeviceSerialNumber;

    @Nullable
    String merchantIdentifier;

    @Nullable
    Integer merchantCategoryCode;

    @Nullable
    String terminalIdentification;

    @Nullable
    String acquirerIdentifier;

    @Nullable
    String merchantNameAndLocation;

    int pointOfServiceEntryMode = 5;
    List<String> languages = List.of("en");
    boolean paymentSystemEnvironmentSupported;
    boolean cardholderSelectionSupported;
    boolean cardholderConfirmationSupported;
    boolean pinBypassAllowed;
    boolean subsequentPinBypass = true;
    boolean pinTryCounterRead = true;
    CdaMode cdaMode = CdaMode.MODE_1;
    boolean terminalRiskManagementAlways = true;
    boolean onlineActionCodesOffline;
    boolean exceptionFilePresent;
    boolean earlierSalesPresent;
    boolean merchantForcedOnlineAllowed;
    boolean magneticStripeFallbackAllowed;
    boolean magneticStripeWithoutApplicationAllowed;
    AuthorisationResponseCodes authorisationResponseCodes = AuthorisationResponseCodes.USUAL;
    int issuerScriptLimitBytes = 2048;

    @Nullable
    ReferenceCurrency referenceCurrency;

    List<ApplicationConfig> applications = List.of();
    CaPublicKeys caPublicKeys = CaPublicKeys.EMPTY;
    RevocationList revocationList = RevocationList.EMPTY;

    @Nullable
    RsaIssuerKeyCache issuerKeyCache;

    TerminalConfigBuilder(
            TerminalType type,
            TerminalCapabilities capabilities,
            AdditionalTerminalCapabilities additionalCapabilities,
            int countryCode) {
        this.terminalType = type;
        this.terminalCapabilities = capabilities;
        this.additionalTerminalCapabilities = additionalCapabilities;
        this.terminalCountryCode = countryCode;
    }

    TerminalConfigBuilder(TerminalConfigBuilder other) {
        this(
                other.terminalType,
                other.terminalCapabilities,
                other.additionalTerminalCapabilities,
                other.terminalCountryCode);
        this.transactionCurrency = other.transactionCurrency;
        this.interfaceDeviceSerialNumber = other.interfaceDeviceSerialNumber;
        this.merchantIdentifier = other.merchantIdentifier;
        this.merchantCategoryCode = other.merchantCategoryCode;
        this.terminalIdentification = other.terminalIdentification;
        this.acquirerIdentifier = other.acquirerIdentifier;
        this.merchantNameAndLocation = other.merchantNameAndLocation;
        this.pointOfServiceEntryMode = other.pointOfServiceEntryMode;
        this.languages = other.languages;
        this.paymentSystemEnvironmentSupported = other.paymentSystemEnvironmentSupported;
        this.cardholderSelectionSupported = other.cardholderSelectionSupported;
        this.cardholderConfirmationSupported = other.cardholderConfirmationSupported;
        this.pinBypassAllowed = other.pinBypassAllowed;
        this.subsequentPinBypass = other.subsequentPinBypass;
        this.pinTryCounterRead = other.pinTryCounterRead;
        this.cdaMode = other.cdaMode;
        this.terminalRiskManagementAlways = other.terminalRiskManagementAlways;
        this.onlineActionCodesOffline = other.onlineActionCodesOffline;
        this.exceptionFilePresent = other.exceptionFilePresent;
        this.earlierSalesPresent = other.earlierSalesPresent;
        this.merchantForcedOnlineAllowed = other.merchantForcedOnlineAllowed;
        this.magneticStripeFallbackAllowed = other.magneticStripeFallbackAllowed;
        this.magneticStripeWithoutApplicationAllowed = other.magneticStripeWithoutApplicationAllowed;
        this.authorisationResponseCodes = other.authorisationResponseCodes;
        this.issuerScriptLimitBytes = other.issuerScriptLimitBytes;
        this.referenceCurrency = other.referenceCurrency;
        this.applications = other.applications;
        this.caPublicKeys = other.caPublicKeys;
        this.revocationList = other.revocationList;
        this.issuerKeyCache = other.issuerKeyCache;
    }

    /**
     * Sets the currency in which the terminal sells by default, tags 5F2A and 5F36.
     *
     * @param value a currency with an ISO 4217 numeric code
     * @return this builder
     */
    public TerminalConfigBuilder transactionCurrency(CurrencyUnit value) {
        transactionCurrency = value;
        return this;
    }

    /**
     * Sets the Interface Device Serial Number, tag 9F1E.
     *
     * @param value 8 letters or digits
     * @return this builder
     */
    public TerminalConfigBuilder interfaceDeviceSerialNumber(String value) {
        interfaceDeviceSerialNumber = value;
        return this;
    }

    /**
     * Sets the Merchant Identifier, tag 9F16.
     *
     * @param value 15 characters
     * @return this builder
     */
    public TerminalConfigBuilder merchantIdentifier(String value) {
        merchantIdentifier = value;
        return this;
    }

    /**
     * Sets the Merchant Category Code, tag 9F15.
     *
     * @param value ISO 18245 code, 0 to 9999
     * @return this builder
     */
    public TerminalConfigBuilder merchantCategoryCode(int value) {
        merchantCategoryCode = value;
        return this;
    }

    /**
     * Sets the Terminal Identification, tag 9F1C.
     *
     * @param value 8 letters or digits
     * @return this builder
     */
    public TerminalConfigBuilder terminalIdentification(String value) {
        terminalIdentification = value;
        return this;
    }

    /**
     * Sets the Acquirer Identifier, tag 9F01.
     *
     * @param value 6 to 11 digits
     * @return this builder
     */
    public TerminalConfigBuilder acquirerIdentifier(String value) {
        acquirerIdentifier = value;
        return this;
    }

    /**
     * Sets the Merchant Name and Location, tag 9F4E.
     *
     * @param value a text of characters of ISO/IEC 8859-1
     * @return this builder
     */
    public TerminalConfigBuilder merchantNameAndLocation(String value) {
        merchantNameAndLocation = value;
        return this;
    }

    /**
     * Sets the Point-of-Service Entry Mode, tag 9F39; 5, a chip with contacts, by default.
     *
     * @param value the first two digits of ISO 8583 field 22, 0 to 99
     * @return this builder
     */
    public TerminalConfigBuilder pointOfServiceEntryMode(int value) {
        pointOfServiceEntryMode = value;
        return this;
    }

    /**
     * Sets the languages in which the terminal speaks to cardholders, its own first.
     *
     * @param value ISO 639 codes of two small letters, at least one
     * @return this builder
     */
    public TerminalConfigBuilder languages(List<String> value) {
        languages = List.copyOf(value);
        return this;
    }

    /**
     * Sets whether the card's directory is asked for.
     *
     * @param value whether it is supported
     * @return this builder
     */
    public TerminalConfigBuilder paymentSystemEnvironmentSupported(boolean value) {
        paymentSystemEnvironmentSupported = value;
        return this;
    }

    /**
     * Sets whether the cardholder can choose from a list of applications.
     *
     * @param value whether the terminal shows a list
     * @return this builder
     */
    public TerminalConfigBuilder cardholderSelectionSupported(boolean value) {
        cardholderSelectionSupported = value;
        return this;
    }

    /**
     * Sets whether the cardholder can confirm one application.
     *
     * @param value whether the terminal asks
     * @return this builder
     */
    public TerminalConfigBuilder cardholderConfirmationSupported(boolean value) {
        cardholderConfirmationSupported = value;
        return this;
    }

    /**
     * Sets whether PIN entry may be bypassed; attended terminals only.
     *
     * @param value whether it may
     * @return this builder
     */
    public TerminalConfigBuilder pinBypassAllowed(boolean value) {
        pinBypassAllowed = value;
        return this;
    }

    /**
     * Sets whether a PIN that was bypassed counts as bypassed for the rest of the transaction; it does by default.
     *
     * @param value whether it does
     * @return this builder
     */
    public TerminalConfigBuilder subsequentPinBypass(boolean value) {
        subsequentPinBypass = value;
        return this;
    }

    /**
     * Sets whether the PIN Try Counter is read before the PIN is asked for; it is by default.
     *
     * @param value whether it is
     * @return this builder
     */
    public TerminalConfigBuilder pinTryCounterRead(boolean value) {
        pinTryCounterRead = value;
        return this;
    }

    /**
     * Sets when CDA is asked for; mode 1 by default.
     *
     * @param value the mode
     * @return this builder
     */
    public TerminalConfigBuilder cdaMode(CdaMode value) {
        cdaMode = value;
        return this;
    }

    /**
     * Sets whether terminal risk management is done whatever the card says, as in EMV 4.4; it is by default.
     *
     * @param value true for 4.4, false for 4.3 and before
     * @return this builder
     */
    public TerminalConfigBuilder terminalRiskManagementAlways(boolean value) {
        terminalRiskManagementAlways = value;
        return this;
    }

    /**
     * Sets whether an offline-only terminal asks for an ARQC when the Online action codes match.
     *
     * @param value whether it does; offline-only terminals only
     * @return this builder
     */
    public TerminalConfigBuilder onlineActionCodesOffline(boolean value) {
        onlineActionCodesOffline = value;
        return this;
    }

    /**
     * Sets whether there is an exception file.
     *
     * @param value whether it is looked up
     * @return this builder
     */
    public TerminalConfigBuilder exceptionFilePresent(boolean value) {
        exceptionFilePresent = value;
        return this;
    }

    /**
     * Sets whether the terminal remembers earlier sales to the same card.
     *
     * @param value whether they are looked up
     * @return this builder
     */
    public TerminalConfigBuilder earlierSalesPresent(boolean value) {
        earlierSalesPresent = value;
        return this;
    }

    /**
     * Sets whether the merchant may force a transaction online; attended terminals with online capability only.
     *
     * @param value whether he may
     * @return this builder
     */
    public TerminalConfigBuilder merchantForcedOnlineAllowed(boolean value) {
        merchantForcedOnlineAllowed = value;
        return this;
    }

    /**
     * Sets whether the magnetic stripe may be used when the chip cannot be read; terminals with a reader for it only.
     *
     * @param value whether it may, by the payment systems' rules
     * @return this builder
     */
    public TerminalConfigBuilder magneticStripeFallbackAllowed(boolean value) {
        magneticStripeFallbackAllowed = value;
        return this;
    }

    /**
     * Sets whether the magnetic stripe may be used when the chip has no application of this terminal; terminals with a reader
     * for it only.
     *
     * @param value whether it may, by the payment systems' rules
     * @return this builder
     */
    public TerminalConfigBuilder magneticStripeWithoutApplicationAllowed(boolean value) {
        magneticStripeWithoutApplicationAllowed = value;
        return this;
    }

    /**
     * Sets what the issuer's response codes mean; the usual ones by default.
     *
     * @param value the codes
     * @return this builder
     */
    public TerminalConfigBuilder authorisationResponseCodes(AuthorisationResponseCodes value) {
        authorisationResponseCodes = value;
        return this;
    }

    /**
     * Sets the longest issuer scripts that are run.
     *
     * @param value bytes of all templates of one response, at least 128; 2048 by default
     * @return this builder
     */
    public TerminalConfigBuilder issuerScriptLimitBytes(int value) {
        issuerScriptLimitBytes = value;
        return this;
    }

    /**
     * Converts amounts for the card.
     *
     * @param value the currency and its rates
     * @return this builder
     */
    public TerminalConfigBuilder referenceCurrency(ReferenceCurrency value) {
        referenceCurrency = value;
        return this;
    }

    /**
     * Sets the applications that the terminal accepts.
     *
     * @param value in the terminal's order of preference
     * @return this builder
     */
    public TerminalConfigBuilder applications(List<ApplicationConfig> value) {
        applications = List.copyOf(value);
        return this;
    }

    /**
     * Sets the certification authority keys.
     *
     * @param value the keys
     * @return this builder
     */
    public TerminalConfigBuilder caPublicKeys(CaPublicKeys value) {
        caPublicKeys = value;
        return this;
    }

    /**
     * Sets the revoked issuer certificates.
     *
     * @param value the list
     * @return this builder
     */
    public TerminalConfigBuilder revocationList(RevocationList value) {
        revocationList = value;
        return this;
    }

    /**
     * Sets where issuers' recovered keys are kept between cards, for a terminal that sees the same issuers again and again.
     * Without it, each card's certificates are recovered anew. Expiry, revocation and the card's PAN are checked each time with
     * it, too.
     *
     * @param value the cache; configurations made from this one, and others that are given the same, share it
     * @return this builder
     */
    public TerminalConfigBuilder issuerKeyCache(RsaIssuerKeyCache value) {
        issuerKeyCache = value;
        return this;
    }

    /**
     * Finishes the configuration.
     *
     * @return the configuration
     * @throws IllegalArgumentException if parameters are out of range or contradict each other; the message names all
     */
    public TerminalConfig build() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new TerminalConfig(this);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>(Coherence.ofCapabilities(terminalCapabilities));
        require(problems, terminalCountryCode >= 1 && terminalCountryCode <= 999, "the country code is not 1 to 999");
        require(
                problems,
                pointOfServiceEntryMode >= 0 && pointOfServiceEntryMode <= 99,
                "the point-of-service entry mode is not 0 to 99");
        require(
                problems,
                transactionCurrency == null || transactionCurrency.getNumericCode() > 0,
                "the transaction currency has no ISO 4217 numeric code");
        require(
                problems,
                merchantCategoryCode == null || (merchantCategoryCode >= 0 && merchantCategoryCode <= 9999),
                "the merchant category code is not 0 to 9999");
        matches(
                problems,
                interfaceDeviceSerialNumber,
                "[0-9A-Za-z]{8}",
                "the interface device serial number has not 8");
        matches(problems, terminalIdentification, "[0-9A-Za-z]{8}", "the terminal identification has not 8");
        matches(problems, merchantIdentifier, "[\\x20-\\x7E]{15}", "the merchant identifier has not 15");
        matches(problems, acquirerIdentifier, "[0-9]{6,11}", "the acquirer identifier has not 6 to 11 decimal");
        matches(
                problems,
                merchantNameAndLocation,
                "[\\x20-\\x7E\\xA0-\\xFF]{1,255}",
                "merchant name and location have not 1 to 255 ISO/IEC 8859-1");
        require(problems, !languages.isEmpty(), "no language");
        for (String language : languages) {
            matches(problems, language, "[a-z]{2}", "a language has not two small");
        }
        require(
                problems,
                issuerScriptLimitBytes >= SHORTEST_ISSUER_SCRIPT_LIMIT,
                "issuer scripts of 128 bytes must be accepted");
        environment(problems);
        distinctApplications(problems);
        return problems;
    }

    private void environment(List<String> problems) {
        boolean attended = terminalType.attended();
        require(problems, attended || !pinBypassAllowed, "PIN bypass at a terminal without attendant");
        require(
                problems,
                (attended && terminalType.isOnlineCapable()) || !merchantForcedOnlineAllowed,
                "merchant forced online at a terminal without attendant or online capability");
        require(
                problems,
                !terminalType.isOnlineCapable() || !onlineActionCodesOffline,
                "online action codes of an offline-only terminal at a terminal with online capability");
        require(
                problems,
                terminalCapabilities.contains(TerminalCapabilities.Bit.MAGNETIC_STRIPE)
                        || !(magneticStripeFallbackAllowed || magneticStripeWithoutApplicationAllowed),
                "fallback to the magnetic stripe without a reader for it");
    }

    private void distinctApplications(List<String> problems) {
        Set<Bytes> aids = new HashSet<>();
        for (ApplicationConfig application : applications) {
            require(
                    problems,
                    aids.add(application.aid()),
                    "application " + application.aid().toHex() + " twice");
        }
    }

    private static void require(List<String> problems, boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    private static void matches(List<String> problems, @Nullable String text, String pattern, String problem) {
        require(problems, text == null || text.matches(pattern), problem + " characters");
    }
}
