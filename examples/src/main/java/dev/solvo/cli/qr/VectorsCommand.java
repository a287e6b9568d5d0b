package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.vectors.RecordResult;
import dev.solvo.cli.vectors.VectorDirectory;
import dev.solvo.cli.vectors.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo qr vectors}: a directory of test data. */
@Command(
        name = "vectors",
        description = {
            "Checks the records of a directory of QR test data: a line each.",
            "Files without an array \"vectors\" are inputs. A record without a check is unsupported, not passed."
        },
        footer = {"", "Example:", "  solvo qr vectors examples/src/test/resources/vectors/qr"},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VectorsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "a directory with JSON files")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path directory;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        List<RecordResult> results = VectorDirectory.open(directory).check();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report(results).toPrettyString());
        } else {
            results.forEach(
                    result -> out.printf("%-11s %s: %s%n", words(result.verdict()), result.id(), result.reason()));
            out.printf(
                    "%d passed, %d failed, %d unsupported%n",
                    count(results, Verdict.PASS), count(results, Verdict.FAIL), count(results, Verdict.UNSUPPORTED));
        }
        out.flush();
        return count(results, Verdict.FAIL) == 0 ? ExitCode.OK : ExitCode.DECLINED;
    }

    private static ObjectNode report(List<RecordResult> results) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("passed", count(results, Verdict.PASS));
        report.put("failed", count(results, Verdict.FAIL));
        report.put("unsupported", count(results, Verdict.UNSUPPORTED));
        ArrayNode records = report.putArray("records");
        for (RecordResult result : results) {
            ObjectNode record = records.addObject();
            record.put("file", result.file());
            record.put("id", result.id());
            record.put("verdict", result.verdict().name());
            record.put("reason", result.reason());
        }
        return report;
    }

    private static long count(List<RecordResult> results, Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case UNSUPPORTED -> "unsupported";
        };
    }
}
