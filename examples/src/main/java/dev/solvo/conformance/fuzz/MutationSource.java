package dev.solvo.conformance.fuzz;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.conformance.fuzz.AnswerChange.ObjectEdit;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws what is changed, from what the card answers if nothing is changed. */
final class MutationSource {
    private static final int MOST_MUTATIONS = 3;
    private static final int LONGEST_INSERTION = 16;
    private static final int LONGEST_VALUE = 260;

    private static final int[] STATUS_WORDS = {
        0x9000, 0x6283, 0x6300, 0x63C0, 0x63C2, 0x6400, 0x6700, 0x6882, 0x6983, 0x6984, 0x6985, 0x6986, 0x6A80, 0x6A81,
        0x6A82, 0x6A83, 0x6A88, 0x6B00, 0x6D00, 0x6E00, 0x6F00, 0x6100, 0x6110, 0x6C00, 0x6C10, 0x9001, 0x0000, 0xFFFF
    };

    /** Tags that mean something to a kernel, for an object that is to be called otherwise. */
    private static final String[] TAGS = {
        "50", "57", "5A", "5F24", "5F25", "5F28", "5F34", "61", "6F", "70", "73", "77", "80", "82", "83", "84", "87",
        "88", "8A", "8C", "8D", "8E", "8F", "90", "92", "93", "94", "95", "9A", "9B", "9C", "9F02", "9F07", "9F08",
        "9F0D", "9F0E", "9F0F", "9F10", "9F26", "9F27", "9F32", "9F36", "9F37", "9F38", "9F44", "9F46", "9F47", "9F49",
        "9F4A", "9F4B", "9F4C", "9F5D", "9F69", "9F6C", "9F6E", "A5", "BF0C", "DF8104", "9F51", "9F8103", "00", "FF",
        "1F", "9F"
    };

    /**
     * What is drawn for one try.
     *
     * @param subject the case
     * @param mutations what is changed
     * @param others cases whose cards' answers are swapped in
     */
    record Draw(FuzzedCase subject, List<Mutation> mutations, List<FuzzedCase> others) {}

    private final List<FuzzedCase> cases;
    private final long seed;

    MutationSource(List<FuzzedCase> cases, long seed) {
        this.cases = List.copyOf(cases);
        this.seed = seed;
    }

