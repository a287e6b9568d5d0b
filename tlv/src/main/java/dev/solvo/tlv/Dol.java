package dev.solvo.tlv;

import dev.solvo.tlv.TlvException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A data object list: tags, each with the length in which the card wants the value. EMV 4.4 Book 3, 5.4.
 *
 * <pre>{@code
 * Dol pdol = Dol.parse(Bytes.fromHex("9F3704 9F1A02"));
 * pdol.totalLength();                                   // 6
 * pdol.split(Bytes.fromHex("01020304 0978"));           // 01020304, 0978
 * }</pre>
 *
 * <p>Structure only: how a value is shortened or padded to an entry's length is EMV's and not decided here. Immutable.
 */
public final class Dol {
    private static final int COMMON_ENTRIES = 16;

    private final Bytes encoded;
    private final List<Entry> entries;
    private final int totalLength;

    private Dol(Bytes encoded, List<Entry> entries, int totalLength) {
        this.encoded = encoded;
        this.entries = Collections.unmodifiableList(entries);
        this.totalLength = totalLength;
    }

    /**
     * One element of the list.
     *
     * @param tag what is asked for
     * @param length number of bytes wanted, 0 to 255
     */
    public record Entry(Tag tag, int length) {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the length does not fit a byte
         */
        public Entry {
            if (length < 0 || length > 0xFF) {
                throw new IllegalArgumentException("length " + length + " does not fit a byte");
            }
        }
    }

    /**
     * Reads a list, with {@linkplain TlvLimits#DEFAULT default limits}.
     *
     * @param list tags, each followed by one length byte
     * @return the list; no entries for no bytes
     * @throws TlvException if the bytes are not such a list
     */
    public static Dol parse(Bytes list) throws TlvException {
        return parse(list, TlvLimits.DEFAULT);
    }

    /**
     * Reads a list. The length byte is a plain number, 00 to FF, not a BER length.
     *
     * @param list tags, each followed by one length byte
     * @param limits bounds on what is accepted; of these, the number of objects counts here
     * @return the list; no entries for no bytes
     * @throws TlvException if the bytes are not such a list, with {@link Reason#MALFORMED_LIST} and the offset of the
     *     entry if they end inside one or a 00 stands for a tag
     */
    public static Dol parse(Bytes list, TlvLimits limits) throws TlvException {
        // An entry has two or three bytes.
        List<Entry> entries = new ArrayList<>(Math.min(list.length() / 2, COMMON_ENTRIES));
        int totalLength = 0;
        byte[] array = list.array();
        int end = list.offset() + list.length();
        int at = list.offset();
        while (at < end) {
            int offset = at - list.offset();
            if (entries.size() == limits.maxObjects()) {
                throw new TlvException(
                        Reason.TOO_MANY_OBJECTS, offset, "more than " + limits.maxObjects() + " entries");
            }
            if (array[at] == 0) {
                throw new TlvException(Reason.MALFORMED_LIST, offset, "00 where a tag should start");
            }
            int size = Tag.sizeAt(array, at, end);
            if (size == Tag.TOO_LONG) {
                throw new TlvException(Reason.TAG_TOO_LONG, offset, "tag of more than 4 bytes");
            }
            if (size == Tag.CUT_OFF || at + size == end) {
                throw new TlvException(Reason.MALFORMED_LIST, offset, "the list ends inside the entry");
            }
            Entry entry = new Entry(Tag.of(Tag.valueAt(array, at, size)), array[at + size] & 0xFF);
            entries.add(entry);
            totalLength += entry.length();
            at += size + 1;
        }
        return new Dol(list, entries, totalLength);
    }

    /**
     * The entries in the order of the list; a tag may stand there more than once.
     *
     * @return the entries
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Number of bytes that all values have together.
     *
     * @return 0 or more
     */
    public int totalLength() {
        return totalLength;
    }

    /**
     * The list itself as it was received.
     *
     * @return tags and lengths
     */
    public Bytes toBytes() {
        return encoded;
    }

    /**
     * Cuts what was built after this list into its values.
     *
     * @param data all values one after the other
     * @return one value for each entry, in order
     * @throws TlvException with {@link Reason#MALFORMED_LIST} if the data are shorter or longer than the list wants
     */
    public List<Bytes> split(Bytes data) throws TlvException {
        if (data.length() != totalLength) {
            throw new TlvException(
                    Reason.MALFORMED_LIST,
                    Math.min(data.length(), totalLength),
                    data + " for a list that wants " + totalLength);
        }
        List<Bytes> values = new ArrayList<>(entries.size());
        int at = 0;
        for (Entry entry : entries) {
            values.add(data.slice(at, at + entry.length()));
            at += entry.length();
        }
        return List.copyOf(values);
    }

    /**
     * Joins values in the order of the list.
     *
     * @param values gives each entry's value, exactly as long as the entry says
     * @return all values one after the other
     * @throws IllegalArgumentException if a value has another length
     */
    public Bytes join(Function<Entry, Bytes> values) {
        byte[] joined = new byte[totalLength];
        int at = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Bytes value = values.apply(entry);
            if (value.length() != entry.length()) {
                throw new IllegalArgumentException(
                        value + " for tag " + entry.tag() + ", which wants " + entry.length());
            }
            value.copyTo(joined, at);
            at += entry.length();
        }
        return Bytes.wrap(joined);
    }

    /** Two lists are equal if their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Dol that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** The entries: {@code [Entry[tag=9F37, length=4]]}. A list holds no values. */
    @Override
    public String toString() {
        return entries.toString();
    }
}
