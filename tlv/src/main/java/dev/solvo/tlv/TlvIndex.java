package dev.solvo.tlv;

import java.util.Arrays;

/**
 * Where each object of a {@link Tlv} tree lies in the bytes that it was read from: all that a tree holds. The objects that
 * callers see are made when they ask for them.
 *
 * <p>Objects stand in the order of their first bytes, so what is in a template follows it. Of each, its start and its end are kept: in one
 * number where both have 16 bits, else in two. All else is read from the bytes again. Immutable once read.
 */
final class TlvIndex {
    /** As many objects can be counted; half a gigabyte of input has no more. */
    static final int MAX_OBJECTS = 1 << 28;

    private static final int NARROW = 1;
    private static final int WIDE = 2;
    private static final int MASK = 0xFFFF;

    /** A record of a card has fewer objects; more are seldom. */
    private static final int FIRST_CAPACITY = 32;

    private final Bytes source;
    private final int[] numbers;
    private final int count;

    private TlvIndex(Bytes source, int[] numbers, int count) {
        this.source = source;
        this.numbers = numbers;
        this.count = count;
    }

    private static int width(Bytes source) {
        return source.length() > MASK ? WIDE : NARROW;
    }

    /** All objects that the reader gives; throws only where the reader does not note faults. */
    static TlvIndex read(Bytes source, TlvReader reader) throws TlvException {
        int width = width(source);
        int[] numbers = new int[width * Math.min(FIRST_CAPACITY, source.length() / 2 + 1)];
        int used = 0;
        while (true) {
            if (next(reader)) {
                numbers = withRoom(numbers, used);
                put(numbers, used, width, reader.offset(), reader.valueOffset() + reader.length());
                used += width;
                if (reader.isConstructed()) {
                    enter(reader);
                }
            } else if (reader.depth() > 0) {
                reader.leave();
            } else {
                return of(source, numbers, used);
            }
        }
    }

    private static boolean next(TlvReader reader) throws TlvException {
        try {
            return reader.next();
        } catch (TlvException fault) {
            reader.abandonTemplate(fault);
            return false;
        }
    }

    /** Where the limits do not let the current template be entered, the reader stays before what follows it. */
    private static void enter(TlvReader reader) throws TlvException {
        try {
            reader.enter();
        } catch (TlvException tooDeep) {
            reader.note(tooDeep);
        }
    }

    private static int[] withRoom(int[] numbers, int used) {
        return used == numbers.length ? Arrays.copyOf(numbers, 2 * used) : numbers;
    }

    private static void put(int[] numbers, int at, int width, int start, int end) {
        if (width == NARROW) {
            numbers[at] = start << 16 | end;
        } else {
            numbers[at] = start;
            numbers[at + 1] = end;
        }
    }

    /** A tree may be kept for long: much room that is not needed is given back. */
    private static TlvIndex of(Bytes source, int[] numbers, int used) {
        boolean roomy = numbers.length - used > used / 4;
        return new TlvIndex(source, roomy ? Arrays.copyOf(numbers, used) : numbers, used / width(source));
    }

    /** One primitive object. */
    static TlvIndex of(Bytes encoded) {
        int width = width(encoded);
        int[] numbers = new int[width];
        put(numbers, 0, width, 0, encoded.length());
        return of(encoded, numbers, width);
    }

    /** A template around objects of other indexes, which are taken over as they are. */
    static TlvIndex of(Bytes encoded, int headerLength, Iterable<? extends Tlv> children) {
        int width = width(encoded);
        int[] numbers = new int[width * Math.min(FIRST_CAPACITY, encoded.length() / 2 + 1)];
        put(numbers, 0, width, 0, encoded.length());
        int used = width;
        int at = headerLength;
        for (Tlv child : children) {
            TlvIndex other = index(child);
            int node = node(child);
            int bytesOn = at - other.start(node);
            int end = other.next(node);
            for (int i = node; i < end; i++) {
                numbers = withRoom(numbers, used);
                put(numbers, used, width, other.start(i) + bytesOn, other.end(i) + bytesOn);
                used += width;
            }
            at += other.end(node) - other.start(node);
        }
        return of(encoded, numbers, used);
    }

    private static TlvIndex index(Tlv object) {
        return object instanceof Tlv.Constructed template ? template.index : ((Tlv.Primitive) object).index;
    }

    private static int node(Tlv object) {
        return object instanceof Tlv.Constructed template ? template.node : ((Tlv.Primitive) object).node;
    }

    int count() {
        return count;
    }

    Tlv object(int node) {
        return isConstructed(node) ? new Tlv.Constructed(this, node) : new Tlv.Primitive(this, node);
    }

    int tag(int node) {
        byte[] array = source.array();
        int from = source.offset() + start(node);
        return Tag.valueAt(array, from, Tag.sizeAt(array, from, source.offset() + source.length()));
    }

    boolean isConstructed(int node) {
        return (source.array()[source.offset() + start(node)] & 0x20) != 0;
    }

    Bytes encoded(int node) {
        return source.slice(start(node), end(node));
    }

    Bytes value(int node) {
        return source.slice(start(node) + headerLength(node), end(node));
    }

    int valueLength(int node) {
        return end(node) - start(node) - headerLength(node);
    }

    int start(int node) {
        return isNarrow() ? numbers[node] >>> 16 : numbers[WIDE * node];
    }

    /** The first object after this one that is not in it: the first that starts where this one ends, or later. */
    int next(int node) {
        int end = end(node);
        int low = node + 1;
        if (low == count || start(low) >= end) {
            return low;
        }
        // In strides that double, then by halves: templates are short as a rule, and may be all there is.
        int high = low + 1;
        for (int stride = 1; high < count && start(high) < end; stride *= 2) {
            low = high;
            high = Math.min(count, low + 2 * stride);
        }
        while (low + 1 < high) {
            int middle = low + high >>> 1;
            if (start(middle) < end) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private int end(int node) {
        return isNarrow() ? numbers[node] & MASK : numbers[WIDE * node + 1];
    }

    private boolean isNarrow() {
        return source.length() <= MASK;
    }

    private int headerLength(int node) {
        byte[] array = source.array();
        int from = source.offset() + start(node);
        int tagSize = Tag.sizeAt(array, from, source.offset() + source.length());
        return tagSize + TlvReader.sizeOfLength(array[from + tagSize]);
    }
}
