package dev.solvo.crypto.key;

import dev.solvo.tlv.Bytes;

/**
 * The first bytes of a fixed block under a key: tells keys apart without showing them (ANSI X9.24-1:2017, Annex A).
 *
 * @param method how it is made
 * @param value at least 3 bytes: with fewer, one wrong key in 65 536 would pass
 */
public record KeyCheckValue(Method method, Bytes value) {
    /** Fewest bytes of a check value. */
    public static final int MIN_LENGTH_BYTES = 3;

    /** Usual number of bytes. */
    public static final int DEFAULT_LENGTH_BYTES = 3;

    /** How a check value is made. */
    public enum Method {
        /** A block of zeros enciphered; usual for DES and triple DES. */
        LEGACY,
        /** The CMAC of a block of zeros; usual for AES. */
        CMAC
    }

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are fewer than 3 or more than 16 bytes
     */
    public KeyCheckValue {
        if (value.length() < MIN_LENGTH_BYTES || value.length() > 16) {
            throw new IllegalArgumentException("a key check value has 3 to 16 bytes, not " + value.length());
        }
    }

    /**
     * A value made by enciphering zeros.
     *
     * @param value 3 to 16 bytes
     * @return the check value
     */
    public static KeyCheckValue legacy(Bytes value) {
        return new KeyCheckValue(Method.LEGACY, value);
    }

    /**
     * A value made by CMAC.
     *
     * @param value 3 to 16 bytes
     * @return the check value
     */
    public static KeyCheckValue cmac(Bytes value) {
        return new KeyCheckValue(Method.CMAC, value);
    }

    /** The value in hexadecimal digits: it is public. */
    @Override
    public String toString() {
        return value.toHex();
    }
}
