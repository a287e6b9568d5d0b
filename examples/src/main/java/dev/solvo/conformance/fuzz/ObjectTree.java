package dev.solvo.conformance.fuzz;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data objects of an answer, to be changed and written again. */
final class ObjectTree {
    private static final int LENGTH_IN_ONE_BYTE = 0x7F;
    private static final int MOST_LENGTH_BYTES = 5;

    /** One data object. */
    static final class Node {
        private final List<Node> siblings;
        private final List<Node> children = new ArrayList<>();
        private final boolean constructed;
        private Bytes tag;
        private Bytes value;
        private int lengthBytes;
        private int claimedLength = -1;

        Node(List<Node> siblings, Bytes tag, boolean constructed, Bytes value, int lengthBytes) {
            this.siblings = siblings;
            this.tag = tag;
            this.constructed = constructed;
            this.value = value;
            this.lengthBytes = lengthBytes;
        }

        String tag() {
            return tag.toHex();
        }

        Bytes value() {
            return value;
        }

        boolean isConstructed() {
            return constructed;
        }

        private Node copyFor(List<Node> others) {
            Node copy = new Node(others, tag, constructed, value, lengthBytes);
            children.forEach(child -> copy.children.add(child.copyFor(copy.children)));
            return copy;
        }

        private Bytes toBytes() {
            Bytes content = constructed ? write(children) : value;
            int length = claimedLength >= 0 ? claimedLength : content.length();
            return Bytes.concat(tag, length(length, lengthBytes), content);
        }

        private static Bytes length(int length, int wantedBytes) {
            if (length <= LENGTH_IN_ONE_BYTE && wantedBytes <= 1) {
                return Bytes.ofUnsigned(length);
            }
            int needed = length > 0xFFFF ? 3 : length > 0xFF ? 2 : 1;
            int count = Math.max(needed, Math.min(wantedBytes, MOST_LENGTH_BYTES) - 1);
            int[] bytes = new int[count + 1];
            bytes[0] = 0x80 + count;
            for (int i = 0; i < count; i++) {
                int shift = 8 * (count - 1 - i);
                bytes[i + 1] = shift > 24 ? 0 : length >>> shift & 0xFF;
            }
            return Bytes.ofUnsigned(bytes);
        }
    }

    private final List<Node> top = new ArrayList<>();
    private final List<Node> all = new ArrayList<>();

    private ObjectTree() {}

    /** The objects; empty if the bytes are none. */
    static Optional<ObjectTree> of(Bytes body) {
        ObjectTree tree = new ObjectTree();
        try {
            tree.read(TlvReader.of(body), tree.top);
        } catch (TlvException none) {
            return Optional.empty();
        }
        return tree.all.isEmpty() ? Optional.empty() : Optional.of(tree);
    }

    private void read(TlvReader reader, List<Node> siblings) throws TlvException {
        while (reader.next()) {
            Tag tag = Tag.of(reader.tag());
            Node node = new Node(
                    siblings,
                    tag.toBytes(),
                    reader.isConstructed(),
                    reader.value(),
                    reader.valueOffset() - reader.offset() - tag.size());
            siblings.add(node);
            all.add(node);
            if (reader.isConstructed()) {
                reader.enter();
                read(reader, node.children);
                reader.leave();
            }
        }
    }

    /** All objects, templates before what is in them. */
    List<Node> all() {
        return all;
    }

    /** Changes one object; false where there is none such, or nothing to change. */
    boolean edit(AnswerChange.OfObject change) {
        if (change.number() >= all.size() || !all.get(change.number()).tag().equals(change.tag())) {
            return false;
        }
        Node node = all.get(change.number());
        int place = node.siblings.indexOf(node);
        return switch (change.edit()) {
            case REMOVED -> node.siblings.remove(node);
            case DOUBLED -> node.siblings.add(node.copyFor(node.siblings));
            case EXCHANGED_WITH_NEXT -> {
                if (place + 1 == node.siblings.size()) {
                    yield false;
                }
                node.siblings.remove(place);
                node.siblings.add(place + 1, node);
                yield true;
            }
            case MOVED_TO_THE_END -> {
                node.siblings.remove(place);
                yield top.add(node);
            }
            case RETAGGED -> {
                node.tag = change.value();
                yield true;
            }
            case VALUE_SET -> setValue(node, change.value());
            case VALUE_BIT_FLIPPED -> {
                byte[] bytes = node.value.toByteArray();
                if (change.count() / 8 >= bytes.length) {
                    yield false;
                }
                bytes[change.count() / 8] ^= (byte) (0x80 >> change.count() % 8);
                yield setValue(node, Bytes.of(bytes));
            }
            case LENGTH_CLAIMED -> {
                node.claimedLength = change.count();
                yield true;
            }
            case LENGTH_LONGER_CODED -> {
                node.lengthBytes = change.count();
                yield true;
            }
        };
    }

    private static boolean setValue(Node node, Bytes value) {
        if (node.constructed) {
            return false;
        }
        node.value = value;
        return true;
    }

    Bytes toBytes() {
        return write(top);
    }

    private static Bytes write(List<Node> nodes) {
        return Bytes.concat(nodes.stream().map(Node::toBytes).toArray(Bytes[]::new));
    }
}
