package dev.solvo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.cli.shell.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo oda}: published vectors of offline data authentication. */
@Command(
        name = "oda",
        description = {
            "Checks vectors of offline data authentication (SDA, DDA, CDA with RSA): a line and a reason each.",
            "What a vector does not publish is reported as not checkable, not as passed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OdaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "JSON with an array \"vectors\"")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        JsonNode tree = JsonFile.read(file);
        if (!tree.path("vectors").isArray() || tree.path("vectors").isEmpty()) {
            throw new BadInputException(file + " has no array \"vectors\"");
        }
        List<OdaVector.Line> lines = new ArrayList<>();
        for (JsonNode vector : tree.path("vectors")) {
            lines.addAll(OdaVector.check(vector));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report(lines).toPrettyString());
        } else {
            lines.forEach(line -> out.printf(
                    "%-14s %-26s %-6s %s%n", words(line.verdict()), line.vector(), line.step(), line.reason()));
            out.println(count(lines, OdaVector.Verdict.OK) + " ok, " + count(lines, OdaVector.Verdict.FAILED)
                    + " failed, " + count(lines, OdaVector.Verdict.NOT_CHECKABLE) + " not checkable");
        }
        out.flush();
        return count(lines, OdaVector.Verdict.FAILED) == 0 ? ExitCode.OK : ExitCode.DECLINED;
    }

    private static ObjectNode report(List<OdaVector.Line> lines) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("ok", count(lines, OdaVector.Verdict.OK));
        report.put("failed", count(lines, OdaVector.Verdict.FAILED));
        report.put("notCheckable", count(lines, OdaVector.Verdict.NOT_CHECKABLE));
        ArrayNode steps = report.putArray("steps");
        for (OdaVector.Line line : lines) {
            ObjectNode step = steps.addObject();
            step.put("vector", line.vector());
            step.put("step", line.step());
            step.put("verdict", line.verdict().name());
            step.put("reason", line.reason());
        }
        return report;
    }

    private static long count(List<OdaVector.Line> lines, OdaVector.Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    private static String words(OdaVector.Verdict verdict) {
        return switch (verdict) {
            case OK -> "ok";
            case FAILED -> "FAILED";
            case NOT_CHECKABLE -> "not checkable";
        };
    }
}
