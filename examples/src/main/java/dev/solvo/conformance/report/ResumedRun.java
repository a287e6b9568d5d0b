package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunListener;
import dev.solvo.conformance.RunSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run that takes up what a journal holds and writes down the rest.
 *
 * @param results what came of all cases, in the order of suite and id
 * @param taken how many results are of the journal
 * @param journalFailure what failed when the journal was written; the run went on without it
 */
public record ResumedRun(List<CaseResult> results, int taken, Optional<IOException> journalFailure) {
    private static final Comparator<CaseResult> ORDER = Comparator.comparing(CaseResult::suite)
            .thenComparing(CaseResult::id)
            .thenComparing(result -> result.origin().file())
            .thenComparingInt(result -> result.origin().line());

    /** Copies the list. */
    public ResumedRun {
        results = List.copyOf(results);
    }

    /**
     * Runs the cases that the journal has no result of.
     *
     * @param run how cases are run
     * @param cases all cases
     * @param settings how
     * @param journal of this run
     * @param digest names a case's content, by {@link ResumeJournal#digest}
     * @param listener hears of the cases that are run now; those of the journal count as done
     * @return what came of all cases
     * @throws InterruptedException if the caller is interrupted
     */
    public static ResumedRun of(
            ConformanceRun run,
            CaseCollection cases,
            RunSettings settings,
            ResumeJournal journal,
            Function<ConformanceCase, String> digest,
            RunListener listener)
            throws InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        Map<String, String> digests = new HashMap<>();
        for (ConformanceCase each : cases.cases()) {
            String content = digest.apply(each);
            journal.finished(each.id(), content).ifPresentOrElse(results::add, () -> digests.put(each.id(), content));
        }
        int taken = results.size();
        List<IOException> failures = new ArrayList<>();
        results.addAll(run.run(
                cases.only(each -> digests.containsKey(each.id())), settings, (result, session, done, all) -> {
                    String content = digests.get(result.id());
                    if (content != null && failures.isEmpty()) {
                        try {
                            journal.add(result, content);
                        } catch (IOException full) {
                            failures.add(full);
                        }
                    }
                    listener.finished(result, session, taken + done, taken + all);
                }));
        results.sort(ORDER);
        return new ResumedRun(results, taken, failures.stream().findFirst());
    }
}
