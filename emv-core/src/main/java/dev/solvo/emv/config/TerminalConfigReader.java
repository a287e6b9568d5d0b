package dev.solvo.emv.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.DataStore.Parser;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** Makes a configuration of JSON, noting everything that is wrong. */
final class TerminalConfigReader {
    private final List<String> errors;

    TerminalConfigReader(List<String> errors) {
        this.errors = errors;
    }

    Optional<TerminalConfig> read(JsonNode file) {
        Optional<JsonObject> root = JsonObject.of(file, "", errors);
        if (!root.isPresent()) {
            return Optional.empty();
        }
        JsonObject all = root.get();
        all.ignore("$schema");
        all.require("terminal");
        Optional<TerminalConfigBuilder> builder = all.object("terminal").flatMap(this::terminal);
        List<ApplicationConfig> applications = new ApplicationConfigReader(errors).read(all.objects("applications"));
        CaPublicKeyReader keys = new CaPublicKeyReader(errors);
        builder.ifPresent(b -> b.applications(applications));
        keys.keys(all).ifPresent(set -> builder.ifPresent(b -> b.caPublicKeys(set)));
        builder.ifPresent(b -> b.revocationList(keys.revoked(all)));
        all.close();
        if (!builder.isPresent()) {
            return Optional.empty();
        }
        for (String problem : builder.get().problems()) {
            errors.add("/terminal: " + problem);
        }
        return errors.isEmpty() ? Optional.of(builder.get().build()) : Optional.empty();
    }

    private Optional<TerminalConfigBuilder> terminal(JsonObject json) {
        json.require("terminalType", "terminalCapabilities", "additionalTerminalCapabilities", "terminalCountryCode");
        Optional<TerminalType> type = element(json, "terminalType", 1, TerminalType::parse);
        Optional<TerminalCapabilities> capabilities =
                element(json, "terminalCapabilities", 3, TerminalCapabilities::parse);
        Optional<AdditionalTerminalCapabilities> additional =
                element(json, "additionalTerminalCapabilities", 5, AdditionalTerminalCapabilities::parse);
        Optional<Long> country = json.number("terminalCountryCode", 1, 999);
        // Placeholders keep the reading going after a fault, so that the rest of the file is checked too.
        TerminalConfigBuilder builder = TerminalConfig.builder(
                type.orElse(new TerminalType(
                        TerminalType.Operator.MERCHANT,
                        true,
                        TerminalType.Communication.OFFLINE_WITH_ONLINE_CAPABILITY)),
                capabilities.orElse(TerminalCapabilities.NONE.with(TerminalCapabilities.Bit.IC_WITH_CONTACTS)),
                additional.orElse(AdditionalTerminalCapabilities.NONE),
                country.orElse(1L).intValue());
        identity(json, builder);
        behaviour(json, builder);
        json.close();
        return Optional.of(builder);
    }

    private void identity(JsonObject json, TerminalConfigBuilder builder) {
        json.text("transactionCurrency").ifPresent(code -> currency(json, code, builder));
        json.text("interfaceDeviceSerialNumber").ifPresent(builder::interfaceDeviceSerialNumber);
        json.text("merchantIdentifier").ifPresent(builder::merchantIdentifier);
        json.number("merchantCategoryCode", 0, 9999).ifPresent(code -> builder.merchantCategoryCode(code.intValue()));
        json.text("terminalIdentification").ifPresent(builder::terminalIdentification);
        json.text("acquirerIdentifier").ifPresent(builder::acquirerIdentifier);
        json.text("merchantNameAndLocation").ifPresent(builder::merchantNameAndLocation);
        json.number("pointOfServiceEntryMode", 0, 99)
                .ifPresent(mode -> builder.pointOfServiceEntryMode(mode.intValue()));
        if (json.keys().contains("languages")) {
            builder.languages(json.texts("languages"));
        }
    }

    private static void currency(JsonObject json, String code, TerminalConfigBuilder builder) {
        try {
            builder.transactionCurrency(CurrencyUnit.of(code));
        } catch (IllegalCurrencyException unknown) {
            json.fault("transactionCurrency", "no ISO 4217 currency");
        }
    }

