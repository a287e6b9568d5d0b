package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTag;
import com.payneteasy.tlv.BerTlv;
import com.payneteasy.tlv.BerTlvParser;
import com.payneteasy.tlv.BerTlvs;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
 * What does it cost to read a card's record: to visit all its 28 objects, and to find the PAN (5A) among them? Peer: ber-tlv
 * of payneteasy, the library for this that most programs use.
 *
 * <p>The record has 255 bytes, templates five deep, and is in {@code record.hex} beside this class.
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/*:benchmarks/target/lib/*' org.openjdk.jmh.Main RecordBenchmark \
 *     -prof gc -prof dev.solvo.benchmarks.ProcessorTimeProfiler
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class RecordBenchmark {
    private static final int PAN = 0x5A;
    private static final Tag PAN_TAG = Tag.of(PAN);
    private static final BerTag PEER_PAN_TAG = new BerTag(PAN);

    private final BerTlvParser peer = new BerTlvParser();
    private byte[] record = {};
    private Bytes bytes = Bytes.EMPTY;
    private TlvReader reader = TlvReader.of(Bytes.EMPTY);

    /** Reads the record, and checks that all ways of reading it agree. */
    @Setup
    public void readRecord() throws IOException, TlvException {
        try (InputStream in = Objects.requireNonNull(RecordBenchmark.class.getResourceAsStream("record.hex"))) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            bytes = Bytes.fromHex(hex.replace("\n", ""));
        }
        record = bytes.toByteArray();
        reader = TlvReader.of(bytes);
        if (walkReader() != walkPeer() || walkTree() != walkPeer()) {
            throw new IllegalStateException("the peers count different numbers of objects");
        }
        Bytes pan = findReader();
        if (!pan.equals(findTree()) || !pan.equals(Bytes.of(findPeer()))) {
            throw new IllegalStateException("the peers find different values");
        }
    }

    /** All objects with the cursor. */
    @Benchmark
    public int walkReader() throws TlvException {
        reader.reset(bytes);
        int objects = 0;
        while (true) {
            if (reader.next()) {
                objects++;
                if (reader.isConstructed()) {
                    reader.enter();
                }
            } else if (reader.depth() == 0) {
                return objects;
            } else {
                reader.leave();
            }
        }
    }

    /** All objects as a tree. */
    @Benchmark
    public int walkTree() throws TlvException {
        return count(Tlv.parse(bytes));
    }

    /** All objects by the peer. */
    @Benchmark
    public int walkPeer() {
        return count(peer.parse(record));
    }

    /** The PAN with the cursor. */
    @Benchmark
    public Bytes findReader() throws TlvException {
        reader.reset(bytes);
        reader.next();
        reader.enter();
        while (reader.next()) {
            if (reader.tag() == PAN) {
                return reader.value();
            }
        }
        throw new IllegalStateException("no PAN in the record");
    }

    /** The PAN in a tree. */
    @Benchmark
    public Bytes findTree() throws TlvException {
        return Tlv.parse(bytes).find(PAN_TAG).orElseThrow().value();
    }

    /** The PAN by the peer. */
    @Benchmark
    public byte[] findPeer() {
        return peer.parse(record).find(PEER_PAN_TAG).getBytesValue();
    }

    private static int count(Tlv object) {
        int objects = 1;
        for (Tlv child : object.children()) {
            objects += count(child);
        }
        return objects;
    }

    private static int count(BerTlvs objects) {
        int all = 0;
        for (BerTlv object : objects.getList()) {
            all += count(object);
        }
        return all;
    }

    private static int count(BerTlv object) {
        int objects = 1;
        if (object.isConstructed()) {
            for (BerTlv child : object.getValues()) {
                objects += count(child);
            }
        }
        return objects;
    }
}
