package dev.solvo.emv.config;

import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The implementation conformance statement of one terminal configuration: every option, answered. Immutable.
 *
 * <p>A terminal vendor writes his own (or changes the shipped one), shows it to the laboratory, and loads the terminal's
 * parameters with {@link TerminalConfigJson#parse(String, ConformanceStatement)}, which refuses what was not declared. The
 * questions are those that this library knows, not EMVCo's form.
 *
 * @param configuration a name for reports
 * @param terminalType tag 9F35
 * @param terminalCapabilities tag 9F33
 * @param additionalTerminalCapabilities tag 9F40
 * @param languages ISO 639 codes of two small letters, the terminal's own first
 * @param cdaMode when CDA is asked for; present where CDA is a capability and only there
 * @param issuerScriptLimitBytes longest issuer scripts of one response that are run, at least 128
 * @param dataCapture how clearing data are handed over
 * @param supported the options answered by yes
 */
public record ConformanceStatement(
        String configuration,
        TerminalType terminalType,
        TerminalCapabilities terminalCapabilities,
        AdditionalTerminalCapabilities additionalTerminalCapabilities,
        List<String> languages,
        Optional<CdaMode> cdaMode,
        int issuerScriptLimitBytes,
        DataCapture dataCapture,
        Set<ConformanceOption> supported) {
    /**
     * Checks that the answers go together.
     *
     * @throws IllegalArgumentException if they do not; the message names all contradictions
     */
    public ConformanceStatement {
        languages = List.copyOf(languages);
        Set<ConformanceOption> options = EnumSet.noneOf(ConformanceOption.class);
        options.addAll(supported);
        supported = Collections.unmodifiableSet(options);
        List<String> problems = new StatementCoherence(
                        terminalType,
                        terminalCapabilities,
                        additionalTerminalCapabilities,
                        languages,
                        cdaMode,
                        issuerScriptLimitBytes,
                        dataCapture,
                        supported)
                .problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /**
     * Tells whether an option was answered by yes.
     *
     * @param option the option
     * @return whether it is supported
     */
    public boolean supports(ConformanceOption option) {
        return supported.contains(option);
    }

    /**
     * Names what a terminal's parameters do that was not declared here.
     *
     * @param terminal the parameters
     * @return a sentence a deviation; empty where the parameters keep to the statement
     */
    public List<String> deviations(TerminalConfig terminal) {
        List<String> deviations = new ArrayList<>();
        if (!terminal.terminalType().equals(terminalType)) {
            deviations.add("terminal type " + terminal.terminalType().toBytes().toHex() + " where "
                    + terminalType.toBytes().toHex() + " is declared");
        }
        capabilities(deviations, "the terminal", terminal.terminalCapabilities());
        additional(deviations, "the terminal", terminal.additionalTerminalCapabilities());
        for (ApplicationConfig application : terminal.applications()) {
            String name = "application " + application.aid().toHex();
            application.terminalCapabilities().ifPresent(own -> capabilities(deviations, name, own));
            application.additionalTerminalCapabilities().ifPresent(own -> additional(deviations, name, own));
            if (application.terminalType().isPresent()
                    && !application.terminalType().get().equals(terminalType)) {
                deviations.add(name + " with a terminal type that is not declared");
            }
        }
        if (cdaMode.isPresent() && terminal.cdaMode() != cdaMode.get()) {
            deviations.add("CDA mode " + terminal.cdaMode().number() + " where "
                    + cdaMode.get().number() + " is declared");
        }
        for (String language : terminal.languages()) {
            if (!languages.contains(language)) {
                deviations.add("language " + language + " that is not declared");
            }
        }
        if (terminal.issuerScriptLimitBytes() != issuerScriptLimitBytes) {
            deviations.add("issuer scripts of " + terminal.issuerScriptLimitBytes() + " bytes where "
                    + issuerScriptLimitBytes + " are declared");
        }
        for (ConformanceOption option : ConformanceOption.values()) {
            if (option.isUsedBy(terminal) && !supports(option)) {
                deviations.add("option " + option.key() + " that is not declared");
            }
        }
        return deviations;
    }

    private void capabilities(List<String> deviations, String whose, TerminalCapabilities used) {
        for (TerminalCapabilities.Bit bit : used.bits()) {
            if (!terminalCapabilities.contains(bit)) {
                deviations.add(whose + " with the capability \"" + bit.meaning() + "\" that is not declared");
            }
        }
    }

    private void additional(List<String> deviations, String whose, AdditionalTerminalCapabilities used) {
        for (AdditionalTerminalCapabilities.Bit bit : used.bits()) {
            if (!additionalTerminalCapabilities.contains(bit)) {
                deviations.add(
                        whose + " with the additional capability \"" + bit.meaning() + "\" that is not declared");
            }
        }
    }
}
