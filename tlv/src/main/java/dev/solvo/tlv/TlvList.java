package dev.solvo.tlv;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.RandomAccess;

/** Objects that follow each other in one template, each made when it is asked for. Immutable. */
final class TlvList extends AbstractList<Tlv> implements RandomAccess {
    /** So far an object is found by counting; where there are more, all are remembered. */
    private static final int COUNTED = 16;

    private static final int[] NONE = {};

    private final TlvIndex index;
    private final int from;
    private final int size;
    private final int[] nodes;

    /** The objects from a first one to the one before {@code to}, without those that are in them. */
    TlvList(TlvIndex index, int from, int to) {
        this.index = index;
        this.from = from;
        int[] all = to - from > COUNTED ? new int[to - from] : NONE;
        int count = 0;
        for (int node = from; node < to; node = index.next(node)) {
            if (all.length > 0) {
                all[count] = node;
            }
            count++;
        }
        this.size = count;
        this.nodes = count > COUNTED ? withoutMuchRoom(all, count) : NONE;
    }

    private static int[] withoutMuchRoom(int[] all, int count) {
        return all.length - count > count / 4 ? Arrays.copyOf(all, count) : all;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Tlv get(int position) {
        if (position < 0 || position >= size) {
            throw new IndexOutOfBoundsException("object " + position + " of " + size);
        }
        if (nodes.length > 0) {
            return index.object(nodes[position]);
        }
        int node = from;
        for (int i = 0; i < position; i++) {
            node = index.next(node);
        }
        return index.object(node);
    }

    @Override
    public Iterator<Tlv> iterator() {
        return new Objects();
    }

    private final class Objects implements Iterator<Tlv> {
        private int node = from;
        private int position;

        @Override
        public boolean hasNext() {
            return position < size;
        }

        @Override
        public Tlv next() {
            if (position == size) {
                throw new NoSuchElementException("no more objects");
            }
            if (nodes.length > 0) {
                return index.object(nodes[position++]);
            }
            Tlv object = index.object(node);
            position++;
            node = index.next(node);
            return object;
        }
    }
}
