package dev.solvo.crypto.cipher;

import java.util.Arrays;

/**
 * DES (FIPS 46-3) and triple DES of two or three keys (SP 800-67), block by block.
 *
 * <p>Permutations are in tables that are made of the standard's own. Numbers name bits as the standard does: 1 is the
 * leftmost. Like the platform's cipher in tables it leaves traces in the processor's cache; where others run code on the
 * same machine, keep keys in a device.
 *
 * <p>Why not the platform's cipher: keys here are used once, for almost every one is derived for one transaction. A cipher of
 * the platform takes longer to be made and to take its key than to encipher, and nothing here may keep one between keys. {@code
 * scripts/bench host} measures an ARQC and DUKPT beside the platform's ciphers and Bouncy Castle's. {@link #wipe} clears the key
 * schedule, which no provider's cipher promises.
 */
public final class DesEncryption {
    /** Length of a block. */
    public static final int BLOCK_BYTES = 8;

    private static final int ROUNDS = 16;
    private static final int WORDS_PER_KEY = 2 * ROUNDS;
    private static final int KEY_BYTES = 8;
    private static final int HALF_KEY_BITS = 28;
    private static final int HALF_KEY_MASK = (1 << HALF_KEY_BITS) - 1;

    /** PC-1: 56 of 64 bits. */
    private static final int[] CHOICE_1 = {
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63,
        55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4
    };

    /** PC-2: 48 of 56 bits. */
    private static final int[] CHOICE_2 = {
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55,
        30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32
    };

    private static final int[] SHIFTS = {1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1};

    /** P: all 32 bits. */
    private static final int[] PERMUTATION = {
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11,
        4, 25
    };

    /** S1 to S8, four rows of sixteen columns each. */
    private static final String[] SUBSTITUTIONS = {
        "E4D12FB83A6C59070F74E2D1A6CB953841E8D62BFC973A50FC8249175B3EA06D",
        "F18E6B34972DC05A3D47F28EC01A69B50E7BA4D158C6932FD8A13F42B67C05E9",
        "A09E63F51DC7B428D709346A285ECBF1D6498F30B12C5AE71AD069874FE3B52C",
        "7DE3069A1285BC4FD8B56F03472C1AE9A690CB7DF13E52843F06A1D8945BC72E",
        "2C417AB6853FD0E9EB2C47D150FA3986421BAD78F9C5630EB8C71E2D6F09A453",
        "C1AF92680D34E75BAF427C9561DE0B389EF528C3704A1DB6432C95FABE17608D",
        "4B2EF08D3C975A61D0B7491AE35C2F8614BDC37EAF6805926BD814A7950FE23C",
        "D2846FB1A93E50C71FD8A374C56B0E927B419CE206ADF35821E74A8DFC90356B"
    };

    /** PC-1 by the sixteen half bytes of a key. */
    private static final long[][] CHOICE_1_TABLE = new long[16][16];

    /** PC-2 by the eight sevenths of 56 bits. */
    private static final long[][] CHOICE_2_TABLE = new long[8][128];

    /** Substitution and P, one table after the other, turned left by one bit like the halves of a block here. */
    private static final int[] ROUND_TABLE = new int[8 * 64];

    static {
        fill(CHOICE_1_TABLE, CHOICE_1, 4);
        fill(CHOICE_2_TABLE, CHOICE_2, 7);
        for (int box = 0; box < 8; box++) {
            for (int input = 0; input < 64; input++) {
                int row = input >> 4 & 2 | input & 1;
                int column = input >> 1 & 0xF;
                int output = Character.digit(SUBSTITUTIONS[box].charAt(16 * row + column), 16) << 28 - 4 * box;
                int permuted = 0;
                for (int bit : PERMUTATION) {
                    permuted = permuted << 1 | output >>> 32 - bit & 1;
                }
                ROUND_TABLE[64 * box + input] = Integer.rotateLeft(permuted, 1);
            }
        }
    }

    private final int[] schedule;

