package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunListener;
import dev.solvo.conformance.RunSettings;
import dev.solvo.conformance.file.CaseReader;
import dev.solvo.conformance.file.CaseSource;
import dev.solvo.conformance.prepaid.PrepaidKind;
import dev.solvo.conformance.wallet.WalletKind;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.data.EmvDataException;
import java.util.List;
import java.util.Optional;

/** Runs cases of tests against our kernels and the simulator's cards. */
public final class CaseRuns {
    private CaseRuns() {}

    /** The results, in order. */
    public static List<CaseResult> run(List<CaseSource> sources, int workers) {
        return run(sources, workers, 1, TransactionRecording.NONE, (result, session, done, all) -> {});
    }

    /** The results, in order. */
    public static List<CaseResult> run(
            List<CaseSource> sources, int workers, long seed, TransactionRecording recording, RunListener listener) {
        return run(
                sources,
                workers,
                seed,
                new OwnKernel(statement(), recording),
                recording != TransactionRecording.NONE,
                listener);
    }

    /** The results, in order. */
    public static List<CaseResult> run(
            List<CaseSource> sources,
            int workers,
            long seed,
            KernelUnderTest kernel,
            boolean sessionsWanted,
            RunListener listener) {
        CaseCollection cases = new CaseReader(
                        List.of(
                                TransactionKind.contact(kernel, new SimulatedCards()),
                                TransactionKind.contactless(kernel, new SimulatedCards()),
                                new PrepaidKind(),
                                new WalletKind()),
                        StatementOptions.names())
                .read(sources);
        try {
            return new ConformanceRun(Thread::new, workers)
                    .run(
                            cases,
                            new RunSettings(seed, StatementOptions.of(statement()), sessionsWanted, result -> false),
                            listener);
        } catch (InterruptedException givenUp) {
            throw new IllegalStateException(givenUp);
        }
    }

    /** What came of the only case of a text. */
    public static CaseResult run(String yaml) {
        List<CaseResult> results = run(List.of(new OfTest(yaml)), 1);
        if (results.size() != 1) {
            throw new IllegalArgumentException(results.size() + " cases");
        }
        return results.get(0);
    }

    /** The shipped conformance statement. */
    public static ConformanceStatement statement() {
        try {
            return ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        } catch (EmvDataException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private record OfTest(String text) implements CaseSource {
        @Override
        public String name() {
            return "case.yaml";
        }

        @Override
        public String suite() {
            return "suite";
        }

        @Override
        public Optional<String> beside(String file) {
            return Optional.empty();
        }
    }
}