    private void behaviour(JsonObject json, TerminalConfigBuilder builder) {
        json.flag("paymentSystemEnvironmentSupported", builder::paymentSystemEnvironmentSupported);
        json.flag("cardholderSelectionSupported", builder::cardholderSelectionSupported);
        json.flag("cardholderConfirmationSupported", builder::cardholderConfirmationSupported);
        json.flag("pinBypassAllowed", builder::pinBypassAllowed);
        json.flag("subsequentPinBypass", builder::subsequentPinBypass);
        json.flag("pinTryCounterRead", builder::pinTryCounterRead);
        json.flag("terminalRiskManagementAlways", builder::terminalRiskManagementAlways);
        json.flag("onlineActionCodesOffline", builder::onlineActionCodesOffline);
        json.flag("exceptionFilePresent", builder::exceptionFilePresent);
        json.flag("earlierSalesPresent", builder::earlierSalesPresent);
        json.flag("merchantForcedOnlineAllowed", builder::merchantForcedOnlineAllowed);
        json.flag("magneticStripeFallbackAllowed", builder::magneticStripeFallbackAllowed);
        json.flag("magneticStripeWithoutApplicationAllowed", builder::magneticStripeWithoutApplicationAllowed);
        json.number("cdaMode", 1, 4).map(CdaMode::numbered).ifPresent(builder::cdaMode);
        json.object("authorisationResponseCodes").ifPresent(codes -> responseCodes(codes, builder));
        json.number("issuerScriptLimitBytes", 128, 65_535)
                .ifPresent(limit -> builder.issuerScriptLimitBytes(limit.intValue()));
        json.object("referenceCurrency").ifPresent(reference -> referenceCurrency(reference, builder));
    }

    private static void referenceCurrency(JsonObject json, TerminalConfigBuilder builder) {
        json.require("currency", "rates");
        Optional<String> code = json.text("currency");
        Map<CurrencyUnit, BigDecimal> rates = new HashMap<>();
        Optional<JsonObject> given = json.object("rates");
        if (given.isPresent()) {
            for (String key : given.get().keys()) {
                rate(given.get(), key, rates);
            }
        }
        if (code.isPresent()) {
            try {
                builder.referenceCurrency(new ReferenceCurrency(CurrencyUnit.of(code.get()), rates));
            } catch (IllegalCurrencyException unknown) {
                json.fault("currency", "no ISO 4217 currency");
            } catch (IllegalArgumentException broken) {
                json.fault(String.valueOf(broken.getMessage()));
            }
        }
        json.close();
    }

    /** Rates are texts, so that no reader of the file takes them for binary fractions. */
    private static void rate(JsonObject json, String key, Map<CurrencyUnit, BigDecimal> rates) {
        Optional<String> text = json.text(key);
        if (text.isPresent() && !text.get().matches("[0-9]{1,12}(\\.[0-9]{1,12})?")) {
            json.fault(key, "a decimal number is expected");
        } else if (text.isPresent()) {
            try {
                rates.put(CurrencyUnit.of(key), new BigDecimal(text.get()));
            } catch (IllegalCurrencyException unknown) {
                json.fault(key, "no ISO 4217 currency");
            }
        }
    }

    private static void responseCodes(JsonObject json, TerminalConfigBuilder builder) {
        Set<String> approved = new HashSet<>(json.texts("approved"));
        Set<String> referral = new HashSet<>(json.texts("referral"));
        try {
            builder.authorisationResponseCodes(new AuthorisationResponseCodes(approved, referral));
        } catch (IllegalArgumentException broken) {
            json.fault(String.valueOf(broken.getMessage()));
        }
        json.close();
    }

    /** An element in hexadecimal, read by its class. */
    static <T> Optional<T> element(JsonObject json, String key, int length, Parser<T> parser) {
        Optional<Bytes> bytes = json.hex(key, length, length);
        if (!bytes.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(bytes.get()));
        } catch (EmvDataException broken) {
            json.fault(key, String.valueOf(broken.getMessage()));
            return Optional.empty();
        }
    }
}
