package dev.solvo.emv.data;

import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Set;

/**
 * What is known of one tag in one scope.
 *
 * @param tag the tag
 * @param scope where this meaning holds
 * @param name the specification's name
 * @param sources who may supply it; empty where no rule is known
 * @param format how its bytes are read
 * @param lengths the lengths its value may have, in bytes
 * @param templates the templates it may stand in; empty where it stands in none or no rule is known
 * @param isMasked whether the value identifies a cardholder or an account and is masked when shown
 * @param reference where it is defined; empty where no public definition is known
 */
public record DataElement(
        Tag tag,
        TagScope scope,
        String name,
        Set<Source> sources,
        DataFormat format,
        Lengths lengths,
        List<Tag> templates,
        boolean isMasked,
        String reference) {
    /** Who may supply an element. */
    public enum Source {
        /** The chip. */
        CARD,
        /** The terminal. */
        TERMINAL,
        /** The issuer, through its host. */
        ISSUER
    }

    /** Copies the collections. */
    public DataElement {
        sources = Set.copyOf(sources);
        templates = List.copyOf(templates);
    }

    /**
     * The lengths a value may have.
     *
     * @param minimum the shortest, in bytes
     * @param maximum the longest, in bytes
     * @param alternatives the only lengths there are, in bytes; empty when every length in between is allowed
     */
    public record Lengths(int minimum, int maximum, List<Integer> alternatives) {
        /** Any length. */
        public static final Lengths ANY = new Lengths(0, 0xFFFF, List.of());

        /** Copies the list. */
        public Lengths {
            if (minimum < 0 || maximum < minimum) {
                throw new IllegalArgumentException("lengths from " + minimum + " to " + maximum);
            }
            alternatives = List.copyOf(alternatives);
        }

        /**
         * Tells whether a length is allowed.
         *
         * @param lengthBytes the length
         * @return whether a value may have it
         */
        public boolean allows(int lengthBytes) {
            return lengthBytes >= minimum
                    && lengthBytes <= maximum
                    && (alternatives.isEmpty() || alternatives.contains(lengthBytes));
        }

        /** The lengths as the dictionary writes them: {@code 5-16}, {@code 1,3}, {@code 2}. */
        @Override
        public String toString() {
            if (!alternatives.isEmpty()) {
                StringBuilder text = new StringBuilder();
                for (int length : alternatives) {
                    text.append(text.length() == 0 ? "" : ",").append(length);
                }
                return text.toString();
            }
            return equals(ANY) ? "-" : minimum == maximum ? Integer.toString(minimum) : minimum + "-" + maximum;
        }
    }
}
