package dev.solvo.crypto.key;

import java.util.Arrays;

/** Message authentication codes on the block ciphers of the JDK (ISO/IEC 9797-1:2011), of full block length. */
final class JdkMac {
    private JdkMac() {}

    static byte[] algorithm1(KeyAlgorithm algorithm, byte[] key, byte[] blocks) {
        int size = algorithm.blockLengthBytes();
        byte[] chained = JdkCipher.encryptCbc(algorithm, key, new byte[size], blocks);
        return Arrays.copyOfRange(chained, chained.length - size, chained.length);
    }

    static byte[] algorithm3(KeyAlgorithm algorithm, byte[] key, byte[] blocks) {
        if (algorithm != KeyAlgorithm.TDES || key.length != 16) {
            throw new IllegalArgumentException("algorithm 3 takes a triple DES key of 16 bytes");
        }
        byte[] left = Arrays.copyOf(key, 8);
        byte[] right = Arrays.copyOfRange(key, 8, 16);
        try {
            byte[] last = algorithm1(KeyAlgorithm.DES, left, blocks);
            byte[] deciphered = JdkCipher.decrypt(KeyAlgorithm.DES, right, last);
            return JdkCipher.encrypt(KeyAlgorithm.DES, left, deciphered);
        } finally {
            Arrays.fill(left, (byte) 0);
            Arrays.fill(right, (byte) 0);
        }
    }

    /** NIST SP 800-38B, 6.2: the last block takes a subkey that tells whole from filled blocks. */
    static byte[] cmac(KeyAlgorithm algorithm, byte[] key, byte[] data) {
        int size = algorithm.blockLengthBytes();
        boolean whole = data.length > 0 && data.length % size == 0;
        byte[] blocks = Arrays.copyOf(data, whole ? data.length : (data.length / size + 1) * size);
        byte[] subkey = doubled(JdkCipher.encrypt(algorithm, key, new byte[size]));
        if (!whole) {
            blocks[data.length] = (byte) 0x80;
            subkey = doubled(subkey);
        }
        for (int i = 0; i < size; i++) {
            blocks[blocks.length - size + i] ^= subkey[i];
        }
        Arrays.fill(subkey, (byte) 0);
        return algorithm1(algorithm, key, blocks);
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
