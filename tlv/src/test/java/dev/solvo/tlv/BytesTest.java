package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BytesTest {
    @Test
    void arrays_areCopiedInAndOut() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.of(array);
        array[0] = 9;
        bytes.toByteArray()[1] = 9;
        assertEquals("010203", bytes.toHex());
    }

    @Test
    void partOfArray_isCopied() {
        byte[] array = {1, 2, 3, 4};
        Bytes bytes = Bytes.of(array, 1, 2);
        array[1] = 9;
        assertEquals("0203", bytes.toHex());
        assertSame(Bytes.EMPTY, Bytes.of(array, 4, 0));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,-1", "0,5", "5,0", "3,2147483647", "2147483647,1"})
    void partOutsideArray_isRefused(int offset, int length) {
        assertThrows(IllegalArgumentException.class, () -> Bytes.of(new byte[4], offset, length));
    }

    @ParameterizedTest
    @CsvSource({"9f37,9F37", "'9F 37\t04',9F3704", "'',''", "' \n',''"})
    void hex_isReadInEitherCaseWithBlanksBetweenBytes(String text, String hex) {
        assertEquals(hex, Bytes.fromHex(text).toHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "9F3", "9 F", "xx", "9F-37", "\u0661\u0662", "\uFF11\uFF12"})
    void badHex_isRefusedWithoutShowingIt(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex(text))
                .toString();
        assertFalse(message.contains(text), message);
    }

    @Test
    void ofUnsigned_takesWholeByteRangeOnly() {
        assertEquals("00807FFF", Bytes.ofUnsigned(0, 0x80, 0x7F, 0xFF).toHex());
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofUnsigned(256));
        assertThrows(IllegalArgumentException.class, () -> Bytes.ofUnsigned(-1));
    }

    @Test
    void repeat_fillsAndChecks() {
        assertEquals("FFFFFF", Bytes.repeat(0xFF, 3).toHex());
        assertSame(Bytes.EMPTY, Bytes.repeat(1, 0));
        assertThrows(IllegalArgumentException.class, () -> Bytes.repeat(256, 1));
        assertThrows(IllegalArgumentException.class, () -> Bytes.repeat(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> Bytes.repeat(0, -1));
    }

    @Test
    void bytes_areReadSignedAndUnsigned() {
        Bytes slice = Bytes.fromHex("00FF7F00").slice(1, 3);
        assertEquals(-1, slice.get(0));
        assertEquals(0xFF, slice.unsigned(0));
        assertEquals(0x7F, slice.unsigned(1));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.get(2));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.unsigned(-1));
    }

    @ParameterizedTest
    @CsvSource({"'',0", "FF,255", "010000,65536", "FFFFFFFFFFFFFF,72057594037927935"})
    void number_isUnsignedBigEndian(String hex, long value) {
        assertEquals(value, Bytes.fromHex(hex).toUnsignedLong());
    }

    @Test
    void numberOfEightBytes_isRefused() {
        assertThrows(IllegalStateException.class, () -> Bytes.repeat(0, 8).toUnsignedLong());
    }

    @Test
    void slices_areCutFromSlices() {
        Bytes slice = Bytes.fromHex("0011223344").slice(1).slice(1, 3);
        assertEquals("2233", slice.toHex());
        assertArrayEquals(new byte[] {0x22, 0x33}, slice.toByteArray());
        assertSame(Bytes.EMPTY, slice.slice(2));
        assertSame(slice, slice.slice(0));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "2,1", "0,3", "3,3"})
    void sliceOutside_isRefused(int from, int to) {
        Bytes bytes = Bytes.fromHex("00112233").slice(1, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(from, to));
    }

    @Test
    void strings_areJoined() {
        Bytes a = Bytes.fromHex("0102").slice(1);
        assertEquals("0203", a.plus(Bytes.ofUnsigned(3)).toHex());
        assertSame(a, a.plus(Bytes.EMPTY));
        assertSame(a, Bytes.EMPTY.plus(a));
        assertEquals(
                "020203", Bytes.concat(a, Bytes.EMPTY, a, Bytes.ofUnsigned(3)).toHex());
        assertSame(Bytes.EMPTY, Bytes.concat());
    }

    @Test
    void prefix_isCompared() {
        Bytes aid = Bytes.fromHex("A0000000031010");
        assertTrue(aid.startsWith(Bytes.fromHex("A000000003")));
        assertTrue(aid.startsWith(aid));
        assertTrue(aid.startsWith(Bytes.EMPTY));
        assertFalse(aid.startsWith(Bytes.fromHex("A000000004")));
        assertFalse(Bytes.fromHex("A0").startsWith(aid));
    }

    @Test
    void copyTo_writesAtIndexAndChecksRoom() {
        byte[] target = new byte[4];
        Bytes.fromHex("112233").slice(1).copyTo(target, 1);
        assertArrayEquals(new byte[] {0, 0x22, 0x33, 0}, target);
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.repeat(1, 2).copyTo(target, 3));
    }

    @Test
    void equality_isThatOfContent() {
        Bytes slice = Bytes.fromHex("FF0102").slice(1);
        Bytes same = Bytes.fromHex("0102");
        assertEquals(same, slice);
        assertEquals(same.hashCode(), slice.hashCode());
        assertNotEquals(same, Bytes.fromHex("0103"));
        assertNotEquals(same, Bytes.fromHex("010200"));
        assertNotEquals(same, "0102");
    }

    @Test
    void text_showsLengthOnly() {
        assertEquals("1 byte", Bytes.fromHex("47").toString());
        assertEquals("2 bytes", Bytes.fromHex("4761").toString());
    }

    @Property
    void hex_roundTrips(@ForAll byte[] array) {
        Bytes bytes = Bytes.of(array);
        assertEquals(bytes, Bytes.fromHex(bytes.toHex()));
        assertArrayEquals(array, bytes.toByteArray());
    }
}
