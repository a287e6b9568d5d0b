package dev.solvo.prepaid;

/** What identifiers may consist of: such that they need no quoting in a file name, a log or a statement. */
final class Identifiers {
    private static final int LONGEST = 32;

    private Identifiers() {}

    static void check(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a " + what + " has 1 to " + LONGEST + " characters, not " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            boolean allowed = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || character == '.'
                    || character == '_'
                    || character == '-';
            if (!allowed) {
                throw new IllegalArgumentException("a " + what
                        + " has letters, digits, dots, underscores and hyphens only, unlike character " + (i + 1));
            }
        }
    }
}
