package dev.solvo.emv.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A terminal's configuration as JSON.
 *
 * <p>The form is published as a JSON schema, {@link #schema()}. Unknown keys are refused; all errors of a file are reported
 * together, each with its JSON pointer.
 */
public final class TerminalConfigJson {
    private TerminalConfigJson() {}

    /**
     * Reads a configuration.
     *
     * @param json the file's text
     * @return the configuration
     * @throws EmvDataException with {@link Reason#CONFIGURATION} if anything is wrong with it; the message has a line an
     *     error
     */
    public static TerminalConfig parse(String json) throws EmvDataException {
        List<String> errors = new ArrayList<>();
        Optional<TerminalConfig> config = new TerminalConfigReader(errors).read(tree(json));
        if (!errors.isEmpty() || !config.isPresent()) {
            throw new EmvDataException(Reason.CONFIGURATION, String.join("\n", errors));
        }
        return config.get();
    }

    /**
     * Reads a configuration that has to keep to a conformance statement.
     *
     * @param json the file's text
     * @param statement what was declared of the terminal
     * @return the configuration
     * @throws EmvDataException with {@link Reason#CONFIGURATION} if anything is wrong with it, or it does what the statement
     *     does not declare; the message has a line an error
     */
    public static TerminalConfig parse(String json, ConformanceStatement statement) throws EmvDataException {
        TerminalConfig config = parse(json);
        List<String> deviations = statement.deviations(config);
        if (!deviations.isEmpty()) {
            throw new EmvDataException(Reason.CONFIGURATION, String.join("\n", deviations));
        }
        return config;
    }

    static JsonNode tree(String json) throws EmvDataException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new EmvDataException(
                    Reason.CONFIGURATION,
                    "not JSON at line " + broken.getLocation().getLineNr() + ", column "
                            + broken.getLocation().getColumnNr() + ": " + broken.getOriginalMessage());
        }
    }

    /**
     * The JSON schema (draft 2020-12) of the form.
     *
     * @return the schema's text
     */
    public static String schema() {
        return resource("terminal-config.schema.json");
    }

    /**
     * A ready configuration for tests and demonstrations: a merchant's attended terminal with online capability (22), all
     * cardholder verification methods but biometrics, CDA mode 1, applications of Visa, Mastercard, UnionPay and a test
     * payment system, no keys. Its action codes are samples, not those of the payment systems.
     *
     * @return the file's text
     */
    public static String testTerminal() {
        return resource("test-terminal.json");
    }

    static String resource(String name) {
        try (InputStream file = TerminalConfigJson.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the module");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            for (int n = file.read(part); n >= 0; n = file.read(part)) {
                bytes.write(part, 0, n);
            }
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
