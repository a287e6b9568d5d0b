package dev.solvo.tlv;

import java.util.Arrays;

/**
 * Writes BER-TLV objects with definite lengths into one growing buffer.
 *
 * <pre>{@code
 * new TlvWriter()
 *         .begin(Tag.of(0x70))
 *         .put(Tag.of(0x9F36), Bytes.fromHex("0005"))
 *         .end()
 *         .toBytes();                                   // 70059F36020005
 * }</pre>
 *
 * <p>Lengths are minimal unless a number of length bytes is asked for: 1 is the short form (up to 127), 2 is 81 xx, 3 is
 * 82 xx xx and so on to 5. Not safe for use by several threads at once.
 */
public final class TlvWriter {
    private static final int MINIMAL = 0;

    /** Field 55 and most answers of a card fit without growing. */
    private static final int COMMON_SIZE = 256;

    private static final int[] NONE = {};

    private byte[] buffer;
    private int size;
    private int[] templateStarts = NONE;
    private int[] templateLengthBytes = NONE;
    private int depth;

    /** A writer that has written nothing. */
    public TlvWriter() {
        this(COMMON_SIZE);
    }

    /** A writer that has written nothing, with room for so many bytes. */
    TlvWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /**
     * Writes an object.
     *
     * @param tag the tag; of a template, the value must be whole objects
     * @param value the value
     * @return this
     */
    public TlvWriter put(Tag tag, Bytes value) {
        int length = value.length();
        int number = tag.value();
        if (length > 0x7F || number >>> 16 != 0) {
            return object(tag, value, MINIMAL);
        }
        reserve(3 + length);
        int at = size;
        if (number > 0xFF) {
            buffer[at++] = (byte) (number >> 8);
        }
        buffer[at++] = (byte) number;
        buffer[at++] = (byte) length;
        value.copyTo(buffer, at);
        size = at + length;
        return this;
    }

    /**
     * Writes an object with so many length bytes.
     *
     * @param tag the tag; of a template, the value must be whole objects
     * @param value the value
     * @param lengthBytes number of bytes of the length field, 1 to 5
     * @return this
     * @throws IllegalArgumentException if the length does not fit in so many bytes
     */
    public TlvWriter put(Tag tag, Bytes value, int lengthBytes) {
        checkLengthBytes(lengthBytes);
        checkFits(tag, value.length(), lengthBytes);
        return object(tag, value, lengthBytes);
    }

    /**
     * Writes bytes as they are: objects that are encoded already, or filling.
     *
     * @param bytes what to write
     * @return this
     */
    public TlvWriter raw(Bytes bytes) {
        reserve(bytes.length());
        bytes.copyTo(buffer, size);
        size += bytes.length();
        return this;
    }

    /**
     * Begins a template; what is written up to the matching {@link #end()} is in it.
     *
     * @param tag a constructed tag
     * @return this
     * @throws IllegalArgumentException if the tag is primitive
     */
    public TlvWriter begin(Tag tag) {
        return open(tag, MINIMAL);
    }

    /**
     * Begins a template with so many length bytes.
     *
     * @param tag a constructed tag
     * @param lengthBytes number of bytes of the length field, 1 to 5; checked by {@link #end()}
     * @return this
     * @throws IllegalArgumentException if the tag is primitive or the number is out of range
     */
    public TlvWriter begin(Tag tag, int lengthBytes) {
        checkLengthBytes(lengthBytes);
        return open(tag, lengthBytes);
    }

    /**
     * Ends the template that was begun last.
     *
     * @return this
     * @throws IllegalStateException if no template was begun, or its content does not fit the length bytes asked for
     */
    public TlvWriter end() {
        if (depth == 0) {
            throw new IllegalStateException("no template to end");
        }
        int start = templateStarts[depth - 1];
        int length = size - start;
        int lengthBytes = templateLengthBytes[depth - 1];
        if (lengthBytes == MINIMAL) {
            lengthBytes = minimalLengthBytes(length);
        } else if (length > maxLength(lengthBytes)) {
            throw new IllegalStateException(
                    "a template of " + length + " bytes needs more than " + lengthBytes + " length bytes");
        }
        depth--;
        reserve(lengthBytes);
        System.arraycopy(buffer, start, buffer, start + lengthBytes, length);
        writeLength(start, length, lengthBytes);
        size += lengthBytes;
        return this;
    }

    /**
     * All that was written. The writer may write on; what was handed out does not change.
     *
     * @return a copy
     * @throws IllegalStateException if a template was begun and not ended
     */
    public Bytes toBytes() {
        if (depth != 0) {
            throw new IllegalStateException(depth + " templates were not ended");
        }
        return Bytes.of(buffer, 0, size);
    }

    private TlvWriter object(Tag tag, Bytes value, int asked) {
        writeTag(tag);
        int lengthBytes = asked == MINIMAL ? minimalLengthBytes(value.length()) : asked;
        reserve(lengthBytes);
        writeLength(size, value.length(), lengthBytes);
        size += lengthBytes;
        return raw(value);
    }

    private TlvWriter open(Tag tag, int lengthBytes) {
        if (!tag.isConstructed()) {
            throw new IllegalArgumentException("tag " + tag + " is primitive");
        }
        writeTag(tag);
        if (depth == templateStarts.length) {
            templateStarts = Arrays.copyOf(templateStarts, 2 * depth + 4);
            templateLengthBytes = Arrays.copyOf(templateLengthBytes, 2 * depth + 4);
        }
        templateStarts[depth] = size;
        templateLengthBytes[depth++] = lengthBytes;
        return this;
    }

    private void writeTag(Tag tag) {
        reserve(tag.size());
        for (int i = tag.size() - 1; i >= 0; i--) {
            buffer[size++] = (byte) (tag.value() >>> 8 * i);
        }
    }

    private void writeLength(int at, int length, int lengthBytes) {
        int more = lengthBytes - 1;
        if (more == 0) {
            buffer[at] = (byte) length;
            return;
        }
        buffer[at] = (byte) (0x80 | more);
        for (int i = 1; i <= more; i++) {
            buffer[at + i] = (byte) (length >>> 8 * (more - i));
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(buffer.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }

    private static int minimalLengthBytes(int length) {
        int lengthBytes = 1;
        while (length > maxLength(lengthBytes)) {
            lengthBytes++;
        }
        return lengthBytes;
    }

    private static int maxLength(int lengthBytes) {
        return switch (lengthBytes) {
            case 1 -> 0x7F;
            case 2 -> 0xFF;
            case 3 -> 0xFFFF;
            case 4 -> 0xFF_FFFF;
            default -> Integer.MAX_VALUE;
        };
    }

    private static void checkLengthBytes(int lengthBytes) {
        if (lengthBytes < 1 || lengthBytes > 5) {
            throw new IllegalArgumentException("a length has 1 to 5 bytes, not " + lengthBytes);
        }
    }

    private static void checkFits(Tag tag, int length, int lengthBytes) {
        if (length > maxLength(lengthBytes)) {
            throw new IllegalArgumentException(
                    "length " + length + " of tag " + tag + " needs more than " + lengthBytes + " length bytes");
        }
    }
}
