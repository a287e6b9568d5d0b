package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.service.TillTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The file with the key of the tills' tokens, and which tills may use which token. */
final class TillFile {
    private static final String FORMAT = "solvo-prepaid-tills";
    private static final int KEY_LENGTH = 32;
    private static final int MOST_TILLS = 100_000;

    private final Path path;

    TillFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Gives a till a token; those it had before are worth nothing any more. */
    void allow(TerminalId till, SecureRandom random) throws BadInputException {
        ObjectNode file = readOrMake(random);
        ObjectNode tills = tills(file);
        int number = tills.path(till.value()).asInt(0);
        if (number < 0 || number == Integer.MAX_VALUE) {
            throw broken();
        }
        tills.put(till.value(), number + 1);
        if (tills.size() > MOST_TILLS) {
            throw new BadInputException("there are at most " + MOST_TILLS + " tills");
        }
        write(file);
    }

    /** Takes a till's tokens from it. The number stays, so that an old token is never good again. */
    void revoke(TerminalId till, SecureRandom random) throws BadInputException {
        ObjectNode file = readOrMake(random);
        ObjectNode tills = tills(file);
        if (!tills.has(till.value())) {
            throw new BadInputException("there is no token for " + till);
        }
        allow(till, random);
    }

    /** The tokens; the caller closes them. */
    TillTokens tokens(TenantId tenant) throws BadInputException {
        JsonNode file = JsonFile.read(path);
        byte[] key = {};
        try {
            key = Base64.getDecoder().decode(file.path("key").asText());
            try (SecretBytes secret = SecretBytes.of(key)) {
                return new TillTokens(secret, tenant, numbers(file));
            }
        } catch (IllegalArgumentException wrong) {
            throw broken();
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The number of the token that each till may use now. */
    Map<TerminalId, Integer> numbers() throws BadInputException {
        return numbers(JsonFile.read(path));
    }

    private Map<TerminalId, Integer> numbers(JsonNode file) throws BadInputException {
        Map<TerminalId, Integer> numbers = new HashMap<>();
        if (!FORMAT.equals(file.path("format").asText())) {
            throw broken();
        }
        for (Map.Entry<String, JsonNode> till : file.path("tills").properties()) {
            try {
                if (!till.getValue().isInt()) {
                    throw broken();
                }
                numbers.put(new TerminalId(till.getKey()), till.getValue().asInt());
            } catch (IllegalArgumentException wrong) {
                throw broken();
            }
        }
        return numbers;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private ObjectNode readOrMake(SecureRandom random) throws BadInputException {
        if (Files.exists(path)) {
            JsonNode file = JsonFile.read(path);
            if (!file.isObject() || !FORMAT.equals(file.path("format").asText())) {
                throw broken();
            }
            return (ObjectNode) file;
        }
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        ObjectNode made = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        made.put("key", Base64.getEncoder().encodeToString(key));
        made.putObject("tills");
        return made;
    }

    private ObjectNode tills(ObjectNode file) throws BadInputException {
        if (file.path("tills") instanceof ObjectNode tills) {
            return tills;
        }
        throw broken();
    }

    private void write(ObjectNode file) throws BadInputException {
        try {
            SecretFile.replace(path, file);
        } catch (IOException refused) {
            throw new BadInputException("cannot write " + path, refused);
        }
    }

    private BadInputException broken() {
        return new BadInputException(path + " is no file of tills");
    }
}
