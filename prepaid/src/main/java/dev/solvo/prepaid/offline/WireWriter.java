package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the binary forms: numbers with the highest byte first, texts and byte strings with their length before them. */
final class WireWriter {
    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_BLOCK = 0xFFFF;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    WireWriter u8(int value) {
        out.write(value);
        return this;
    }

    WireWriter u16(int value) {
        out.write(value >>> Byte.SIZE);
        out.write(value);
        return this;
    }

    WireWriter i32(int value) {
        u16(value >>> Short.SIZE);
        return u16(value);
    }

    WireWriter i64(long value) {
        i32((int) (value >>> Integer.SIZE));
        return i32((int) value);
    }

    WireWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + bytes.length + " characters");
        }
        return u8(bytes.length).raw(bytes);
    }

    WireWriter block(Bytes value) {
        if (value.length() > LONGEST_BLOCK) {
            throw new IllegalArgumentException("a block of " + value.length() + " bytes");
        }
        return u16(value.length()).raw(value.toByteArray());
    }

    WireWriter raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    Bytes toBytes() {
        return Bytes.of(out.toByteArray());
    }
}
