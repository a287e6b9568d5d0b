package dev.solvo.soak;

import java.util.Locale;
import java.util.Optional;

/**
 * One line that a till says to whoever started it. A line that was cut off by the till's death is none.
 *
 * @param kind what about
 * @param subject a number, or empty
 * @param detail the rest
 */
record TillLine(Kind kind, String subject, String detail) {
    private static final String END = " .";

    enum Kind {
        /** It takes notifications at that port. */
        READY,
        /** It has found an open record of a collection, in that phase. */
        FOUND,
        /** It has found an open record of a refund, in that phase. */
        FOUND_REFUND,
        /** A code is on the screen. */
        SHOWN,
        /** A result is not known yet. */
        OPEN,
        /** That sale has been worked off, but for what is open. */
        SERVED,
        /** All sales have been. */
        SERVED_ALL,
        /** All records are resolved. */
        RESOLVED_ALL,
        /** It did what it never may. */
        WRONG
    }

    static String format(Kind kind, String subject, String detail) {
        return kind.name().toLowerCase(Locale.ROOT) + " " + subject + " " + detail + END;
    }

    static Optional<TillLine> parse(String line) {
        if (!line.endsWith(END)) {
            return Optional.empty();
        }
        String[] parts = line.substring(0, line.length() - END.length()).split(" ", 3);
        return parts.length < 3
                ? Optional.empty()
                : Optional.of(new TillLine(Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], parts[2]));
    }
}
