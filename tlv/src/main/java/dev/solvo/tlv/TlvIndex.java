package dev.solvo.tlv;

import java.util.Arrays;

/**
 * Where each object of a {@link Tlv} tree lies in the bytes that it was read from: all that a tree holds. The objects that
 * callers see are made when they ask for them.
 *
 * <p>Objects stand in the order of their first bytes, so what is in a template follows it. Three numbers an object: its start, its end,
 * and the index of the first object that is not in it together with the length of its header. Immutable once read.
 */
final class TlvIndex {
    private static final int NUMBERS = 3;

    /** No header has more bytes than this many bits can count: four of the tag, five of the length. */
    private static final int HEADER_BITS = 4;

    private static final int HEADER_MASK = (1 << HEADER_BITS) - 1;

    /** As many objects can be counted beside the header's length; half a gigabyte of input has no more. */
    static final int MAX_OBJECTS = 1 << 28;

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

    /** All objects that the reader gives; throws only where the reader does not note faults. */
    static TlvIndex read(Bytes source, TlvReader reader) throws TlvException {
        return new Builder(source).read(reader);
    }

    /** One primitive object. */
    static TlvIndex of(Bytes encoded, int headerLength) {
        return new TlvIndex(encoded, new int[] {0, encoded.length(), 1 << HEADER_BITS | headerLength}, 1);
    }

    /** A template around objects of other indexes, which are taken over as they are. */
    static TlvIndex of(Bytes encoded, int headerLength, Iterable<? extends Tlv> children) {
        Builder template = new Builder(encoded);
        template.add(0, headerLength, encoded.length());
        int at = headerLength;
        for (Tlv child : children) {
            at += template.take(index(child), node(child), at);
        }
        template.close(0);
        return template.build();
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
        return Tag.valueAt(array, from, Tag.sizeAt(array, from, from + headerLength(node)));
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
        return numbers[NUMBERS * node];
    }

    /** The first object after this one that is not in it. */
    int next(int node) {
        return numbers[NUMBERS * node + 2] >>> HEADER_BITS;
    }

    private int end(int node) {
        return numbers[NUMBERS * node + 1];
    }

    private int headerLength(int node) {
        return numbers[NUMBERS * node + 2] & HEADER_MASK;
    }

    /** Collects objects; templates that are open are chained through the number that later says what follows them. */
    private static final class Builder {
        private static final int NONE = 0;

        private final Bytes source;
        private int[] numbers;
        private int count;
        private int open = NONE;

        Builder(Bytes source) {
            this.source = source;
            this.numbers = new int[NUMBERS * Math.min(FIRST_CAPACITY, source.length() / 2 + 1)];
        }

        TlvIndex read(TlvReader reader) throws TlvException {
            while (true) {
                if (next(reader)) {
                    int node = add(
                            reader.offset(),
                            reader.valueOffset() - reader.offset(),
                            reader.valueOffset() + reader.length());
                    if (reader.isConstructed() && enter(reader)) {
                        numbers[NUMBERS * node + 2] = open << HEADER_BITS | numbers[NUMBERS * node + 2] & HEADER_MASK;
                        open = node + 1;
                    }
                } else if (open == NONE) {
                    return build();
                } else {
                    reader.leave();
                    int node = open - 1;
                    open = numbers[NUMBERS * node + 2] >>> HEADER_BITS;
                    close(node);
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

        /** Tells whether the limits let the current template be entered; if not, the reader stays before what follows it. */
        private static boolean enter(TlvReader reader) throws TlvException {
            try {
                reader.enter();
                return true;
            } catch (TlvException tooDeep) {
                reader.note(tooDeep);
                return false;
            }
        }

        /** Adds an object that has nothing in it as yet. */
        int add(int start, int headerLength, int end) {
            int at = NUMBERS * count;
            if (at == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * at);
            }
            numbers[at] = start;
            numbers[at + 1] = end;
            numbers[at + 2] = count + 1 << HEADER_BITS | headerLength;
            return count++;
        }

        /** Copies an object with all that is in it to another place; gives its length. */
        int take(TlvIndex other, int node, int at) {
            int bytesOn = at - other.start(node);
            int nodesOn = count - node;
            for (int i = node; i < other.next(node); i++) {
                int copied = add(other.start(i) + bytesOn, other.headerLength(i), other.end(i) + bytesOn);
                numbers[NUMBERS * copied + 2] += other.next(i) + nodesOn - (copied + 1) << HEADER_BITS;
            }
            return other.end(node) - other.start(node);
        }

        /** What was added since is in that template. */
        void close(int node) {
            numbers[NUMBERS * node + 2] = count << HEADER_BITS | numbers[NUMBERS * node + 2] & HEADER_MASK;
        }

        /** A tree may be kept for long: much room that is not needed is given back. */
        TlvIndex build() {
            int used = NUMBERS * count;
            boolean roomy = numbers.length - used > used / 4;
            return new TlvIndex(source, roomy ? Arrays.copyOf(numbers, used) : numbers, count);
        }
    }
}
