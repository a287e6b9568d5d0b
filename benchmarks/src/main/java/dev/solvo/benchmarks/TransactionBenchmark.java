package dev.solvo.benchmarks;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.data.EmvDataException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the terminal's side of a whole contact transaction cost, when card and wire take no time? From application selection
 * to a TC with CDA, approved offline. Baseline, for there is no kernel on Maven Central: the same answers parsed by ber-tlv and CDA on
 * Bouncy Castle, without any of a kernel's decisions ({@link PlainTransaction}).
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' org.openjdk.jmh.Main TransactionBenchmark \
 *     -prof gc -prof dev.solvo.benchmarks.ProcessorTimeProfiler
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class TransactionBenchmark {
    private final RecordedTransaction recorded;
    private final PlainTransaction plain;

    /**
     * Records the transaction.
     *
     * @throws IllegalStateException if the recording fails
     */
    public TransactionBenchmark() {
        try {
            recorded = new RecordedTransaction();
        } catch (EmvDataException | CardTransportException e) {
            throw new IllegalStateException(e);
        }
        plain = new PlainTransaction(recorded);
    }

    /** Checks that the kernel approves with the cryptogram that the baseline finds. */
    @Setup
    public void checkAgreement() {
        if (!(kernel() instanceof Outcome.Approved)) {
            throw new IllegalStateException("the kernel did not approve: " + kernel());
        }
        if (baseline().length != 8) {
            throw new IllegalStateException("the baseline found no cryptogram");
        }
    }

    /** The kernel, every function of EMV 4.4 Book 3, 10. */
    @Benchmark
    public Outcome kernel() {
        return recorded.run();
    }

    /** ber-tlv and Bouncy Castle, nothing decided. */
    @Benchmark
    public byte[] baseline() {
        return plain.run();
    }
}
