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
        int from = magnitude.length > length ? magnitude.length - length : 0;
        byte[] fixed = new byte[length];
        System.arraycopy(magnitude, from, fixed, length - (magnitude.length - from), magnitude.length - from);
        return Bytes.of(fixed);
    }
}
