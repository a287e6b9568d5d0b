package dev.solvo.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases on several threads. Nothing that a case does reaches another one: what does not end in its time is interrupted and
 * left behind, what throws is noted, and the run goes on.
 */
public final class ConformanceRun {
    private static final Comparator<CaseResult> ORDER = Comparator.comparing(CaseResult::suite)
            .thenComparing(CaseResult::id)
            .thenComparing(result -> result.origin().file())
            .thenComparingInt(result -> result.origin().line());

    private final ThreadFactory threads;
    private final int workers;

    /**
     * A run.
     *
     * @param threads makes the threads; daemons, if a hanging kernel must not keep the process from ending
     * @param workers how many cases run at once, at least 1
     * @throws IllegalArgumentException if there are no workers
     */
    public ConformanceRun(ThreadFactory threads, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException(workers + " workers");
        }
        this.threads = threads;
        this.workers = workers;
    }

    /**
     * Runs all cases.
     *
     * @param cases the cases
     * @param settings how
     * @param listener hears of each result
     * @return results in the order of suite and id; cases that were not begun are missing
     * @throws InterruptedException if the caller is interrupted; the cases that run are interrupted too
     */
    public List<CaseResult> run(CaseCollection cases, RunSettings settings, RunListener listener)
            throws InterruptedException {
        Going going = new Going(cases, settings, listener);
        try {
            going.toTheEnd();
        } finally {
            going.interruptAll();
        }
        return going.results();
    }

    /** One case in the hands of one thread. */
    private static final class Running {
        private final ConformanceCase which;
        private final long deadline;
        private final Thread thread;

        Running(ConformanceCase which, Thread thread) {
            this.which = which;
            this.thread = thread;
            this.deadline = System.nanoTime() + which.timeLimit().toNanos();
        }
    }

    /** A run that is going on; all its state is guarded by itself. */
    private final class Going {
        private final Deque<ConformanceCase> waiting;
        private final RunSettings settings;
        private final RunListener listener;
        private final int all;
        private final List<Running> running = new ArrayList<>();
        private final List<CaseResult> results = new ArrayList<>();
        private boolean stopped;

        Going(CaseCollection cases, RunSettings settings, RunListener listener) {
            this.waiting = new ArrayDeque<>(cases.cases());
            this.settings = settings;
            this.listener = listener;
            this.all = cases.cases().size() + cases.broken().size();
            cases.broken().forEach(broken -> add(broken.result(), Optional.empty()));
        }

        void toTheEnd() throws InterruptedException {
            for (int i = 0; i < workers; i++) {
                startWorker();
            }
            synchronized (this) {
                while (!running.isEmpty() || !waiting.isEmpty() && !stopped) {
                    giveUpLateOnes();
                    long nanos = nextDeadline() - System.nanoTime();
                    if (nanos > 0) {
                        TimeUnit.NANOSECONDS.timedWait(this, Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
                    }
                }
            }
        }

        private void startWorker() {
            threads.newThread(this::work).start();
        }

        private void work() {
            Running mine = next();
            while (mine != null) {
                CaseSetting setting = new CaseSetting(settings.seed(), settings.sessionsWanted());
                CaseResult result;
                Optional<String> session = Optional.empty();
                try {
                    CaseObservation observation = mine.which.procedure().run(setting);
                    session = observation.sessionJson();
                    result = result(mine.which, observation);
                } catch (CaseException wrong) {
                    result = result(mine.which, Verdict.BROKEN, String.valueOf(wrong.getMessage()));
                } catch (InapplicableCaseException missing) {
                    result = result(mine.which, Verdict.INAPPLICABLE, String.valueOf(missing.getMessage()));
                } catch (InterruptedException givenUp) {
                    result = result(mine.which, Verdict.CRASHED, "interrupted");
                } catch (Exception | StackOverflowError | AssertionError | LinkageError | OutOfMemoryError crashed) {
                    result = result(mine.which, Verdict.CRASHED, reason(crashed));
                }
                mine = finished(mine, result, session) ? next() : null;
            }
        }

        private synchronized @Nullable Running next() {
            if (stopped || waiting.isEmpty()) {
                notifyAll();
                return null;
            }
            ConformanceCase which = waiting.removeFirst();
            Optional<Applicability> applicability = which.applicability();
            while (applicability.isPresent() && !applicability.get().holds(settings.options())) {
                add(result(which, Verdict.INAPPLICABLE, "applies to " + applicability.get()), Optional.empty());
                if (stopped || waiting.isEmpty()) {
                    notifyAll();
                    return null;
                }
                which = waiting.removeFirst();
                applicability = which.applicability();
            }
            Running mine = new Running(which, Thread.currentThread());
            running.add(mine);
            notifyAll();
            return mine;
        }

        /** Whether the thread still belongs to the run. */
        private synchronized boolean finished(Running mine, CaseResult result, Optional<String> session) {
            if (!running.remove(mine)) {
                return false;
            }
            add(result, session);
            notifyAll();
            return true;
        }

        private void giveUpLateOnes() {
            long now = System.nanoTime();
            for (Running late : List.copyOf(running)) {
                if (late.deadline - now <= 0) {
                    running.remove(late);
                    add(
                            result(
                                    late.which,
                                    Verdict.TIMED_OUT,
                                    "not at its end after "
                                            + late.which.timeLimit().toMillis() + " ms"),
                            Optional.empty());
                    late.thread.interrupt();
                    startWorker();
                }
            }
        }

        private long nextDeadline() {
            long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            for (Running one : running) {
                next = one.deadline - next < 0 ? one.deadline : next;
            }
            return next;
        }

        private synchronized void add(CaseResult result, Optional<String> session) {
            results.add(result);
            stopped |= settings.lastWanted().test(result);
            listener.finished(result, session, results.size(), all);
        }

        synchronized void interruptAll() {
            stopped = true;
            running.forEach(one -> one.thread.interrupt());
        }

        synchronized List<CaseResult> results() {
            List<CaseResult> ordered = new ArrayList<>(results);
            ordered.sort(ORDER);
            return ordered;
        }
    }

    private static CaseResult result(ConformanceCase which, CaseObservation observation) {
        boolean nothing = observation.checks().isEmpty();
        boolean met = !nothing && observation.checks().stream().allMatch(ExpectationCheck::met);
        return new CaseResult(
                which.id(),
                which.suite(),
                which.title(),
                which.clauses(),
                which.origin(),
                met ? Verdict.PASSED : Verdict.FAILED,
                nothing ? Optional.of("nothing was compared") : Optional.empty(),
                observation.checks(),
                observation.events());
    }

    private static CaseResult result(ConformanceCase which, Verdict verdict, String reason) {
        return new CaseResult(
                which.id(),
                which.suite(),
                which.title(),
                which.clauses(),
                which.origin(),
                verdict,
                Optional.of(reason),
                List.of(),
                List.of());
    }

    private static String reason(Throwable crashed) {
        StackTraceElement[] trace = crashed.getStackTrace();
        return crashed.getClass().getName()
                + (crashed.getMessage() == null ? "" : ": " + crashed.getMessage())
                + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
