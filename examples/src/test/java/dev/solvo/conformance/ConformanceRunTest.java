package dev.solvo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run goes on whatever a case does, and its results do not depend on the threads. */
@Timeout(60)
final class ConformanceRunTest {
    private static final RunSettings SETTINGS = RunSettings.of(7, Set.of("present"));
    private static final RunListener NOBODY = (result, session, done, all) -> {};

    private static ConformanceRun run(int workers) {
        return new ConformanceRun(
                work -> {
                    Thread thread = new Thread(work);
                    thread.setDaemon(true);
                    return thread;
                },
                workers);
    }

    private static ConformanceCase one(String suite, String id, Duration limit, CaseProcedure procedure) {
        return new ConformanceCase(
                id,
                suite,
                "title of " + id,
                List.of("clause"),
                new CaseOrigin("file", 1),
                Optional.empty(),
                limit,
                procedure);
    }

    private static ConformanceCase one(String id, CaseProcedure procedure) {
        return one("suite", id, Duration.ofSeconds(30), procedure);
    }

    private static CaseObservation seen(boolean met) {
        return new CaseObservation(
                List.of(new ExpectationCheck("what", "expected", "actual", met, Optional.empty())),
                List.of(new CaseEvent.Step("step")),
                Optional.empty());
    }

    private static CaseCollection collection(ConformanceCase... cases) {
        return new CaseCollection(List.of(cases), List.of());
    }

    private static CaseResult only(List<CaseResult> results) {
        assertEquals(1, results.size());
        return results.get(0);
    }

    @Test
    void passesWhenEverythingIsMet() throws InterruptedException {
        CaseResult result = only(run(1).run(collection(one("a", setting -> seen(true))), SETTINGS, NOBODY));
        assertEquals(Verdict.PASSED, result.verdict());
        assertEquals(Optional.empty(), result.reason());
        assertEquals(List.of(new CaseEvent.Step("step")), result.events());
        assertEquals("title of a", result.title());
    }

    @Test
    void failsWhenSomethingIsNotMet() throws InterruptedException {
        CaseResult result = only(run(1).run(collection(one("a", setting -> seen(false))), SETTINGS, NOBODY));
        assertEquals(Verdict.FAILED, result.verdict());
    }

    @Test
    void failsWhenNothingWasLookedAt() throws InterruptedException {
        CaseObservation nothing = new CaseObservation(List.of(), List.of(), Optional.empty());
        CaseResult result = only(run(1).run(collection(one("a", setting -> nothing)), SETTINGS, NOBODY));
        assertEquals(Verdict.FAILED, result.verdict());
        assertEquals(Optional.of("nothing was compared"), result.reason());
    }

    @Test
    void saysWhatWasThrown() throws InterruptedException {
        CaseResult result = only(run(1).run(
                        collection(one("a", setting -> {
                            throw new IllegalStateException("no such step");
                        })),
                        SETTINGS,
                        NOBODY));
        assertEquals(Verdict.CRASHED, result.verdict());
        assertTrue(result.reason()
                .orElseThrow()
                .startsWith(
                        "java.lang.IllegalStateException: no such step at dev.solvo.conformance.ConformanceRunTest"));
    }

    @Test
    void outlivesErrors() throws InterruptedException {
        List<CaseResult> results = run(1).run(
                        collection(
                                one("a", setting -> deeper(setting, 1)),
                                one("b", setting -> {
                                    throw new NoClassDefFoundError("gone");
                                }),
                                one("c", setting -> {
                                    throw new AssertionError();
                                }),
                                one("d", setting -> seen(true))),
                        SETTINGS,
                        NOBODY);
        assertEquals(
                List.of(Verdict.CRASHED, Verdict.CRASHED, Verdict.CRASHED, Verdict.PASSED),
                results.stream().map(CaseResult::verdict).toList());
        assertTrue(results.get(0).reason().orElseThrow().startsWith("java.lang.StackOverflowError"));
    }

    private static CaseObservation deeper(CaseSetting setting, int depth) {
        return depth < 0 ? seen(true) : deeper(setting, depth % 1000 + 1);
    }

    @Test
    void aWrongCaseIsBroken() throws InterruptedException {
        CaseResult result = only(run(1).run(
                        collection(one("a", setting -> {
                            throw new CaseException("line 3: expected a card");
                        })),
                        SETTINGS,
                        NOBODY));
        assertEquals(Verdict.BROKEN, result.verdict());
        assertEquals(Optional.of("line 3: expected a card"), result.reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aHangingCaseIsInterruptedAndLeftBehind(int workers) throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch seenInterrupt = new CountDownLatch(1);
        List<CaseResult> results = run(workers)
                .run(
                        collection(
                                one("suite", "a", Duration.ofMillis(50), setting -> {
                                    try {
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException late) {
                                        interrupted.set(true);
                                        seenInterrupt.countDown();
                                    }
                                    return seen(true);
                                }),
                                one("b", setting -> seen(true)),
                                one("c", setting -> seen(true))),
                        SETTINGS,
                        NOBODY);
        assertEquals(
                List.of(Verdict.TIMED_OUT, Verdict.PASSED, Verdict.PASSED),
                results.stream().map(CaseResult::verdict).toList());
        assertEquals(Optional.of("not at its end after 50 ms"), results.get(0).reason());
        assertTrue(seenInterrupt.await(30, TimeUnit.SECONDS));
        assertTrue(interrupted.get());
    }

    /** It does not listen to the interrupt, and what it says too late is not heard. */
    @Test
    void aDeafCaseIsLeftBehindToo() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        List<CaseResult> results = run(1).run(
                        collection(
                                one("suite", "a", Duration.ofMillis(50), setting -> {
                                    boolean waiting = true;
                                    while (waiting) {
                                        try {
                                            waiting = !over.await(1, TimeUnit.HOURS);
                                        } catch (InterruptedException deaf) {
                                            waiting = true;
                                        }
                                    }
                                    return seen(true);
                                }),
                                one("b", setting -> seen(true))),
                        SETTINGS,
                        (result, session, done, all) -> finished.incrementAndGet());
        over.countDown();
        assertEquals(
                List.of(Verdict.TIMED_OUT, Verdict.PASSED),
                results.stream().map(CaseResult::verdict).toList());
        assertEquals(2, finished.get());
    }

