package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.tlv.Dol.Entry;
import dev.solvo.tlv.TlvException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data object lists. EMV 4.4 Book 3, 5.4. */
final class DolTest {
    private static final String CDOL1 = "9F02069F03069F1A0295055F2A029A039C019F3704";

    @Test
    void exampleOfTheClass() throws TlvException {
        Dol pdol = Dol.parse(Bytes.fromHex("9F3704 9F1A02"));
        assertEquals(6, pdol.totalLength());
        assertEquals(
                List.of(Bytes.fromHex("01020304"), Bytes.fromHex("0978")), pdol.split(Bytes.fromHex("010203040978")));
    }

    @Test
    void entries_standInOrder() throws TlvException {
        Dol cdol = Dol.parse(Bytes.fromHex("AA" + CDOL1).slice(1));
        assertEquals(8, cdol.entries().size());
        assertEquals(new Entry(Tag.of(0x9F02), 6), cdol.entries().get(0));
        assertEquals(new Entry(Tag.of(0x95), 5), cdol.entries().get(3));
        assertEquals(29, cdol.totalLength());
        assertEquals(CDOL1, cdol.toBytes().toHex());
    }

    @Test
    void lengthByte_isAPlainNumber() throws TlvException {
        Dol dol = Dol.parse(Bytes.fromHex("9F3700 9F4C80 DF8129FF FF810581"));
        assertEquals(
                "[Entry[tag=9F37, length=0], Entry[tag=9F4C, length=128], Entry[tag=DF8129, length=255],"
                        + " Entry[tag=FF8105, length=129]]",
                dol.toString());
        assertEquals(512, dol.totalLength());
    }

    /** A tag may be asked for twice, or with no length. */
    @Test
    void doubleAndEmptyEntries_areKept() throws TlvException {
        Dol pdol = Dol.parse(
                Tlv.parse(Vectors.bytesOf("lint-dol-duplicate-zero-length")).value());
        assertEquals(2, pdol.entries().size());
        assertEquals(List.of(Bytes.fromHex("0978"), Bytes.EMPTY), pdol.split(Bytes.fromHex("0978")));
    }

    @Test
    void noBytes_areNoEntries() throws TlvException {
        Dol dol = Dol.parse(Bytes.EMPTY);
        assertEquals(List.of(), dol.entries());
        assertEquals(List.of(), dol.split(Bytes.EMPTY));
        assertEquals(Bytes.EMPTY, dol.join(entry -> Bytes.EMPTY));
    }

    @ParameterizedTest(name = "{0}: {2} at {1}")
    @CsvSource({
        "9F,0,MALFORMED_LIST",
        "9F37,0,MALFORMED_LIST",
        "82,0,MALFORMED_LIST",
        "9F370495,3,MALFORMED_LIST",
        "9F37049F,3,MALFORMED_LIST",
        "9F3704DF8129,3,MALFORMED_LIST",
        "9F37040004,3,MALFORMED_LIST",
        "9F3704DF8181810104,3,TAG_TOO_LONG"
    })
    void malformed_isRefusedWithTheEntrysOffset(String hex, int offset, Reason reason) {
        Bytes list = Bytes.fromHex("AA" + hex).slice(1);
        TlvException e = assertThrows(TlvException.class, () -> Dol.parse(list));
        assertEquals(reason, e.reason());
        assertEquals(offset, e.offset());
    }

    @Test
    void entries_areBounded() throws TlvException {
        Bytes list = Bytes.fromHex("8201 8301 8401");
        assertEquals(3, Dol.parse(list, new TlvLimits(1, 3, 1)).entries().size());
        TlvException e = assertThrows(TlvException.class, () -> Dol.parse(list, new TlvLimits(1, 2, 1)));
        assertEquals(Reason.TOO_MANY_OBJECTS, e.reason());
        assertEquals(4, e.offset());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 28, 30})
    void split_wantsExactlyTheLength(int length) throws TlvException {
        Dol cdol = Dol.parse(Bytes.fromHex(CDOL1));
        TlvException e = assertThrows(TlvException.class, () -> cdol.split(Bytes.repeat(0, length)));
        assertEquals(Reason.MALFORMED_LIST, e.reason());
        assertEquals(Math.min(length, 29), e.offset());
    }

    @Test
    void join_isTheInverseOfSplit() throws TlvException {
        Dol cdol = Dol.parse(Bytes.fromHex(CDOL1));
        Bytes joined = cdol.join(entry -> Bytes.repeat(entry.tag().value() & 0xFF, entry.length()));
        assertEquals(29, joined.length());
        List<Bytes> values = cdol.split(joined);
        for (int i = 0; i < values.size(); i++) {
            Entry entry = cdol.entries().get(i);
            assertEquals(Bytes.repeat(entry.tag().value() & 0xFF, entry.length()), values.get(i));
        }
    }

    @Test
    void misuse() throws TlvException {
        Dol dol = Dol.parse(Bytes.fromHex("9F3704"));
        assertThrows(IllegalArgumentException.class, () -> dol.join(entry -> Bytes.repeat(0, 3)));
        assertThrows(IllegalArgumentException.class, () -> dol.join(entry -> Bytes.repeat(0, 5)));
        assertThrows(IllegalArgumentException.class, () -> new Entry(Tag.of(0x82), 256));
        assertThrows(IllegalArgumentException.class, () -> new Entry(Tag.of(0x82), -1));
    }

    @Test
    void equality_isThatOfTheBytes() throws TlvException {
        assertEquals(Dol.parse(Bytes.fromHex("9F3704")), Dol.parse(Bytes.fromHex("9F3704")));
        assertEquals(
                Dol.parse(Bytes.fromHex("9F3704")).hashCode(),
                Dol.parse(Bytes.fromHex("9F3704")).hashCode());
        assertNotEquals(Dol.parse(Bytes.fromHex("9F3704")), Dol.parse(Bytes.fromHex("9F3705")));
    }
}
