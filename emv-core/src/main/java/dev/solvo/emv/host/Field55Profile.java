package dev.solvo.emv.host;

import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which data elements a network wants in field 55 of a message, in which order. EMV 4.4 Book 4, 12.1. Immutable.
 *
 * <p>The ready profiles hold what the networks usually ask for in a request, {@link HostProfile} what they want in other
 * messages. They are data, read from the resource {@code field-55.txt}; the acquirer's own specification decides, and
 * {@link #with}, {@link #without} and {@link #of} adapt them. Account number, track data and PIN have fields of their own
 * and are refused here.
 */
public final class Field55Profile {
    // Stands first: the profiles below are checked against it.
    private static final Set<Tag> NEVER = Set.of(
            EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
            EmvTag.TRACK_1_DATA,
            EmvTag.TRACK_2_EQUIVALENT_DATA,
            EmvTag.TRACK_1_DISCRETIONARY_DATA,
            EmvTag.TRACK_2_DISCRETIONARY_DATA,
            Tag.of(0x9F6B),
            EmvTag.TRANSACTION_PIN_DATA);

    /** Visa's usual elements of a request. */
    public static final Field55Profile VISA = PublishedProfiles.read("Visa", "request");

    /** Mastercard's usual elements of a request; 5F34 travels in field 23. */
    public static final Field55Profile MASTERCARD = PublishedProfiles.read("Mastercard", "request");

    /** UnionPay's usual elements of a request. */
    public static final Field55Profile UNIONPAY = PublishedProfiles.read("UnionPay", "request");

    /** What EMV names as chip data of an authorisation request. */
    public static final Field55Profile GENERIC = PublishedProfiles.read("generic", "request");

    private final String name;
    private final List<Tag> tags;

    private Field55Profile(String name, List<Tag> tags) {
        this.name = name;
        this.tags = tags;
    }

    /**
     * A profile of one's own.
     *
     * @param name for reports
     * @param tags the elements, in the order in which they are written
     * @return the profile
     * @throws IllegalArgumentException if a tag stands there twice, or is one of account number, track data or PIN
     */
    public static Field55Profile of(String name, List<Tag> tags) {
        for (Tag tag : tags) {
            if (NEVER.contains(tag)) {
                throw new IllegalArgumentException(tag + " has a field of its own");
            }
        }
        if (new LinkedHashSet<>(tags).size() != tags.size()) {
            throw new IllegalArgumentException("a tag stands in the profile twice");
        }
        return new Field55Profile(name, List.copyOf(tags));
    }

    /**
     * The profile's name.
     *
     * @return a word
     */
    public String name() {
        return name;
    }

    /**
     * The elements.
     *
     * @return tags in the order in which they are written
     */
    public List<Tag> tags() {
        return tags;
    }

    /**
     * The same profile under another name.
     *
     * @param newName for reports
     * @return the profile
     */
    public Field55Profile named(String newName) {
        return new Field55Profile(newName, tags);
    }

    /**
     * The same profile with an element more, written last.
     *
     * @param tag the element
     * @return the profile
     * @throws IllegalArgumentException as {@link #of}
     */
    public Field55Profile with(Tag tag) {
        List<Tag> more = new ArrayList<>(tags);
        more.add(tag);
        return of(name, more);
    }

    /**
     * The same profile without an element.
     *
     * @param tag the element
     * @return the profile
     */
    public Field55Profile without(Tag tag) {
        List<Tag> fewer = new ArrayList<>(tags);
        fewer.remove(tag);
        return new Field55Profile(name, List.copyOf(fewer));
    }

    /**
     * Writes field 55. Elements that are absent or empty are left out.
     *
     * @param data the transaction's data at the time of the message
     * @return TLV objects one after the other
     */
    public Bytes build(ChipData data) {
        TlvWriter writer = new TlvWriter();
        for (Tag tag : tags) {
            Optional<Bytes> value = data.get(tag);
            if (value.isPresent() && !value.get().isEmpty()) {
                writer.put(tag, value.get());
            }
        }
        return writer.toBytes();
    }

    /**
     * Names what a request made now would lack.
     *
     * @param data the transaction's data
     * @return the profile's elements that are absent or empty
     */
    public List<Tag> missing(ChipData data) {
        List<Tag> missing = new ArrayList<>();
        for (Tag tag : tags) {
            if (!data.get(tag).filter(value -> !value.isEmpty()).isPresent()) {
                missing.add(tag);
            }
        }
        return missing;
    }

    /** Name and tags. */
    @Override
    public String toString() {
        return name + " " + tags;
    }
}