    /** What is done at a try: always the same for the same cases, seed and number. */
    Draw draw(long number) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
        FuzzedCase subject = cases.get(random.nextInt(cases.size()));
        List<Integer> answered = new ArrayList<>();
        List<Delivery> deliveries = subject.unchanged().deliveries();
        for (int i = 0; i < deliveries.size(); i++) {
            if (deliveries.get(i).sent().isPresent()) {
                answered.add(i);
            }
        }
        int wanted = 1;
        while (wanted < MOST_MUTATIONS && random.nextInt(10) < 3) {
            wanted++;
        }
        List<Mutation> mutations = new ArrayList<>();
        List<FuzzedCase> others = new ArrayList<>();
        for (int i = 0; i < wanted && !answered.isEmpty(); i++) {
            int at = answered.get(random.nextInt(answered.size()));
            mutations.add(new Mutation(at + 1, change(random, subject, at, others)));
        }
        return new Draw(subject, mutations, others);
    }

    private AnswerChange change(SplittableRandom random, FuzzedCase subject, int at, List<FuzzedCase> others) {
        ResponseApdu answer = subject.unchanged().deliveries().get(at).sent().orElseThrow();
        Bytes body = answer.data();
        int kind = random.nextInt(100);
        if (kind < 2) {
            CardTransportException.Kind[] kinds = CardTransportException.Kind.values();
            return new AnswerChange.NoAnswer(kinds[random.nextInt(kinds.length)]);
        }
        if (kind < 9 || body.isEmpty()) {
            int word = random.nextInt(4) == 0
                    ? random.nextInt(0x10000)
                    : STATUS_WORDS[random.nextInt(STATUS_WORDS.length)];
            return new AnswerChange.Status(word, random.nextBoolean());
        }
        if (kind < 17) {
            return swapped(random, subject, at, others);
        }
        if (kind < 40) {
            return raw(random, body);
        }
        Optional<ObjectTree> tree = ObjectTree.of(body);
        return tree.isPresent() ? ofObject(random, tree.get().all()) : raw(random, body);
    }

    private AnswerChange swapped(SplittableRandom random, FuzzedCase subject, int at, List<FuzzedCase> others) {
        List<Delivery> own = subject.unchanged().deliveries();
        if (random.nextBoolean()) {
            FuzzedCase other = cases.get(random.nextInt(cases.size()));
            for (Delivery delivery : other.unchanged().deliveries()) {
                if (delivery.header().equals(own.get(at).header())
                        && delivery.sent().isPresent()
                        && !delivery.sent().equals(own.get(at).sent())) {
                    others.add(other);
                    return new AnswerChange.Other(delivery.sent().get(), "as the card of " + other.id() + " does");
                }
            }
        }
        int from = random.nextInt(own.size());
        return own.get(from).sent().isPresent()
                ? new AnswerChange.Other(own.get(from).sent().get(), "as to command " + (from + 1))
                : new AnswerChange.Cut(0);
    }

    private static AnswerChange raw(SplittableRandom random, Bytes body) {
        int length = body.length();
        int at = random.nextInt(length);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new AnswerChange.FlippedBit(random.nextInt(length * 8));
            case 3 -> new AnswerChange.Cut(at);
            case 4 -> new AnswerChange.Spliced(at, 1 + random.nextInt(Math.min(8, length - at)), Bytes.EMPTY);
            case 5 ->
                new AnswerChange.Spliced(
                        random.nextInt(length + 1), 0, bytes(random, 1 + random.nextInt(LONGEST_INSERTION)));
            default -> new AnswerChange.Spliced(at, 1, Bytes.ofUnsigned(boundary(random)));
        };
    }

    private static AnswerChange ofObject(SplittableRandom random, List<ObjectTree.Node> all) {
        int number = random.nextInt(all.size());
        ObjectTree.Node node = all.get(number);
        ObjectEdit edit = switch (random.nextInt(16)) {
            case 0, 1 -> ObjectEdit.REMOVED;
            case 2 -> ObjectEdit.DOUBLED;
            case 3 -> ObjectEdit.EXCHANGED_WITH_NEXT;
            case 4 -> ObjectEdit.MOVED_TO_THE_END;
            case 5 -> ObjectEdit.RETAGGED;
            case 6 -> ObjectEdit.LENGTH_CLAIMED;
            case 7 -> ObjectEdit.LENGTH_LONGER_CODED;
            case 8, 9, 10, 11 -> ObjectEdit.VALUE_SET;
            default -> ObjectEdit.VALUE_BIT_FLIPPED;
        };
        Bytes value = Bytes.EMPTY;
        int count = 0;
        switch (edit) {
            case RETAGGED -> value = Bytes.fromHex(TAGS[random.nextInt(TAGS.length)]);
            case VALUE_SET -> value = value(random, node.value().length());
            case VALUE_BIT_FLIPPED -> {
                if (node.isConstructed() || node.value().isEmpty()) {
                    edit = ObjectEdit.REMOVED;
                } else {
                    count = random.nextInt(node.value().length() * 8);
                }
            }
            case LENGTH_CLAIMED -> count = length(random, node.value().length());
            case LENGTH_LONGER_CODED -> count = 2 + random.nextInt(4);
            default -> {
                // Nothing more to draw.
            }
        }
        return new AnswerChange.OfObject(edit, number, node.tag(), value, count);
    }

    private static Bytes value(SplittableRandom random, int length) {
        return switch (random.nextInt(6)) {
            case 0 -> Bytes.repeat(0, length);
            case 1 -> Bytes.repeat(0xFF, length);
            case 2 -> bytes(random, random.nextInt(length + 1));
            case 3 -> bytes(random, Math.min(LONGEST_VALUE, length + 1 + random.nextInt(8)));
            case 4 -> bytes(random, random.nextInt(LONGEST_VALUE));
            default -> bytes(random, length);
        };
    }

    private static int length(SplittableRandom random, int length) {
        int[] lengths = {0, 1, Math.max(0, length - 1), length + 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x7FFFFFFF};
        return lengths[random.nextInt(lengths.length)];
    }

    private static int boundary(SplittableRandom random) {
        int[] bytes = {0x00, 0x01, 0x7F, 0x80, 0x81, 0x84, 0xFF, random.nextInt(256)};
        return bytes[random.nextInt(bytes.length)];
    }

    private static Bytes bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
