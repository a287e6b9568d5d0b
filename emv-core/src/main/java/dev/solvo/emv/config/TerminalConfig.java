package dev.solvo.emv.config;

import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaIssuerKeyCache;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * What a terminal is, what it can do, and what it accepts. EMV 4.4 Book 4, 10. Immutable; may be shared by any number of
 * transactions and threads.
 *
 * <p>Read from JSON by {@link TerminalConfigJson} or built with {@link #builder}. The file is long because each parameter has
 * its words.
 */
public final class TerminalConfig {
    private final TerminalConfigBuilder parameters;
    private final TerminalData elements;

    TerminalConfig(TerminalConfigBuilder parameters) {
        this.parameters = new TerminalConfigBuilder(parameters);
        this.elements = new TerminalData(this.parameters);
    }

    /**
     * Begins a configuration. Its other parameters are: language English, no directory, no choice or confirmation by the
     * cardholder, no PIN bypass, no fallback to the magnetic stripe, CDA mode 1, no lists, no applications, no keys.
     *
     * @param type tag 9F35
     * @param capabilities tag 9F33
     * @param additionalCapabilities tag 9F40
     * @param countryCode tag 9F1A, ISO 3166-1 numeric code, 1 to 999
     * @return a builder
     */
    public static TerminalConfigBuilder builder(
            TerminalType type,
            TerminalCapabilities capabilities,
            AdditionalTerminalCapabilities additionalCapabilities,
            int countryCode) {
        return new TerminalConfigBuilder(type, capabilities, additionalCapabilities, countryCode);
    }

    /**
     * A builder that holds this configuration's parameters.
     *
     * @return a fresh builder
     */
    public TerminalConfigBuilder toBuilder() {
        return new TerminalConfigBuilder(parameters);
    }

    /**
     * Terminal Type, tag 9F35.
     *
     * @return the type
     */
    public TerminalType terminalType() {
        return parameters.terminalType;
    }

    /**
     * Terminal Capabilities, tag 9F33.
     *
     * @return the capabilities
     */
    public TerminalCapabilities terminalCapabilities() {
        return parameters.terminalCapabilities;
    }

    /**
     * Additional Terminal Capabilities, tag 9F40.
     *
     * @return the capabilities
     */
    public AdditionalTerminalCapabilities additionalTerminalCapabilities() {
        return parameters.additionalTerminalCapabilities;
    }

    /**
     * Terminal Country Code, tag 9F1A.
     *
     * @return ISO 3166-1 numeric code, 1 to 999
     */
    public int terminalCountryCode() {
        return parameters.terminalCountryCode;
    }

    /**
     * The currency in which the terminal sells by default, tag 5F2A.
     *
     * @return the currency, or nothing if each transaction brings its own
     */
    public Optional<CurrencyUnit> transactionCurrency() {
        return Optional.ofNullable(parameters.transactionCurrency);
    }

    /**
     * Interface Device Serial Number, tag 9F1E.
     *
     * @return 8 letters or digits, or nothing
     */
    public Optional<String> interfaceDeviceSerialNumber() {
        return Optional.ofNullable(parameters.interfaceDeviceSerialNumber);
    }

    /**
     * Merchant Identifier, tag 9F16.
     *
     * @return 15 characters, or nothing
     */
    public Optional<String> merchantIdentifier() {
        return Optional.ofNullable(parameters.merchantIdentifier);
    }

    /**
     * Merchant Category Code, tag 9F15.
     *
     * @return ISO 18245 code, 0 to 9999, or nothing
     */
    public Optional<Integer> merchantCategoryCode() {
        return Optional.ofNullable(parameters.merchantCategoryCode);
    }

    /**
     * Terminal Identification, tag 9F1C.
     *
     * @return 8 letters or digits, or nothing
     */
    public Optional<String> terminalIdentification() {
        return Optional.ofNullable(parameters.terminalIdentification);
    }

    /**
     * Acquirer Identifier, tag 9F01.
     *
     * @return 6 to 11 digits, or nothing
     */
    public Optional<String> acquirerIdentifier() {
        return Optional.ofNullable(parameters.acquirerIdentifier);
    }

    /**
     * Merchant Name and Location, tag 9F4E.
     *
     * @return a text, or nothing
     */
    public Optional<String> merchantNameAndLocation() {
        return Optional.ofNullable(parameters.merchantNameAndLocation);
    }

    /**
     * Point-of-Service Entry Mode, tag 9F39.
     *
     * @return the first two digits of ISO 8583 field 22, 0 to 99; 5 for a chip with contacts
     */
    public int pointOfServiceEntryMode() {
        return parameters.pointOfServiceEntryMode;
    }

    /**
     * The languages in which the terminal speaks to cardholders, its own first.
     *
     * @return ISO 639 codes of two small letters, at least one
     */
    public List<String> languages() {
        return parameters.languages;
    }

    /**
     * Tells whether the card's directory 1PAY.SYS.DDF01 is asked for. EMV 4.4 Book 1, 12.3.2.
     *
     * @return whether it is supported
     */
    public boolean paymentSystemEnvironmentSupported() {
        return parameters.paymentSystemEnvironmentSupported;
    }

    /**
     * Tells whether the cardholder can choose from a list of applications. EMV 4.4 Book 1, 12.4.
     *
     * @return whether the terminal shows a list
     */
    public boolean cardholderSelectionSupported() {
        return parameters.cardholderSelectionSupported;
    }

    /**
     * Tells whether the cardholder can confirm one application. EMV 4.4 Book 1, 12.4.
     *
     * @return whether the terminal asks
     */
    public boolean cardholderConfirmationSupported() {
        return parameters.cardholderConfirmationSupported;
    }

    /**
     * Tells whether PIN entry may be bypassed. EMV 4.4 Book 4, 6.3.4.3.
     *
     * @return whether it may
     */
    public boolean pinBypassAllowed() {
        return parameters.pinBypassAllowed;
    }

    /**
     * Tells whether a PIN that was bypassed counts as bypassed for every later rule with a PIN, without the cardholder being
     * asked again. EMV 4.4 Book 4, 6.3.4.3 leaves it to the terminal.
     *
     * @return whether it does
     */
    public boolean subsequentPinBypass() {
        return parameters.subsequentPinBypass;
    }

    /**
     * Tells whether the PIN Try Counter is read before the PIN is asked for. EMV 4.4 Book 4, 6.3.4.1.
     *
     * @return whether GET DATA is sent for tag 9F17
     */
    public boolean pinTryCounterRead() {
        return parameters.pinTryCounterRead;
    }

    /**
     * When CDA is asked for.
     *
     * @return the mode
     */
    public CdaMode cdaMode() {
        return parameters.cdaMode;
    }

    /**
     * Tells whether terminal risk management is done whatever the card's Application Interchange Profile says, as in EMV
     * 4.4, or only when it asks for it, as in 4.3 and before.
     *
     * @return true for 4.4
     */
    public boolean terminalRiskManagementAlways() {
        return parameters.terminalRiskManagementAlways;
    }

    /**
     * Tells whether an offline-only terminal compares the Online action codes, asks the card for an ARQC when they match,
     * and ends as unable to go online. EMV 4.4 Book 3, 10.7.
     *
     * @return whether it does; without meaning for other terminals
     */
    public boolean onlineActionCodesOffline() {
        return parameters.onlineActionCodesOffline;
    }

    /**
     * Tells whether there is an exception file of cards that are not accepted. EMV 4.4 Book 4, 6.3.5.
     *
     * @return whether it is looked up
     */
    public boolean exceptionFilePresent() {
        return parameters.exceptionFilePresent;
    }

    /**
     * Tells whether the terminal remembers earlier sales to the same card, against split sales. EMV 4.4 Book 3, 10.6.1.
     *
     * @return whether they are looked up
     */
    public boolean earlierSalesPresent() {
        return parameters.earlierSalesPresent;
    }

    /**
     * Tells whether the merchant may force a transaction online. EMV 4.4 Book 4, 6.5.3.
     *
     * @return whether he may
     */
    public boolean merchantForcedOnlineAllowed() {
        return parameters.merchantForcedOnlineAllowed;
    }

    /**
     * Tells whether the magnetic stripe may be used when the chip cannot be read. The payment systems decide that; EMV 4.4 Book
     * 4, 6.6.2 only says how it is done.
     *
     * @return whether it may
     */
    public boolean magneticStripeFallbackAllowed() {
        return parameters.magneticStripeFallbackAllowed;
    }

    /**
     * Tells whether the magnetic stripe may be used when the chip has no application of this terminal. The payment systems
     * decide that.
     *
     * @return whether it may
     */
    public boolean magneticStripeWithoutApplicationAllowed() {
        return parameters.magneticStripeWithoutApplicationAllowed;
    }

    /**
     * What the issuer's response codes mean.
     *
     * @return the codes
     */
    public AuthorisationResponseCodes authorisationResponseCodes() {
        return parameters.authorisationResponseCodes;
    }

    /**
     * Longest issuer scripts that are run: all templates of one response together, tags and lengths included. Longer ones
     * are not run and never cut. EMV 4.4 Book 4, 6.3.9.
     *
     * @return bytes, at least 128
     */
    public int issuerScriptLimitBytes() {
        return parameters.issuerScriptLimitBytes;
    }

    /**
     * The currency into which amounts are converted for the card, tags 9F3A, 9F3C and 9F3D.
     *
     * @return the currency and its rates, or nothing if no amount is converted
     */
    public Optional<ReferenceCurrency> referenceCurrency() {
        return Optional.ofNullable(parameters.referenceCurrency);
    }

    /**
     * The applications that the terminal accepts, in its order of preference.
     *
     * @return an immutable list
     */
    public List<ApplicationConfig> applications() {
        return parameters.applications;
    }

    /**
     * Finds the configuration of a card's application.
     *
     * <p>NOTE: EMV 4.4 Book 1, 12.3 does not say which counts when several identifiers match. The longest does, for it
     * speaks most precisely of the card's application.
     *
     * @param dfName the name of the card's application
     * @return the longest matching one, or nothing if the terminal does not accept the application
     */
    public Optional<ApplicationConfig> applicationFor(Bytes dfName) {
        Optional<ApplicationConfig> found = Optional.empty();
        for (ApplicationConfig application : parameters.applications) {
            if (application.matches(dfName)
                    && (!found.isPresent()
                            || application.aid().length() > found.get().aid().length())) {
                found = Optional.of(application);
            }
        }
        return found;
    }

    /**
     * The certification authority keys.
     *
     * @return the keys
     */
    public CaPublicKeys caPublicKeys() {
        return parameters.caPublicKeys;
    }

    /**
     * The revoked issuer certificates.
     *
     * @return the list
     */
    public RevocationList revocationList() {
        return parameters.revocationList;
    }

    /**
     * Where issuers' recovered keys are kept between cards.
     *
     * @return the cache, or nothing if each card's certificates are recovered anew
     */
    public Optional<RsaIssuerKeyCache> issuerKeyCache() {
        return Optional.ofNullable(parameters.issuerKeyCache);
    }

    /**
     * Offline data authentication with RSA by this configuration.
     *
     * @param today the transaction date
     * @return checks against this terminal's revocation list, with its cache if it has one
     */
    public RsaOda rsaOda(LocalDate today) {
        return parameters.issuerKeyCache == null
                ? new RsaOda(today, parameters.revocationList)
                : new RsaOda(today, parameters.revocationList, parameters.issuerKeyCache);
    }

    /**
     * The same configuration with more certification authority keys.
     *
     * @param more keys to add
     * @return the configuration
     * @throws IllegalArgumentException if one of them has the RID and index of another key
     */
    public TerminalConfig withCaPublicKeys(CaPublicKeys more) {
        List<CaPublicKey> all = new ArrayList<>(parameters.caPublicKeys.toList());
        all.addAll(more.toList());
        return toBuilder().caPublicKeys(CaPublicKeys.of(all)).build();
    }

    /**
     * Stores what is the same for every application, for data object lists and messages.
     *
     * @param data the transaction's data
     */
    public void putInto(DataStore data) {
        elements.putInto(data);
    }

    /** Type and number of applications and keys. */
    @Override
    public String toString() {
        return "terminal " + terminalType().toBytes().toHex() + ", "
                + applications().size() + " applications, " + caPublicKeys();
    }
}
