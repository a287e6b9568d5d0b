package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** Copies with one thing changed. */
final class Altered {
    private Altered() {}

    /** A step under test, of what was changed. */
    interface Verification {
        OdaResult<?> of(Bytes altered);
    }

    /** All bits of the byte turned over. */
    static Bytes byteAt(Bytes original, int index) {
        return withByte(original, index, original.unsigned(index) ^ 0xFF);
    }

    static Bytes withByte(Bytes original, int index, int value) {
        byte[] copy = original.toByteArray();
        copy[index] = (byte) value;
        return Bytes.of(copy);
    }

    static Bytes with(Bytes original, int at, Bytes replacement) {
        byte[] copy = original.toByteArray();
        replacement.copyTo(copy, at);
        return Bytes.of(copy);
    }
}
