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
    void allPassOrDoNotApply_andRepeatThemselves() {
        List<CaseResult> results = twice();
        List<String> others = results.stream()
                .filter(result -> result.verdict() != Verdict.PASSED && result.verdict() != Verdict.INAPPLICABLE)
                .map(result -> result.verdict() + " " + result.id() + " " + result.origin() + " "
                        + result.reason().orElse("")
                        + result.checks().stream().filter(check -> !check.met()).toList())
                .toList();
        assertEquals(List.of(), others);
        assertTrue(results.size() >= 400, "only " + results.size());
    }

    /** One run on one thread and one on three have equal results to the last byte. */
    private static List<CaseResult> twice() {
        List<CaseResult> alone = CaseRuns.run(CaseFiles.shipped(), 1);
        assertEquals(alone, CaseRuns.run(CaseFiles.shipped(), 3));
        return alone;
    }
}
