package dev.solvo.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;

/** What came of replaying other terminals' recordings, for people and programs. */
final class TraceReport {
    private final List<TraceReplay.Result> results;

    TraceReport(List<TraceReplay.Result> results) {
        this.results = List.copyOf(results);
    }

    boolean same() {
        return results.stream().allMatch(result -> result.differences().isEmpty());
    }

    void print(PrintWriter out) {
        for (TraceReplay.Result result : results) {
            ObjectNode outcome = Session.outcome(result.outcome());
            out.println(result.trace().id() + ": " + result.trace().title());
            out.println("  this kernel: " + outcome.path("outcome").asText() + ", "
                    + outcome.path("odaMethod").asText() + " "
                    + outcome.path("odaResult").asText() + ", TVR "
                    + outcome.path("tvr").asText());
            out.println("  " + result.same() + " commands as recorded, "
                    + result.differences().size() + " differences");
            for (TraceReplay.Difference difference : result.differences()) {
                out.println("  " + (difference.command() == 0 ? "extra command" : "command " + difference.command())
                        + ": " + difference.reason());
                line(out, "recorded", difference.recorded());
                line(out, "ours", difference.ours());
            }
        }
    }

    private static void line(PrintWriter out, String name, String command) {
        if (!command.isEmpty()) {
            out.printf("      %-9s %s%n", name, command);
        }
    }

    ObjectNode toJson() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("same", same());
        ArrayNode traces = report.putArray("traces");
        for (TraceReplay.Result result : results) {
            ObjectNode trace = traces.addObject();
            trace.put("id", result.trace().id());
            trace.put("title", result.trace().title());
            trace.put("commandsAsRecorded", result.same());
            trace.setAll(Session.outcome(result.outcome()));
            ArrayNode differences = trace.putArray("differences");
            for (TraceReplay.Difference difference : result.differences()) {
                ObjectNode json = differences.addObject();
                json.put("command", difference.command());
                json.put("recorded", difference.recorded());
                json.put("ours", difference.ours());
                json.put("reason", difference.reason());
            }
        }
        return report;
    }
}
