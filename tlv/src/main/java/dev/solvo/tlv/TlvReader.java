package dev.solvo.tlv;

import dev.solvo.tlv.TlvException.Reason;

/**
 * A cursor over BER-TLV objects that allocates nothing per object.
 *
 * <pre>{@code
 * TlvReader reader = TlvReader.of(Bytes.fromHex("7004 9F3601 05"));
 * while (reader.next()) {          // 70
 *     reader.enter();
 *     while (reader.next()) {      // 9F36
 *         reader.tag();            // 0x9F36
 *         reader.value();          // 05
 *     }
 *     reader.leave();
 * }
 * }</pre>
 *
 * <p>Bytes 00 between objects are skipped. In strict mode any FF where a tag should start is refused. In lenient mode
 * two or more FF, or FF at the end, are skipped, and a lone FF starts a tag (FF8105 is a tag of kernel 2). Lengths need
 * not be minimal. What was received can be had byte for byte with {@link #raw()}, for that is what signatures cover.
 *
 * <p>Not safe for use by several threads at once. After an exception the reader must not be used further.
 */
public final class TlvReader {
    private final TlvLimits limits;
    private final boolean lenient;
    private final int[] ends;
    private Bytes input;
    private byte[] array;
    private int base;
    private int position;
    private int end;
    private int depth;
    private int objects;
    private int tag;
    private int start;
    private int valueStart;
    private int valueLength;

    private TlvReader(Bytes input, TlvLimits limits, boolean lenient) {
        this.limits = limits;
        this.lenient = lenient;
        this.ends = new int[limits.maxDepth()];
        this.input = input;
        this.array = input.array();
        reset(input);
    }

    /**
     * A strict reader with {@linkplain TlvLimits#DEFAULT default limits}.
     *
     * @param input objects one after the other
     * @return a reader before the first object
     */
    public static TlvReader of(Bytes input) {
        return new TlvReader(input, TlvLimits.DEFAULT, false);
    }

    /**
     * A strict reader.
     *
     * @param input objects one after the other
     * @param limits bounds on what is accepted
     * @return a reader before the first object
     */
    public static TlvReader of(Bytes input, TlvLimits limits) {
        return new TlvReader(input, limits, false);
    }

    /**
     * A reader that skips FF filling.
     *
     * @param input objects one after the other
     * @param limits bounds on what is accepted
     * @return a reader before the first object
     */
    public static TlvReader lenient(Bytes input, TlvLimits limits) {
        return new TlvReader(input, limits, true);
    }

    /**
     * Starts again with other bytes, keeping limits and mode.
     *
     * @param next objects one after the other
     */
    public void reset(Bytes next) {
        input = next;
        array = next.array();
        base = next.offset();
        position = base;
        end = base + next.length();
        depth = 0;
        objects = 0;
        valueLength = -1;
    }

    /**
     * Moves to the next object of the current template.
     *
     * @return false at the end of the template
     * @throws TlvException if the bytes are not an object
     */
    public boolean next() throws TlvException {
        skipFilling();
        if (position == end) {
            valueLength = -1;
            return false;
        }
        if (++objects > limits.maxObjects()) {
            throw fault(Reason.TOO_MANY_OBJECTS, position, "more than " + limits.maxObjects() + " objects");
        }
        start = position;
        readTag();
        readLength();
        position = valueStart + valueLength;
        return true;
    }

    /**
     * The tag of the current object as a number.
     *
     * @return its bytes read big-endian, 0x9F37 for 9F 37
     */
    public int tag() {
        checkCurrent();
        return tag;
    }

    /**
     * Tells whether the current object is a template.
     *
     * @return bit 6 of the tag's first byte
     */
    public boolean isConstructed() {
        checkCurrent();
        return (array[start] & 0x20) != 0;
    }

    /**
     * Length of the current value.
     *
     * @return number of bytes
     */
    public int length() {
        checkCurrent();
        return valueLength;
    }

    /**
     * Index of the current object's first tag byte in the input.
     *
     * @return 0 or more
     */
    public int offset() {
        checkCurrent();
        return start - base;
    }

    /**
     * Index of the current value's first byte in the input.
     *
     * @return 0 or more
     */
    public int valueOffset() {
        checkCurrent();
        return valueStart - base;
    }

