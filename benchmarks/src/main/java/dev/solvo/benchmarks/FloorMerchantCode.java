package dev.solvo.benchmarks;

import java.util.Arrays;

/**
 * Reading, checking and building merchant-presented codes written by hand for these codes: index of objects, EMVCo's checks of the objects
 * that they have, checksum by a table.
 */
final class FloorMerchantCode {
    private static final char[] TABLE = table();
    private static final int ADDITIONAL_DATA = 62;

    private final int[] starts = new int[100];
    private final int[] ends = new int[100];

    /** Whether the code is well formed and keeps the rules. */
    boolean isRight(String text) {
        Arrays.fill(starts, 0);
        int at = 0;
        int last = -1;
        int first = -1;
        boolean account = false;
        while (at < text.length()) {
            int id = number(text, at);
            int length = number(text, at + 2);
            if (id < 0 || length <= 0 || length > text.length() - at - 4 || starts[id] != 0) {
                return false;
            }
            for (int i = at + 4; i < at + 4 + length; i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    return false;
                }
            }
            starts[id] = at + 4;
            at += 4 + length;
            ends[id] = at;
            first = first < 0 ? id : first;
            last = id;
            account |= id >= 2 && id <= 51;
        }
        return first == 0
                && last == 63
                && account
                && length(0) == 2
                && text.startsWith("01", starts[0])
                && (length(1) == 0 || text.startsWith("11", starts[1]) || text.startsWith("12", starts[1]))
                && length(52) == 4
                && areDigits(text, 52)
                && length(53) == 3
                && areDigits(text, 53)
                && isAmount(text)
                && isCountry(text)
                && starts[59] > 0
                && length(59) <= 25
                && starts[60] > 0
                && length(60) <= 15
                && length(61) <= 10
                && starts[55] + starts[56] + starts[57] == 0
                && additionalData(text)
                && crc(text, starts[63]) == given(text);
    }

    private int length(int id) {
        return starts[id] == 0 ? 0 : ends[id] - starts[id];
    }

    private boolean additionalData(String text) {
        int end = starts[ADDITIONAL_DATA] == 0 ? 0 : ends[ADDITIONAL_DATA];
        long seen = 0;
        for (int at = starts[ADDITIONAL_DATA]; at < end; ) {
            int id = number(text, at);
            int length = number(text, at + 2);
            if (id < 1 || id > 8 || length <= 0 || length > 25 || length > end - at - 4 || (seen >> id & 1) != 0) {
                return false;
            }
            seen |= 1L << id;
            at += 4 + length;
        }
        return true;
    }

    private boolean areDigits(String text, int id) {
        for (int i = starts[id]; i < ends[id]; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private boolean isAmount(String text) {
        boolean point = false;
        boolean zero = true;
        for (int i = starts[54]; i < ends[54]; i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > starts[54]) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            } else {
                zero &= c == '0';
            }
        }
        return starts[54] == 0 || (!zero && length(54) <= 13);
    }

    private boolean isCountry(String text) {
        int at = starts[58];
        return length(58) == 2
                && text.charAt(at) >= 'A'
                && text.charAt(at) <= 'Z'
                && text.charAt(at + 1) >= 'A'
                && text.charAt(at + 1) <= 'Z';
    }

    private int given(String text) {
        int crc = 0;
        for (int i = starts[63]; i < ends[63]; i++) {
            crc = crc << 4 | Character.digit(text.charAt(i), 16);
        }
        return length(63) == 4 ? crc : -1;
    }

    /** Writes objects, IDs and values in turn, and the checksum. */
    static String build(int[] ids, String[] values) {
        StringBuilder text = new StringBuilder(256);
        for (int i = 0; i < ids.length; i++) {
            two(text, ids[i]);
            two(text, values[i].length());
            text.append(values[i]);
        }
        return withChecksum(text);
    }

    /** Writes the checksum behind the other objects. */
    static String withChecksum(StringBuilder text) {
        text.append("6304");
        int crc = crc(text, text.length());
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append("0123456789ABCDEF".charAt(crc >> shift & 0xF));
        }
        return text.toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static int number(String text, int at) {
        if (text.length() - at < 2) {
            return -1;
        }
        int tens = text.charAt(at) - '0';
        int units = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || units < 0 || units > 9 ? -1 : 10 * tens + units;
    }

    private static int crc(CharSequence text, int end) {
        int crc = 0xFFFF;
        for (int i = 0; i < end; i++) {
            crc = crc << 8 & 0xFF00 ^ TABLE[(crc >> 8 ^ text.charAt(i)) & 0xFF];
        }
        return crc;
    }

    private static char[] table() {
        char[] table = new char[256];
        for (int value = 0; value < 256; value++) {
            int crc = value << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
            table[value] = (char) crc;
        }
        return table;
    }
}
