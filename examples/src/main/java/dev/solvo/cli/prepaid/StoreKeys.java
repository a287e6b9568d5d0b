package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.account.CardCodeKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The file with the keys that card codes and PINs are hidden under: beside the books, for its owner only. Whoever has the books
 * without it cannot tell a card's code, and whoever loses it finds no card by its code any more.
 */
final class StoreKeys {
    private static final String FORMAT = "solvo-prepaid-keys";
    private static final int KEY_LENGTH = 32;
    private static final int MOST_VERSIONS = 1_000;

    private final Path path;

    StoreKeys(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Makes the file with a first version of each key. */
    void create(SecureRandom random) throws BadInputException {
        TreeMap<Integer, byte[]> codes = new TreeMap<>(Map.of(1, fresh(random)));
        TreeMap<Integer, byte[]> pins = new TreeMap<>(Map.of(1, fresh(random)));
        try {
            SecretFile.create(path, file(codes, pins));
        } catch (FileAlreadyExistsException other) {
            throw new BadInputException(path + " was made by another process at the same time; try again", other);
        } catch (IOException refused) {
            throw new BadInputException("cannot make the key file " + path, refused);
        }
    }

    /** Adds a version of each key, which new cards and PINs get. The old ones stay. */
    void rotate(SecureRandom random) throws BadInputException {
        JsonNode file = JsonFile.read(path);
        NavigableMap<Integer, byte[]> codes = versions(file, "codeKeys");
        NavigableMap<Integer, byte[]> pins = versions(file, "pinKeys");
        codes.put(codes.lastKey() + 1, fresh(random));
        pins.put(pins.lastKey() + 1, fresh(random));
        try {
            SecretFile.replace(path, file(codes, pins));
        } catch (IOException refused) {
            throw new BadInputException("cannot write the key file " + path, refused);
        }
    }

    /** The keys; the caller closes them. */
    CardCodeKeys read() throws BadInputException {
        JsonNode file = JsonFile.read(path);
        CardCodeKeys.Builder keys = CardCodeKeys.builder();
        try {
            List<SecretBytes> open = new ArrayList<>();
            try {
                versions(file, "codeKeys").forEach((version, key) -> keys.codeKey(version, opened(open, key)));
                versions(file, "pinKeys").forEach((version, key) -> keys.pinKey(version, opened(open, key)));
                return keys.build();
            } finally {
                open.forEach(SecretBytes::close);
            }
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw broken();
        }
    }

    boolean isOpenToOthers() {
        return SecretFile.isOpenToOthers(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static byte[] fresh(SecureRandom random) {
        byte[] key = new byte[KEY_LENGTH];
        random.nextBytes(key);
        return key;
    }

    /** The builder takes its copies when it builds. */
    private static SecretBytes opened(List<SecretBytes> open, byte[] key) {
        SecretBytes secret = SecretBytes.of(key);
        Arrays.fill(key, (byte) 0);
        open.add(secret);
        return secret;
    }

    private NavigableMap<Integer, byte[]> versions(JsonNode file, String name) throws BadInputException {
        JsonNode object = file.path(name);
        if (!FORMAT.equals(file.path("format").asText()) || !object.isObject() || object.size() > MOST_VERSIONS) {
            throw broken();
        }
        TreeMap<Integer, byte[]> keys = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            try {
                keys.put(
                        Integer.valueOf(entry.getKey()),
                        Base64.getDecoder().decode(entry.getValue().asText()));
            } catch (IllegalArgumentException wrong) {
                throw broken();
            }
        }
        if (keys.isEmpty()) {
            throw broken();
        }
        return keys;
    }

    private BadInputException broken() {
        return new BadInputException(path + " is no key file of a prepaid store");
    }

    private static ObjectNode file(Map<Integer, byte[]> codes, Map<Integer, byte[]> pins) {
        ObjectNode file =
                JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("version", 1);
        put(file.putObject("codeKeys"), codes);
        put(file.putObject("pinKeys"), pins);
        return file;
    }

    private static void put(ObjectNode object, Map<Integer, byte[]> keys) {
        keys.forEach((version, key) ->
                object.put(String.valueOf(version), Base64.getEncoder().encodeToString(key)));
    }
}
