package dev.solvo.cli.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON file of a sensible size. */
public final class JsonFile {
    /** Longest file that is read, in bytes. */
    private static final int LONGEST = 16_000_000;

    private JsonFile() {}

    /**
     * Reads the whole file; a key twice in one object, or anything after the end, is refused.
     *
     * @throws BadInputException if it cannot be read or is not JSON; the message does not quote it
     */
    public static JsonNode read(Path path) throws BadInputException {
        byte[] bytes;
        try (InputStream file = Files.newInputStream(path)) {
            bytes = file.readNBytes(LONGEST + 1);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + path, unreadable);
        }
        if (bytes.length > LONGEST) {
            throw new BadInputException(path + " is longer than " + LONGEST + " bytes");
        }
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        try {
            return mapper.readTree(bytes);
        } catch (JsonProcessingException broken) {
            // The parser's own message quotes the file.
            throw new BadInputException(
                    path + " is not JSON, line " + broken.getLocation().getLineNr(), broken);
        } catch (IOException broken) {
            throw new BadInputException(path + " is not JSON", broken);
        }
    }
}
