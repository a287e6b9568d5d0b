package dev.solvo.emv.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conformance statement as JSON.
 *
 * <p>The form is published as a JSON schema, {@link #schema()}. Every option must be answered; unknown keys are refused; all
 * errors of a file are reported together, each with its JSON pointer.
 */
public final class ConformanceStatementJson {
    private ConformanceStatementJson() {}

    /**
     * Reads a statement.
     *
     * @param json the file's text
     * @return the statement
     * @throws EmvDataException with {@link Reason#CONFIGURATION} if anything is missing or wrong, or the answers contradict
     *     each other; the message has a line an error
     */
    public static ConformanceStatement parse(String json) throws EmvDataException {
        List<String> errors = new ArrayList<>();
        Optional<ConformanceStatement> statement =
                JsonObject.of(TerminalConfigJson.tree(json), "", errors).flatMap(root -> read(root, errors));
        if (!errors.isEmpty() || !statement.isPresent()) {
            throw new EmvDataException(Reason.CONFIGURATION, String.join("\n", errors));
        }
        return statement.get();
    }

    /**
     * The statement of the configuration that {@link TerminalConfigJson#testTerminal()} has: a merchant's attended terminal
     * with online capability.
     *
     * @return the file's text
     */
    public static String shipped() {
        return TerminalConfigJson.resource("conformance-statement.json");
    }

    /**
     * The JSON schema (draft 2020-12) of the form. What answers contradict each other it cannot tell; {@link #parse} does.
     *
     * @return the schema's text
     */
    public static String schema() {
        return TerminalConfigJson.resource("conformance-statement.schema.json");
    }

    /**
     * Writes a statement, always in the same order.
     *
     * @param statement the statement
     * @return the file's text
     */
    public static String write(ConformanceStatement statement) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("configuration", statement.configuration());
        json.put("terminalType", statement.terminalType().toBytes().toHex());
        json.put(
                "terminalCapabilities",
                statement.terminalCapabilities().toBytes().toHex());
        json.put(
                "additionalTerminalCapabilities",
                statement.additionalTerminalCapabilities().toBytes().toHex());
        statement.languages().forEach(json.putArray("languages")::add);
        statement.cdaMode().ifPresent(mode -> json.put("cdaMode", mode.number()));
        json.put("issuerScriptLimitBytes", statement.issuerScriptLimitBytes());
        json.put("dataCapture", statement.dataCapture().name());
        ObjectNode options = json.putObject("options");
        for (ConformanceOption option : ConformanceOption.values()) {
            options.put(option.key(), statement.supports(option));
        }
        return json.toPrettyString();
    }

    private static Optional<ConformanceStatement> read(JsonObject json, List<String> errors) {
        json.ignore("$schema");
        json.require(
                "configuration",
                "terminalType",
                "terminalCapabilities",
                "additionalTerminalCapabilities",
                "languages",
                "issuerScriptLimitBytes",
                "dataCapture",
                "options");
        Optional<String> configuration = json.text("configuration");
        Optional<TerminalType> type = TerminalConfigReader.element(json, "terminalType", 1, TerminalType::parse);
        Optional<TerminalCapabilities> capabilities =
                TerminalConfigReader.element(json, "terminalCapabilities", 3, TerminalCapabilities::parse);
        Optional<AdditionalTerminalCapabilities> additional = TerminalConfigReader.element(
                json, "additionalTerminalCapabilities", 5, AdditionalTerminalCapabilities::parse);
        List<String> languages = json.texts("languages");
        Optional<CdaMode> mode = json.number("cdaMode", 1, 4).map(CdaMode::numbered);
        Optional<Long> limit = json.number("issuerScriptLimitBytes", 0, 65_535);
        Optional<DataCapture> capture = capture(json);
        Set<ConformanceOption> supported = json.object("options")
                .map(ConformanceStatementJson::options)
                .orElse(EnumSet.noneOf(ConformanceOption.class));
        json.close();
        if (!errors.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ConformanceStatement(
                    configuration.get(),
                    type.get(),
                    capabilities.get(),
                    additional.get(),
                    languages,
                    mode,
                    limit.get().intValue(),
                    capture.get(),
                    supported));
        } catch (IllegalArgumentException contradiction) {
            json.fault(String.valueOf(contradiction.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<DataCapture> capture(JsonObject json) {
        Optional<String> name = json.text("dataCapture");
        for (DataCapture capture : DataCapture.values()) {
            if (name.isPresent() && capture.name().equals(name.get())) {
                return Optional.of(capture);
            }
        }
        if (name.isPresent()) {
            json.fault("dataCapture", "one of ONLINE, BATCH is expected");
        }
        return Optional.empty();
    }

    private static Set<ConformanceOption> options(JsonObject json) {
        Set<ConformanceOption> supported = EnumSet.noneOf(ConformanceOption.class);
        for (ConformanceOption option : ConformanceOption.values()) {
            json.require(option.key());
            json.flag(option.key(), yes -> {
                if (yes) {
                    supported.add(option);
                }
            });
        }
        json.close();
        return supported;
    }
}
