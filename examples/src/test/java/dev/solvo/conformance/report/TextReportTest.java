package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextReportTest {
    @Test
    void failuresComeFirstThenTheSums() throws Exception {
        CaseResult shape =
                SampleReport.passed("contact-cvm", "cvm-last-try", "A wrong PIN at the last try", "Book 3, 10.5.1");
        CaseResult failed = SampleReport.with(
                shape,
                Verdict.FAILED,
                "",
                List.of(
                        SampleReport.check("outcome", "DECLINED", "DECLINED", true, ""),
                        SampleReport.check("tvr", "00C0000000", "0080000000", false, "Book 3, C5")),
                shape.events());
        CaseResult late = SampleReport.with(
                SampleReport.passed("kernel2", "late", "Late", "C-2 3.10"),
                Verdict.TIMED_OUT,
                "no outcome within 10 s",
                List.of(),
                List.of());
        ConformanceReport report = new ConformanceReport(
                "0.1.0",
                "kernel",
                "AB12",
                "own kernel",
                7,
                List.of(SampleReport.passed("contact-cvm", "cvm-first", "First", "Book 3"), failed, late));
        assertEquals("""
                FAILED  contact-cvm  cvm-last-try
                  A wrong PIN at the last try
                  Book 3, 10.5.1; contact-cvm/cvm-last-try.yaml:1
                  tvr (Book 3, C5)
                      expected  00C0000000
                      got       0080000000

                TIMED OUT  kernel2  late
                  Late
                  C-2 3.10; kernel2/late.yaml:1
                  no outcome within 10 s

                suite        passed  failed  inapplicable  broken  crashed  timed out  cases
                contact-cvm       1       1             0       0        0          0      2
                kernel2           0       0             0       0        0          1      1
                all               1       1             0       0        0          1      3

                tested   own kernel
                kernel   kernel, checksum AB12
                harness  Solvo 0.1.0, seed 7
                """, written(report));
    }

    /** A terminal must not be steered by the title of a case or by what a card says. */
    @Test
    void nothingSteersTheTerminal() throws Exception {
        CaseResult shape = SampleReport.passed("s\u001B]0;", "id", "\u001B[2Jtitle\r\u202E", "\u009B1m");
        CaseResult result = SampleReport.with(
                shape,
                Verdict.FAILED,
                "why\u0007\nsecond line",
                List.of(SampleReport.check("\u001Bw", "\u001Be\nmore", "\u001Ba", false, "\u001Bc")),
                List.of());
        String text = written(new RunIdentity("\u001B", "\u001B", "\u001B", "\u001B", 1).report(List.of(result)));
        assertFalse(text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' || c == 0x202E), text);
        assertTrue(text.contains("  \\u001B[2Jtitle\\u000D\\u202E\n"), text);
        assertTrue(text.contains("  why\\u0007\n  second line\n"), text);
    }

    @Test
    void whatNeedsNoLookIsOnlyCounted() throws Exception {
        String text = written(SampleReport.report());
        assertTrue(text.startsWith("TIMED OUT  attacks  attack-wedge\n"), text);
        assertFalse(text.contains("attack-relay-delay"), text);
        assertFalse(text.contains("contact-cvm-biometric"), text);
        assertTrue(text.contains("\nBROKEN  contact-errors  contact-errors-broken\n"), text);
    }

    private static String written(ConformanceReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        TextReport.write(report, out);
        return out.toString();
    }
}
