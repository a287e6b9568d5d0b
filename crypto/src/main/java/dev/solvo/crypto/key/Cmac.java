package dev.solvo.crypto.key;

import java.util.Arrays;

/** What CMAC does before CBC (NIST SP 800-38B, 6.2): the last block takes a subkey that tells whole from filled blocks. */
final class Cmac {
    private Cmac() {}

    /**
     * The blocks that go through CBC.
     *
     * @param data any number of bytes
     * @param size bytes of a block
     * @param zeros a block of zeros under the key
     */
    static byte[] blocks(byte[] data, int size, byte[] zeros) {
        boolean whole = data.length > 0 && data.length % size == 0;
        byte[] blocks = Arrays.copyOf(data, whole ? data.length : (data.length / size + 1) * size);
        byte[] subkey = doubled(zeros);
        if (!whole) {
            blocks[data.length] = (byte) 0x80;
            byte[] first = subkey;
            subkey = doubled(first);
            Arrays.fill(first, (byte) 0);
        }
        for (int i = 0; i < size; i++) {
            blocks[blocks.length - size + i] ^= subkey[i];
        }
        Arrays.fill(subkey, (byte) 0);
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
