package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data elements of a transaction as they stood at one moment: what a message to the host, a receipt or a report is
 * made of. Immutable.
 *
 * @see DataStore#snapshot()
 */
public final class ChipData {
    /** Nothing known. */
    public static final ChipData EMPTY = new ChipData(new TagMap<>(0));

    private final TagMap<Bytes> elements;

    /** @param elements nobody else may change them */
    ChipData(TagMap<Bytes> elements) {
        this.elements = elements;
    }

    /**
     * Copies elements.
     *
     * @param elements values by tag
     * @return the data
     */
    public static ChipData of(Map<Tag, Bytes> elements) {
        TagMap<Bytes> copy = new TagMap<>(elements.size());
        for (Map.Entry<Tag, Bytes> element : elements.entrySet()) {
            copy.put(element.getKey(), element.getValue());
        }
        return new ChipData(copy);
    }

    /**
     * The value of an element.
     *
     * @param tag the element
     * @return its value, or nothing if it was absent
     */
    public Optional<Bytes> get(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /**
     * The same data with one element more, or with another value for it.
     *
     * @param tag the element
     * @param value its value
     * @return the data
     */
    public ChipData with(Tag tag, Bytes value) {
        TagMap<Bytes> changed = new TagMap<>(elements);
        changed.put(tag, value);
        return new ChipData(changed);
    }

    /**
     * All elements.
     *
     * @return a fresh unmodifiable map, ordered by tag
     */
    public SortedMap<Tag, Bytes> elements() {
        SortedMap<Tag, Bytes> sorted = new TreeMap<>();
        for (int place = 0; place < elements.places(); place++) {
            Bytes value = elements.valueAt(place);
            if (value != null) {
                sorted.put(elements.tagAt(place), value);
            }
        }
        return Collections.unmodifiableSortedMap(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChipData that && elements().equals(that.elements());
    }

    @Override
    public int hashCode() {
        return elements().hashCode();
    }

    /** Tags and lengths, never values. */
    @Override
    public String toString() {
        return elements().toString();
    }
}
