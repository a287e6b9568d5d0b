package dev.solvo.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code solvo replay}: a recorded session once more. */
@Command(
        name = "replay",
        description = {
            "Runs a session that solvo pay --record, solvo tap --record or solvo conformance run --sessions wrote again,",
            "byte for byte.",
            "Takes recordings of other terminals too (JSON with an array \"traces\"): this kernel takes the terminal's",
            "place, and each command that it would send otherwise is reported with the reason.",
            "Ends with 0 if all was the same, with 1 if not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a recorded session, or traces")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--trace", paramLabel = "ID", description = "only this one of the traces")
    private @Nullable String only;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode tree = JsonFile.read(file);
        if (tree.path("traces").isArray()) {
            return traces(out, tree.path("traces"));
        }
        Session session = SessionJson.read(tree);
        SessionReplay.Result result = new SessionReplay(session, MaskedSession.of(session)).run();
        if (json) {
            out.println(report(session, result).toPrettyString());
        } else {
            print(out, session, result);
        }
        out.flush();
        return result.difference().isPresent() ? ExitCode.DECLINED : ExitCode.OK;
    }

    private int traces(PrintWriter out, JsonNode all) throws BadInputException {
        List<TraceReplay.Result> results = new ArrayList<>();
        for (JsonNode trace : all) {
            boolean wanted = only == null || trace.path("id").asText().equals(only);
            if (wanted && trace.path("interface").asText().equals("contact")) {
                results.add(new TraceReplay(Trace.read(trace)).run());
            }
        }
        if (results.isEmpty()) {
            throw new BadInputException(
                    only == null ? file + " has no contact trace" : file + " has no contact trace " + only);
        }
        TraceReport report = new TraceReport(results);
        if (json) {
            out.println(report.toJson().toPrettyString());
        } else {
            report.print(out);
        }
        out.flush();
        return report.same() ? ExitCode.OK : ExitCode.DECLINED;
    }

    private static ObjectNode report(Session session, SessionReplay.Result result) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("same", result.difference().isEmpty());
        report.put("data", session.live() ? "live" : "test");
        report.put("commands", result.commands());
        report.set("outcome", session.outcome().path("outcome"));
        result.difference().ifPresent(difference -> {
            ObjectNode parted = report.putObject("parted");
            parted.put("command", difference.command());
            parted.put("expected", difference.expected());
            parted.put("found", difference.found());
        });
        result.report().ifPresent(transaction -> report.set("report", transaction));
        return report;
    }

    private static void print(PrintWriter out, Session session, SessionReplay.Result result) {
        if (result.difference().isEmpty()) {
            out.println("same: " + result.commands() + " commands, "
                    + session.outcome().path("outcome").asText() + " (" + (session.live() ? "live" : "test")
                    + " data)");
            return;
        }
        SessionReplay.Difference difference = result.difference().get();
        out.println("parted at command " + difference.command());
        out.println("  expected  " + difference.expected());
        out.println("  found     " + difference.found());
    }
}
