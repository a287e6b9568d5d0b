package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many cases of a suite came to which verdict. */
record SuiteCounts(String suite, Map<Verdict, Integer> counts) {
    /** Each suite of a report in the report's order. */
    static List<SuiteCounts> of(ConformanceReport report) {
        Map<String, Map<Verdict, Integer>> suites = new LinkedHashMap<>();
        for (CaseResult result : report.results()) {
            suites.computeIfAbsent(result.suite(), suite -> new EnumMap<>(Verdict.class))
                    .merge(result.verdict(), 1, Integer::sum);
        }
        List<SuiteCounts> all = new ArrayList<>();
        suites.forEach((suite, counts) -> all.add(new SuiteCounts(suite, counts)));
        return all;
    }

    int of(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    int cases() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether somebody has to look at the case: it failed, or its file is wrong. */
    static boolean needsLook(Verdict verdict) {
        return verdict.isFailure() || verdict == Verdict.BROKEN;
    }

    /** The verdict in small letters. */
    static String words(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case INAPPLICABLE -> "inapplicable";
            case BROKEN -> "broken";
            case CRASHED -> "crashed";
            case TIMED_OUT -> "timed out";
        };
    }
}
