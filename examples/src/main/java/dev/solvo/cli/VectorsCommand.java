package dev.solvo.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.vectors.crypto.VectorResult;
import dev.solvo.cli.vectors.crypto.VectorRun;
import dev.solvo.cli.vectors.crypto.VectorVerdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo vectors}: files of cryptographic calculations with known results. */
@Command(
        name = "vectors",
        description = {
            "Checks files of cryptographic test vectors: a line each with what was expected and what came out.",
            "An entry without a calculation is data, one without an operation here is unsupported: neither is a pass."
        },
        footer = {"", "Example:", "  solvo vectors crypto/src/test/resources/vectors/crypto"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VectorsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", description = "JSON with an array \"vectors\", or a directory of such files")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path fileOrDirectory;

    @Option(names = "--unmasked", description = "show keys, PINs and PIN blocks in full")
    private boolean unmasked;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        List<VectorResult> results = new VectorRun().of(fileOrDirectory);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report(results).toPrettyString());
        } else {
            results.forEach(result -> out.printf("%-11s %s: %s%n", words(result.verdict()), result.id(), text(result)));
            sums(results).forEach((kind, sum) -> out.printf("%-20s %-24s %s%n", kind.topic(), kind.op(), sum));
            out.println(Sum.of(results));
        }
        out.flush();
        return Sum.of(results).failed() == 0 ? ExitCode.OK : ExitCode.DECLINED;
    }

    /** How many entries of one operation came to what. */
    private record Sum(long passed, long failed, long data, long unsupported) {
        static Sum of(List<VectorResult> results) {
            return new Sum(
                    count(results, VectorVerdict.PASS),
                    count(results, VectorVerdict.FAIL),
                    count(results, VectorVerdict.DATA),
                    count(results, VectorVerdict.UNSUPPORTED));
        }

        private static long count(List<VectorResult> results, VectorVerdict verdict) {
            return results.stream()
                    .filter(result -> result.verdict() == verdict)
                    .count();
        }

        void into(ObjectNode node) {
            node.put("passed", passed);
            node.put("failed", failed);
            node.put("data", data);
            node.put("unsupported", unsupported);
        }

        @Override
        public String toString() {
            return passed + " passed, " + failed + " failed, " + data + " data, " + unsupported + " unsupported";
        }
    }

    private record Kind(String topic, String op) {}

    private static Map<Kind, Sum> sums(List<VectorResult> results) {
        Map<Kind, List<VectorResult>> byKind = new LinkedHashMap<>();
        for (VectorResult result : results) {
            byKind.computeIfAbsent(new Kind(result.topic(), result.op()), absent -> new ArrayList<>())
                    .add(result);
        }
        Map<Kind, Sum> sums = new LinkedHashMap<>();
        byKind.forEach((kind, ofKind) -> sums.put(kind, Sum.of(ofKind)));
        return sums;
    }

    private String text(VectorResult result) {
        if (result.comparisons().isEmpty()) {
            return result.reason();
        }
        List<String> parts = new ArrayList<>();
        for (VectorResult.Comparison comparison : result.comparisons()) {
            parts.add(
                    comparison.agrees()
                            ? comparison.field() + " " + shown(comparison, comparison.got())
                            : comparison.field() + " expected " + shown(comparison, comparison.expected()) + ", got "
                                    + shown(comparison, comparison.got()));
        }
        return String.join("; ", parts);
    }

    /** Of a secret only its length, which tells a wrong key from a cut one. */
    private String shown(VectorResult.Comparison comparison, String value) {
        return comparison.secret() && !unmasked ? "(" + value.length() + " characters, masked)" : value;
    }

    private ObjectNode report(List<VectorResult> results) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        Sum.of(results).into(report);
        ArrayNode operations = report.putArray("operations");
        sums(results).forEach((kind, sum) -> {
            ObjectNode node = operations.addObject();
            node.put("topic", kind.topic());
            node.put("op", kind.op());
            sum.into(node);
        });
        ArrayNode records = report.putArray("records");
        for (VectorResult result : results) {
            ObjectNode node = records.addObject();
            node.put("file", result.file());
            node.put("op", result.op());
            node.put("id", result.id());
            node.put("verdict", result.verdict().name());
            if (!result.reason().isEmpty()) {
                node.put("reason", result.reason());
            }
            ArrayNode values = node.putArray("values");
            for (VectorResult.Comparison comparison : result.comparisons()) {
                ObjectNode value = values.addObject();
                value.put("field", comparison.field());
                value.put("agrees", comparison.agrees());
                value.put("expected", shown(comparison, comparison.expected()));
                value.put("got", shown(comparison, comparison.got()));
            }
        }
        return report;
    }

    private static String words(VectorVerdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case DATA -> "data";
            case UNSUPPORTED -> "unsupported";
        };
    }
}
