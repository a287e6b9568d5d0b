package dev.solvo.conformance.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes two runs the same: given the same cases, they have the same results.
 *
 * @param solvoVersion version of this harness
 * @param kernelName the kernel that is tested
 * @param kernelChecksum its checksum, in hexadecimal; empty where it tells none
 * @param subject what is tested against what
 * @param seed where randomness begins
 */
public record RunIdentity(String solvoVersion, String kernelName, String kernelChecksum, String subject, long seed) {
    /**
     * The run that a report is about.
     *
     * @param report what came of the run
     * @return its identity
     */
    public static RunIdentity of(ConformanceReport report) {
        return new RunIdentity(
                report.solvoVersion(), report.kernelName(), report.kernelChecksum(), report.subject(), report.seed());
    }

    /**
     * What came of this run.
     *
     * @param results in the order of suite and id
     * @return the report
     */
    public ConformanceReport report(List<CaseResult> results) {
        return new ConformanceReport(solvoVersion, kernelName, kernelChecksum, subject, seed, results);
    }

    /** In what the other one differs, a line each. */
    List<String> differences(RunIdentity other) {
        List<String> lines = new ArrayList<>();
        differ(lines, "version", solvoVersion, other.solvoVersion);
        differ(lines, "kernel", kernelName, other.kernelName);
        differ(lines, "checksum", kernelChecksum, other.kernelChecksum);
        differ(lines, "subject", subject, other.subject);
        differ(lines, "seed", Long.toString(seed), Long.toString(other.seed));
        return lines;
    }

    private static void differ(List<String> lines, String what, String one, String other) {
        if (!one.equals(other)) {
            lines.add(what + " " + (one.isEmpty() ? "(none)" : one) + ", then " + (other.isEmpty() ? "(none)" : other));
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("solvoVersion", solvoVersion);
        json.writeStringField("kernelName", kernelName);
        json.writeStringField("kernelChecksum", kernelChecksum);
        json.writeStringField("subject", subject);
        json.writeNumberField("seed", seed);
    }

    static RunIdentity read(ReportJson.Place place) throws ReportException {
        return new RunIdentity(
                place.text("solvoVersion"),
                place.text("kernelName"),
                place.text("kernelChecksum"),
                place.text("subject"),
                place.number("seed"));
    }
}
