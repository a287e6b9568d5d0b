package dev.solvo.tlv;

import dev.solvo.tlv.LenientTlv.Finding;
import dev.solvo.tlv.TlvException.Reason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * <p>Bytes 00 before, between and after objects are skipped (EMV 4.4 Book 3, Annex B1). Where a tag should start, two
 * or more FF, or FF at the end of the template, are filling that EMV does not know: refused in strict mode, skipped in
 * lenient mode. A lone FF starts a tag in both (FF8105 is a tag of kernel 2). Lengths need not be minimal. What was
 * received can be had byte for byte with {@link #raw()}, for that is what signatures cover.
 *
 * <p>Objects are checked as they are reached: what lies inside a template is not looked at before it is entered. Not
 * safe for use by several threads at once. After an exception only {@link #reset} makes the reader usable again.
 *
 * <p>The class is longer than most because everything that must not allocate shares its cursor.
 */
public final class TlvReader {
    private static final int[] NONE = {};

    /** No object has it, for a byte 00 where a tag should start is skipped. */
    private static final int NO_TAG = 0;

    /** Cards' templates seldom lie deeper; where they do, they may soon lie as deep as the limits allow. */
    private static final int COMMON_DEPTH = 6;

    private final TlvLimits limits;
    private final int maxValueLength;
    private final boolean lenient;

    /** Takes what a strict reader throws, as far as reading can go on; null where faults are thrown. */
    private final @Nullable List<Finding> findings;

    private int[] ends;
    private Bytes input;
    private byte[] array;
    private int base;
    private int end;
    private int depth;
    private int objectsLeft;

    /** Of the current object, or {@link #NO_TAG} if there is none. */
    private int tag;

    private int start;
    private int valueStart;

    /** Where to go on: behind the value of the current object if there is one. */
    private int position;

    private TlvReader(Bytes input, TlvLimits limits, boolean lenient, @Nullable List<Finding> findings) {
        this.limits = limits;
        this.maxValueLength = limits.maxValueLength();
        this.lenient = lenient;
        this.findings = findings;
        this.ends = NONE;
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
        return new TlvReader(input, TlvLimits.DEFAULT, false, null);
    }

    /**
     * A strict reader.
     *
     * @param input objects one after the other
     * @param limits bounds on what is accepted
     * @return a reader before the first object
     */
    public static TlvReader of(Bytes input, TlvLimits limits) {
        return new TlvReader(input, limits, false, null);
    }

    /**
     * A reader that skips FF filling.
     *
     * @param input objects one after the other
     * @param limits bounds on what is accepted
     * @return a reader before the first object
     */
    public static TlvReader lenient(Bytes input, TlvLimits limits) {
        return new TlvReader(input, limits, true, null);
    }

    /**
     * A reader that skips FF filling, with {@linkplain TlvLimits#DEFAULT default limits}.
     *
     * @param input objects one after the other
     * @return a reader before the first object
     */
    public static TlvReader lenient(Bytes input) {
        return lenient(input, TlvLimits.DEFAULT);
    }

    /** A lenient reader that also reads on after a fault where it can, and notes the fault. */
    static TlvReader noting(Bytes input, TlvLimits limits, List<Finding> findings) {
        return new TlvReader(input, limits, true, findings);
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
        objectsLeft = maxObjects();
        tag = NO_TAG;
    }

    /**
     * Moves to the next object of the current template, past the value of the current object.
     *
     * @return false at the end of the template
     * @throws TlvException if the bytes are not an object
     */
    public boolean next() throws TlvException {
        // Fields are written once an object, and never read again here: what a field holds takes the next step longer
        // to know than what a variable does.
        byte[] bytes = array;
        int at = position;
        int limit = end;
        if (at < limit && (bytes[at] == 0 || bytes[at] == (byte) 0xFF)) {
            tag = NO_TAG;
            at = afterFilling(at);
        }
        if (at == limit) {
            position = at;
            tag = NO_TAG;
            return false;
        }
        if (objectsLeft == 0) {
            tag = NO_TAG;
            throw fault(Reason.TOO_MANY_OBJECTS, at, "more than " + maxObjects() + " objects");
        }
        objectsLeft--;
        start = at;
        int first = bytes[at++];
        int number;
        if ((first & 0x1F) != 0x1F) {
            number = first & 0xFF;
        } else if (at < limit && bytes[at] >= 0) {
            number = (first & 0xFF) << 8 | bytes[at++];
        } else {
            tag = NO_TAG;
            number = longTag();
            at += Tag.size(number) - 1;
        }
        // A length in one byte whose value is there: nearly always so.
        int length = at < limit ? bytes[at] : -1;
        int value = at + 1;
        int next = value + length;
        if (length < 0 || length >= limit - at || length > maxValueLength) {
            tag = NO_TAG;
            value = readLength(at, number);
            next = position;
        }
        valueStart = value;
        position = next;
        tag = number;
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
        return position - valueStart;
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
        return input.slice(valueStart - base, position - base);
    }

    /**
     * The current object as it was received: tag, length and value, sharing the input's bytes.
     *
     * @return the object
     */
    public Bytes raw() {
        checkCurrent();
        return input.slice(start - base, position - base);
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
        if (depth == ends.length) {
            ends = Arrays.copyOf(ends, (int) Math.min(limits.maxDepth(), Math.max(COMMON_DEPTH, depth * 3L)));
        }
        ends[depth++] = end;
        end = position;
        position = valueStart;
        tag = NO_TAG;
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
        tag = NO_TAG;
    }

    /**
     * Number of templates that were entered and not left.
     *
     * @return 0 outside of all templates
     */
    public int depth() {
        return depth;
    }

    /** Notes a fault or, without a place to note it, throws it. */
    void note(TlvException fault) throws TlvException {
        if (findings == null) {
            throw fault;
        }
        findings.add(Finding.of(fault));
    }

    /** Notes a fault and gives up what is left of the current template or, without a place to note it, throws it. */
    void abandonTemplate(TlvException fault) throws TlvException {
        note(fault);
        position = end;
        tag = NO_TAG;
        if (fault.reason() == Reason.TOO_MANY_OBJECTS) {
            Arrays.fill(ends, 0, depth, end);
        }
    }

    private int afterFilling(int from) throws TlvException {
        int at = from;
        boolean noted = false;
        while (at < end) {
            if (array[at] == 0) {
                at++;
            } else if (isFilling(at)) {
                if (!lenient) {
                    throw fault(Reason.FILLING, at, "FF as filling where a tag should start");
                }
                // One finding for a whole run, 00 in it or not, so that findings cannot outnumber the objects by far.
                if (findings != null && !noted) {
                    note(fault(Reason.FILLING, at, "FF as filling where a tag should start"));
                    noted = true;
                }
                while (at < end && array[at] == (byte) 0xFF) {
                    at++;
                }
            } else {
                return at;
            }
        }
        return at;
    }

    private boolean isFilling(int at) {
        return array[at] == (byte) 0xFF && (at + 1 == end || array[at + 1] == (byte) 0xFF);
    }

    private int longTag() throws TlvException {
        int size = Tag.sizeAt(array, start, end);
        if (size == Tag.CUT_OFF) {
            throw fault(Reason.TRUNCATED_TAG, start, "input ends inside a tag");
        }
        if (size == Tag.TOO_LONG) {
            throw fault(Reason.TAG_TOO_LONG, start, "tag of more than 4 bytes");
        }
        return Tag.valueAt(array, start, size);
    }

    /** Number of bytes of a length that was accepted, from its first one. */
    static int sizeOfLength(byte first) {
        return first > (byte) 0x80 && first <= (byte) 0x84 ? 1 + (first & 0x7F) : 1;
    }

    private int readLength(int from, int number) throws TlvException {
        int at = from;
        if (at == end) {
            throw fault(Reason.TRUNCATED_LENGTH, at, "input ends before the length", number, "");
        }
        int first = array[at++] & 0xFF;
        long length = first;
        if (first == 0x80) {
            throw fault(Reason.INDEFINITE_LENGTH, at - 1, "indefinite length", number, "");
        }
        int count = first & 0x7F;
        if (first > 0x84) {
            TlvException fault = fault(Reason.LENGTH_TOO_LONG, at - 1, "length of " + count + " bytes", number, "");
            // NOTE: some cards code a length of 133 to 255 in one byte, without the 81 before it. No length that EMV
            // allows starts with 85 or more, so reading it as the length itself hides nothing.
            if (first > end - at) {
                throw fault;
            }
            note(fault);
        } else if (first > 0x80) {
            if (count > end - at) {
                throw fault(Reason.TRUNCATED_LENGTH, at - 1, "input ends inside the length", number, "");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | array[at++] & 0xFF;
            }
        }
        setValue(at, number, length);
        return at;
    }

    private void setValue(int at, int number, long length) throws TlvException {
        int rest = end - at;
        if (length > rest) {
            TlvException fault = fault(
                    Reason.TRUNCATED_VALUE, start, "length " + length, number, " exceeds " + rest + " remaining bytes");
            // What is there of a template can be read on; half a primitive value would only mislead.
            if ((array[start] & 0x20) == 0) {
                throw fault;
            }
            note(fault);
        }
        long present = Math.min(length, rest);
        if (present > maxValueLength) {
            throw fault(
                    Reason.VALUE_TOO_LONG, start, "length " + present, number, " exceeds the limit " + maxValueLength);
        }
        position = at + (int) present;
    }

    private int maxObjects() {
        return Math.min(limits.maxObjects(), TlvIndex.MAX_OBJECTS);
    }

    private void checkCurrent() {
        if (tag == NO_TAG) {
            throw new IllegalStateException("no current object: call next() first");
        }
    }

    private TlvException fault(Reason reason, int at, String message) {
        return new TlvException(reason, at - base, message);
    }

    private TlvException fault(Reason reason, int at, String what, int ofTag, String rest) {
        return new TlvException(reason, at - base, what, ofTag, rest);
    }
}