    /**
     * The current value, sharing the input's bytes.
     *
     * @return the value
     */
    public Bytes value() {
        checkCurrent();
        return input.slice(valueStart - base, valueStart - base + valueLength);
    }

    /**
     * The current object as it was received: tag, length and value, sharing the input's bytes.
     *
     * @return the object
     */
    public Bytes raw() {
        checkCurrent();
        return input.slice(start - base, valueStart - base + valueLength);
    }

    /**
     * Goes into the current template, before its first object.
     *
     * @throws TlvException if the limits allow no deeper template
     * @throws IllegalStateException if the current object is primitive
     */
    public void enter() throws TlvException {
        if (!isConstructed()) {
            throw new IllegalStateException("a primitive object cannot be entered");
        }
        if (depth == limits.maxDepth()) {
            throw fault(Reason.TOO_DEEP, start, "templates deeper than " + limits.maxDepth());
        }
        ends[depth++] = end;
        position = valueStart;
        end = valueStart + valueLength;
        valueLength = -1;
    }

    /**
     * Leaves the template that was entered last; {@link #next()} then gives the object after it.
     *
     * @throws IllegalStateException if no template was entered
     */
    public void leave() {
        if (depth == 0) {
            throw new IllegalStateException("no template to leave");
        }
        position = end;
        end = ends[--depth];
        valueLength = -1;
    }

    /**
     * Number of templates that were entered and not left.
     *
     * @return 0 outside of all templates
     */
    public int depth() {
        return depth;
    }

    private void skipFilling() throws TlvException {
        while (position < end) {
            if (array[position] == 0) {
                position++;
            } else if (array[position] == (byte) 0xFF) {
                if (!lenient) {
                    throw fault(Reason.FILLING, position, "FF where a tag should start");
                }
                if (position + 1 < end && array[position + 1] != (byte) 0xFF) {
                    return;
                }
                while (position < end && array[position] == (byte) 0xFF) {
                    position++;
                }
            } else {
                return;
            }
        }
    }

    private void readTag() throws TlvException {
        int at = position;
        int value = array[at++] & 0xFF;
        if ((value & 0x1F) == 0x1F) {
            int next;
            do {
                if (at == end) {
                    throw fault(Reason.TRUNCATED_TAG, start, "input ends inside a tag");
                }
                if (at - start == 4) {
                    throw fault(Reason.TAG_TOO_LONG, start, "tag of more than 4 bytes");
                }
                next = array[at++];
                value = value << 8 | next & 0xFF;
            } while ((next & 0x80) != 0);
        }
        tag = value;
        position = at;
    }

    private void readLength() throws TlvException {
        int at = position;
        if (at == end) {
            throw fault(Reason.TRUNCATED_LENGTH, at, "input ends before the length of tag " + hex(tag));
        }
        int first = array[at++] & 0xFF;
        long length = first;
        if (first == 0x80) {
            throw fault(Reason.INDEFINITE_LENGTH, at - 1, "indefinite length of tag " + hex(tag));
        }
        if (first > 0x80) {
            int count = first & 0x7F;
            if (count > 4) {
                throw fault(Reason.LENGTH_TOO_LONG, at - 1, "length of " + count + " bytes of tag " + hex(tag));
            }
            if (count > end - at) {
                throw fault(Reason.TRUNCATED_LENGTH, at - 1, "input ends inside the length of tag " + hex(tag));
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | array[at++] & 0xFF;
            }
        }
        if (length > end - at) {
            throw fault(
                    Reason.TRUNCATED_VALUE,
                    start,
                    "length " + length + " of tag " + hex(tag) + " exceeds " + (end - at) + " remaining bytes");
        }
        if (length > limits.maxValueLength()) {
            throw fault(
                    Reason.VALUE_TOO_LONG,
                    start,
                    "length " + length + " of tag " + hex(tag) + " exceeds the limit " + limits.maxValueLength());
        }
        valueStart = at;
        valueLength = (int) length;
    }

    private void checkCurrent() {
        if (valueLength < 0) {
            throw new IllegalStateException("no current object: call next() first");
        }
    }

    private TlvException fault(Reason reason, int at, String message) {
        return new TlvException(reason, at - base, message);
    }

    private static String hex(int tag) {
        return Integer.toHexString(tag).toUpperCase(java.util.Locale.ROOT);
    }
}
