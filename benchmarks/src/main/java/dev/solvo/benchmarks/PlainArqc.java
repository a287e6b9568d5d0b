package dev.solvo.benchmarks;

import java.util.Arrays;

/** Master key by option A, common session key, retail MAC over data that are filled up, as one writes it directly on a cipher. */
abstract class PlainArqc {
    /** Blocks under a triple DES key of 16 bytes. */
    abstract byte[] encrypt(byte[] key, byte[] blocks);

    /** ISO 9797-1 algorithm 3. */
    abstract byte[] retailMac(byte[] key, byte[] filled);

    final byte[] cryptogram(byte[] issuerKey, String pan, String sequenceNumber, byte[] counter, byte[] data) {
        byte[] halves = new byte[16];
        String digits = pan + sequenceNumber;
        for (int i = 0; i < 8; i++) {
            int at = digits.length() - 16 + 2 * i;
            halves[i] = (byte) (digits.charAt(at) - '0' << 4 | digits.charAt(at + 1) - '0');
            halves[8 + i] = (byte) ~halves[i];
        }
        byte[] card = adjusted(encrypt(issuerKey, halves));
        byte[] diversified = new byte[16];
        System.arraycopy(counter, 0, diversified, 0, 2);
        System.arraycopy(counter, 0, diversified, 8, 2);
        diversified[2] = (byte) 0xF0;
        diversified[10] = 0x0F;
        byte[] session = adjusted(encrypt(card, diversified));
        byte[] filled = Arrays.copyOf(data, data.length / 8 * 8 + 8);
        filled[data.length] = (byte) 0x80;
        return retailMac(session, filled);
    }

    private static byte[] adjusted(byte[] key) {
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (key[i] & 0xFE | Integer.bitCount(key[i] & 0xFE) & 1 ^ 1);
        }
        return key;
    }
}
