package dev.solvo.benchmarks;

import com.payneteasy.tlv.BerTag;
import com.payneteasy.tlv.BerTlvBuilder;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * What does it cost to build field 55 of 20 elements: from values at hand, and from the data of a transaction? Peers: ber-tlv of
 * payneteasy, scuba and jPOS. The elements are in {@code field-55.hex} beside this class.
 *
 * <p>{@code scripts/bench tlv}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class Field55Benchmark {
    private Tag[] tags = {};
    private Bytes[] values = {};
    private BerTag[] peerTags = {};
    private byte[][] arrays = {};
    private int[] numbers = {};
    private final Map<BerTag, byte[]> peerData = new HashMap<>();
    private ChipData data = ChipData.EMPTY;
    private Field55Profile profile = Field55Profile.GENERIC;

    /** Reads the elements, and checks that all build the same field. */
    @Setup
    public void checkAgreement() throws IOException, TlvException {
        List<Tlv> objects = Tlv.parseAll(Bytes.fromHex(Records.text("field-55.hex")));
        tags = objects.stream().map(Tlv::tag).toArray(Tag[]::new);
        values = objects.stream().map(Tlv::value).toArray(Bytes[]::new);
        arrays = RecordBenchmark.arrays(values);
        numbers = objects.stream().mapToInt(object -> object.tag().value()).toArray();
        List<BerTag> names = new ArrayList<>();
        Map<Tag, Bytes> elements = new HashMap<>();
        for (int i = 0; i < tags.length; i++) {
            BerTag name = new BerTag(tags[i].toBytes().toByteArray());
            names.add(name);
            peerData.put(name, arrays[i]);
            elements.put(tags[i], values[i]);
        }
        peerTags = names.toArray(new BerTag[0]);
        data = ChipData.of(elements);
        profile = Field55Profile.of("all of them", List.of(tags));
        byte[] field = floor();
        if (tags.length != 20
                || !writer().equals(Bytes.of(field))
                || !profile().equals(Bytes.of(field))
                || !Arrays.equals(field, payneteasy())
                || !Arrays.equals(field, payneteasyFromMap())
                || !Arrays.equals(field, scuba())
                || !Arrays.equals(field, jpos())) {
            throw new IllegalStateException("field 55 is not built alike");
        }
    }

    /** From values at hand. */
    @Benchmark
    public Bytes writer() {
        TlvWriter writer = new TlvWriter();
        for (int i = 0; i < tags.length; i++) {
            writer.put(tags[i], values[i]);
        }
        return writer.toBytes();
    }

    /** From values at hand, by hand. */
    @Benchmark
    public byte[] floor() {
        byte[] buffer = new byte[256];
        int at = 0;
        for (int i = 0; i < numbers.length; i++) {
            int tag = numbers[i];
            byte[] value = arrays[i];
            if (at + value.length + 4 > buffer.length) {
                throw new IllegalStateException("too long");
            }
            if (tag > 0xFF) {
                buffer[at++] = (byte) (tag >> 8);
            }
            buffer[at++] = (byte) tag;
            if (value.length > 0x7F) {
                buffer[at++] = (byte) 0x81;
            }
            buffer[at++] = (byte) value.length;
            System.arraycopy(value, 0, buffer, at, value.length);
            at += value.length;
        }
        return Arrays.copyOf(buffer, at);
    }

    /** From values at hand, by payneteasy. */
    @Benchmark
    public byte[] payneteasy() {
        BerTlvBuilder builder = new BerTlvBuilder();
        for (int i = 0; i < peerTags.length; i++) {
            builder.addBytes(peerTags[i], arrays[i]);
        }
        return builder.buildArray();
    }

    /** From values at hand, by scuba. */
    @Benchmark
    public byte[] scuba() throws IOException {
        return PeerTlv.buildScuba(numbers, arrays);
    }

    /** From values at hand, by jPOS. */
    @Benchmark
    public byte[] jpos() {
        return PeerTlv.buildJpos(numbers, arrays);
    }

    /** From the data of a transaction. */
    @Benchmark
    public Bytes profile() {
        return profile.build(data);
    }

    /** From a map, by payneteasy. */
    @Benchmark
    public byte[] payneteasyFromMap() {
        BerTlvBuilder builder = new BerTlvBuilder();
        for (BerTag tag : peerTags) {
            builder.addBytes(tag, peerData.get(tag));
        }
        return builder.buildArray();
    }
}
