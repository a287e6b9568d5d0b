package dev.solvo.benchmarks;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * What does it cost to refuse input that was made to do harm: templates thousands deep, lengths of gigabytes, values that end
 * too early? The floor throws an exception of its own with the place, too. Of the peers none survives all of it: payneteasy's
 * stack overflows, scuba allocates what a length claims.
 *
 * <p>{@code scripts/bench tlv}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class HostileInputBenchmark {
    private final FloorTlv floor = new FloorTlv();
    private final TlvReader reader = TlvReader.of(Bytes.EMPTY);
    private final Bytes[] inputs = inputs().toArray(new Bytes[0]);
    private final byte[][] arrays = RecordBenchmark.arrays(inputs);
    private int turn;

    /** Checks that all is refused. */
    @Setup
    public void checkAgreement() {
        for (int i = 0; i < inputs.length; i++) {
            if (reader() == null || floor() == null || tree() == null) {
                throw new IllegalStateException("some input is taken");
            }
        }
    }

    /** Deep templates and impossible lengths, each alone and after a record. */
    static List<Bytes> inputs() {
        List<Bytes> inputs = new ArrayList<>();
        for (String text : Records.text("hostile.txt").split("\n", 0)) {
            String[] parts = text.split("\\*", -1);
            Bytes unit = Bytes.fromHex(parts[0]);
            Bytes[] units = new Bytes[parts.length == 1 ? 1 : Integer.parseInt(parts[1])];
            Arrays.fill(units, unit);
            Bytes input = Bytes.concat(units);
            inputs.add(input);
            inputs.add(Records.asRead().plus(input));
        }
        return inputs;
    }

    /** With the cursor. */
    @Benchmark
    public Exception reader() {
        reader.reset(inputs[next()]);
        try {
            RecordBenchmark.walk(reader);
        } catch (TlvException refused) {
            return refused;
        }
        throw new IllegalStateException("taken");
    }

    /** As a tree. */
    @Benchmark
    public Exception tree() {
        try {
            Tlv.parseAll(inputs[next()]);
        } catch (TlvException refused) {
            return refused;
        }
        throw new IllegalStateException("taken");
    }

    /** By hand. */
    @Benchmark
    public Exception floor() {
        try {
            floor.walk(arrays[next()]);
        } catch (FloorTlv.Refused refused) {
            return refused;
        }
        throw new IllegalStateException("taken");
    }

    private int next() {
        turn = turn + 1 == inputs.length ? 0 : turn + 1;
        return turn;
    }
}
