package dev.solvo.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.benchmarks.ProcessorTimeProfiler;
import java.math.BigDecimal;
import java.math.MathContext;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A run of a group by JMH. */
final class JmhRun {
    private static final MathContext DIGITS = new MathContext(5);

    private JmhRun() {}

    /**
     * Measures.
     *
     * @param quick whether only to see that it works
     */
    static JsonNode measure(Group group, boolean quick) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("\\.(" + group.target() + ")\\.")
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTimeProfiler.class)
                .shouldFailOnError(true);
        if (quick) {
            options.forks(1)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(20))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(20));
        }
        ObjectNode measured = Results.object();
        for (RunResult result : new Runner(options.build(), new Progress(System.out, count(options.build()))).run()) {
            String name = result.getParams().getBenchmark();
            int method = name.lastIndexOf('.');
            measured.set(name.substring(name.lastIndexOf('.', method - 1) + 1), json(result));
        }
        return measured;
    }

    private static int count(Options options) {
        return BenchmarkList.defaultList()
                .find(new Progress(System.out, 0), options.getIncludes(), options.getExcludes())
                .size();
    }

    private static JsonNode json(RunResult result) {
        ObjectNode json = Results.object();
        ArrayNode forks = json.putArray("processorNanos");
        double bytes = Double.MAX_VALUE;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            forks.add(rounded(score(fork, "cpu.min")));
            bytes = Math.min(bytes, score(fork, "gc.alloc.rate.norm"));
        }
        Result<?> wall = result.getPrimaryResult();
        double unit = result.getParams().getTimeUnit().toNanos(1);
        json.put("wallNanosMedian", rounded(unit * wall.getStatistics().getPercentile(50)));
        json.put("bytes", rounded(bytes));
        return json;
    }

    private static double score(BenchmarkResult fork, String name) {
        Result<?> result = fork.getSecondaryResults().get(name);
        if (result == null) {
            throw new IllegalStateException("JMH gave no " + name);
        }
        return result.getScore();
    }

    private static BigDecimal rounded(double value) {
        BigDecimal all = BigDecimal.valueOf(value);
        BigDecimal digits = all.round(DIGITS);
        // Plain numbers, for 1E+3 reads badly.
        return new BigDecimal(digits.toPlainString());
    }
}
