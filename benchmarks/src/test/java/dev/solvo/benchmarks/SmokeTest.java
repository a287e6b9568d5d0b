package dev.solvo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, and the sides that it compares agree; how long it takes is not looked at. */
final class SmokeTest {
    private static final Options SHORTEST = new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .param("warmUpRounds", "1")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();

    @Test
    void everyBenchmarkRuns() {
        // Other builds on the same machine may measure meanwhile.
        System.setProperty("jmh.ignoreLock", "true");
        Collection<RunResult> results = assertDoesNotThrow(() -> new Runner(SHORTEST).run());
        Set<String> measured = results.stream()
                .map(result -> result.getParams().getBenchmark())
                .collect(Collectors.toCollection(TreeSet::new));
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        Set<String> all = BenchmarkList.defaultList().getAll(silent, SHORTEST.getExcludes()).stream()
                .map(entry -> entry.getUsername())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, measured);
    }
}
