package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.tlv.TlvException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TlvTest {
    private static final Tag DF_NAME = Tag.of(0x84);
    private static final Tag FCI = Tag.of(0x6F);

    @Test
    void exampleOfTheClass() throws TlvException {
        Tlv fci = Tlv.parse(Bytes.fromHex("6F0A A503880101 5F2D02656E"));
        assertEquals("656E", fci.find(Tag.of(0x5F2D)).orElseThrow().value().toHex());
        assertEquals(Optional.empty(), fci.find(Tag.of(0x88)));
        assertEquals("01", fci.search(Tag.of(0x88)).orElseThrow().value().toHex());
    }

    @Test
    void search_goesInBeforeItGoesOn() throws TlvException {
        Tlv tree = Tlv.parse(Bytes.fromHex("6F11 A505 840101 8700 840102 A505 840103 8700"));
        assertEquals("01", tree.search(DF_NAME).orElseThrow().value().toHex());
        assertEquals("02", tree.find(DF_NAME).orElseThrow().value().toHex());
        assertEquals("010203", hex(tree.searchAll(DF_NAME)));
        assertEquals(Optional.empty(), tree.search(FCI), "below this one");
        assertEquals(List.of(), tree.searchAll(Tag.of(0x50)));
    }

    @Test
    void primitive_hasNothingInIt() throws TlvException {
        Tlv name = Tlv.parse(Bytes.fromHex("8407A0000000031010"));
        assertInstanceOf(Tlv.Primitive.class, name);
        assertEquals(List.of(), name.children());
        assertEquals(Optional.empty(), name.find(DF_NAME));
        assertEquals(Optional.empty(), name.search(DF_NAME));
    }

    @Test
    void bytes_areKeptAsReceived() throws TlvException {
        String received = "6F82000E 00 84810101 00 A5820003880101 00";
        Tlv fci = Tlv.parse(Bytes.fromHex(received));
        assertInstanceOf(Tlv.Constructed.class, fci);
        assertEquals(received.replace(" ", ""), fci.encode().toHex());
        assertEquals(received.replace(" ", "").substring(8), fci.value().toHex());
        assertEquals("84810101", fci.find(DF_NAME).orElseThrow().encode().toHex());
        assertEquals(
                "A5820003880101", fci.find(Tag.of(0xA5)).orElseThrow().encode().toHex());
    }

    @Test
    void built_isWhatIsParsed() throws TlvException {
        Tlv built = Tlv.of(FCI, List.of(Tlv.of(DF_NAME, Bytes.fromHex("A000")), Tlv.of(Tag.of(0xA5), List.of())));
        assertEquals("6F068402A000A500", built.encode().toHex());
        assertEquals("8402A000A500", built.value().toHex());
        Tlv parsed = Tlv.parse(built.encode());
        assertEquals(parsed, built);
        assertEquals(parsed.hashCode(), built.hashCode());
        assertEquals(parsed.children(), built.children());
        assertEquals(
                parsed.children().get(0).hashCode(), built.children().get(0).hashCode());
    }

    @Test
    void equality_isThatOfTheBytes() throws TlvException {
        assertNotEquals(Tlv.parse(Bytes.fromHex("840101")), Tlv.parse(Bytes.fromHex("84810101")));
        assertNotEquals(Tlv.parse(Bytes.fromHex("7000")), Tlv.parse(Bytes.fromHex("708100")));
    }

    @Test
    void text_showsNoValues() throws TlvException {
        Tlv record = Tlv.parse(Bytes.fromHex("700A 5A08 4761739001010119"));
        assertEquals("70 (10 bytes, 1 child)", record.toString());
        assertEquals("[5A (8 bytes)]", record.children().toString());
    }

    @Test
    void parse_takesExactlyOneObject() throws TlvException {
        assertEquals("8400", Tlv.parse(Bytes.fromHex("00 8400 0000")).encode().toHex());
        TlvException none = assertThrows(TlvException.class, () -> Tlv.parse(Bytes.fromHex("0000")));
        assertEquals(Reason.MISSING_OBJECT, none.reason());
        assertEquals(2, none.offset());
        TlvException two = assertThrows(TlvException.class, () -> Tlv.parse(Bytes.fromHex("840100 00 8200 8300")));
        assertEquals(Reason.UNEXPECTED_OBJECT, two.reason());
        assertEquals(4, two.offset());
    }

    @Test
    void lists_cannotBeChanged() throws TlvException {
        Tlv fci = Tlv.parse(Bytes.fromHex("6F028400"));
        Tlv name = fci.children().get(0);
        assertThrows(UnsupportedOperationException.class, () -> fci.children().add(name));
        assertThrows(
                UnsupportedOperationException.class,
                () -> Tlv.parseAll(Bytes.EMPTY).add(name));
    }

    @Test
    void misuse() {
        assertThrows(IllegalArgumentException.class, () -> Tlv.of(FCI, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> Tlv.of(DF_NAME, List.of()));
    }

    private static String hex(List<Tlv> objects) {
        return Bytes.concat(objects.stream().map(Tlv::value).toArray(Bytes[]::new))
                .toHex();
    }
}
