package dev.solvo.tlv;

import org.jspecify.annotations.Nullable;

/**
 * A BER-TLV tag of one to four bytes.
 *
 * <p>The number is the tag's bytes read big-endian: {@code Tag.of(0x9F37)} is the two bytes 9F 37. EMV's own tags have
 * one or two bytes, those of contactless kernels up to three. EMV 4.4 Book 3, Annex B1.
 *
 * @param value the bytes as one number; tags of four bytes have the sign bit set
 */
public record Tag(int value) implements Comparable<Tag> {
    private static final String DIGITS = "0123456789ABCDEF";

    /** Second bytes of a tag of two bytes. */
    private static final int SECOND_BYTES = 0x80;

    // Nearly all tags that cards send are one of these, and each record has some ten of them.
    private static final @Nullable Tag[] NONE = {};
    private static final @Nullable Tag[] OF_ONE_BYTE = oneByte();
    private static final @Nullable Tag[] OF_5F = twoBytes(0x5F00);
    private static final @Nullable Tag[] OF_9F = twoBytes(0x9F00);

    /** What {@link #sizeAt} gives where the bytes end inside a tag. */
    static final int CUT_OFF = -1;

    /** What {@link #sizeAt} gives where a tag has more than four bytes. */
    static final int TOO_LONG = -2;

    /**
     * Checks that the number is a well-formed tag.
     *
     * @throws IllegalArgumentException if the bytes do not form exactly one tag
     */
    public Tag {
        int size = size(value);
        int first = value >>> 8 * (size - 1) & 0xFF;
        boolean wellFormed = (size == 1) == ((first & 0x1F) != 0x1F) && first != 0;
        for (int i = size - 2; i >= 0; i--) {
            boolean more = (value >>> 8 * i & 0x80) != 0;
            wellFormed &= more == (i > 0);
        }
        if (!wellFormed) {
            throw new IllegalArgumentException(hex(value) + " is not one BER tag");
        }
    }

    /**
     * A tag from its number.
     *
     * @param value the bytes as one number: {@code 0x9F37}
     * @return the tag
     * @throws IllegalArgumentException if the bytes do not form exactly one tag
     */
    public static Tag of(int value) {
        @Nullable
        Tag[] common = switch (value >>> 8) {
            case 0 -> OF_ONE_BYTE;
            case 0x5F -> OF_5F;
            case 0x9F -> OF_9F;
            default -> NONE;
        };
        int last = value & 0xFF;
        @Nullable Tag found = last < common.length ? common[last] : null;
        return found != null ? found : new Tag(value);
    }

    private static @Nullable Tag[] oneByte() {
        @Nullable Tag[] tags = new @Nullable Tag[0x100];
        for (int first = 1; first < tags.length; first++) {
            if ((first & 0x1F) != 0x1F) {
                tags[first] = new Tag(first);
            }
        }
        return tags;
    }

    private static @Nullable Tag[] twoBytes(int first) {
        @Nullable Tag[] tags = new @Nullable Tag[SECOND_BYTES];
        for (int second = 0; second < tags.length; second++) {
            tags[second] = new Tag(first | second);
        }
        return tags;
    }

    /**
     * Number of bytes on the wire.
     *
     * @return 1 to 4
     */
    public int size() {
        return size(value);
    }

    /**
     * Tells whether the value is itself made of TLV objects (bit 6 of the first byte).
     *
     * @return whether the tag is constructed
     */
    public boolean isConstructed() {
        return isConstructed(value);
    }

    /**
     * The bytes on the wire.
     *
     * @return 1 to 4 bytes
     */
    public Bytes toBytes() {
        int size = size();
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> 8 * (size - 1 - i));
        }
        return Bytes.wrap(bytes);
    }

    /** Orders by the unsigned number. */
    @Override
    public int compareTo(Tag other) {
        return Integer.compareUnsigned(value, other.value);
    }

    /** The bytes in upper-case hexadecimal: {@code 9F37}. */
    @Override
    public String toString() {
        return hex(value);
    }

    /** Size of the tag that starts at an index, from its own bytes. */
    static int sizeAt(byte[] array, int from, int end) {
        if ((array[from] & 0x1F) != 0x1F) {
            return 1;
        }
        for (int size = 2; size <= 4; size++) {
            if (from + size > end) {
                return CUT_OFF;
            }
            if ((array[from + size - 1] & 0x80) == 0) {
                return size;
            }
        }
        return TOO_LONG;
    }

    static int valueAt(byte[] array, int from, int size) {
        int value = 0;
        for (int i = from; i < from + size; i++) {
            value = value << 8 | array[i] & 0xFF;
        }
        return value;
    }

    static String hex(int value) {
        char[] digits = new char[2 * size(value)];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = DIGITS.charAt(value >>> 4 * (digits.length - 1 - i) & 0xF);
        }
        return new String(digits);
    }

    static int size(int value) {
        return value >>> 24 != 0 ? 4 : value >>> 16 != 0 ? 3 : value >>> 8 != 0 ? 2 : 1;
    }

    static boolean isConstructed(int value) {
        return (value >>> 8 * (size(value) - 1) & 0x20) != 0;
    }

    // Written out: what the compiler makes of a record takes the first caller of a process milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof Tag that && that.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }
}
