package dev.solvo.conformance.fuzz;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the terminal gets instead of the card's answer. The card itself has done what it was told. */
sealed interface AnswerChange {
    /** The changed answer; the answer itself where the change does not fit it. Not for {@link NoAnswer}. */
    ResponseApdu of(ResponseApdu answer);

    /** In a few words, without the card's data. */
    String text();

    /** Smaller changes that may do as well. */
    default List<AnswerChange> smaller() {
        return List.of();
    }

    /** No answer comes; after a removal none comes any more. */
    record NoAnswer(CardTransportException.Kind kind) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            throw new IllegalStateException("there is no answer");
        }

        @Override
        public String text() {
            return "no answer, " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Another status word, with or without the body. */
    record Status(int statusWord, boolean withBody) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            return new ResponseApdu(withBody ? answer.data() : Bytes.EMPTY, new StatusWord(statusWord));
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "status word %04X", statusWord) + (withBody ? "" : " without a body");
        }
    }

    /** One bit of the body, counted from 0 for bit 8 of the first byte. */
    record FlippedBit(int index) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            byte[] bytes = answer.data().toByteArray();
            if (index / 8 >= bytes.length) {
                return answer;
            }
            bytes[index / 8] ^= (byte) (0x80 >> index % 8);
            return new ResponseApdu(Bytes.of(bytes), answer.statusWord());
        }

        @Override
        public String text() {
            return "byte " + (index / 8 + 1) + ", bit " + (8 - index % 8) + " flipped";
        }
    }

    /** Some bytes of the body, from 0 on, give way to others. */
    record Spliced(int at, int removed, Bytes inserted) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            Bytes body = answer.data();
            if (at + removed > body.length()) {
                return answer;
            }
            return new ResponseApdu(
                    Bytes.concat(body.slice(0, at), inserted, body.slice(at + removed)), answer.statusWord());
        }

        @Override
        public String text() {
            String where = removed == 0
                    ? inserted.length() + " bytes inserted before byte " + (at + 1)
                    : removed + " bytes from byte " + (at + 1) + " on "
                            + (inserted.isEmpty() ? "taken out" : "replaced by " + inserted.length());
            return inserted.isEmpty() || inserted.length() > 4 ? where : where + ": " + inserted.toHex();
        }

        @Override
        public List<AnswerChange> smaller() {
            List<AnswerChange> all = new ArrayList<>();
            if (removed > 1 && inserted.isEmpty()) {
                all.add(new Spliced(at, 1, inserted));
                all.add(new Spliced(at + removed / 2, removed - removed / 2, inserted));
                all.add(new Spliced(at + 1, removed - 1, inserted));
            }
            if (removed == 0 && inserted.length() > 1) {
                all.add(new Spliced(at, 0, inserted.slice(0, 1)));
                all.add(new Spliced(at, 0, inserted.slice(0, inserted.length() / 2)));
            }
            return all;
        }
    }

    /** The body ends too early. */
    record Cut(int length) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            return length >= answer.data().length()
                    ? answer
                    : new ResponseApdu(answer.data().slice(0, length), answer.statusWord());
        }

        @Override
        public String text() {
            return length == 0 ? "no body" : "body cut after " + length + " bytes";
        }
    }

    /** A whole answer of something else. */
    record Other(ResponseApdu whole, String origin) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            return whole;
        }

        @Override
        public String text() {
            return "answered " + origin;
        }
    }

    /** What is done to one data object, counted from 0 as they stand, templates before what is in them. */
    enum ObjectEdit {
        REMOVED,
        DOUBLED,
        EXCHANGED_WITH_NEXT,
        MOVED_TO_THE_END,
        RETAGGED,
        VALUE_SET,
        VALUE_BIT_FLIPPED,
        LENGTH_CLAIMED,
        LENGTH_LONGER_CODED
    }

    /** A change of one data object. The lengths of the templates around it fit, but for a claimed length. */
    record OfObject(ObjectEdit edit, int number, String tag, Bytes value, int count) implements AnswerChange {
        @Override
        public ResponseApdu of(ResponseApdu answer) {
            Optional<ObjectTree> tree = ObjectTree.of(answer.data());
            return tree.isPresent() && tree.get().edit(this)
                    ? new ResponseApdu(tree.get().toBytes(), answer.statusWord())
                    : answer;
        }

        @Override
        public String text() {
            String object = "data object " + tag;
            return switch (edit) {
                case REMOVED -> object + " taken out";
                case DOUBLED -> object + " twice";
                case EXCHANGED_WITH_NEXT -> object + " after its successor";
                case MOVED_TO_THE_END -> object + " moved to the end";
                case RETAGGED -> object + " called " + value.toHex();
                case VALUE_SET -> object + " with " + value.length() + " other bytes";
                case VALUE_BIT_FLIPPED ->
                    object + ", byte " + (count / 8 + 1) + ", bit " + (8 - count % 8) + " of the value flipped";
                case LENGTH_CLAIMED -> object + " with a length of " + count;
                case LENGTH_LONGER_CODED -> object + " with its length in " + count + " bytes";
            };
        }

        @Override
        public List<AnswerChange> smaller() {
            if (edit != ObjectEdit.VALUE_SET || value.length() < 2) {
                return List.of();
            }
            return List.of(
                    new OfObject(edit, number, tag, Bytes.EMPTY, count),
                    new OfObject(edit, number, tag, value.slice(0, 1), count),
                    new OfObject(edit, number, tag, value.slice(0, value.length() / 2), count));
        }
    }
}
