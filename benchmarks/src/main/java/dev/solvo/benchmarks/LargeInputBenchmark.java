package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTlvParser;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.io.IOException;
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
 * What does it cost to visit all 7,196 objects of 65,535 bytes, 257 records one after the other? Peers: scuba, jPOS, and ber-tlv of
 * payneteasy record by record, for it stops after 100 objects of one level without a word.
 *
 * <p>{@code scripts/bench tlv}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class LargeInputBenchmark {
    private static final int RECORD_LENGTH = 255;

    private final BerTlvParser peer = new BerTlvParser();
    private final FloorTlv floor = new FloorTlv();
    private final Bytes input = Records.large();
    private final byte[] array = input.toByteArray();
    private final TlvReader reader = TlvReader.of(Bytes.EMPTY);

    /** Checks that all visit the same objects. */
    @Setup
    public void checkAgreement() throws IOException, TlvException, FloorTlv.Refused {
        if (array.length != 65_535
                || tree() != 7196
                || payneteasy() != 7196
                || scuba() != 7196
                || jpos() != 7196
                || reader() != floor()) {
            throw new IllegalStateException("the objects of " + array.length + " bytes are not read alike");
        }
    }

    /** With the cursor. */
    @Benchmark
    public int reader() throws TlvException {
        reader.reset(input);
        return RecordBenchmark.walk(reader);
    }

    /** By hand. */
    @Benchmark
    public int floor() throws FloorTlv.Refused {
        return floor.walk(array);
    }

    /** As trees. */
    @Benchmark
    public int tree() throws TlvException {
        int objects = 0;
        for (Tlv object : Tlv.parseAll(input)) {
            objects += RecordBenchmark.count(object);
        }
        return objects;
    }

    /** By payneteasy. */
    @Benchmark
    public int payneteasy() {
        return PeerTlv.countRecords(peer, array, RECORD_LENGTH);
    }

    /** By scuba. */
    @Benchmark
    public int scuba() throws IOException {
        return PeerTlv.countScuba(array);
    }

    /** By jPOS. */
    @Benchmark
    public int jpos() {
        return PeerTlv.countJpos(array);
    }
}
