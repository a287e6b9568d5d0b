package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.TlvException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlvReaderTest {
    @Test
    void record_isWalked() throws TlvException {
        TlvReader reader = TlvReader.of(Bytes.fromHex("FF7004 9F3601 05 5A00").slice(1));
        assertTrue(reader.next());
        assertEquals(0x70, reader.tag());
        assertTrue(reader.isConstructed());
        assertEquals("70049F360105", reader.raw().toHex());
        reader.enter();
        assertEquals(1, reader.depth());
        assertTrue(reader.next());
        assertEquals(0x9F36, reader.tag());
        assertFalse(reader.isConstructed());
        assertEquals(1, reader.length());
        assertEquals("05", reader.value().toHex());
        assertEquals("9F360105", reader.raw().toHex());
        assertEquals(2, reader.offset());
        assertEquals(5, reader.valueOffset());
        assertFalse(reader.next());
        reader.leave();
        assertEquals(0, reader.depth());
        assertTrue(reader.next());
        assertEquals(0x5A, reader.tag());
        assertEquals(0, reader.length());
        assertFalse(reader.next());
        assertFalse(reader.next());
    }

    @Test
    void leave_skipsTheRestOfTheTemplate() throws TlvException {
        TlvReader reader = TlvReader.of(Bytes.fromHex("7006 820101 830102 8400"));
        reader.next();
        reader.enter();
        reader.next();
        reader.leave();
        assertTrue(reader.next());
        assertEquals(0x84, reader.tag());
    }

    @Test
    void next_skipsATemplateThatWasNotEntered() throws TlvException {
        TlvReader reader = TlvReader.of(Bytes.fromHex("7003 820101 8400"));
        reader.next();
        reader.next();
        assertEquals(0x84, reader.tag());
    }

    @Test
    void reset_startsAgainAndForgetsAFault() throws TlvException {
        TlvReader reader = TlvReader.of(Bytes.fromHex("7002 8205"), new TlvLimits(2, 2, 100));
        reader.next();
        reader.enter();
        assertThrows(TlvException.class, reader::next);
        reader.reset(Bytes.fromHex("8200 8300"));
        assertEquals(0, reader.depth());
        assertTrue(reader.next());
        assertTrue(reader.next());
        assertFalse(reader.next());
    }

    @ParameterizedTest(name = "{0}: {2} at {1}")
    @CsvSource({
        "9F,0,TRUNCATED_TAG",
        "82009F81,2,TRUNCATED_TAG",
        "70019F,2,TRUNCATED_TAG",
        "DF81818101,0,TAG_TOO_LONG",
        "DF81818181,0,TAG_TOO_LONG",
        "82,1,TRUNCATED_LENGTH",
        "8281,1,TRUNCATED_LENGTH",
        "828201,1,TRUNCATED_LENGTH",
        "8284FFFFFF,1,TRUNCATED_LENGTH",
        "82800000,1,INDEFINITE_LENGTH",
        "82850000000001FF,1,LENGTH_TOO_LONG",
        "82FF01,1,LENGTH_TOO_LONG",
        "820201,0,TRUNCATED_VALUE",
        "7003820201,2,TRUNCATED_VALUE",
        "70058201018302,5,TRUNCATED_VALUE",
        "8200FFFF,2,FILLING",
        "8200FF,2,FILLING",
        "7001FF,2,FILLING",
        "00FFFF8200,1,FILLING"
    })
    void malformed_isRefusedWithReasonAndOffset(String hex, int offset, Reason reason) {
        TlvException e = assertThrows(
                TlvException.class,
                () -> walk(TlvReader.of(Bytes.fromHex("AA" + hex).slice(1))));
        assertEquals(reason, e.reason());
        assertEquals(offset, e.offset());
        assertTrue(e.toString().endsWith("at offset " + offset), e.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8405 | length 5 of tag 84 exceeds 0 remaining bytes at offset 0",
                "0584FFFFFFFF | length 4294967295 of tag 05 exceeds 0 remaining bytes at offset 0",
                "DF818201850000000000 | length of 5 bytes of tag DF818201 at offset 4"
            })
    void message_saysWhatWasFoundAndExpected(String hex, String message) {
        TlvException e = assertThrows(TlvException.class, () -> walk(TlvReader.of(Bytes.fromHex(hex))));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"7F", "817F", "82007F", "8300007F", "840000007F"})
    void lengths_needNotBeMinimal(String length) throws TlvException {
        Bytes object = Bytes.fromHex("84" + length).plus(Bytes.repeat(0xAB, 127));
        TlvReader reader = TlvReader.of(object);
        assertTrue(reader.next());
        assertEquals(127, reader.length());
        assertEquals(object, reader.raw());
        assertFalse(reader.next());
    }

    /** Bytes before, between and after objects. EMV 4.4 Book 3, Annex B1. */
    @Nested
    final class Filling {
        @ParameterizedTest(name = "{0}")
        @CsvSource({"0000820000008300000000,2", "7004008200008300,3", "00,0", "700000,1", "70020000,1"})
        void zeros_areSkippedInBothModes(String hex, int objects) throws TlvException {
            assertEquals(objects, walk(TlvReader.of(Bytes.fromHex(hex))));
            assertEquals(objects, walk(TlvReader.lenient(Bytes.fromHex(hex))));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "FFFF8200,1",
            "8200FFFFFF8300,2",
            "8200FF,1",
            "7003 8200FF 8300,3",
            "82 00 FFFF00FFFF 83 00 FF,2",
            "FF,0",
            "FFFF,0"
        })
        void runsOfFF_andFFAtTheEnd_areSkippedLeniently(String hex, int objects) throws TlvException {
            assertEquals(objects, walk(TlvReader.lenient(Bytes.fromHex(hex))));
            TlvException e = assertThrows(TlvException.class, () -> walk(TlvReader.of(Bytes.fromHex(hex))));
            assertEquals(Reason.FILLING, e.reason());
        }

        @Test
        void loneFF_startsATagInBothModes() throws TlvException {
            Bytes data = Bytes.fromHex("8200 FF810503820101");
            for (TlvReader reader : new TlvReader[] {TlvReader.of(data), TlvReader.lenient(data)}) {
                reader.next();
                assertTrue(reader.next());
                assertEquals(0xFF8105, reader.tag());
                reader.enter();
                assertTrue(reader.next());
                assertEquals(0x82, reader.tag());
            }
        }

        /** Two FF in a row are filling only where a tag should start. */
        @Test
        void valuesOfFF_areKept() throws TlvException {
            TlvReader reader = TlvReader.lenient(Bytes.fromHex("8203FFFFFF"), TlvLimits.DEFAULT);
            reader.next();
            assertEquals("FFFFFF", reader.value().toHex());
        }
    }

    @Nested
    final class Limits {
        @Test
        void depth_isThatOfEnteredTemplates() throws TlvException {
            Bytes data = Bytes.fromHex("7004 7002 7000");
            assertEquals(3, walk(TlvReader.of(data, new TlvLimits(3, 9, 9))));
            TlvException e = assertThrows(TlvException.class, () -> walk(TlvReader.of(data, new TlvLimits(2, 9, 9))));
            assertEquals(Reason.TOO_DEEP, e.reason());
            assertEquals(4, e.offset());
        }

        @Test
        @Timeout(60)
        void depth_mayBeRaisedFarAboveTheDefault() throws TlvException {
            TlvWriter writer = new TlvWriter();
            for (int i = 0; i < 1000; i++) {
                writer.begin(Tag.of(0x70));
            }
            for (int i = 0; i < 1000; i++) {
                writer.end();
            }
            assertEquals(1000, walk(TlvReader.of(writer.toBytes(), new TlvLimits(Integer.MAX_VALUE, 5000, 65_535))));
        }

        @Test
        void objects_areCountedInAllTemplatesTogether() throws TlvException {
            Bytes data = Bytes.fromHex("7004 8200 8300 8400");
            assertEquals(4, walk(TlvReader.of(data, new TlvLimits(9, 4, 9))));
            TlvException e = assertThrows(TlvException.class, () -> walk(TlvReader.of(data, new TlvLimits(9, 3, 9))));
            assertEquals(Reason.TOO_MANY_OBJECTS, e.reason());
            assertEquals(6, e.offset());
        }

        @Test
        void valueLength_isBounded() throws TlvException {
            Bytes data = Bytes.fromHex("8403000000");
            assertEquals(1, walk(TlvReader.of(data, new TlvLimits(9, 9, 3))));
            TlvException e = assertThrows(TlvException.class, () -> walk(TlvReader.of(data, new TlvLimits(9, 9, 2))));
            assertEquals(Reason.VALUE_TOO_LONG, e.reason());
        }

        @ParameterizedTest
        @CsvSource({"0,1,1", "1,0,1", "1,1,0", "-1,1,1"})
        void limitsBelowOne_areRefused(int depth, int objects, int length) {
            assertThrows(IllegalArgumentException.class, () -> new TlvLimits(depth, objects, length));
        }
    }

    @Nested
    final class Misuse {
        private final TlvReader reader = TlvReader.of(Bytes.fromHex("8200"));

        @Test
        void noCurrentObject() throws TlvException {
            assertNoCurrent();
            reader.next();
            reader.next();
            assertNoCurrent();
        }

        @Test
        void noCurrentObjectAfterAFault() throws TlvException {
            reader.reset(Bytes.fromHex("8200 8305"));
            reader.next();
            assertThrows(TlvException.class, reader::next);
            assertNoCurrent();
        }

        @Test
        void noCurrentObjectAfterEnterAndLeave() throws TlvException {
            reader.reset(Bytes.fromHex("7000"));
            reader.next();
            reader.enter();
            assertNoCurrent();
            reader.leave();
            assertNoCurrent();
        }

        @Test
        void primitiveCannotBeEntered() throws TlvException {
            reader.next();
            assertThrows(IllegalStateException.class, reader::enter);
        }

        @Test
        void noTemplateToLeave() {
            assertThrows(IllegalStateException.class, reader::leave);
        }

        private void assertNoCurrent() {
            assertThrows(IllegalStateException.class, reader::tag);
            assertThrows(IllegalStateException.class, reader::isConstructed);
            assertThrows(IllegalStateException.class, reader::length);
            assertThrows(IllegalStateException.class, reader::offset);
            assertThrows(IllegalStateException.class, reader::valueOffset);
            assertThrows(IllegalStateException.class, reader::value);
            assertThrows(IllegalStateException.class, reader::raw);
            assertThrows(IllegalStateException.class, reader::enter);
        }
    }

    /** Enters every template and counts all objects. */
    static int walk(TlvReader reader) throws TlvException {
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
}
