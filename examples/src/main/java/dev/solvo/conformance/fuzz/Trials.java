package dev.solvo.conformance.fuzz;

import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseOrigin;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunSettings;
import dev.solvo.conformance.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs attempts side by side, each with a time limit; what does not end is left behind. */
final class Trials {
    private final ConformanceRun run;
    private final long seed;
    private final Duration timeLimit;

    /**
     * Trials.
     *
     * @param run how many at once
     * @param seed where the transactions' randomness begins
     * @param timeLimit for each
     */
    Trials(ConformanceRun run, long seed, Duration timeLimit) {
        this.run = run;
        this.seed = seed;
        this.timeLimit = timeLimit;
    }

    /**
     * What came of an attempt.
     *
     * @param deliveries what was said
     * @param ended how it ended
     * @param fault the crash or hang
     * @param sessionJson the session
     */
    record Trial(
            List<Delivery> deliveries, Optional<Ended> ended, Optional<Fault> fault, Optional<String> sessionJson) {}

    /** What came of each, in their order. */
    List<Trial> of(List<Attempt> attempts, boolean sessionsWanted) throws InterruptedException {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            cases.add(new ConformanceCase(
                    String.valueOf(i),
                    "fuzz",
                    "",
                    List.of(),
                    new CaseOrigin("", i),
                    Optional.empty(),
                    timeLimit,
                    attempts.get(i)));
        }
        Map<String, CaseResult> results = new HashMap<>();
        run.run(
                        new CaseCollection(cases, List.of()),
                        new RunSettings(seed, Set.of(), sessionsWanted, result -> false),
                        (result, session, done, all) -> {})
                .forEach(result -> results.put(result.id(), result));
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            CaseResult result = results.get(String.valueOf(i));
            trials.add(result == null ? none() : trial(attempts.get(i), result));
        }
        return trials;
    }

    private Trial trial(Attempt attempt, CaseResult result) {
        if (result.verdict() == Verdict.TIMED_OUT) {
            // Its thread may still be at work on the attempt.
            return new Trial(
                    attempt.deliveries(),
                    Optional.empty(),
                    Optional.of(new Fault(FaultKind.HANG, "no end after " + timeLimit.toMillis() + " ms")),
                    Optional.empty());
        }
        return result.verdict() == Verdict.BROKEN || result.verdict() == Verdict.INAPPLICABLE
                ? none()
                : new Trial(attempt.deliveries(), attempt.ended(), attempt.fault(), attempt.sessionJson());
    }

    private static Trial none() {
        return new Trial(List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
