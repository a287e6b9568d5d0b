package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlvWriterTest {
    private static final Tag RECORD = Tag.of(0x70);
    private static final Tag DF_NAME = Tag.of(0x84);

    private final TlvWriter writer = new TlvWriter();

    @Test
    void nothing_isNoBytes() {
        assertEquals(Bytes.EMPTY, writer.toBytes());
    }

    @Test
    void exampleOfTheClass() {
        assertEquals(
                "70059F36020005",
                writer.begin(RECORD)
                        .put(Tag.of(0x9F36), Bytes.fromHex("0005"))
                        .end()
                        .toBytes()
                        .toHex());
    }

    @ParameterizedTest
    @CsvSource({"0,00", "127,7F", "128,8180", "255,81FF", "256,820100", "65535,82FFFF", "65536,83010000"})
    void minimalLengths(int length, String field) {
        Bytes value = Bytes.repeat(0xAB, length);
        assertEquals(
                Bytes.fromHex("84" + field).plus(value),
                writer.put(DF_NAME, value).toBytes());
        TlvWriter template = new TlvWriter().begin(RECORD).raw(value).end();
        assertEquals(Bytes.fromHex("70" + field).plus(value), template.toBytes());
    }

    @ParameterizedTest
    @CsvSource({"1,03", "2,8103", "3,820003", "4,83000003", "5,8400000003"})
    void lengthsOfSoManyBytes(int lengthBytes, String field) {
        Bytes value = Bytes.fromHex("010203");
        assertEquals(
                "84" + field + "010203",
                writer.put(DF_NAME, value, lengthBytes).toBytes().toHex());
        assertEquals(
                "70" + field + "010203",
                new TlvWriter()
                        .begin(RECORD, lengthBytes)
                        .raw(value)
                        .end()
                        .toBytes()
                        .toHex());
    }

    @ParameterizedTest
    @CsvSource({"1,128", "2,256", "3,65536", "4,16777216"})
    void tooFewLengthBytes_areRefused(int lengthBytes, int length) {
        Bytes value = Bytes.repeat(0, length);
        assertThrows(IllegalArgumentException.class, () -> writer.put(DF_NAME, value, lengthBytes));
        writer.begin(RECORD, lengthBytes).raw(value);
        assertThrows(IllegalStateException.class, writer::end);
        writer.begin(RECORD, lengthBytes).raw(value.slice(1));
        assertEquals(writer, writer.end(), "one byte less fits");
    }

    @Test
    void templates_nestDeepAndGrow() throws TlvException {
        int depth = 100;
        for (int i = 0; i < depth; i++) {
            writer.begin(RECORD).put(DF_NAME, Bytes.repeat(i, i));
        }
        for (int i = 0; i < depth; i++) {
            writer.put(Tag.of(0x9F36), Bytes.fromHex("0005")).end();
        }
        Tlv tree = Tlv.parse(writer.toBytes(), new TlvLimits(depth, 1000, 65_535));
        for (int i = 0; i < depth - 1; i++) {
            assertEquals(3, tree.children().size());
            assertEquals(Bytes.repeat(i, i), tree.children().get(0).value());
            assertEquals("0005", tree.children().get(2).value().toHex());
            tree = tree.children().get(1);
        }
        assertEquals(2, tree.children().size());
    }

    @Test
    void tagsOfAllSizes() {
        for (int tag : new int[] {0x82, 0x9F37, 0xDF8129, 0xDF818201}) {
            writer.put(Tag.of(tag), Bytes.EMPTY);
        }
        assertEquals("82009F3700DF812900DF81820100", writer.toBytes().toHex());
    }

    @Test
    void whatWasHandedOut_doesNotChange() {
        Bytes first = writer.put(DF_NAME, Bytes.EMPTY).toBytes();
        assertEquals("84008400", writer.put(DF_NAME, Bytes.EMPTY).toBytes().toHex());
        assertEquals("8400", first.toHex());
    }

    @Test
    void misuse() {
        assertThrows(IllegalStateException.class, writer::end);
        assertThrows(IllegalArgumentException.class, () -> writer.begin(DF_NAME));
        assertThrows(IllegalArgumentException.class, () -> writer.begin(RECORD, 0));
        assertThrows(IllegalArgumentException.class, () -> writer.begin(RECORD, 6));
        assertThrows(IllegalArgumentException.class, () -> writer.put(DF_NAME, Bytes.EMPTY, 0));
        assertEquals(Bytes.EMPTY, writer.toBytes(), "what was refused left no trace");
        writer.begin(RECORD);
        String message =
                assertThrows(IllegalStateException.class, writer::toBytes).toString();
        assertTrue(message.contains(": 1 "), message);
    }
}
