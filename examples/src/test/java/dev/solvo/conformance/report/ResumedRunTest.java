package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.BrokenCase;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseObservation;
import dev.solvo.conformance.CaseOrigin;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumedRunTest {
    private static final RunIdentity RUN = new RunIdentity("1", "kernel", "AA", "own kernel", 1);

    @TempDir
    private Path directory;

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

    @Test
    void goesOnWhereTheInterruptedRunStopped() throws Exception {
        List<CaseResult> whole =
                run("whole", cases(8), RunSettings.of(1, Set.of())).results();
        begun.clear();
        RunSettings stopping =
                new RunSettings(1, Set.of(), false, result -> result.id().equals("case-2"));
        assertEquals(4, run("cut", cases(8), stopping).results().size(), "three cases and the broken one");
        assertEquals(List.of("case-0", "case-1", "case-2"), begun);
        begun.clear();
        List<Integer> done = new ArrayList<>();
        ResumedRun resumed;
        try (ResumeJournal journal = ResumeJournal.open(directory.resolve("cut"), RUN)) {
            resumed = ResumedRun.of(
                    new ConformanceRun(Thread::new, 1),
                    cases(8),
                    RunSettings.of(1, Set.of()),
                    journal,
                    ConformanceCase::title,
                    (result, session, number, all) -> {
                        done.add(number);
                        assertEquals(9, all);
                    });
        }
        assertEquals(List.of("case-3", "case-4", "case-5", "case-6", "case-7"), begun);
        assertEquals(List.of(4, 5, 6, 7, 8, 9), done, "those of the journal count");
        assertEquals(3, resumed.taken());
        assertEquals(whole, resumed.results());
        assertEquals(Optional.empty(), resumed.journalFailure());
    }

    @Test
    void aRunWhoseJournalCannotBeWrittenEnds() throws Exception {
        ResumeJournal journal = ResumeJournal.open(directory.resolve("closed"), RUN);
        journal.close();
        ResumedRun run = ResumedRun.of(
                new ConformanceRun(Thread::new, 2),
                cases(5),
                RunSettings.of(1, Set.of()),
                journal,
                ConformanceCase::title,
                (result, session, done, all) -> {});
        assertEquals(6, run.results().size());
        assertTrue(run.journalFailure().isPresent());
    }

    private ResumedRun run(String file, CaseCollection cases, RunSettings settings) throws Exception {
        try (ResumeJournal journal = ResumeJournal.open(directory.resolve(file), RUN)) {
            return ResumedRun.of(
                    new ConformanceRun(Thread::new, 1),
                    cases,
                    settings,
                    journal,
                    ConformanceCase::title,
                    (result, session, done, all) -> {});
        }
    }

    /** So many cases, and one that is broken. */
    private CaseCollection cases(int count) {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "case-" + i;
            cases.add(new ConformanceCase(
                    id,
                    "suite",
                    "title " + i,
                    List.of("clause"),
                    new CaseOrigin("file.yaml", i + 1),
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    setting -> {
                        begun.add(id);
                        return new CaseObservation(
                                List.of(SampleReport.check("outcome", "APPROVED", "APPROVED", true, "")),
                                List.of(new CaseEvent.Step("of " + id)),
                                Optional.empty());
                    }));
        }
        return new CaseCollection(
                cases,
                List.of(new BrokenCase(
                        "broken", "suite", "", new CaseOrigin("b.yaml", 1), List.of("b.yaml:1: no id"))));
    }
}
