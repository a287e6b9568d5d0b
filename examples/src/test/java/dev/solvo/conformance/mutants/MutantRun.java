package dev.solvo.conformance.mutants;

import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunSettings;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.file.CaseFiles;
import dev.solvo.conformance.file.CaseReader;
import dev.solvo.conformance.file.CaseSource;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.conformance.transaction.StatementOptions;
import dev.solvo.conformance.transaction.TransactionKind;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.data.EmvDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs suites until a case does not pass. Loaded together with the kernel that it tries, so that only classes of the platform go
 * in and out.
 */
public final class MutantRun implements UnaryOperator<List<String>> {
    private static final Path SUITES = Path.of("src/main/resources/dev/solvo/conformance/suites");
    private static final long SEED = 1;

    /** A run. */
    public MutantRun() {}

    /**
     * Runs.
     *
     * @param suites which, in order
     * @return the case that did not pass, its verdict, and the reason if it has one; nothing if all passed
     */
    @Override
    public List<String> apply(List<String> suites) {
        try {
            for (String suite : suites) {
                if (!java.nio.file.Files.isDirectory(SUITES.resolve(suite))) {
                    continue;
                }
                for (CaseResult result : results(suite)) {
                    if (result.verdict() != Verdict.PASSED && result.verdict() != Verdict.INAPPLICABLE) {
                        return List.of(
                                result.id(),
                                result.verdict().name(),
                                result.reason().orElse(""));
                    }
                }
            }
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (EmvDataException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of("", "INTERRUPTED", "");
        }
    }

    private static List<CaseResult> results(String suite) throws IOException, EmvDataException, InterruptedException {
        ConformanceStatement statement = ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        OwnKernel kernel = new OwnKernel(statement, TransactionRecording.NONE);
        SimulatedCards cards = new SimulatedCards();
        List<CaseSource> sources = new ArrayList<>(CaseFiles.at(SUITES.resolve(suite)));
        CaseCollection cases = new CaseReader(
                        List.of(TransactionKind.contact(kernel, cards), TransactionKind.contactless(kernel, cards)),
                        StatementOptions.names())
                .read(sources);
        return new ConformanceRun(
                        task -> {
                            Thread thread = new Thread(task);
                            thread.setDaemon(true);
                            return thread;
                        },
                        1)
                .run(
                        cases,
                        new RunSettings(
                                SEED,
                                StatementOptions.of(statement),
                                false,
                                result ->
                                        result.verdict() != Verdict.PASSED && result.verdict() != Verdict.INAPPLICABLE),
                        (result, session, done, all) -> {});
    }
}
