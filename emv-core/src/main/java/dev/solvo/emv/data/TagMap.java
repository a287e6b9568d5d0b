package dev.solvo.emv.data;

import dev.solvo.emv.data.DataStore.Origin;
import dev.solvo.tlv.Tag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Something for each tag. A transaction holds some sixty elements and is asked for them hundreds of times, so here a tag is its
 * number, and finding one makes no object.
 *
 * <p>Places are searched one after the other from the one that the tag's number gives. What a card sends may be chosen to meet
 * in one place; it then costs as much as comparing with all that the card has sent, which takes far less time than sending.
 * A removed tag keeps its place. Not safe for use by several threads at once while it changes.
 *
 * @param <V> what there is for a tag
 */
final class TagMap<V> {
    /** No tag has this number. */
    private static final int FREE = 0;

    /** Spreads numbers that differ in their last bits only: 2^32 divided by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private static final @Nullable Origin[] NO_ORIGINS = {};

    private int[] tags;
    private @Nullable Object[] values;
    private @Nullable Origin[] origins = NO_ORIGINS;
    private int shift;
    private int used;
    private int size;

    /** @param expected number of tags for which there is room without growing */
    TagMap(int expected) {
        int places = Integer.highestOneBit(Math.max(4, expected + expected / 2)) << 1;
        tags = new int[places];
        values = new @Nullable Object[places];
        shift = Integer.numberOfLeadingZeros(places) + 1;
    }

    /** Takes over what another map holds. */
    TagMap(TagMap<V> other) {
        tags = other.tags.clone();
        values = other.values.clone();
        origins = other.origins.length == 0 ? NO_ORIGINS : other.origins.clone();
        shift = other.shift;
        used = other.used;
        size = other.size;
    }

    /** What there is for a tag, or null. */
    @Nullable
    V get(Tag tag) {
        return value(place(tag.value()));
    }

    void put(Tag tag, V value) {
        put(tag.value(), value);
    }

    /** @param origin remembered beside the value */
    void put(Tag tag, V value, Origin origin) {
        int place = put(tag.value(), value);
        if (origins.length == 0) {
            origins = new @Nullable Origin[tags.length];
        }
        origins[place] = origin;
    }

    /** What was remembered beside the value of a tag, or null if the tag is not here or was put without an origin. */
    @Nullable
    Origin origin(Tag tag) {
        int place = place(tag.value());
        return values[place] == null || origins.length == 0 ? null : origins[place];
    }

    private int put(int tag, V value) {
        int place = place(tag);
        if (tags[place] == FREE) {
            // Kept at most two thirds full, so that searching ends.
            if (3 * used >= 2 * tags.length) {
                grow();
                place = place(tag);
            }
            tags[place] = tag;
            used++;
        }
        if (values[place] == null) {
            size++;
        }
        values[place] = value;
        return place;
    }

    void remove(Tag tag) {
        removeAt(place(tag.value()));
    }

    void removeAll(Iterable<Tag> gone) {
        for (Tag tag : gone) {
            remove(tag);
        }
    }

    /** Puts all that another map holds. */
    void putAll(TagMap<? extends V> other) {
        for (int place = 0; place < other.tags.length; place++) {
            V value = other.value(place);
            if (value != null) {
                put(other.tags[place], value);
            }
        }
    }

    void clear() {
        Arrays.fill(tags, FREE);
        Arrays.fill(values, null);
        used = 0;
        size = 0;
    }

    int size() {
        return size;
    }

    /** Number of places; some hold nothing. */
    int places() {
        return tags.length;
    }

    /** The tag in a place that holds something. */
    Tag tagAt(int place) {
        return Tag.of(tags[place]);
    }

    /** What is in a place, or null. */
    @Nullable
    V valueAt(int place) {
        return value(place);
    }

    private void removeAt(int place) {
        if (values[place] != null) {
            values[place] = null;
            size--;
        }
    }

    @SuppressWarnings("unchecked") // Only put() writes there.
    private @Nullable V value(int place) {
        return (V) values[place];
    }

    /** Where the tag is, or else would be. */
    private int place(int tag) {
        int place = tag * SPREAD >>> shift;
        while (tags[place] != tag && tags[place] != FREE) {
            place = place + 1 & tags.length - 1;
        }
        return place;
    }

    private void grow() {
        TagMap<V> larger = new TagMap<>(used + 1);
        larger.origins = origins.length == 0 ? NO_ORIGINS : new @Nullable Origin[larger.tags.length];
        for (int place = 0; place < tags.length; place++) {
            V value = value(place);
            if (value != null) {
                int moved = larger.put(tags[place], value);
                if (origins.length != 0) {
                    larger.origins[moved] = origins[place];
                }
            }
        }
        tags = larger.tags;
        values = larger.values;
        origins = larger.origins;
        shift = larger.shift;
        used = larger.used;
        size = larger.size;
    }
}
