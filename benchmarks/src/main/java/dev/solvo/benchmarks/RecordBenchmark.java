package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTag;
import com.payneteasy.tlv.BerTlvParser;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.io.IOException;
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
 * What does it cost to read a card's record: to visit all its 28 objects, to keep it as a tree, and to find the PAN (5A) among
 * them? Peers: ber-tlv of payneteasy, scuba, and
 * jPOS. 64 records of 255 bytes take turns ({@link Records}).
 *
 * <p>{@code scripts/bench tlv}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class RecordBenchmark {
    private static final int PAN = 0x5A;
    private static final Tag PAN_TAG = Tag.of(PAN);
    private static final BerTag PEER_PAN_TAG = new BerTag(PAN);

    private final BerTlvParser peer = new BerTlvParser();
    private final FloorTlv floor = new FloorTlv();
    private final TlvReader reader = TlvReader.of(Bytes.EMPTY);
    private final Bytes[] records = Records.shuffled().toArray(new Bytes[0]);
    private final byte[][] arrays = arrays(records);
    private int turn;

    /** Checks that all ways of reading a record agree. */
    @Setup
    public void checkAgreement() throws IOException, TlvException, FloorTlv.Refused {
        for (int i = 0; i < Records.COUNT; i++) {
            turn = i;
            int objects = walkTree();
            turn = i;
            boolean sameCount = objects == walkPayneteasy();
            turn = i;
            sameCount &= objects == walkScuba() && objects == 28;
            turn = i;
            sameCount &= objects == walkJpos();
            turn = i;
            int visited = walkReader();
            turn = i;
            if (!sameCount || visited != walkFloor()) {
                throw new IllegalStateException("the objects of record " + i + " are not read alike");
            }
            turn = i;
            Bytes pan = findTree();
            turn = i;
            boolean samePan = pan.equals(Bytes.of(findPayneteasy()));
            turn = i;
            samePan &= pan.equals(Bytes.of(findScuba()));
            turn = i;
            samePan &= pan.equals(Bytes.of(findJpos()));
            turn = i;
            int at = findReader();
            turn = i;
            if (!samePan
                    || at != findFloor()
                    || !pan.equals(records[i + 1 == Records.COUNT ? 0 : i + 1].slice(at, at + 8))) {
                throw new IllegalStateException("the PAN of record " + i + " is not found alike");
            }
        }
    }

    /** All objects with the cursor. */
    @Benchmark
    public int walkReader() throws TlvException {
        reader.reset(records[next()]);
        return walk(reader);
    }

    /** All objects by hand. */
    @Benchmark
    public int walkFloor() throws FloorTlv.Refused {
        return floor.walk(arrays[next()]);
    }

    /** A tree, and all its objects. */
    @Benchmark
    public int walkTree() throws TlvException {
        return count(Tlv.parse(records[next()]));
    }

    /** A tree. */
    @Benchmark
    public Tlv parseTree() throws TlvException {
        return Tlv.parse(records[next()]);
    }

    /** payneteasy's tree, and all its objects. */
    @Benchmark
    public int walkPayneteasy() {
        return PeerTlv.countPayneteasy(peer.parse(arrays[next()]));
    }

    /** All objects with scuba's stream. */
    @Benchmark
    public int walkScuba() throws IOException {
        return PeerTlv.countScuba(arrays[next()]);
    }

    /** All objects with jPOS. */
    @Benchmark
    public int walkJpos() {
        return PeerTlv.countJpos(arrays[next()]);
    }

    /** Where the PAN is, with the cursor. */
    @Benchmark
    public int findReader() throws TlvException {
        reader.reset(records[next()]);
        reader.next();
        reader.enter();
        while (reader.next()) {
            if (reader.tag() == PAN) {
                return reader.valueOffset();
            }
        }
        throw new IllegalStateException("no PAN in the record");
    }

    /** Where the PAN is, by hand. */
    @Benchmark
    public int findFloor() throws FloorTlv.Refused {
        return FloorTlv.find(arrays[next()], PAN);
    }

    /** The PAN in a tree. */
    @Benchmark
    public Bytes findTree() throws TlvException {
        return Tlv.parse(records[next()]).find(PAN_TAG).orElseThrow().value();
    }

    /** The PAN by payneteasy. */
    @Benchmark
    public byte[] findPayneteasy() {
        return peer.parse(arrays[next()]).find(PEER_PAN_TAG).getBytesValue();
    }

    /** The PAN by scuba. */
    @Benchmark
    public byte[] findScuba() throws IOException {
        return PeerTlv.findScuba(arrays[next()], PAN);
    }

    /** The PAN by jPOS. */
    @Benchmark
    public byte[] findJpos() {
        return PeerTlv.findJpos(arrays[next()], 0x70, PAN);
    }

    private int next() {
        turn = turn + 1 & Records.COUNT - 1;
        return turn;
    }

    static byte[][] arrays(Bytes[] records) {
        return List.of(records).stream().map(Bytes::toByteArray).toArray(byte[][]::new);
    }

    /** Visits what a reader has. */
    static int walk(TlvReader reader) throws TlvException {
        int sum = 0;
        while (true) {
            if (reader.next()) {
                sum = Visits.add(sum, reader.tag(), reader.valueOffset(), reader.length());
                if (reader.isConstructed()) {
                    reader.enter();
                }
            } else if (reader.depth() == 0) {
                return sum;
            } else {
                reader.leave();
            }
        }
    }

    static int count(Tlv object) {
        int objects = 1;
        for (Tlv child : object.children()) {
            objects += count(child);
        }
        return objects;
    }
}
