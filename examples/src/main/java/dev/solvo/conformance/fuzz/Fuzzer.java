package dev.solvo.conformance.fuzz;

import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.TransactionCase;
import dev.solvo.conformance.transaction.TransactionRecording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs the transactions of cases again and again, each time with other changes of the card's answers, and looks for crashes, for
 * hangs, and for approvals that stand on an authentication which covers what was changed.
 *
 * <p>Findings depend on cases, kernel, seed and number of tries alone, not on threads or time; but for a kernel that takes about as
 * long as the time limit.
 */
public final class Fuzzer {
    /** So many tries are done between two looks at whether to go on. */
    private static final int BATCH = 128;

    /** Each takes the whole time limit, and leaves a thread behind. */
    private static final int MOST_HANGS = 16;

    private final Function<TransactionRecording, KernelUnderTest> kernels;
    private final TransactionRecording recording;
    private final ConformanceRun run;

    /**
     * A fuzzer.
     *
     * @param kernels makes the terminal's side with a recording
     * @param recording makes the sessions of findings
     * @param run runs transactions side by side
     */
    public Fuzzer(
            Function<TransactionRecording, KernelUnderTest> kernels,
            TransactionRecording recording,
            ConformanceRun run) {
        this.kernels = kernels;
        this.recording = recording;
        this.run = run;
    }

    /**
     * Fuzzes.
     *
     * @param cases cases whose transactions are changed; of other kinds than transactions are not looked at
     * @param settings how
     * @param listener hears of it, and may end it
     * @return what came of it
     * @throws InterruptedException if the caller is interrupted
     */
    public FuzzReport run(List<ConformanceCase> cases, FuzzSettings settings, FuzzListener listener)
            throws InterruptedException {
        Going going = new Going(settings);
        going.runUnchanged(cases);
        going.tryAll(listener);
        return going.report();
    }

    /** A fault and what led to it first. */
    private record Found(long number, FuzzedCase subject, List<Mutation> mutations, List<FuzzedCase> others) {}

    /** One run. */
    private final class Going {
        private final FuzzSettings settings;
        private final Trials trials;
        private final KernelUnderTest kernel = kernels.apply(TransactionRecording.NONE);
        private final Map<Fault, Found> found = new LinkedHashMap<>();
        private final List<FuzzedCase> subjects = new ArrayList<>();
        private int leftOut;
        private long tries;
        private int hangs;

        Going(FuzzSettings settings) {
            this.settings = settings;
            this.trials = new Trials(run, settings.seed(), settings.timeLimit());
        }

        void runUnchanged(List<ConformanceCase> cases) throws InterruptedException {
            List<Attempt> attempts = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            List<TransactionCase> transactions = new ArrayList<>();
            for (ConformanceCase one : cases) {
                if (one.procedure() instanceof TransactionCase transaction) {
                    if (transaction.canBeRecorded()) {
                        ids.add(one.id());
                        transactions.add(transaction);
                        attempts.add(new Attempt(transaction, kernel, List.of()));
                    } else {
                        leftOut++;
                    }
                }
            }
            List<Trials.Trial> all = trials.of(attempts, false);
            Set<Object> seen = new HashSet<>();
            for (int i = 0; i < all.size(); i++) {
                keep(ids.get(i), transactions.get(i), all.get(i), seen);
            }
        }

        private void keep(String id, TransactionCase transaction, Trials.Trial unchanged, Set<Object> seen) {
            Ended ended = unchanged.ended().orElse(null);
            FuzzedCase subject =
                    new FuzzedCase(id, transaction, ended == null ? Ended.never(unchanged.deliveries()) : ended);
            Optional<Fault> fault = fault(subject, unchanged, List.of());
            fault.ifPresent(one -> found.putIfAbsent(one, new Found(0, subject, List.of(), List.of())));
            if (ended != null && fault.isEmpty() && seen.add(subject.unchanged().essence())) {
                subjects.add(subject);
            } else {
                leftOut++;
            }
        }

        void tryAll(FuzzListener listener) throws InterruptedException {
            MutationSource source = new MutationSource(subjects, settings.seed());
            boolean goOn = !subjects.isEmpty() && settings.mostTries() > 0;
            while (goOn) {
                tryBatch(source, (int) Math.min(BATCH, settings.mostTries() - tries));
                goOn = listener.tried(tries, found.size()) && tries < settings.mostTries() && hangs < MOST_HANGS;
            }
        }

        private void tryBatch(MutationSource source, int size) throws InterruptedException {
            List<MutationSource.Draw> draws = new ArrayList<>();
            List<Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                MutationSource.Draw draw = source.draw(tries + i + 1);
                draws.add(draw);
                attempts.add(new Attempt(draw.subject().transaction(), kernel, draw.mutations()));
            }
            List<Trials.Trial> all = trials.of(attempts, false);
            for (int i = 0; i < size; i++) {
                MutationSource.Draw draw = draws.get(i);
                Optional<Fault> fault = fault(draw.subject(), all.get(i), draw.others());
                if (fault.isPresent()) {
                    hangs += fault.get().kind() == FaultKind.HANG ? 1 : 0;
                    found.putIfAbsent(
                            fault.get(), new Found(tries + i + 1, draw.subject(), draw.mutations(), draw.others()));
                }
            }
            tries += size;
        }

        private Optional<Fault> fault(FuzzedCase subject, Trials.Trial trial, List<FuzzedCase> others) {
            return trial.fault().isPresent() || trial.ended().isEmpty()
                    ? trial.fault()
                    : Judge.judge(
                            subject,
                            trial.ended().get(),
                            others.stream().map(FuzzedCase::unchanged).toList());
        }

        FuzzReport report() throws InterruptedException {
            List<FuzzFinding> findings = new ArrayList<>();
            for (Map.Entry<Fault, Found> one : found.entrySet()) {
                findings.add(finding(one.getKey(), one.getValue()));
            }
            return new FuzzReport(settings.seed(), tries, subjects.size(), leftOut, hangs >= MOST_HANGS, findings);
        }

        private FuzzFinding finding(Fault fault, Found first) throws InterruptedException {
            Shrinking shrinking = new Shrinking(fewer -> lead(fewer, fault, first), fault.kind());
            List<Mutation> mutations = shrinking.of(first.mutations());
            List<Delivery> deliveries = shrinking.attempt(mutations).orElse(List.of());
            List<FuzzFinding.Change> changes = new ArrayList<>();
            for (Mutation mutation : mutations) {
                changes.add(new FuzzFinding.Change(
                        mutation.exchange(),
                        mutation.exchange() <= deliveries.size()
                                ? deliveries.get(mutation.exchange() - 1).header()
                                : "",
                        mutation.change().text()));
            }
            Optional<String> session = settings.sessionsWanted()
                    ? new FindingSessions(kernels, recording, trials)
                            .of(first.subject().transaction(), mutations, fault.kind())
                    : Optional.empty();
            return new FuzzFinding(fault.kind(), fault.what(), first.subject().id(), first.number(), changes, session);
        }

        /** What was said, if the same fault comes of these mutations. */
        private Optional<List<Delivery>> lead(List<Mutation> mutations, Fault fault, Found first)
                throws InterruptedException {
            Attempt attempt = new Attempt(first.subject().transaction(), kernel, mutations);
            Trials.Trial trial = trials.of(List.of(attempt), false).get(0);
            return fault(first.subject(), trial, first.others()).equals(Optional.of(fault))
                    ? Optional.of(trial.deliveries())
                    : Optional.empty();
        }
    }
}
