package dev.solvo.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The cases of some files.
 *
 * @param cases those that can be run
 * @param broken those that cannot
 */
public record CaseCollection(List<ConformanceCase> cases, List<BrokenCase> broken) {
    /** Copies the lists. */
    public CaseCollection {
        cases = List.copyOf(cases);
        broken = List.copyOf(broken);
    }

    /**
     * Some of them. Broken cases stay: what they would have been about nobody knows.
     *
     * @param wanted which
     * @return the collection without the others
     */
    public CaseCollection only(Predicate<ConformanceCase> wanted) {
        List<ConformanceCase> some = new ArrayList<>(cases);
        some.removeIf(wanted.negate());
        return new CaseCollection(some, broken);
    }
}