    /**
     * Takes a key.
     *
     * @param key 8, 16 or 24 bytes, whose parity bits do not matter
     */
    public DesEncryption(byte[] key) {
        if (key.length != KEY_BYTES && key.length != 2 * KEY_BYTES && key.length != 3 * KEY_BYTES) {
            throw new IllegalArgumentException("a key has 8, 16 or 24 bytes, not " + key.length);
        }
        schedule = new int[key.length / KEY_BYTES * WORDS_PER_KEY];
        for (int i = 0; i < key.length / KEY_BYTES; i++) {
            expand(number(key, i * KEY_BYTES), i * WORDS_PER_KEY);
        }
    }

    /**
     * Enciphers one block.
     *
     * @param block 64 bits
     * @return 64 bits
     */
    public long encrypt(long block) {
        long halves = initial(block);
        if (schedule.length == WORDS_PER_KEY) {
            return last(encipher(halves, 0));
        }
        long middle = decipher(swapped(encipher(halves, 0)), WORDS_PER_KEY);
        return last(encipher(swapped(middle), schedule.length == 3 * WORDS_PER_KEY ? 2 * WORDS_PER_KEY : 0));
    }

    /**
     * Deciphers one block.
     *
     * @param block 64 bits
     * @return 64 bits
     */
    public long decrypt(long block) {
        long halves = initial(block);
        if (schedule.length == WORDS_PER_KEY) {
            return last(decipher(halves, 0));
        }
        int third = schedule.length == 3 * WORDS_PER_KEY ? 2 * WORDS_PER_KEY : 0;
        long middle = encipher(swapped(decipher(halves, third)), WORDS_PER_KEY);
        return last(decipher(swapped(middle), 0));
    }

    /** Overwrites the key. */
    public void wipe() {
        Arrays.fill(schedule, 0);
    }

