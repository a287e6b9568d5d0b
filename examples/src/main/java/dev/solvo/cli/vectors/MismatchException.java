package dev.solvo.cli.vectors;

import java.util.Objects;

/** Something came out differently from what the record states. */
final class MismatchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Longest quotation of a value in a message, in characters. */
    private static final int LONGEST_QUOTATION = 200;

    MismatchException(String message) {
        super(message);
    }

    /** Both have to be equal. */
    static void ifDifferent(String what, Object expected, Object found) throws MismatchException {
        if (!Objects.equals(expected, found)) {
            throw new MismatchException(what + ": expected " + quoted(expected) + ", found " + quoted(found));
        }
    }

    /** The condition has to hold. */
    static void ifNot(boolean condition, String message) throws MismatchException {
        if (!condition) {
            throw new MismatchException(message);
        }
    }

    private static String quoted(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_QUOTATION ? text : text.substring(0, LONGEST_QUOTATION) + "…";
    }
}
