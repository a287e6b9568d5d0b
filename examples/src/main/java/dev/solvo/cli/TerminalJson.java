package dev.solvo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.terminal.CaPublicKeyJson;

/** A configuration that stands alone: the file's text with every key that the terminal has. */
final class TerminalJson {
    private TerminalJson() {}

    /**
     * Puts the keys into the text.
     *
     * @param text what {@code config} was read from
     * @param config the configuration with all keys
     */
    static ObjectNode complete(String text, TerminalConfig config) throws BadInputException {
        JsonNode tree;
        try {
            tree = new JsonMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new BadInputException("the terminal's configuration is not JSON", broken);
        }
        if (!(tree instanceof ObjectNode json)) {
            throw new BadInputException("the terminal's configuration is no JSON object");
        }
        ArrayNode keys = json.putArray("caPublicKeys");
        for (CaPublicKey key : config.caPublicKeys().toList()) {
            CaPublicKeyJson.write(key, keys.addObject());
        }
        return json;
    }

    static TerminalConfig parse(ObjectNode json) throws BadInputException {
        try {
            return TerminalConfigJson.parse(json.toString());
        } catch (EmvDataException wrong) {
            throw new BadInputException("the recorded configuration is wrong: " + wrong.getMessage(), wrong);
        }
    }
}
