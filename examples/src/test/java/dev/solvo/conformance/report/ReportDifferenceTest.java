package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.report.ReportDifference.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportDifferenceTest {
    private static final RunIdentity RUN = new RunIdentity("1", "kernel", "AA", "own kernel", 1);

    @Test
    void aRunDoesNotDifferFromItself() {
        ReportDifference difference = ReportDifference.between(SampleReport.report(), SampleReport.report());
        assertTrue(difference.isEmpty());
        assertEquals(List.of(), difference.run());
    }

    /** Every way from one verdict, or none, to another. */
    @ParameterizedTest
    @CsvSource({
        "PASSED, PASSED, ''",
        "PASSED, FAILED, new failure",
        "PASSED, CRASHED, new failure",
        "PASSED, TIMED_OUT, new failure",
        "PASSED, BROKEN, new failure",
        "PASSED, INAPPLICABLE, changed",
        "PASSED, , gone",
        "INAPPLICABLE, FAILED, new failure",
        "INAPPLICABLE, PASSED, changed",
        "INAPPLICABLE, INAPPLICABLE, ''",
        "FAILED, PASSED, mended",
        "CRASHED, PASSED, mended",
        "TIMED_OUT, PASSED, mended",
        "BROKEN, PASSED, mended",
        "FAILED, INAPPLICABLE, changed",
        "FAILED, CRASHED, changed",
        "BROKEN, FAILED, changed",
        "FAILED, FAILED, ''",
        "FAILED, , gone",
        ", PASSED, added",
        ", INAPPLICABLE, added",
        ", FAILED, new failure",
        ", BROKEN, new failure"
    })
    void eachCaseStandsInOneList(Verdict before, Verdict after, String list) {
        ReportDifference difference = ReportDifference.between(run(before), run(after));
        Change change =
                new Change("id", "suite", "title", Optional.ofNullable(before), Optional.ofNullable(after), List.of());
        assertEquals(list.equals("new failure") ? List.of(change) : List.of(), difference.newFailures());
        assertEquals(list.equals("mended") ? List.of(change) : List.of(), difference.mended());
        assertEquals(list.equals("changed") ? List.of(change) : List.of(), difference.changed());
        assertEquals(list.equals("added") ? List.of(change) : List.of(), difference.added());
        assertEquals(list.equals("gone") ? List.of(change) : List.of(), difference.gone());
    }

    private static ConformanceReport run(Verdict verdict) {
        return RUN.report(verdict == null ? List.of() : List.of(result(verdict, List.of())));
    }

    @Test
    void namesTheChecksThatChanged() {
        ExpectationCheck tvr = SampleReport.check("tvr", "00C0", "0080", false, "");
        ExpectationCheck otherTvr = SampleReport.check("tvr", "00C0", "0040", false, "");
        ExpectationCheck outcome = SampleReport.check("outcome", "DECLINED", "DECLINED", true, "");
        ExpectationCheck host = SampleReport.check("host", "asked", "asked", true, "");
        ExpectationCheck never = SampleReport.check("never", "0020*", "", true, "");
        ExpectationCheck broken = SampleReport.check("never", "0020*", "0020", false, "");
        List<Change> changed = ReportDifference.between(
                        RUN.report(List.of(result(Verdict.FAILED, List.of(outcome, tvr, never, never, host)))),
                        RUN.report(List.of(result(Verdict.FAILED, List.of(outcome, otherTvr, never, broken, outcome)))))
                .changed();
        assertEquals(
                List.of(
                        new ReportDifference.CheckChange("tvr", Optional.of(tvr), Optional.of(otherTvr)),
                        new ReportDifference.CheckChange("never", Optional.of(never), Optional.of(broken)),
                        new ReportDifference.CheckChange("outcome", Optional.empty(), Optional.of(outcome)),
                        new ReportDifference.CheckChange("host", Optional.of(host), Optional.empty())),
                changed.get(0).checks());
    }

    /** The clause of an expectation is about the case, not about what was tested. */
    @Test
    void aClauseIsNoDifference() {
        ExpectationCheck before = SampleReport.check("tvr", "00", "00", true, "");
        ExpectationCheck after = SampleReport.check("tvr", "00", "00", true, "Book 3, C5");
        assertTrue(ReportDifference.between(
                        RUN.report(List.of(result(Verdict.PASSED, List.of(before)))),
                        RUN.report(List.of(result(Verdict.PASSED, List.of(after)))))
                .isEmpty());
    }

    @Test
    void saysInWhatTheRunsDiffer() {
        RunIdentity other = new RunIdentity("2", "other", "", "a card", 2);
        assertEquals(
                List.of(
                        "version 1, then 2",
                        "kernel kernel, then other",
                        "checksum AA, then (none)",
                        "subject own kernel, then a card",
                        "seed 1, then 2"),
                ReportDifference.between(RUN.report(List.of()), other.report(List.of()))
                        .run());
    }

    /** A name that is there twice makes both cases broken; that is to be seen, not to stop the comparison. */
    @Test
    void resultsWithOneNameAreComparedInOrder() {
        CaseResult good = result(Verdict.PASSED, List.of());
        CaseResult broken = result(Verdict.BROKEN, List.of());
        ReportDifference difference =
                ReportDifference.between(RUN.report(List.of(good)), RUN.report(List.of(good, broken)));
        assertEquals(1, difference.newFailures().size());
        assertEquals(Optional.empty(), difference.newFailures().get(0).before());
    }

    private static CaseResult result(Verdict verdict, List<ExpectationCheck> checks) {
        return SampleReport.with(SampleReport.passed("suite", "id", "title", "clause"), verdict, "", checks, List.of());
    }
}
