package dev.solvo.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A case as read from its file.
 *
 * @param id its name in all suites, of small letters, digits and hyphens
 * @param suite the suite's name
 * @param title what it is about
 * @param clauses what it tests, such as "EMV 4.4 Book 3, 10.5.1"
 * @param origin where it was read
 * @param applicability whether what is tested must have something for it; empty for always
 * @param timeLimit after which it is given up
 * @param procedure what it does
 */
public record ConformanceCase(
        String id,
        String suite,
        String title,
        List<String> clauses,
        CaseOrigin origin,
        Optional<Applicability> applicability,
        Duration timeLimit,
        CaseProcedure procedure) {
    /** Copies the list. */
    public ConformanceCase {
        clauses = List.copyOf(clauses);
    }
}
