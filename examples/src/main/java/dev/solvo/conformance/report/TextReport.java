package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.report.ReportDifference.Change;
import dev.solvo.conformance.report.ReportDifference.CheckChange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /**
     * Writes how two runs differ.
     *
     * @param difference of the two
     * @param out where to; lines end with a line feed
     * @throws IOException from {@code out}
     */
    public static void write(ReportDifference difference, Appendable out) throws IOException {
        for (String line : difference.run()) {
            line(out, line);
        }
        changes("new failures", difference.newFailures(), out);
        changes("mended", difference.mended(), out);
        changes("changed", difference.changed(), out);
        changes("added", difference.added(), out);
        changes("gone", difference.gone(), out);
        line(
                out,
                difference.isEmpty()
                        ? "no case differs"
                        : difference.newFailures().size() + " new failures, "
                                + difference.mended().size() + " mended, "
                                + difference.changed().size() + " changed, "
                                + difference.added().size() + " added, "
                                + difference.gone().size() + " gone");
    }

    private static void changes(String heading, List<Change> changes, Appendable out) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        line(out, heading);
        for (Change change : changes) {
            line(
                    out,
                    "  " + change.suite() + "  " + change.id() + "  " + verdict(change.before()) + " -> "
                            + verdict(change.after()));
            for (CheckChange check : change.checks()) {
                line(out, "    " + check.what());
                line(out, "      before  " + check(check.before()));
                line(out, "      after   " + check(check.after()));
            }
        }
        out.append('\n');
    }

    private static String verdict(Optional<Verdict> verdict) {
        return verdict.map(SuiteCounts::words).orElse("not there");
    }

    private static String check(Optional<ExpectationCheck> check) {
        return check.map(one -> one.met()
                        ? "met, got " + one.actual()
                        : "not met, expected " + one.expected() + ", got " + one.actual())
                .orElse("not looked at");
    }

    private static void failure(CaseResult result, Appendable out) throws IOException {
        line(
                out,
                SuiteCounts.words(result.verdict()).toUpperCase(Locale.ROOT) + "  " + result.suite() + "  "
                        + result.id());
        line(out, "  " + result.title());
        line(
                out,
                "  " + String.join("; ", result.clauses()) + (result.clauses().isEmpty() ? "" : "; ")
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
