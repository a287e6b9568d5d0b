package dev.solvo.tlv;

import dev.solvo.tlv.TlvException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A BER-TLV object with all that is in it: a tree, for those who look at data more than once or in any order.
 * {@link TlvReader} reads the same bytes without building anything.
 *
 * <pre>{@code
 * Tlv fci = Tlv.parse(Bytes.fromHex("6F0A A503880101 5F2D02656E"));
 * fci.find(Tag.of(0x5F2D));        // 656E
 * fci.find(Tag.of(0x88));          // nothing: 88 is a child of A5
 * fci.search(Tag.of(0x88));        // 01
 * }</pre>
 *
 * <p>An object that was parsed keeps its bytes as received, lengths that are not minimal and filling included. Two
 * objects are equal if their bytes are. Immutable.
 *
 * <p>A tree is an index over the bytes that were read, which it shares: an object is a view that is made when it is asked for, and holds
 * the whole.
 *
 * <p>Longer than most files because a sealed type and its two cases are read together; half of it is documentation.
 */
public sealed interface Tlv {
    /**
     * Reads exactly one object, strictly, with {@linkplain TlvLimits#DEFAULT default limits}.
     *
     * @param input one object; bytes 00 around it are skipped
     * @return the object
     * @throws TlvException if the bytes are not one object, with {@link Reason#MISSING_OBJECT} if there is none and
     *     {@link Reason#UNEXPECTED_OBJECT} if there are more
     */
    static Tlv parse(Bytes input) throws TlvException {
        return parse(input, TlvLimits.DEFAULT);
    }

    /**
     * Reads exactly one object, strictly.
     *
     * @param input one object; bytes 00 around it are skipped
     * @param limits bounds on what is accepted
     * @return the object
     * @throws TlvException if the bytes are not one object, with {@link Reason#MISSING_OBJECT} if there is none and
     *     {@link Reason#UNEXPECTED_OBJECT} if there are more
     */
    static Tlv parse(Bytes input, TlvLimits limits) throws TlvException {
        TlvIndex index = TlvIndex.read(input, TlvReader.of(input, limits));
        if (index.count() == 0) {
            throw new TlvException(Reason.MISSING_OBJECT, input.length(), "no object");
        }
        int second = index.next(0);
        if (second < index.count()) {
            throw new TlvException(Reason.UNEXPECTED_OBJECT, index.start(second), "a second object");
        }
        return index.object(0);
    }

    /**
     * Reads objects one after the other, strictly, with {@linkplain TlvLimits#DEFAULT default limits}.
     *
     * @param input any number of objects
     * @return the objects in the order received; none for no bytes
     * @throws TlvException if the bytes are not objects
     */
    static List<Tlv> parseAll(Bytes input) throws TlvException {
        return parseAll(input, TlvLimits.DEFAULT);
    }

    /**
     * Reads objects one after the other, strictly. {@link LenientTlv} reads what is damaged.
     *
     * @param input any number of objects
     * @param limits bounds on what is accepted
     * @return the objects in the order received; none for no bytes
     * @throws TlvException if the bytes are not objects
     */
    static List<Tlv> parseAll(Bytes input, TlvLimits limits) throws TlvException {
        TlvIndex index = TlvIndex.read(input, TlvReader.of(input, limits));
        return new TlvList(index, 0, index.count());
    }

    /**
     * An object with a value, its length coded minimally.
     *
     * @param tag a primitive tag
     * @param value the value
     * @return the object
     * @throws IllegalArgumentException if the tag is constructed
     */
    static Primitive of(Tag tag, Bytes value) {
        if (tag.isConstructed()) {
            throw new IllegalArgumentException("tag " + tag + " is constructed: give its children");
        }
        Bytes encoded =
                new TlvWriter(tag.size() + 5 + value.length()).put(tag, value).toBytes();
        return new Primitive(TlvIndex.of(encoded), 0);
    }

    /**
     * A template, its length coded minimally and its children as they are.
     *
     * @param tag a constructed tag
     * @param children what is in it
     * @return the object
     * @throws IllegalArgumentException if the tag is primitive
     */
    static Constructed of(Tag tag, List<? extends Tlv> children) {
        if (!tag.isConstructed()) {
            throw new IllegalArgumentException("tag " + tag + " is primitive: give its value");
        }
        TlvWriter writer = new TlvWriter().begin(tag);
        int length = 0;
        for (Tlv child : children) {
            Bytes bytes = child.encode();
            writer.raw(bytes);
            length += bytes.length();
        }
        Bytes encoded = writer.end().toBytes();
        return new Constructed(TlvIndex.of(encoded, encoded.length() - length, children), 0);
    }