    /**
     * Reads a block.
     *
     * @param bytes where it stands
     * @param at its first byte
     * @return the block as a number
     */
    public static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = at; i < at + BLOCK_BYTES; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }

    /**
     * Writes a block.
     *
     * @param block the block as a number
     * @param bytes where to
     * @param at its first byte
     */
    public static void put(long block, byte[] bytes, int at) {
        for (int i = 0; i < BLOCK_BYTES; i++) {
            bytes[at + i] = (byte) (block >>> 56 - 8 * i);
        }
    }

    /** Two words for each round: what is added to the inputs of S1, S3, S5, S7, and to those of the others. */
    private void expand(long key, int from) {
        long chosen = 0;
        for (int i = 0; i < 16; i++) {
            chosen |= CHOICE_1_TABLE[i][(int) (key >>> 60 - 4 * i) & 0xF];
        }
        int left = (int) (chosen >>> HALF_KEY_BITS);
        int right = (int) chosen & HALF_KEY_MASK;
        for (int round = 0; round < ROUNDS; round++) {
            int shift = SHIFTS[round];
            left = (left << shift | left >>> HALF_KEY_BITS - shift) & HALF_KEY_MASK;
            right = (right << shift | right >>> HALF_KEY_BITS - shift) & HALF_KEY_MASK;
            long subkey = 0;
            for (int i = 0; i < 4; i++) {
                subkey |= CHOICE_2_TABLE[i][left >>> 21 - 7 * i & 0x7F]
                        | CHOICE_2_TABLE[4 + i][right >>> 21 - 7 * i & 0x7F];
            }
            schedule[from + 2 * round] = sixes(subkey, 42);
            schedule[from + 2 * round + 1] = sixes(subkey, 36);
        }
    }

    /** Every second group of six bits of 48, a byte for each. */
    private static int sixes(long subkey, int from) {
        return (int) (subkey >>> from & 0x3F) << 24
                | (int) (subkey >>> from - 12 & 0x3F) << 16
                | (int) (subkey >>> from - 24 & 0x3F) << 8
                | (int) (subkey >>> from - 36 & 0x3F);
    }

    private long encipher(long halves, int from) {
        int[] k = schedule;
        int left = (int) (halves >>> 32);
        int right = (int) halves;
        for (int i = from; i < from + WORDS_PER_KEY; i += 4) {
            left ^= round(right, k[i], k[i + 1]);
            right ^= round(left, k[i + 2], k[i + 3]);
        }
        return (long) left << 32 | right & 0xFFFF_FFFFL;
    }

    private long decipher(long halves, int from) {
        int[] k = schedule;
        int left = (int) (halves >>> 32);
        int right = (int) halves;
        for (int i = from + WORDS_PER_KEY - 4; i >= from; i -= 4) {
            left ^= round(right, k[i + 2], k[i + 3]);
            right ^= round(left, k[i], k[i + 1]);
        }
        return (long) left << 32 | right & 0xFFFF_FFFFL;
    }

    /** Turned left by one bit, the expansion's groups of six begin every four bits. */
    private static int round(int half, int oddKey, int evenKey) {
        int odd = Integer.rotateRight(half, 4) ^ oddKey;
        int even = half ^ evenKey;
        int[] table = ROUND_TABLE;
        return table[odd >>> 24 & 0x3F]
                ^ table[64 + (even >>> 24 & 0x3F)]
                ^ table[128 + (odd >>> 16 & 0x3F)]
                ^ table[192 + (even >>> 16 & 0x3F)]
                ^ table[256 + (odd >>> 8 & 0x3F)]
                ^ table[320 + (even >>> 8 & 0x3F)]
                ^ table[384 + (odd & 0x3F)]
                ^ table[448 + (even & 0x3F)];
    }

    /** IP: the even columns of eight by eight bits, then the odd ones, from below; then both halves are turned. */
    private static long initial(long block) {
        long bits = transposed(block);
        return turned(reordered(bits), 1);
    }

    /** The inverse of IP, with the halves exchanged before. */
    private static long last(long halves) {
        return transposed(orderedBack(turned(swapped(halves), 31)));
    }

    private static long turned(long halves, int by) {
        return (long) Integer.rotateLeft((int) (halves >>> 32), by) << 32
                | Integer.rotateLeft((int) halves, by) & 0xFFFF_FFFFL;
    }

    private static long swapped(long halves) {
        return Long.rotateLeft(halves, 32);
    }

    /** Rows become columns: three exchanges of ever larger squares. */
    private static long transposed(long bits) {
        long t = (bits ^ bits >>> 7) & 0x00AA00AA00AA00AAL;
        long x = bits ^ t ^ t << 7;
        t = (x ^ x >>> 14) & 0x0000CCCC0000CCCCL;
        x ^= t ^ t << 14;
        t = (x ^ x >>> 28) & 0x00000000F0F0F0F0L;
        return x ^ t ^ t << 28;
    }

    /** Row 2, 4, 6, 8, 1, 3, 5, 7 of eight, each read backwards. */
    private static long reordered(long rows) {
        long backwards = reversedRows(rows);
        long even = 0;
        long odd = 0;
        for (int i = 0; i < 4; i++) {
            even = even << 8 | backwards >>> 48 - 16 * i & 0xFF;
            odd = odd << 8 | backwards >>> 56 - 16 * i & 0xFF;
        }
        return even << 32 | odd;
    }

    private static long orderedBack(long rows) {
        long spread = 0;
        for (int i = 0; i < 4; i++) {
            spread = spread << 16 | (rows >>> 24 - 8 * i & 0xFF) << 8 | rows >>> 56 - 8 * i & 0xFF;
        }
        return reversedRows(spread);
    }

    private static long reversedRows(long rows) {
        long x = (rows & 0x5555555555555555L) << 1 | rows >>> 1 & 0x5555555555555555L;
        x = (x & 0x3333333333333333L) << 2 | x >>> 2 & 0x3333333333333333L;
        return (x & 0x0F0F0F0F0F0F0F0FL) << 4 | x >>> 4 & 0x0F0F0F0F0F0F0F0FL;
    }

    private static void fill(long[][] tables, int[] choice, int width) {
        for (int part = 0; part < tables.length; part++) {
            for (int value = 0; value < tables[part].length; value++) {
                long chosen = 0;
                for (int bit : choice) {
                    // The bit's place within its part, counted from the right.
                    int place = width * (part + 1) - bit;
                    boolean set = place >= 0 && place < width && (value >> place & 1) == 1;
                    chosen = chosen << 1 | (set ? 1 : 0);
                }
                tables[part][value] = chosen;
            }
        }
    }
}
