package dev.solvo.conformance;

import java.util.List;
import java.util.Optional;

/**
 * What came of one case.
 *
 * @param id the case's name in all suites
 * @param suite the suite's name
 * @param title what the case is about
 * @param clauses what it tests
 * @param origin where it was read
 * @param verdict what it came to
 * @param reason why, where the checks do not say it
 * @param checks each expectation beside what came
 * @param events what happened, in order
 */
public record CaseResult(
        String id,
        String suite,
        String title,
        List<String> clauses,
        CaseOrigin origin,
        Verdict verdict,
        Optional<String> reason,
        List<ExpectationCheck> checks,
        List<CaseEvent> events) {
    /** Copies the lists. */
    public CaseResult {
        clauses = List.copyOf(clauses);
        checks = List.copyOf(checks);
        events = List.copyOf(events);
    }
}
