package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a run differs from one before. Each case stands in one list only, the first that fits; a case whose verdict and checks are
 * the same stands in none.
 *
 * @param run in what the runs themselves differ, such as the kernel's checksum; a line each
 * @param newFailures cases that failed, crashed, did not end or are broken, and were not so before, or were not there
 * @param mended cases that were so before, and passed
 * @param changed cases with another verdict or other checks, but neither of these
 * @param added cases that were not there before
 * @param gone cases that were there before
 */
public record ReportDifference(
        List<String> run,
        List<Change> newFailures,
        List<Change> mended,
        List<Change> changed,
        List<Change> added,
        List<Change> gone) {
    /** Copies the lists. */
    public ReportDifference {
        run = List.copyOf(run);
        newFailures = List.copyOf(newFailures);
        mended = List.copyOf(mended);
        changed = List.copyOf(changed);
        added = List.copyOf(added);
        gone = List.copyOf(gone);
    }

    /**
     * A case that differs.
     *
     * @param id the case's name
     * @param suite its suite
     * @param title what it is about
     * @param before its verdict before; empty if it was not there
     * @param after its verdict; empty if it is not there any more
     * @param checks the expectations that differ
     */
    public record Change(
            String id,
            String suite,
            String title,
            Optional<Verdict> before,
            Optional<Verdict> after,
            List<CheckChange> checks) {
        /** Copies the list. */
        public Change {
            checks = List.copyOf(checks);
        }
    }

    /**
     * An expectation that differs.
     *
     * @param what what was looked at
     * @param before as it was before; empty if the case did not look
     * @param after as it is; empty if the case does not look any more
     */
    public record CheckChange(String what, Optional<ExpectationCheck> before, Optional<ExpectationCheck> after) {}

    /**
     * Compares two runs.
     *
     * @param before the earlier run
     * @param after the later run
     * @return how the later one differs
     */
    public static ReportDifference between(ConformanceReport before, ConformanceReport after) {
        Map<Nth, CaseResult> earlier = numbered(before.results(), CaseResult::id);
        Map<Nth, CaseResult> later = numbered(after.results(), CaseResult::id);
        List<Change> newFailures = new ArrayList<>();
        List<Change> mended = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        List<Change> added = new ArrayList<>();
        List<Change> gone = new ArrayList<>();
        later.forEach((key, result) -> {
            Optional<CaseResult> old = Optional.ofNullable(earlier.get(key));
            boolean was = old.isPresent() && SuiteCounts.needsLook(old.get().verdict());
            Change change = change(old, Optional.of(result));
            if (SuiteCounts.needsLook(result.verdict()) && !was) {
                newFailures.add(change);
            } else if (was && result.verdict() == Verdict.PASSED) {
                mended.add(change);
            } else if (old.isEmpty()) {
                added.add(change);
            } else if (!change.before().equals(change.after())
                    || !change.checks().isEmpty()) {
                changed.add(change);
            }
        });
        earlier.forEach((key, result) -> {
            if (!later.containsKey(key)) {
                gone.add(change(Optional.of(result), Optional.empty()));
            }
        });
        return new ReportDifference(
                RunIdentity.of(before).differences(RunIdentity.of(after)), newFailures, mended, changed, added, gone);
    }

    /**
     * Whether all cases came to the same.
     *
     * @return true if no list has a case
     */
    public boolean isEmpty() {
        return newFailures.isEmpty() && mended.isEmpty() && changed.isEmpty() && added.isEmpty() && gone.isEmpty();
    }

    private static Change change(Optional<CaseResult> before, Optional<CaseResult> after) {
        CaseResult shown = after.or(() -> before).orElseThrow();
        return new Change(
                shown.id(),
                shown.suite(),
                shown.title(),
                before.map(CaseResult::verdict),
                after.map(CaseResult::verdict),
                before.isPresent() && after.isPresent()
                        ? checks(before.get().checks(), after.get().checks())
                        : List.of());
    }

    private static List<CheckChange> checks(List<ExpectationCheck> before, List<ExpectationCheck> after) {
        Map<Nth, ExpectationCheck> earlier = numbered(before, ExpectationCheck::what);
        Map<Nth, ExpectationCheck> later = numbered(after, ExpectationCheck::what);
        List<CheckChange> changes = new ArrayList<>();
        later.forEach((key, check) -> {
            ExpectationCheck old = earlier.get(key);
            if (old == null || !same(old, check)) {
                changes.add(new CheckChange(key.name(), Optional.ofNullable(old), Optional.of(check)));
            }
        });
        earlier.forEach((key, check) -> {
            if (!later.containsKey(key)) {
                changes.add(new CheckChange(key.name(), Optional.of(check), Optional.empty()));
            }
        });
        return changes;
    }

    /** Under which clause an expectation stands says nothing about what came. */
    private static boolean same(ExpectationCheck one, ExpectationCheck other) {
        return one.met() == other.met()
                && Objects.equals(one.expected(), other.expected())
                && Objects.equals(one.actual(), other.actual());
    }

    /** A case may look at the same thing several times, and broken cases may have one name between them. */
    private record Nth(String name, int nth) {}

    private static <T> Map<Nth, T> numbered(List<T> all, Function<T, String> name) {
        Map<String, Integer> seen = new HashMap<>();
        Map<Nth, T> numbered = new LinkedHashMap<>();
        for (T one : all) {
            numbered.put(new Nth(name.apply(one), seen.merge(name.apply(one), 1, Integer::sum)), one);
        }
        return numbered;
    }
}
