package dev.solvo.crypto.keyblock;

/** The kinds of characters that a key block is made of. */
final class Characters {
    private Characters() {}

    static void requireAlphanumeric(String text, int length) {
        if (text.length() != length || !isAlphanumeric(text)) {
            throw new IllegalArgumentException("there should be " + length + " characters of A to Z and 0 to 9");
        }
    }

    static boolean isAlphanumeric(String text) {
        boolean all = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            all &= c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
        }
        return all;
    }

    static boolean isDecimal(String text) {
        boolean all = true;
        for (int i = 0; i < text.length(); i++) {
            all &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return all;
    }

    /** Small letters are no hexadecimal digits in a key block. */
    static boolean isHex(String text) {
        boolean all = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            all &= c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
        }
        return all;
    }

    static boolean isPrintable(String text) {
        boolean all = true;
        for (int i = 0; i < text.length(); i++) {
            all &= text.charAt(i) >= ' ' && text.charAt(i) <= '~';
        }
        return all;
    }

    static String hex(int value, int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = digits - 1; i >= 0; i--) {
            text.append("0123456789ABCDEF".charAt(value >> 4 * i & 0xF));
        }
        return text.toString();
    }

    static String decimal(int value, int digits) {
        StringBuilder text = new StringBuilder(Integer.toString(value));
        while (text.length() < digits) {
            text.insert(0, '0');
        }
        return text.toString();
    }
}
