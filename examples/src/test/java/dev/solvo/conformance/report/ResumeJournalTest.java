package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumeJournalTest {
    private static final RunIdentity RUN = RunIdentity.of(SampleReport.report());
    private static final List<CaseResult> RESULTS = SampleReport.report().results();

    @TempDir
    private Path directory;

    @Test
    void givesBackWhatWasDone() throws Exception {
        Path file = directory.resolve("run.journal");
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            assertEquals(Optional.empty(), journal.finished(RESULTS.get(0).id(), "d0"));
            for (int i = 0; i < 8; i++) {
                journal.add(RESULTS.get(i), "d" + i);
                assertEquals(
                        Optional.of(RESULTS.get(i)),
                        journal.finished(RESULTS.get(i).id(), "d" + i));
            }
        }
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            for (int i = 0; i < 8; i++) {
                assertEquals(
                        Optional.of(RESULTS.get(i)),
                        journal.finished(RESULTS.get(i).id(), "d" + i));
            }
            assertEquals(Optional.empty(), journal.finished(RESULTS.get(8).id(), "d8"));
        }
    }

    @Test
    void aCaseThatWasEditedIsRunAgain() throws Exception {
        Path file = directory.resolve("run.journal");
        CaseResult result = RESULTS.get(0);
        CaseResult again = SampleReport.with(result, Verdict.FAILED, "", result.checks(), result.events());
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            journal.add(result, "before");
            assertEquals(Optional.empty(), journal.finished(result.id(), "after"));
            journal.add(again, "after");
        }
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            assertEquals(Optional.of(again), journal.finished(result.id(), "after"));
            assertEquals(Optional.empty(), journal.finished(result.id(), "before"));
        }
    }

    /** Wherever a process is killed: what was written whole is there, and the run goes on behind it. */
    @Test
    void goesOnAfterEveryTornEnd() throws Exception {
        Path file = directory.resolve("run.journal");
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            journal.add(RESULTS.get(0), "d0");
            journal.add(RESULTS.get(6), "d6");
        }
        byte[] whole = Files.readAllBytes(file);
        Path torn = directory.resolve("torn.journal");
        for (int end = 0; end <= whole.length; end++) {
            Files.write(torn, Arrays.copyOf(whole, end));
            long lines = new String(whole, 0, end, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (ResumeJournal journal = ResumeJournal.open(torn, RUN)) {
                assertEquals(
                        lines >= 2, journal.finished(RESULTS.get(0).id(), "d0").isPresent(), "cut at " + end);
                assertEquals(
                        lines >= 3, journal.finished(RESULTS.get(6).id(), "d6").isPresent(), "cut at " + end);
                journal.add(RESULTS.get(0), "d0");
                journal.add(RESULTS.get(6), "d6");
            }
            try (ResumeJournal journal = ResumeJournal.open(torn, RUN)) {
                assertEquals(
                        Optional.of(RESULTS.get(0)),
                        journal.finished(RESULTS.get(0).id(), "d0"));
                assertEquals(
                        Optional.of(RESULTS.get(6)),
                        journal.finished(RESULTS.get(6).id(), "d6"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "version, 2, kernel, AA, own kernel, 1, 'version 1, then 2'",
        "kernel, 1, other, AA, own kernel, 1, 'kernel kernel, then other'",
        "checksum, 1, kernel, BB, own kernel, 1, 'checksum AA, then BB'",
        "subject, 1, kernel, AA, a card, 1, 'subject own kernel, then a card'",
        "seed, 1, kernel, AA, own kernel, 2, 'seed 1, then 2'"
    })
    void theJournalOfAnotherRunIsRefused(
            String what, String version, String kernel, String checksum, String subject, long seed, String message)
            throws Exception {
        Path file = directory.resolve("run.journal");
        ResumeJournal.open(file, new RunIdentity("1", "kernel", "AA", "own kernel", 1))
                .close();
        byte[] before = Files.readAllBytes(file);
        RunIdentity other = new RunIdentity(version, kernel, checksum, subject, seed);
        ReportException refused = assertThrows(ReportException.class, () -> ResumeJournal.open(file, other), what);
        assertEquals(
                file + ", line 1: a journal of another run, which cannot be taken up: " + message
                        + "; name another file, or remove it",
                refused.getMessage());
        assertEquals(List.of(before.length), List.of(Files.readAllBytes(file).length));
    }

    /** A wrong option must not cost somebody a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{\"format\":\"other\"}\n",
                "id: a-case\ntitle: x\n",
                "\n",
                "{}\n",
                "{\"format\":\"solvo-conformance-reportX"
            })
    void anotherFileIsLeftAsItIs(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("other"), content);
        assertThrows(ReportException.class, () -> ResumeJournal.open(file, RUN));
        assertEquals(content, Files.readString(file));
    }

    @Test
    void aBrokenLineInTheMiddleIsNamed() throws Exception {
        Path file = directory.resolve("run.journal");
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            journal.add(RESULTS.get(0), "d0");
            journal.add(RESULTS.get(1), "d1");
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, lines.get(1).replace("\"PASSED\"", "\"PASST\""));
        Files.write(file, lines);
        assertEquals(
                file
                        + ", line 2: result.verdict: expected one of [PASSED, FAILED, INAPPLICABLE, BROKEN, CRASHED, TIMED_OUT]",
                assertThrows(ReportException.class, () -> ResumeJournal.open(file, RUN))
                        .getMessage());
    }

    @Test
    void twoRunsDoNotWriteOneJournal() throws Exception {
        Path file = directory.resolve("run.journal");
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            journal.add(RESULTS.get(0), "d0");
            assertEquals(
                    file + " is being written by another run",
                    assertThrows(ReportException.class, () -> ResumeJournal.open(file, RUN))
                            .getMessage());
        }
        ResumeJournal.open(file, RUN).close();
    }

    /** A case that is given up interrupts its thread; the journal has to stay open for the others. */
    @Test
    void anInterruptedThreadCanWrite() throws Exception {
        Path file = directory.resolve("run.journal");
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            Thread.currentThread().interrupt();
            try {
                journal.add(RESULTS.get(0), "d0");
            } finally {
                assertTrue(Thread.interrupted());
            }
            journal.add(RESULTS.get(1), "d1");
        }
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            assertTrue(journal.finished(RESULTS.get(0).id(), "d0").isPresent());
            assertTrue(journal.finished(RESULTS.get(1).id(), "d1").isPresent());
        }
    }

    @Test
    void manyThreadsWriteWholeLines() throws Exception {
        Path file = directory.resolve("run.journal");
        List<CaseResult> results = SampleReport.large(200).results();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            List<Callable<Void>> writes = new ArrayList<>();
            for (CaseResult result : results) {
                writes.add(() -> {
                    journal.add(result, "d");
                    return null;
                });
            }
            for (Future<Void> write : threads.invokeAll(writes)) {
                write.get();
            }
        } finally {
            threads.shutdown();
        }
        try (ResumeJournal journal = ResumeJournal.open(file, RUN)) {
            Set<CaseResult> found = new HashSet<>();
            for (CaseResult result : results) {
                journal.finished(result.id(), "d").ifPresent(found::add);
            }
            assertEquals(new HashSet<>(results), found);
        }
    }

    @Test
    void digestsTellContentsApart() {
        Set<String> digests = new HashSet<>();
        for (List<String> contents : List.<List<String>>of(
                List.of("a", "b"),
                List.of("ab"),
                List.of("ab", ""),
                List.of("", "ab"),
                List.<String>of(),
                List.of(""))) {
            digests.add(ResumeJournal.digest(contents));
        }
        assertEquals(6, digests.size());
        // SHA-256 of 00 00 00 03 61 62 63, by sha256sum.
        assertEquals(DIGEST_OF_ABC, ResumeJournal.digest(List.of("abc")));
        assertNotEquals(ResumeJournal.digest(List.of("é")), ResumeJournal.digest(List.of("?")));
    }

    private static final String DIGEST_OF_ABC = "d04b72a650ce0f8ce4963330a53ee2832733d2baeffff3c1d8e256cca096d120";
}