    /**
     * The tag.
     *
     * @return the tag
     */
    Tag tag();

    /**
     * The value as received: of a template, the bytes of all that is in it.
     *
     * @return the value, without tag and length
     */
    Bytes value();

    /**
     * The bytes of the whole object: as received if it was parsed.
     *
     * @return tag, length and value
     */
    Bytes encode();

    /**
     * What is in a template.
     *
     * @return the objects in the order received; none for a primitive object
     */
    List<Tlv> children();

    /**
     * The first child with a tag. Looks at children only, not at theirs.
     *
     * @param tag the tag
     * @return the child, if there is one
     */
    Optional<Tlv> find(Tag tag);

    /**
     * All children with a tag. Looks at children only, not at theirs.
     *
     * @param tag the tag
     * @return the children in the order received
     */
    List<Tlv> findAll(Tag tag);

    /**
     * The first object with a tag below this one, at any depth: a template comes before what is in it, and what is in
     * it before what follows it.
     *
     * @param tag the tag
     * @return the object, if there is one
     */
    Optional<Tlv> search(Tag tag);

    /**
     * All objects with a tag below this one, at any depth, in the order of {@link #search}.
     *
     * @param tag the tag
     * @return the objects
     */
    List<Tlv> searchAll(Tag tag);

    /** An object whose value is data. */
    final class Primitive implements Tlv {
        final TlvIndex index;
        final int node;

        Primitive(TlvIndex index, int node) {
            this.index = index;
            this.node = node;
        }

        @Override
        public Tag tag() {
            return Tag.of(index.tag(node));
        }

        @Override
        public Bytes value() {
            return index.value(node);
        }

        @Override
        public Bytes encode() {
            return index.encoded(node);
        }

        @Override
        public List<Tlv> children() {
            return List.of();
        }

        @Override
        public Optional<Tlv> find(Tag tag) {
            return Optional.empty();
        }

        @Override
        public List<Tlv> findAll(Tag tag) {
            return List.of();
        }

        @Override
        public Optional<Tlv> search(Tag tag) {
            return Optional.empty();
        }

        @Override
        public List<Tlv> searchAll(Tag tag) {
            return List.of();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Primitive that && encode().equals(that.encode());
        }

        @Override
        public int hashCode() {
            return encode().hashCode();
        }

        /** Tag and length, never the value. */
        @Override
        public String toString() {
            return tag() + " (" + value() + ")";
        }
    }

    /** A template: an object whose value is objects. */
    final class Constructed implements Tlv {
        final TlvIndex index;
        final int node;

        Constructed(TlvIndex index, int node) {
            this.index = index;
            this.node = node;
        }

        @Override
        public Tag tag() {
            return Tag.of(index.tag(node));
        }

        @Override
        public Bytes value() {
            return index.value(node);
        }

        @Override
        public Bytes encode() {
            return index.encoded(node);
        }

        @Override
        public List<Tlv> children() {
            return new TlvList(index, node + 1, index.next(node));
        }

        @Override
        public Optional<Tlv> find(Tag tag) {
            int end = index.next(node);
            for (int child = node + 1; child < end; child = index.next(child)) {
                if (index.tag(child) == tag.value()) {
                    return Optional.of(index.object(child));
                }
            }
            return Optional.empty();
        }

        @Override
        public List<Tlv> findAll(Tag tag) {
            List<Tlv> found = new ArrayList<>();
            int end = index.next(node);
            for (int child = node + 1; child < end; child = index.next(child)) {
                if (index.tag(child) == tag.value()) {
                    found.add(index.object(child));
                }
            }
            return List.copyOf(found);
        }

        @Override
        public Optional<Tlv> search(Tag tag) {
            int end = index.next(node);
            for (int object = node + 1; object < end; object++) {
                if (index.tag(object) == tag.value()) {
                    return Optional.of(index.object(object));
                }
            }
            return Optional.empty();
        }

        @Override
        public List<Tlv> searchAll(Tag tag) {
            List<Tlv> found = new ArrayList<>();
            int end = index.next(node);
            for (int object = node + 1; object < end; object++) {
                if (index.tag(object) == tag.value()) {
                    found.add(index.object(object));
                }
            }
            return List.copyOf(found);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Constructed that && encode().equals(that.encode());
        }

        @Override
        public int hashCode() {
            return encode().hashCode();
        }

        /** Tag, length and number of children, never their values. */
        @Override
        public String toString() {
            int children = children().size();
            return tag() + " (" + value() + ", " + children + (children == 1 ? " child)" : " children)");
        }
    }
}
