package dev.solvo.crypto.key;

import java.util.Arrays;

/** What CMAC does before CBC (NIST SP 800-38B, 6.2): the last block takes a subkey that tells whole from filled blocks. */
final class Cmac {
    private Cmac() {}

    /**
     * Both subkeys, one after the other.
     *
     * @param zeros a block of zeros under the key; overwritten
     */
    static byte[] subkeys(byte[] zeros) {
        int size = zeros.length;
        byte[] first = doubled(zeros);
        byte[] second = doubled(first);
        byte[] subkeys = Arrays.copyOf(first, 2 * size);
        System.arraycopy(second, 0, subkeys, size, size);
        Arrays.fill(zeros, (byte) 0);
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
        return subkeys;
    }

    /**
     * The blocks that go through CBC.
     *
     * @param data any number of bytes
     * @param subkeys of the key
     */
    static byte[] blocks(byte[] data, byte[] subkeys) {
        int size = subkeys.length / 2;
        boolean whole = data.length > 0 && data.length % size == 0;
        byte[] blocks = Arrays.copyOf(data, whole ? data.length : (data.length / size + 1) * size);
        if (!whole) {
            blocks[data.length] = (byte) 0x80;
        }
        int subkey = whole ? 0 : size;
        int last = blocks.length - size;
        for (int i = 0; i < size; i++) {
            blocks[last + i] ^= subkeys[subkey + i];
        }
        return blocks;
    }

    /** Multiplies by x in GF(2^64) or GF(2^128); SP 800-38B, 5.3 gives the two constants. */
    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[block.length];
        int carry = 0;
        for (int i = block.length - 1; i >= 0; i--) {
            int value = (block[i] & 0xFF) << 1 | carry;
            result[i] = (byte) value;
            carry = value >> 8;
        }
        result[block.length - 1] ^= (byte) (-carry & (block.length == 16 ? 0x87 : 0x1B));
        return result;
    }
}
