package dev.solvo.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the processor time per operation, the least of all iterations and forks: {@code -prof
 * dev.solvo.benchmarks.ProcessorTimeProfiler}.
 *
 * <p>On a machine that others use as well, time on the wall can be several times too long; the least processor time
 * repeats within some ten per cent.
 */
public final class ProcessorTimeProfiler implements InternalProfiler {
    private ProcessorTime start = ProcessorTime.now();

    @Override
    public String getDescription() {
        return "least processor time per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = ProcessorTime.now();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanos = ProcessorTime.now().nanosSince(start);
        long operations = result.getMetadata().getMeasuredOps();
        return List.of(new ScalarResult("cpu.min", nanos / operations, "ns/op", AggregationPolicy.MIN));
    }
}
