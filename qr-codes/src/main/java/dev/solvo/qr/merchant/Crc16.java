package dev.solvo.qr.merchant;

import java.nio.charset.StandardCharsets;

/**
 * The checksum of ID 63: polynomial 1021, initial value FFFF, neither reflected nor inverted, over UTF-8. EMVCo QRCPS
 * Merchant-Presented Mode 1.1, 4.7.3. The bytes of "123456789" give 29B1.
 */
public final class Crc16 {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private Crc16() {}

    /** Of a text in UTF-8: four capital hexadecimal digits. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of bytes: four capital hexadecimal digits. */
    public static String of(byte[] bytes) {
        int crc = 0xFFFF;
        for (byte b : bytes) {
            crc ^= (b & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        char[] text = new char[4];
        for (int i = 0; i < 4; i++) {
            text[i] = DIGITS[crc >> 12 - 4 * i & 0xF];
        }
        return new String(text);
    }
}
