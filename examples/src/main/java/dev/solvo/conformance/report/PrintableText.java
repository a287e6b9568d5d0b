package dev.solvo.conformance.report;

import java.util.Locale;

/**
 * Text of cases, cards and kernels as a terminal, an XML reader and a browser can take it: what steers them, or is no character,
 * is written as its number. Line feeds and tabs stay.
 */
final class PrintableText {
    private PrintableText() {}

    /** The text on any number of lines. */
    static String of(String text) {
        if (text.codePoints().allMatch(PrintableText::isPrintable)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isPrintable(character)) {
                printable.appendCodePoint(character);
            } else {
                printable.append(String.format(Locale.ROOT, "\\u%04X", character));
            }
        });
        return printable.toString();
    }

    /** The text on one line. */
    static String onOneLine(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }

    private static boolean isPrintable(int character) {
        if (character == '\n' || character == '\t') {
            return true;
        }
        if (character == 0x2028 || character == 0x2029 || turnsDirection(character)) {
            return false;
        }
        // Half a surrogate pair comes as a code point of its own.
        boolean character16 = character < 0xD800 || character > 0xDFFF;
        return character16 && !Character.isISOControl(character) && (character & 0xFFFE) != 0xFFFE;
    }

    /** Marks that show text in another order than it has. */
    private static boolean turnsDirection(int character) {
        return character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }
}
