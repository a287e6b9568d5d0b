package dev.solvo.emv.config;

import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the answers of a conformance statement must have in common. The combinations are those of the Books as commonly
 * known: what has no effect, or needs what is not there.
 */
record StatementCoherence(
        TerminalType terminalType,
        TerminalCapabilities capabilities,
        AdditionalTerminalCapabilities additional,
        List<String> languages,
        Optional<CdaMode> cdaMode,
        int issuerScriptLimitBytes,
        DataCapture dataCapture,
        Set<ConformanceOption> supported) {
    private static final int SHORTEST_ISSUER_SCRIPT_LIMIT = 128;

    List<String> problems() {
        List<String> problems = new ArrayList<>(Coherence.ofCapabilities(capabilities));
        authentication(problems);
        cardholder(problems);
        environment(problems);
        refuse(
                problems,
                issuerScriptLimitBytes < SHORTEST_ISSUER_SCRIPT_LIMIT,
                "issuer scripts of fewer than 128 bytes");
        languages(problems);
        return problems;
    }

    private void authentication(List<String> problems) {
        boolean cda = has(TerminalCapabilities.Bit.CDA);
        refuse(problems, cda && !cdaMode.isPresent(), "CDA without a CDA mode");
        refuse(problems, !cda && cdaMode.isPresent(), "a CDA mode without CDA");
        refuse(
                problems,
                has(TerminalCapabilities.Bit.DDA) && !supported.contains(ConformanceOption.DEFAULT_DDOL),
                "DDA without a default DDOL");
    }

    private void cardholder(List<String> problems) {
        boolean pin = has(TerminalCapabilities.Bit.PLAINTEXT_OFFLINE_PIN)
                || has(TerminalCapabilities.Bit.ENCIPHERED_ONLINE_PIN)
                || has(TerminalCapabilities.Bit.ENCIPHERED_OFFLINE_PIN_RSA)
                || has(TerminalCapabilities.Bit.ENCIPHERED_OFFLINE_PIN_ECC);
        refuse(problems, supported.contains(ConformanceOption.PIN_BYPASS) && !pin, "PIN bypass without a PIN");
        refuse(
                problems,
                has(TerminalCapabilities.Bit.SIGNATURE) && !attended(),
                "signature at a terminal without attendant");
        boolean display = additional.contains(AdditionalTerminalCapabilities.Bit.DISPLAY_CARDHOLDER)
                || additional.contains(AdditionalTerminalCapabilities.Bit.DISPLAY_ATTENDANT);
        refuse(
                problems,
                !display
                        && (supported.contains(ConformanceOption.CARDHOLDER_SELECTION)
                                || supported.contains(ConformanceOption.CARDHOLDER_CONFIRMATION)),
                "selection or confirmation by the cardholder without a display");
        refuse(
                problems,
                additional.contains(AdditionalTerminalCapabilities.Bit.CASHBACK)
                        && !additional.contains(AdditionalTerminalCapabilities.Bit.GOODS)
                        && !additional.contains(AdditionalTerminalCapabilities.Bit.SERVICES),
                "cashback without goods or services");
    }

    private void environment(List<String> problems) {
        boolean online = terminalType.isOnlineCapable();
        for (ConformanceOption option : List.of(
                ConformanceOption.PIN_BYPASS,
                ConformanceOption.MERCHANT_FORCED_ONLINE,
                ConformanceOption.FORCED_ACCEPTANCE,
                ConformanceOption.REFERRALS)) {
            refuse(
                    problems,
                    supported.contains(option) && !attended(),
                    option.key() + " at a terminal without attendant");
        }
        for (ConformanceOption option :
                List.of(ConformanceOption.MERCHANT_FORCED_ONLINE, ConformanceOption.REFERRALS)) {
            refuse(
                    problems,
                    supported.contains(option) && !online,
                    option.key() + " at a terminal that is offline only");
        }
        refuse(
                problems,
                has(TerminalCapabilities.Bit.ENCIPHERED_ONLINE_PIN) && !online,
                "online PIN at a terminal that is offline only");
        refuse(
                problems,
                dataCapture == DataCapture.ONLINE && !online,
                "online data capture at a terminal that is offline only");
        refuse(
                problems,
                supported.contains(ConformanceOption.ONLINE_ACTION_CODES_OFFLINE) && online,
                "onlineActionCodesOffline at a terminal with online capability");
        for (ConformanceOption option : List.of(
                ConformanceOption.MAGNETIC_STRIPE_FALLBACK, ConformanceOption.MAGNETIC_STRIPE_WITHOUT_APPLICATION)) {
            refuse(
                    problems,
                    supported.contains(option) && !has(TerminalCapabilities.Bit.MAGNETIC_STRIPE),
                    option.key() + " without a magnetic stripe reader");
        }
    }

    private void languages(List<String> problems) {
        refuse(problems, languages.isEmpty(), "no language");
        Set<String> seen = new HashSet<>();
        for (String language : languages) {
            refuse(problems, !language.matches("[a-z]{2}"), "a language that has not two small letters");
            refuse(problems, !seen.add(language), "language " + language + " twice");
        }
    }

    private boolean attended() {
        return terminalType.attended();
    }

    private boolean has(TerminalCapabilities.Bit bit) {
        return capabilities.contains(bit);
    }

    private static void refuse(List<String> problems, boolean contradiction, String problem) {
        if (contradiction) {
            problems.add(problem);
        }
    }
}
