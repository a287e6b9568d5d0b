package dev.solvo.emv.walk;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What the terminal gets instead of the card's answer; the card itself has done what it was told. */
sealed interface Change {
    /** A damage that stands in {@code new-approvals.json} by this name. */
    String name();

    /** No answer comes; after a removal none comes any more. */
    record NoAnswer(CardTransportException.Kind kind) implements Change {
        @Override
        public String name() {
            return kind == CardTransportException.Kind.CARD_REMOVED
                    ? "removal"
                    : kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Another status word, without a body. */
    record Status(int statusWord) implements Change {
        @Override
        public String name() {
            return String.format(Locale.ROOT, "%04X", statusWord);
        }
    }

    /** The body is cut off; the status word stays. */
    record CutBody(int length) implements Change {
        @Override
        public String name() {
            return length == 0 ? "empty body" : "truncated body";
        }
    }

    /** Bytes follow the body. */
    record LongerBody(Bytes appended) implements Change {
        @Override
        public String name() {
            return "longer body";
        }
    }

    /**
     * One bit of the body is another.
     *
     * @param index 0 for bit 8 of the first byte
     */
    record FlippedBit(int index) implements Change {
        @Override
        public String name() {
            return "flipped bit";
        }

        /** The byte as the Books count them, from 1. */
        int byteNumber() {
            return index / 8 + 1;
        }

        /** The bit as the Books count them, 8 for the most significant. */
        int bitNumber() {
            return 8 - index % 8;
        }
    }

    /** The answer with this change; not for {@link NoAnswer}. */
    default ResponseApdu of(ResponseApdu answer) {
        Bytes body = answer.data();
        if (this instanceof Status status) {
            return ResponseApdu.of(status.statusWord());
        }
        if (this instanceof CutBody cut) {
            return new ResponseApdu(body.slice(0, cut.length()), answer.statusWord());
        }
        if (this instanceof LongerBody longer) {
            return new ResponseApdu(body.plus(longer.appended()), answer.statusWord());
        }
        if (this instanceof FlippedBit flipped) {
            byte[] bytes = body.toByteArray();
            bytes[flipped.index() / 8] ^= (byte) (0x80 >> flipped.index() % 8);
            return new ResponseApdu(Bytes.of(bytes), answer.statusWord());
        }
        throw new AssertionError(this);
    }

    /** Every kind of change once, with one bit that is drawn. */
    static List<Change> sample(ResponseApdu answer, RandomGenerator random) {
        List<Change> changes = withoutBody(answer);
        int length = answer.data().length();
        if (length > 0) {
            changes.add(new CutBody(0));
            changes.add(new CutBody(length / 2));
            changes.add(new LongerBody(Bytes.ofUnsigned(0xFF)));
            changes.add(new FlippedBit(random.nextInt(length * 8)));
        }
        return changes;
    }

    /** One bit, and one change of another kind, both drawn. */
    static List<Change> few(ResponseApdu answer, RandomGenerator random) {
        List<Change> sample = new ArrayList<>(sample(answer, random));
        List<Change> flipped =
                sample.stream().filter(FlippedBit.class::isInstance).toList();
        sample.removeAll(flipped);
        List<Change> few = new ArrayList<>(flipped);
        few.add(sample.get(random.nextInt(sample.size())));
        return few;
    }

    /** Every length that is too short, and every bit. */
    static List<Change> all(ResponseApdu answer) {
        List<Change> changes = withoutBody(answer);
        int length = answer.data().length();
        for (int kept = 0; kept < length; kept++) {
            changes.add(new CutBody(kept));
        }
        if (length > 0) {
            changes.add(new LongerBody(Bytes.ofUnsigned(0xFF)));
            changes.add(new LongerBody(answer.data()));
        }
        for (int bit = 0; bit < length * 8; bit++) {
            changes.add(new FlippedBit(bit));
        }
        return changes;
    }

    private static List<Change> withoutBody(ResponseApdu answer) {
        List<Change> changes = new ArrayList<>();
        for (CardTransportException.Kind kind : CardTransportException.Kind.values()) {
            changes.add(new NoAnswer(kind));
        }
        changes.add(new Status(0x6F00));
        changes.add(new Status(0x6985));
        changes.add(new Status(0x6A82));
        if (!answer.statusWord().isSuccess()) {
            changes.add(new Status(0x9000));
        }
        return changes;
    }
}
