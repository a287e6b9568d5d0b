package dev.solvo.cli.vectors.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.crypto.CryptoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Calculates files of vectors: JSON with an array {@code vectors} of entries {@code id, op, in, out}. */
public final class VectorRun {
    /** Shorter inputs stand in a message by chance. */
    private static final int SHORTEST_SECRET = 4;

    private final Operations operations = Operations.all();

    /**
     * Calculates every entry of a file, or of every JSON file of a directory in the order of their names. In a directory,
     * files without an array {@code vectors} are of another kind.
     *
     * @throws BadInputException if a file is not of the format, or there is none
     */
    public List<VectorResult> of(Path fileOrDirectory) throws BadInputException {
        List<VectorResult> results = new ArrayList<>();
        if (!Files.isDirectory(fileOrDirectory)) {
            addFile(fileOrDirectory, JsonFile.read(fileOrDirectory), results);
            return results;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(fileOrDirectory)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read the directory " + fileOrDirectory, unreadable);
        }
        for (Path file : files) {
            JsonNode tree = JsonFile.read(file);
            if (tree.has("vectors")) {
                addFile(file, tree, results);
            }
        }
        if (results.isEmpty()) {
            throw new BadInputException("no .json file with vectors in " + fileOrDirectory);
        }
        return results;
    }

    private void addFile(Path file, JsonNode tree, List<VectorResult> results) throws BadInputException {
        JsonNode vectors = tree.path("vectors");
        if (!vectors.isArray() || vectors.isEmpty()) {
            throw new BadInputException(file + " has no array \"vectors\" with entries");
        }
        String name = file.getFileName().toString();
        String topic = tree.path("topic").asText(name.replaceFirst("\\.json$", ""));
        for (JsonNode vector : vectors) {
            boolean complete = vector.path("id").isTextual()
                    && vector.path("op").isTextual()
                    && vector.path("in").isObject()
                    && vector.path("out").isObject()
                    && !vector.path("out").isEmpty();
            if (!complete) {
                throw new BadInputException(file + " has an entry without id, op, in or out");
            }
            results.add(result(name, topic, vector));
        }
    }

    private VectorResult result(String file, String topic, JsonNode vector) {
        String op = vector.path("op").asText();
        Builder result = new Builder(file, topic, op, vector.path("id").asText());
        if (operations.isData(topic, op)) {
            return result.of(VectorVerdict.DATA, "no calculation is stated");
        }
        Optional<Operation> operation = operations.find(topic, op);
        if (operation.isEmpty()) {
            return result.of(VectorVerdict.UNSUPPORTED, unknown(op));
        }
        JsonNode in = vector.path("in");
        JsonNode out = vector.path("out");
        boolean refusal = out.has("error");
        Computed computed;
        try {
            computed = operation.get().compute(new VectorInput(in, out));
        } catch (VectorException cannot) {
            return result.of(cannot.verdict(), String.valueOf(cannot.getMessage()));
        } catch (CryptoException | IllegalArgumentException refused) {
            return refused(result, refusal, in, texts(refused));
        } catch (RuntimeException broken) {
            // Its text may hold anything.
            return result.of(
                    VectorVerdict.FAIL, "broke with " + broken.getClass().getName());
        }
        if (!computed.refusal().isEmpty()) {
            return refused(result, refusal, in, List.of(computed.refusal()));
        }
        return refusal ? result.of(VectorVerdict.FAIL, "must be refused and was not") : compared(result, out, computed);
    }

    private static VectorResult refused(Builder result, boolean asItMust, JsonNode in, List<String> texts) {
        if (showsInput(texts, in)) {
            return result.of(VectorVerdict.FAIL, "the text of the refusal shows an input");
        }
        return asItMust
                ? result.of(VectorVerdict.PASS, "refused, as it must be: " + texts.get(0))
                : result.of(VectorVerdict.FAIL, "refused: " + texts.get(0));
    }

    /** Every stated value must have come out; what came out and is not stated does not matter. */
    private static VectorResult compared(Builder result, JsonNode out, Computed computed) {
        List<VectorResult.Comparison> comparisons = new ArrayList<>();
        VectorVerdict verdict = VectorVerdict.DATA;
        for (Map.Entry<String, JsonNode> stated : out.properties()) {
            if (computed.isNote(stated.getKey())) {
                continue;
            }
            String expected = stated.getValue().isTextual()
                    ? stated.getValue().asText()
                    : stated.getValue().toString();
            Optional<Computed.Value> value = computed.value(stated.getKey());
            VectorResult.Comparison comparison = new VectorResult.Comparison(
                    stated.getKey(),
                    expected,
                    value.map(Computed.Value::text).orElse("nothing"),
                    value.map(Computed.Value::secret).orElse(true));
            comparisons.add(comparison);
            if (verdict != VectorVerdict.FAIL) {
                verdict = comparison.agrees() ? VectorVerdict.PASS : VectorVerdict.FAIL;
            }
        }
        return result.of(verdict, "", comparisons);
    }

    private String unknown(String op) {
        String topics = String.join(", ", operations.topicsOf(op));
        return topics.isEmpty() ? "no such operation" : "this operation belongs to a file of the topic " + topics;
    }

    private static List<String> texts(Throwable refusal) {
        List<String> texts = new ArrayList<>();
        for (Throwable thrown = refusal; thrown != null; thrown = thrown.getCause()) {
            texts.add(String.valueOf(thrown.getMessage()));
        }
        return texts;
    }

    private static boolean showsInput(List<String> texts, JsonNode in) {
        List<String> inputs = new ArrayList<>();
        collect(in, inputs);
        for (String text : texts) {
            String capitals = text.toUpperCase(Locale.ROOT);
            for (String input : inputs) {
                if (capitals.contains(input.toUpperCase(Locale.ROOT))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual() && node.asText().length() >= SHORTEST_SECRET) {
            texts.add(node.asText());
        }
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            collect(children.next(), texts);
        }
    }

    private record Builder(String file, String topic, String op, String id) {
        VectorResult of(VectorVerdict verdict, String reason) {
            return of(verdict, reason, List.of());
        }

        VectorResult of(VectorVerdict verdict, String reason, List<VectorResult.Comparison> comparisons) {
            return new VectorResult(file, topic, op, id, verdict, reason, List.copyOf(comparisons));
        }
    }
}
