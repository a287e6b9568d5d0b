package dev.solvo.cli.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.shell.BadInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/**
 * The keys of one JSON object of a merchant's configuration. What is wrong with them is gathered, each with its JSON
 * pointer and without its value.
 */
final class ConfigFields {
    private final JsonNode object;
    private final String pointer;
    private final Path folder;
    private final List<String> errors;
    private final List<String> warnings;
    private final Set<String> known = new TreeSet<>(Set.of("$schema"));

    private ConfigFields(JsonNode object, String pointer, Path folder, List<String> errors, List<String> warnings) {
        this.object = object;
        this.pointer = pointer;
        this.folder = folder;
        this.errors = errors;
        this.warnings = warnings;
    }

    /**
     * The outermost object.
     *
     * @param folder what relative paths begin at
     */
    static ConfigFields of(JsonNode object, Path folder) {
        return new ConfigFields(object, "", folder, new ArrayList<>(), new ArrayList<>());
    }

    /** A step of reading that a wrong value ends. */
    interface Reading<V, R> {
        R read(V value) throws BadInputException;
    }

    /** Whether the key is there, be its value right or wrong. */
    boolean has(String name) {
        return object.has(name);
    }

    /** A text that has to be there. */
    Optional<String> text(String name) {
        return required(name, optional(name));
    }

    private <T> Optional<T> required(String name, Optional<T> value) {
        if (!has(name)) {
            error(name, "is missing");
        }
        return value;
    }

    /** A text that may be there. */
    Optional<String> optional(String name) {
        known.add(name);
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isEmpty()) {
            error(name, "is not a text");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    /** One of these words, or the first one of them if nothing is said. */
    String word(String name, String... allowed) {
        String word = optional(name).orElse(allowed[0]);
        if (!List.of(allowed).contains(word)) {
            error(name, "is not one of " + String.join(", ", allowed));
            return allowed[0];
        }
        return word;
    }

    /** What is in a file that has to be named. */
    <R> Optional<R> file(String name, Reading<KeyFile, R> reading) {
        return read(name, text(name), value -> reading.read(keyFile(value)));
    }

    /** What is in a file that may be named. */
    <R> Optional<R> optionalFile(String name, Reading<KeyFile, R> reading) {
        return read(name, optional(name), value -> reading.read(keyFile(value)));
    }

    /** The same for a file that only its owner should be able to read. */
    <R> Optional<R> secretFile(String name, Reading<KeyFile, R> reading) {
        return optionalFile(name, file -> {
            R read = reading.read(file);
            if (file.isOpenToOthers()) {
                warnings.add(pointer + "/" + name + ": others can read " + file + "; chmod 600 it");
            }
            return read;
        });
    }

    /** The same for one that has to be named. */
    <R> Optional<R> requiredSecretFile(String name, Reading<KeyFile, R> reading) {
        return required(name, secretFile(name, reading));
    }

    /** What is in the files of an array, which may be absent. */
    <R> List<R> files(String name, Reading<KeyFile, R> reading) {
        List<R> all = new ArrayList<>();
        if (has(name) && object.path(name).isEmpty()) {
            error(name, "names no file");
        }
        texts(name)
                .forEach(value -> read(name, Optional.of(value), text -> reading.read(keyFile(text)))
                        .ifPresent(all::add));
        return all;
    }

    private KeyFile keyFile(String value) throws BadInputException {
        try {
            return new KeyFile(folder.resolve(value));
        } catch (InvalidPathException wrong) {
            throw new BadInputException("is not a path");
        }
    }

    private <V, R> Optional<R> read(String name, Optional<V> value, Reading<V, R> reading) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.read(value.get()));
        } catch (BadInputException | IllegalArgumentException wrong) {
            error(name, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** The texts of an array, which may be absent. */
    List<String> texts(String name) {
        known.add(name);
        JsonNode array = object.path(name);
        List<String> texts = new ArrayList<>();
        if (array.isMissingNode()) {
            return texts;
        }
        if (!array.isArray()) {
            error(name, "is not an array");
        }
        for (JsonNode value : array) {
            if (value.isTextual()) {
                texts.add(value.asText());
            } else {
                error(name, "holds something else than texts");
            }
        }
        return texts;
    }

    /** An address; without TLS only on this machine, for nobody may read along. */
    Optional<URI> address(String name) {
        return read(name, optional(name), text -> {
            URI uri;
            try {
                uri = new URI(text);
            } catch (URISyntaxException wrong) {
                throw new BadInputException("is no address");
            }
            boolean here = "http".equals(uri.getScheme()) && isThisMachine(uri.getHost());
            if (uri.getHost() == null || !here && !"https".equals(uri.getScheme())) {
                throw new BadInputException("does not begin with https:// and a host");
            }
            return uri;
        });
    }

    private static boolean isThisMachine(String host) {
        return "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
    }

    /** Currencies; empty if nothing is said. */
    Set<CurrencyUnit> currencies() {
        Set<CurrencyUnit> units = new LinkedHashSet<>();
        for (String code : texts("currencies")) {
            try {
                units.add(CurrencyUnit.of(code));
            } catch (IllegalCurrencyException unknown) {
                error("currencies", "holds something else than ISO 4217 codes");
            }
        }
        return units;
    }

    /** An object inside, if it is there. */
    Optional<ConfigFields> object(String name) {
        known.add(name);
        JsonNode inner = object.path(name);
        if (inner.isMissingNode()) {
            return Optional.empty();
        }
        if (!inner.isObject()) {
            error(name, "is not an object");
            return Optional.empty();
        }
        return Optional.of(new ConfigFields(inner, pointer + "/" + name, folder, errors, warnings));
    }

    /** Carries out what the library may refuse; its messages hold no secret. */
    void check(String name, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException refused) {
            error(name, String.valueOf(refused.getMessage()));
        }
    }

    /** Something is wrong with that key. */
    void error(String name, String message) {
        errors.add(pointer + "/" + name + ": " + message);
    }

    /** Every key that was not asked for is wrong: a mistyped one would be overlooked otherwise. */
    void refuseOthers() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                error(name, "is not known here; known are " + String.join(", ", known));
            }
        });
    }

    /** What is wrong so far, with everything inside. */
    List<String> errors() {
        return errors;
    }

    /** What should be put in order. */
    List<String> warnings() {
        return warnings;
    }
}
