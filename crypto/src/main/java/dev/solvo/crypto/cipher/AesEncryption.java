package dev.solvo.crypto.cipher;

import java.util.Arrays;

/**
 * AES encipherment of single blocks (FIPS 197), for keys that are used once.
 *
 * <p>The JDK's cipher needs more than ten times as long to take a key as to use it, and a derivation takes a new key with
 * each block. Like every cipher in tables it leaves traces in the processor's cache; where others run code on the same
 * machine, keep the base derivation key in a device.
 */
public final class AesEncryption {
    /** Length of a block. */
    public static final int BLOCK_BYTES = 16;

    private static final int[] TABLE = new int[256];
    private static final byte[] SUBSTITUTION = new byte[256];

    static {
        // FIPS 197, 5.1.1: the inverse in GF(2^8), then an affine map. 3 generates the field, F6 is its inverse.
        int p = 1;
        int q = 1;
        do {
            p ^= p << 1 ^ ((p & 0x80) != 0 ? 0x11B : 0);
            p &= 0xFF;
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            q &= 0xFF;
            q ^= (q & 0x80) != 0 ? 0x09 : 0;
            SUBSTITUTION[p] = (byte) (q ^ rotated(q, 1) ^ rotated(q, 2) ^ rotated(q, 3) ^ rotated(q, 4) ^ 0x63);
        } while (p != 1);
        SUBSTITUTION[0] = 0x63;
        for (int i = 0; i < 256; i++) {
            int s = SUBSTITUTION[i] & 0xFF;
            int twice = (s << 1 ^ ((s & 0x80) != 0 ? 0x11B : 0)) & 0xFF;
            TABLE[i] = twice << 24 | s << 16 | s << 8 | (twice ^ s);
        }
    }

    private final int[] schedule = new int[60];
    private int rounds;

    /** Takes a key of 16, 24 or 32 bytes. */
    public void init(byte[] key) {
        int words = key.length / 4;
        rounds = words + 6;
        for (int i = 0; i < words; i++) {
            schedule[i] = word(key, 4 * i);
        }
        int constant = 1;
        for (int i = words; i < 4 * (rounds + 1); i++) {
            int w = schedule[i - 1];
            if (i % words == 0) {
                w = substituted(Integer.rotateLeft(w, 8)) ^ constant << 24;
                constant = constant << 1 ^ ((constant & 0x80) != 0 ? 0x11B : 0);
            } else if (words == 8 && i % words == 4) {
                w = substituted(w);
            }
            schedule[i] = schedule[i - words] ^ w;
        }
    }

    /** Enciphers one block; only as many bytes as there is room for are given. */
    public void encrypt(byte[] block, byte[] target, int at) {
        int[] k = schedule;
        int a = word(block, 0) ^ k[0];
        int b = word(block, 4) ^ k[1];
        int c = word(block, 8) ^ k[2];
        int d = word(block, 12) ^ k[3];
        int at4 = 4;
        for (int round = 1; round < rounds; round++) {
            int e = mixed(a, b, c, d) ^ k[at4];
            int f = mixed(b, c, d, a) ^ k[at4 + 1];
            int g = mixed(c, d, a, b) ^ k[at4 + 2];
            d = mixed(d, a, b, c) ^ k[at4 + 3];
            a = e;
            b = f;
            c = g;
            at4 += 4;
        }
        put(last(a, b, c, d) ^ k[at4], target, at);
        put(last(b, c, d, a) ^ k[at4 + 1], target, at + 4);
        put(last(c, d, a, b) ^ k[at4 + 2], target, at + 8);
        put(last(d, a, b, c) ^ k[at4 + 3], target, at + 12);
    }

    /** Overwrites the key. */
    public void wipe() {
        Arrays.fill(schedule, 0);
    }

    private static int mixed(int a, int b, int c, int d) {
        return TABLE[a >>> 24]
                ^ Integer.rotateRight(TABLE[b >>> 16 & 0xFF], 8)
                ^ Integer.rotateRight(TABLE[c >>> 8 & 0xFF], 16)
                ^ Integer.rotateRight(TABLE[d & 0xFF], 24);
    }

    private static int last(int a, int b, int c, int d) {
        return (SUBSTITUTION[a >>> 24] & 0xFF) << 24
                | (SUBSTITUTION[b >>> 16 & 0xFF] & 0xFF) << 16
                | (SUBSTITUTION[c >>> 8 & 0xFF] & 0xFF) << 8
                | SUBSTITUTION[d & 0xFF] & 0xFF;
    }

    private static int substituted(int word) {
        return last(word, word, word, word);
    }

    private static int rotated(int octet, int by) {
        return (octet << by | octet >> 8 - by) & 0xFF;
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    private static void put(int word, byte[] target, int at) {
        if (at < target.length) {
            target[at] = (byte) (word >>> 24);
            target[at + 1] = (byte) (word >>> 16);
            target[at + 2] = (byte) (word >>> 8);
            target[at + 3] = (byte) word;
        }
    }
}
