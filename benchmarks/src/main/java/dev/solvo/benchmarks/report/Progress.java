package dev.solvo.benchmarks.report;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** A line for each benchmark that was measured, with what is left; JMH's own lines only when something goes wrong. */
final class Progress implements OutputFormat {
    private final PrintStream out;
    private final int count;
    private int done;
    private long startNanos;

    Progress(PrintStream out, int count) {
        this.out = out;
        this.count = count;
    }

    @Override
    public void startRun() {
        startNanos = System.nanoTime();
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        done++;
        if (result == null) {
            return;
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Result<?> processor = result.getSecondaryResults().get("cpu.min");
        String name = result.getParams().getBenchmark();
        out.printf(
                Locale.ROOT,
                "%3d/%d %-45s %,14.1f ns   %4.0f s left%n",
                done,
                count,
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                processor == null ? Double.NaN : processor.getScore(),
                seconds / done * (count - done));
    }

    @Override
    public void println(String line) {
        if (!line.isBlank() && !line.startsWith("#")) {
            out.println(line);
        }
    }

    @Override
    public void print(String text) {}

    @Override
    public void verbosePrintln(String line) {}

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult result) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void write(int value) {}

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {}
}
