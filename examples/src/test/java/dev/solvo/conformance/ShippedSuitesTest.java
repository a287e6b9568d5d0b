package dev.solvo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.file.CaseFiles;
import dev.solvo.conformance.transaction.CaseRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suites that come with the library, against the kernels that come with it. */
final class ShippedSuitesTest {
    @Test
    void allPassOrDoNotApply() {
        List<CaseResult> results =
                CaseRuns.run(CaseFiles.shipped(), Runtime.getRuntime().availableProcessors());
        List<String> others = results.stream()
                .filter(result -> result.verdict() != Verdict.PASSED && result.verdict() != Verdict.INAPPLICABLE)
                .map(result -> result.verdict() + " " + result.id() + " " + result.origin() + " "
                        + result.reason().orElse("")
                        + result.checks().stream().filter(check -> !check.met()).toList())
                .toList();
        assertEquals(List.of(), others);
        assertTrue(results.size() >= 400, "only " + results.size());
    }

    /** Two runs, one on one thread and one on three, have equal results to the last byte. */
    @Test
    void repeatThemselves() {
        List<CaseResult> alone = CaseRuns.run(CaseFiles.shipped(), 1);
        List<CaseResult> together = CaseRuns.run(CaseFiles.shipped(), 3);
        assertEquals(alone, together);
    }
}
