package dev.solvo.qr.merchant;

import java.nio.charset.StandardCharsets;

/**
 * The checksum of ID 63: polynomial 1021, initial value FFFF, neither reflected nor inverted, over UTF-8. EMVCo QRCPS
 * Merchant-Presented Mode 1.1, 4.7.3. The bytes of "123456789" give 29B1.
 */
public final class Crc16 {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private static final int INITIAL = 0xFFFF;
    private static final int POLYNOMIAL = 0x1021;
    private static final int LAST_ASCII = 0x7F;
    private static final char[][] TABLES = tables();

    private Crc16() {}

    /** Of a text in UTF-8: four capital hexadecimal digits. */
    public static String of(String text) {
        return hex(compute(text, text.length()));
    }

    /** Of bytes: four capital hexadecimal digits. */
    public static String of(byte[] bytes) {
        return hex(compute(bytes));
    }

    /** Of the beginning of a text, up to that index, as a number of 16 bits. */
    static int compute(String text, int end) {
        int crc = INITIAL;
        int i = 0;
        for (; i + 4 <= end; i += 4) {
            int first = text.charAt(i);
            int second = text.charAt(i + 1);
            int third = text.charAt(i + 2);
            int fourth = text.charAt(i + 3);
            if ((first | second | third | fourth) > LAST_ASCII) {
                return compute(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
            }
            crc = TABLES[3][crc >> 8 ^ first] ^ TABLES[2][crc & 0xFF ^ second] ^ TABLES[1][third] ^ TABLES[0][fourth];
        }
        for (; i < end; i++) {
            if (text.charAt(i) > LAST_ASCII) {
                return compute(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
            }
            crc = next(crc, text.charAt(i));
        }
        return crc;
    }

    private static int compute(byte[] bytes) {
        int crc = INITIAL;
        for (byte b : bytes) {
            crc = next(crc, b & 0xFF);
        }
        return crc;
    }

    private static int next(int crc, int value) {
        return crc << 8 & 0xFF00 ^ TABLES[0][crc >> 8 ^ value];
    }

    /** In four capital hexadecimal digits. */
    static String hex(int crc) {
        char[] text = new char[4];
        for (int i = 0; i < 4; i++) {
            text[i] = DIGITS[crc >> 12 - 4 * i & 0xF];
        }
        return new String(text);
    }

    /** Whether a text is what {@link #hex} makes of the number. */
    static boolean isHex(int crc, String text) {
        boolean same = text.length() == 4;
        for (int i = 0; same && i < 4; i++) {
            same = text.charAt(i) == DIGITS[crc >> 12 - 4 * i & 0xF];
        }
        return same;
    }

    /** What a byte adds when none to three more follow it, so that four are taken at once. */
    private static char[][] tables() {
        char[][] tables = new char[4][256];
        for (int value = 0; value < 256; value++) {
            int crc = value << 8;
            for (int k = 0; k < 4; k++) {
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
                }
                tables[k][value] = (char) crc;
                crc &= 0xFFFF;
            }
        }
        return tables;
    }
}
