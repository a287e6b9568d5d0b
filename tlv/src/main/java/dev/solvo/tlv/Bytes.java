package dev.solvo.tlv;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * An immutable string of bytes.
 *
 * <p>Equality takes the same time wherever two strings of one length differ, so a {@code Bytes} may hold a message
 * authentication code. {@link #toString()} shows the length only: card data travel as {@code Bytes}, and what is never
 * printed by accident never reaches a log. Ask for {@link #toHex()} where the content is wanted.
 *
 * <p>Slices share the array of the string they were cut from; holding a slice holds the whole. Immutability protects
 * from callers, not from reflection.
 *
 * <p>Longer than most files because every module's bytes go through it; half of it is documentation.
 */
public final class Bytes {
    /** The string of no bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Copies bytes.
     *
     * @param bytes any number of bytes
     * @return a string that holds a copy
     */
    public static Bytes of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone(), 0, bytes.length);
    }

    /**
     * Copies a part of an array.
     *
     * @param bytes the array
     * @param offset index of the first byte to copy
     * @param length number of bytes to copy
     * @return a string that holds a copy
     * @throws IllegalArgumentException if the part lies outside the array
     */
    public static Bytes of(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new IllegalArgumentException(
                    "part " + offset + "+" + length + " lies outside an array of " + bytes.length + " bytes");
        }
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
    }

    /**
     * Makes a string from values 0 to 255: {@code Bytes.ofUnsigned(0x9F, 0x37)}.
     *
     * @param values one value a byte
     * @return the string
     * @throws IllegalArgumentException if a value does not fit a byte
     */
    public static Bytes ofUnsigned(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] > 0xFF) {
                throw new IllegalArgumentException("value at index " + i + " does not fit a byte");
            }
            bytes[i] = (byte) values[i];
        }
        return wrap(bytes);
    }

    /**
     * Makes a string of equal bytes.
     *
     * @param value the byte, 0 to 255
     * @param length number of bytes
     * @return the string
     * @throws IllegalArgumentException if the value does not fit a byte or the length is negative
     */
    public static Bytes repeat(int value, int length) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("value does not fit a byte");
        }
        if (length < 0) {
            throw new IllegalArgumentException("negative length " + length);
        }
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return wrap(bytes);
    }

    /**
     * Reads hexadecimal digits: {@code Bytes.fromHex("9F3704")}. Blanks between bytes are skipped.
     *
     * @param hex pairs of hexadecimal digits, either case
     * @return the string
     * @throws IllegalArgumentException if a character is no hexadecimal digit or a digit lacks its pair; the message
     *     names the position, never the text
     */
    public static Bytes fromHex(CharSequence hex) {
        byte[] bytes = new byte[(hex.length() + 1) / 2];
        int size = 0;
        int high = -1;
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if (high < 0 && Character.isWhitespace(c)) {
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new IllegalArgumentException("no hexadecimal digit at position " + i);
            }
            if (high < 0) {
                high = digit;
            } else {
                bytes[size++] = (byte) (high << 4 | digit);
                high = -1;
            }
        }
        if (high >= 0) {
            throw new IllegalArgumentException("odd number of hexadecimal digits");
        }
        return of(bytes, 0, size);
    }

    /**
     * Joins strings in the given order.
     *
     * @param parts the strings
     * @return one string
     */
    public static Bytes concat(Bytes... parts) {
        int total = 0;
        for (Bytes part : parts) {
            total = Math.addExact(total, part.length);
        }
        byte[] joined = new byte[total];
        int at = 0;
        for (Bytes part : parts) {
            part.copyTo(joined, at);
            at += part.length;
        }
        return wrap(joined);
    }

    /** Takes an array that nobody else holds. */
    static Bytes wrap(byte[] owned) {
        return owned.length == 0 ? EMPTY : new Bytes(owned, 0, owned.length);
    }

    /**
     * Number of bytes.
     *
     * @return 0 or more
     */
    public int length() {
        return length;
    }

    /**
     * Tells whether there are no bytes.
     *
     * @return whether the length is 0
     */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * One byte.
     *
     * @param index 0 to length − 1
     * @return the byte, signed
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte get(int index) {
        return array[offset + checkIndex(index)];
    }

    /**
     * One byte as a number.
     *
     * @param index 0 to length − 1
     * @return 0 to 255
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public int unsigned(int index) {
        return array[offset + checkIndex(index)] & 0xFF;
    }

    /**
     * The whole string as one unsigned big-endian number.
     *
     * @return the number; 0 for the empty string
     * @throws IllegalStateException if there are more than 7 bytes
     */
    public long toUnsignedLong() {
        if (length > 7) {
            throw new IllegalStateException(length + " bytes do not fit an unsigned number of 7");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | array[offset + i] & 0xFF;
        }
        return value;
    }

    /**
     * A part, without copying.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     * @return the bytes from {@code from} up to but not including {@code to}
     * @throws IndexOutOfBoundsException if the part lies outside this string
     */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException("slice " + from + " to " + to + " of " + length + " bytes");
        }
        if (from == 0 && to == length) {
            return this;
        }
        return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
    }

    /**
     * The part from an index to the end, without copying.
     *
     * @param from index of the first byte
     * @return the rest
     * @throws IndexOutOfBoundsException if the index lies outside 0 to the length
     */
    public Bytes slice(int from) {
        return slice(from, length);
    }

    /**
     * This string followed by another.
     *
     * @param next what follows
     * @return both
     */
    public Bytes plus(Bytes next) {
        return next.length == 0 ? this : length == 0 ? next : concat(this, next);
    }

    /**
     * Tells whether this string begins with another.
     *
     * @param prefix the beginning asked for
     * @return whether the first bytes are those of {@code prefix}
     */
    public boolean startsWith(Bytes prefix) {
        return prefix.length <= length && slice(0, prefix.length).equals(prefix);
    }

    /**
     * Copies all bytes into an array.
     *
     * @param target the array
     * @param at index of the first byte to write
     * @throws IndexOutOfBoundsException if the array is too short
     */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /**
     * Hands all bytes to a hash function, without a copy of them.
     *
     * @param digest the platform's; whoever writes one himself must not keep or change the array that it is given
     */
    public void update(MessageDigest digest) {
        digest.update(array, offset, length);
    }

    /**
     * A copy as an array.
     *
     * @return a fresh array
     */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * The content as upper-case hexadecimal digits without blanks.
     *
     * @return two digits a byte
     */
    public String toHex() {
        char[] text = new char[length * 2];
        for (int i = 0; i < length; i++) {
            int b = array[offset + i];
            text[2 * i] = DIGITS[b >> 4 & 0xF];
            text[2 * i + 1] = DIGITS[b & 0xF];
        }
        return new String(text);
    }

    /** Compares the content; the time depends on the lengths only. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Bytes that) || length != that.length) {
            return false;
        }
        int difference = 0;
        for (int i = 0; i < length; i++) {
            difference |= array[offset + i] ^ that.array[that.offset + i];
        }
        return difference == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The length, never the content. */
    @Override
    public String toString() {
        return length + (length == 1 ? " byte" : " bytes");
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    private int checkIndex(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index " + index + " of " + length + " bytes");
        }
        return index;
    }
}
