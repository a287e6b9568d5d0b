package dev.solvo.conformance.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as JSON, which {@link #read} reads back. The same report gives the same bytes. The format is
 * {@code conformance-report.schema.json} beside this class.
 */
public final class JsonReport {
    private static final String FORMAT = "solvo-conformance-report";
    private static final int VERSION = 1;

    private JsonReport() {}

    /**
     * Writes a report.
     *
     * @param report what came of a run
     * @param out where to, in UTF-8
     * @throws IOException from {@code out}
     */
    public static void write(ConformanceReport report, Writer out) throws IOException {
        JsonGenerator json = ReportJson.FACTORY.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        // The default printer ends lines as the machine does.
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        json.setPrettyPrinter(new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter));
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("formatVersion", VERSION);
        RunIdentity.of(report).write(json);
        json.writeObjectFieldStart("counts");
        for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(verdict.name(), report.count(verdict));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("results");
        for (CaseResult result : report.results()) {
            ReportJson.write(result, json);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        out.write('\n');
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in the whole report
     * @return the report
     * @throws IOException from {@code in}
     * @throws ReportException if it is no report, or not a whole one; the message has the place
     */
    public static ConformanceReport read(Reader in) throws IOException, ReportException {
        JsonNode tree = ReportJson.tree(in);
        ReportJson.Place top = new ReportJson.Place("", tree);
        if (!tree.path("format").asText().equals(FORMAT)) {
            throw top.expected("format", '"' + FORMAT + "\": this is no conformance report");
        }
        if (top.integer("formatVersion") != VERSION) {
            throw top.expected("formatVersion", Integer.toString(VERSION));
        }
        RunIdentity identity = RunIdentity.read(top);
        List<CaseResult> results = new ArrayList<>();
        for (ReportJson.Place place : top.array("results")) {
            results.add(ReportJson.result(place));
        }
        ConformanceReport report = identity.report(results);
        ReportJson.Place counts = top.object("counts");
        for (Verdict verdict : Verdict.values()) {
            if (counts.number(verdict.name()) != report.count(verdict)) {
                throw counts.expected(verdict.name(), report.count(verdict) + ", for so many results have it");
            }
        }
        return report;
    }
}
