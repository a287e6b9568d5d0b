package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class TlvPropertiesTest {
    @Property
    void encode_isTheInverseOfParse(@ForAll("objects") Tlv object) throws TlvException {
        Tlv parsed = Tlv.parse(object.encode());
        assertEquals(object, parsed);
        assertEquals(object.children(), parsed.children());
        assertEquals(object.value(), parsed.value());
    }

    @Property
    void lists_roundTrip(@ForAll("lists") List<Tlv> objects) throws TlvException {
        Bytes bytes = Bytes.concat(objects.stream().map(Tlv::encode).toArray(Bytes[]::new));
        assertEquals(objects, Tlv.parseAll(bytes));
        assertEquals(new LenientTlv(objects, List.of()), LenientTlv.parse(bytes));
    }

    @Property
    void writer_writesWhatTheTreeIs(@ForAll("objects") Tlv object) {
        TlvWriter writer = new TlvWriter();
        write(object, writer);
        assertEquals(object.encode(), writer.toBytes());
    }

    @Property
    void anyLengthForm_isReadTheSame(
            @ForAll @Size(max = 300) byte[] value, @ForAll @IntRange(min = 3, max = 5) int form) throws TlvException {
        Bytes long84 = new TlvWriter().put(Tag.of(0x84), Bytes.of(value), form).toBytes();
        Tlv parsed = Tlv.parse(long84);
        assertEquals(Bytes.of(value), parsed.value());
        assertEquals(long84, parsed.encode());
    }

    @Property
    void anyBytes_areReadOrRefusedAlike(@ForAll @Size(max = 64) byte[] bytes) {
        HostileTlvTest.readAllWays(Bytes.of(bytes));
    }

    /** Bytes that mean something in TLV come often, so that many inputs get deep. */
    @Property(tries = 5000)
    void likelyBytes_areReadOrRefusedAlike(@ForAll("likelyBytes") List<Integer> bytes) {
        HostileTlvTest.readAllWays(
                Bytes.ofUnsigned(bytes.stream().mapToInt(Integer::intValue).toArray()));
    }

    @Property
    void dol_splitIsTheInverseOfJoin(@ForAll("dols") Bytes list, @ForAll int seed) throws TlvException {
        Dol dol = Dol.parse(list);
        Bytes data = dol.join(entry -> Bytes.repeat(seed + entry.tag().value() & 0xFF, entry.length()));
        assertEquals(dol.totalLength(), data.length());
        assertEquals(data, Bytes.concat(dol.split(data).toArray(new Bytes[0])));
        assertTrue(dol.entries().size() <= list.length() / 2);
    }

    @Provide
    Arbitrary<Tlv> objects() {
        return Arbitraries.lazyOf(
                () -> Combinators.combine(tags(false), values()).as(Tlv::of).map(o -> (Tlv) o),
                () -> Combinators.combine(tags(false), values()).as(Tlv::of).map(o -> (Tlv) o),
                () -> Combinators.combine(tags(true), objects().list().ofMaxSize(3))
                        .as(Tlv::of)
                        .map(o -> (Tlv) o)
                        .filter(o -> depth(o) <= 16));
    }

    @Provide
    Arbitrary<List<Tlv>> lists() {
        return objects().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Integer>> likelyBytes() {
        return Arbitraries.of(
                        0x00, 0x01, 0x02, 0x03, 0x04, 0x07, 0x1F, 0x70, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x85, 0x9F, 0xA5,
                        0xFF)
                .list()
                .ofMaxSize(24);
    }

    @Provide
    Arbitrary<Bytes> dols() {
        Arbitrary<Bytes> entry = Combinators.combine(
                        Arbitraries.oneOf(tags(false), tags(true)),
                        Arbitraries.integers().between(0, 255))
                .as((tag, length) -> tag.toBytes().plus(Bytes.ofUnsigned(length)));
        return entry.list().ofMaxSize(10).map(entries -> Bytes.concat(entries.toArray(new Bytes[0])));
    }

    private static Arbitrary<Bytes> values() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Bytes::of);
    }

    /** Tags of one to four bytes; never FF FF, which no reader can tell from filling. */
    private static Arbitrary<Tag> tags(boolean constructed) {
        int bit = constructed ? 0x20 : 0;
        Arbitrary<Integer> tagClass = Arbitraries.of(0x00, 0x40, 0x80, 0xC0);
        Arbitrary<Integer> one = Combinators.combine(
                        tagClass, Arbitraries.integers().between(constructed ? 0 : 1, 0x1E))
                .as((c, number) -> c | bit | number);
        Arbitrary<Integer> last = Arbitraries.integers().between(0, 0x7F);
        Arbitrary<Integer> middle = Arbitraries.integers().between(0x80, 0xFE);
        Arbitrary<Integer> two = Combinators.combine(tagClass, last).as((c, l) -> (c | bit | 0x1F) << 8 | l);
        Arbitrary<Integer> three =
                Combinators.combine(tagClass, middle, last).as((c, m, l) -> (c | bit | 0x1F) << 16 | m << 8 | l);
        Arbitrary<Integer> four = Combinators.combine(tagClass, middle, middle, last)
                .as((c, m, n, l) -> (c | bit | 0x1F) << 24 | m << 16 | n << 8 | l);
        return Arbitraries.oneOf(one, two, three, four).map(Tag::of);
    }

    private static int depth(Tlv object) {
        return object instanceof Tlv.Constructed
                ? 1
                        + object.children().stream()
                                .mapToInt(TlvPropertiesTest::depth)
                                .max()
                                .orElse(0)
                : 0;
    }

    private static void write(Tlv object, TlvWriter writer) {
        if (object instanceof Tlv.Primitive) {
            writer.put(object.tag(), object.value());
        } else {
            writer.begin(object.tag());
            object.children().forEach(child -> write(child, writer));
            writer.end();
        }
    }
}
