package dev.solvo.tlv;

import dev.solvo.tlv.TlvException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
        List<Tlv> objects = parseAll(input, limits);
        if (objects.isEmpty()) {
            throw new TlvException(Reason.MISSING_OBJECT, input.length(), "no object");
        }
        if (objects.size() > 1) {
            TlvReader second = TlvReader.of(input, limits);
            second.next();
            second.next();
            throw new TlvException(Reason.UNEXPECTED_OBJECT, second.offset(), "a second object");
        }
        return objects.get(0);
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
        return List.copyOf(TlvTree.read(TlvReader.of(input, limits)));
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
        return new Primitive(tag, value, new TlvWriter().put(tag, value).toBytes());
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
        Bytes value = Bytes.concat(children.stream().map(Tlv::encode).toArray(Bytes[]::new));
        return new Constructed(tag, value, new TlvWriter().put(tag, value).toBytes(), List.copyOf(children));
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
    default Optional<Tlv> find(Tag tag) {
        for (Tlv child : children()) {
            if (child.tag().equals(tag)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /**
     * All children with a tag. Looks at children only, not at theirs.
     *
     * @param tag the tag
     * @return the children in the order received
     */
    default List<Tlv> findAll(Tag tag) {
        List<Tlv> found = new ArrayList<>();
        for (Tlv child : children()) {
            if (child.tag().equals(tag)) {
                found.add(child);
            }
        }
        return List.copyOf(found);
    }

    /**
     * The first object with a tag below this one, at any depth: a template comes before what is in it, and what is in
     * it before what follows it.
     *
     * @param tag the tag
     * @return the object, if there is one
     */
    default Optional<Tlv> search(Tag tag) {
        Deque<Tlv> left = new ArrayDeque<>();
        pushChildren(this, left);
        while (!left.isEmpty()) {
            Tlv object = left.pop();
            if (object.tag().equals(tag)) {
                return Optional.of(object);
            }
            pushChildren(object, left);
        }
        return Optional.empty();
    }

    /**
     * All objects with a tag below this one, at any depth, in the order of {@link #search}.
     *
     * @param tag the tag
     * @return the objects
     */
    default List<Tlv> searchAll(Tag tag) {
        List<Tlv> found = new ArrayList<>();
        Deque<Tlv> left = new ArrayDeque<>();
        pushChildren(this, left);
        while (!left.isEmpty()) {
            Tlv object = left.pop();
            if (object.tag().equals(tag)) {
                found.add(object);
            }
            pushChildren(object, left);
        }
        return List.copyOf(found);
    }

    private static void pushChildren(Tlv object, Deque<Tlv> stack) {
        List<Tlv> children = object.children();
        for (int i = children.size() - 1; i >= 0; i--) {
            stack.push(children.get(i));
        }
    }

    /** An object whose value is data. */
    final class Primitive implements Tlv {
        private final Tag tag;
        private final Bytes value;
        private final Bytes encoded;

        Primitive(Tag tag, Bytes value, Bytes encoded) {
            this.tag = tag;
            this.value = value;
            this.encoded = encoded;
        }

        @Override
        public Tag tag() {
            return tag;
        }

        @Override
        public Bytes value() {
            return value;
        }

        @Override
        public Bytes encode() {
            return encoded;
        }

        @Override
        public List<Tlv> children() {
            return List.of();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Primitive that && encoded.equals(that.encoded);
        }

        @Override
        public int hashCode() {
            return encoded.hashCode();
        }

        /** Tag and length, never the value. */
        @Override
        public String toString() {
            return tag + " (" + value + ")";
        }
    }

    /** A template: an object whose value is objects. */
    final class Constructed implements Tlv {
        private final Tag tag;
        private final Bytes value;
        private final Bytes encoded;
        private final List<Tlv> children;

        Constructed(Tag tag, Bytes value, Bytes encoded, List<Tlv> children) {
            this.tag = tag;
            this.value = value;
            this.encoded = encoded;
            this.children = children;
        }

        @Override
        public Tag tag() {
            return tag;
        }

        @Override
        public Bytes value() {
            return value;
        }

        @Override
        public Bytes encode() {
            return encoded;
        }

        @Override
        public List<Tlv> children() {
            return children;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Constructed that && encoded.equals(that.encoded);
        }

        @Override
        public int hashCode() {
            return encoded.hashCode();
        }

        /** Tag, length and number of children, never their values. */
        @Override
        public String toString() {
            return tag + " (" + value + ", " + children.size() + (children.size() == 1 ? " child)" : " children)");
        }
    }
}
