package dev.solvo.crypto.carddata;

/** Decimal digits in text and in blocks. */
final class Digits {
    private Digits() {}

    static boolean areDecimal(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static String require(String what, String text) {
        if (!areDecimal(text)) {
            throw new IllegalArgumentException(what + " has decimal digits only");
        }
        return text;
    }

    static String require(String what, String text, int count) {
        if (text.length() != count) {
            throw new IllegalArgumentException(what + " has " + count + " digits, not " + text.length());
        }
        return require(what, text);
    }

    /** Puts decimal digits into half bytes from the left, zeros behind them. */
    static byte[] packed(String digits, int lengthBytes) {
        byte[] block = new byte[lengthBytes];
        for (int i = 0; i < digits.length(); i++) {
            block[i / 2] |= (byte) (digits.charAt(i) - '0' << (i % 2 == 0 ? 4 : 0));
        }
        return block;
    }

    static int nibble(byte[] block, int index) {
        return block[index / 2] >> (index % 2 == 0 ? 4 : 0) & 0xF;
    }

    /**
     * Takes digits out of a block: its decimal half bytes from the left, then, if there are too few, its others less 10.
     * All 16 half bytes count, so there are always enough.
     */
    static byte[] decimalised(byte[] block, int count) {
        byte[] digits = new byte[count];
        int found = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < block.length * 2 && found < count; i++) {
                int value = nibble(block, i);
                if (value > 9 == (pass == 1)) {
                    digits[found++] = (byte) (value % 10);
                }
            }
        }
        return digits;
    }

    static String text(byte[] digits) {
        StringBuilder text = new StringBuilder(digits.length);
        for (byte digit : digits) {
            text.append((char) ('0' + digit));
        }
        return text.toString();
    }
}
