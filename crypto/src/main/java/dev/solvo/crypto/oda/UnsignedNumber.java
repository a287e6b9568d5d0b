package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.math.BigInteger;

/** Unsigned big-endian numbers of a fixed length, the form in which EMV writes moduli, coordinates and signatures. */
final class UnsignedNumber {
    private UnsignedNumber() {}

    static BigInteger of(Bytes bytes) {
        return new BigInteger(1, bytes.toByteArray());
    }

    static Bytes toBytes(BigInteger number, int length) {
        byte[] magnitude = number.toByteArray();
        // toByteArray() adds a sign byte when the first bit is set.
        return magnitude.length < length
                ? Bytes.of(padded(magnitude, length))
                : Bytes.of(magnitude, magnitude.length - length, length);
    }

    static byte[] toByteArray(BigInteger number, int length) {
        byte[] magnitude = number.toByteArray();
        return magnitude.length == length ? magnitude : padded(magnitude, length);
    }

    private static byte[] padded(byte[] magnitude, int length) {
        byte[] fixed = new byte[length];
        int count = Math.min(length, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - count, fixed, length - count, count);
        return fixed;
    }
}