    @Test
    void whatDoesNotApplyIsNotRun() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        ConformanceCase absent = new ConformanceCase(
                "a",
                "suite",
                "title",
                List.of(),
                new CaseOrigin("file", 1),
                Optional.of(Applicability.parse("absent", Set.of("absent", "present"))),
                Duration.ofSeconds(30),
                setting -> {
                    ran.set(true);
                    return seen(true);
                });
        ConformanceCase present = new ConformanceCase(
                "b",
                "suite",
                "title",
                List.of(),
                new CaseOrigin("file", 1),
                Optional.of(Applicability.parse("present", Set.of("absent", "present"))),
                Duration.ofSeconds(30),
                setting -> seen(true));
        List<CaseResult> results = run(1).run(collection(absent, present), SETTINGS, NOBODY);
        assertEquals(Verdict.INAPPLICABLE, results.get(0).verdict());
        assertEquals(Optional.of("applies to absent"), results.get(0).reason());
        assertFalse(ran.get());
        assertEquals(Verdict.PASSED, results.get(1).verdict());
    }

    /** Both are in their cases at once, and the one that ends first is not the first in the report. */
    @Test
    void resultsAreInOrderWhateverTheThreadsDo() throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(2);
        CountDownLatch second = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        List<CaseResult> results = run(2).run(
                        collection(
                                one("z", "a", Duration.ofSeconds(30), setting -> {
                                    meet(together);
                                    second.await();
                                    return seen(true);
                                }),
                                one("a", "z", Duration.ofSeconds(30), setting -> {
                                    meet(together);
                                    return seen(true);
                                })),
                        SETTINGS,
                        (result, session, done, all) -> {
                            order.add(result.id() + " " + done + " of " + all);
                            second.countDown();
                        });
        assertEquals(List.of("z 1 of 2", "a 2 of 2"), order);
        assertEquals(List.of("z", "a"), results.stream().map(CaseResult::id).toList());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("the other case does not run at the same time", alone);
        }
    }

    @Test
    void brokenCasesAreReportedWithTheOthers() throws InterruptedException {
        BrokenCase broken = new BrokenCase(
                "b", "suite", "title", new CaseOrigin("file", 4), List.of("file:4:1: unknown key", "file:5:1: more"));
        List<CaseResult> results = run(2).run(
                        new CaseCollection(
                                List.of(one("c", setting -> seen(true)), one("a", setting -> seen(true))),
                                List.of(broken)),
                        SETTINGS,
                        NOBODY);
        assertEquals(
                List.of("a", "b", "c"), results.stream().map(CaseResult::id).toList());
        assertEquals(Verdict.BROKEN, results.get(1).verdict());
        assertEquals(
                Optional.of("file:4:1: unknown key\nfile:5:1: more"),
                results.get(1).reason());
    }

    @Test
    void passesSeedAndSessionsOn() throws InterruptedException {
        List<String> heard = new ArrayList<>();
        run(1).run(
                        collection(one(
                                "a",
                                setting -> new CaseObservation(
                                        List.of(new ExpectationCheck(
                                                "seed", "7", setting.seed() + "", true, Optional.empty())),
                                        List.of(),
                                        setting.sessionWanted() ? Optional.of("session") : Optional.empty()))),
                        new RunSettings(7, Set.of(), true, result -> false),
                        (result, session, done, all) -> {
                            heard.add(result.checks().get(0).actual());
                            session.ifPresent(heard::add);
                        });
        assertEquals(List.of("7", "session"), heard);
    }

    @Test
    void stopsAfterTheResultThatIsWanted() throws InterruptedException {
        List<CaseResult> results = run(1).run(
                        collection(
                                one("a", setting -> seen(true)),
                                one("b", setting -> seen(false)),
                                one("c", setting -> seen(true))),
                        new RunSettings(
                                1, Set.of(), false, result -> result.verdict().isFailure()),
                        NOBODY);
        assertEquals(List.of("a", "b"), results.stream().map(CaseResult::id).toList());
    }

    @Test
    void noCasesAreNoResults() throws InterruptedException {
        assertEquals(List.of(), run(3).run(collection(), SETTINGS, NOBODY));
    }

    @Test
    void needsAWorker() {
        assertThrows(IllegalArgumentException.class, () -> run(0));
    }
}
