package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A report for a screen: what failed comes first, then the sums of each suite and of all. */
public final class TextReport {
    private static final String TOTAL = "all";

    private TextReport() {}

    /**
     * Writes a report.
     *
     * @param report what came of a run
     * @param out where to; lines end with a line feed
     * @throws IOException from {@code out}
     */
    public static void write(ConformanceReport report, Appendable out) throws IOException {
        for (CaseResult result : report.results()) {
            if (SuiteCounts.needsLook(result.verdict())) {
                failure(result, out);
            }
        }
        sums(report, out);
        out.append('\n');
        fact(out, "tested", report.subject());
        fact(
                out,
                "kernel",
                report.kernelName()
                        + (report.kernelChecksum().isEmpty() ? "" : ", checksum " + report.kernelChecksum()));
        fact(out, "harness", "Solvo " + report.solvoVersion() + ", seed " + report.seed());
    }

    private static void failure(CaseResult result, Appendable out) throws IOException {
        line(
                out,
                SuiteCounts.words(result.verdict()).toUpperCase(Locale.ROOT) + "  " + result.suite() + "  "
                        + result.id());
        line(out, "  " + result.title());
        line(out, "  " + String.join("; ", result.clauses()) + (result.clauses().isEmpty() ? "" : "; ")
                + result.origin());
        for (String cause : CaseText.causes(result)) {
            line(out, "  " + cause);
        }
        out.append('\n');
    }

    private static void sums(ConformanceReport report, Appendable out) throws IOException {
        List<SuiteCounts> suites = SuiteCounts.of(report);
        int width = TOTAL.length();
        for (SuiteCounts suite : suites) {
            width = Math.max(width, PrintableText.onOneLine(suite.suite()).length());
        }
        StringBuilder heading = new StringBuilder(padded("suite", width));
        for (Verdict verdict : Verdict.values()) {
            heading.append("  ").append(SuiteCounts.words(verdict));
        }
        line(out, heading.append("  cases").toString());
        for (SuiteCounts suite : suites) {
            StringBuilder row = new StringBuilder(padded(PrintableText.onOneLine(suite.suite()), width));
            for (Verdict verdict : Verdict.values()) {
                row.append(number(suite.of(verdict), SuiteCounts.words(verdict)));
            }
            line(out, row.append(number(suite.cases(), "cases")).toString());
        }
        StringBuilder row = new StringBuilder(padded(TOTAL, width));
        for (Verdict verdict : Verdict.values()) {
            row.append(number(report.count(verdict), SuiteCounts.words(verdict)));
        }
        line(out, row.append(number(report.results().size(), "cases")).toString());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String number(long number, String heading) {
        return String.format(Locale.ROOT, "  %" + heading.length() + "d", number);
    }

    private static void fact(Appendable out, String name, String value) throws IOException {
        line(out, padded(name, 9) + value);
    }

    private static void line(Appendable out, String text) throws IOException {
        out.append(PrintableText.onOneLine(text)).append('\n');
    }
}
