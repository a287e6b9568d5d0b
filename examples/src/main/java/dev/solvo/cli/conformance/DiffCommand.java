package dev.solvo.cli.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.report.JsonReport;
import dev.solvo.conformance.report.ReportDifference;
import dev.solvo.conformance.report.ReportDifference.Change;
import dev.solvo.conformance.report.ReportDifference.CheckChange;
import dev.solvo.conformance.report.ReportException;
import dev.solvo.conformance.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo conformance diff}: two runs side by side. */
@Command(
        name = "diff",
        description = {
            "Compares two reports that solvo conformance run --json-report wrote, the earlier one first.",
            "Ends with 1 if a case failed, crashed, did not end in time or is broken that was not so before."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "the report of the earlier run")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "the report of the later run")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path after;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        ReportDifference difference = ReportDifference.between(read(before), read(after));
        if (json) {
            out.println(json(difference).toPrettyString());
        } else {
            print(difference, out);
        }
        out.flush();
        return difference.newFailures().isEmpty() ? ExitCode.OK : ExitCode.DECLINED;
    }

    private static void print(ReportDifference difference, PrintWriter out) {
        try {
            TextReport.write(difference, out);
        } catch (IOException impossible) {
            throw new IllegalStateException("a PrintWriter throws none", impossible);
        }
    }

    private static ConformanceReport read(Path file) throws BadInputException {
        try (Reader in = Files.newBufferedReader(file)) {
            return JsonReport.read(in);
        } catch (ReportException wrong) {
            throw new BadInputException(file + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + file, unreadable);
        }
    }

    private static ObjectNode json(ReportDifference difference) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("newFailuresFound", !difference.newFailures().isEmpty());
        ArrayNode run = object.putArray("run");
        difference.run().forEach(run::add);
        add(object.putArray("newFailures"), difference.newFailures());
        add(object.putArray("mended"), difference.mended());
        add(object.putArray("changed"), difference.changed());
        add(object.putArray("added"), difference.added());
        add(object.putArray("gone"), difference.gone());
        return object;
    }

    private static void add(ArrayNode array, List<Change> changes) {
        for (Change change : changes) {
            ObjectNode object = array.addObject();
            object.put("id", change.id());
            object.put("suite", change.suite());
            object.put("title", change.title());
            change.before().ifPresent(verdict -> object.put("before", verdict.name()));
            change.after().ifPresent(verdict -> object.put("after", verdict.name()));
            ArrayNode checks = object.putArray("checks");
            for (CheckChange check : change.checks()) {
                ObjectNode one = checks.addObject();
                one.put("what", check.what());
                check.before().ifPresent(value -> add(one.putObject("before"), value));
                check.after().ifPresent(value -> add(one.putObject("after"), value));
            }
        }
    }

    private static void add(ObjectNode object, ExpectationCheck check) {
        object.put("expected", check.expected());
        object.put("actual", check.actual());
        object.put("met", check.met());
    }
}
