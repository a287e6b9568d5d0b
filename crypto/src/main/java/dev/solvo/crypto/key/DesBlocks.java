package dev.solvo.crypto.key;

import dev.solvo.crypto.cipher.DesEncryption;
import java.util.Arrays;

/** DES and triple DES over whole blocks under a key that is taken, used and overwritten at once. */
final class DesBlocks {
    private static final int SIZE = DesEncryption.BLOCK_BYTES;

    private DesBlocks() {}

    static byte[] encrypt(byte[] key, byte[] blocks) {
        DesEncryption des = new DesEncryption(key);
        byte[] result = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += SIZE) {
            DesEncryption.put(des.encrypt(DesEncryption.number(blocks, at)), result, at);
        }
        des.wipe();
        return result;
    }

    static byte[] decrypt(byte[] key, byte[] blocks) {
        DesEncryption des = new DesEncryption(key);
        byte[] result = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += SIZE) {
            DesEncryption.put(des.decrypt(DesEncryption.number(blocks, at)), result, at);
        }
        des.wipe();
        return result;
    }

    static byte[] encryptCbc(byte[] key, byte[] initialVector, byte[] blocks) {
        DesEncryption des = new DesEncryption(key);
        byte[] result = new byte[blocks.length];
        long chained = DesEncryption.number(initialVector, 0);
        for (int at = 0; at < blocks.length; at += SIZE) {
            chained = des.encrypt(chained ^ DesEncryption.number(blocks, at));
            DesEncryption.put(chained, result, at);
        }
        des.wipe();
        return result;
    }

    static byte[] decryptCbc(byte[] key, byte[] initialVector, byte[] blocks) {
        DesEncryption des = new DesEncryption(key);
        byte[] result = new byte[blocks.length];
        long before = DesEncryption.number(initialVector, 0);
        for (int at = 0; at < blocks.length; at += SIZE) {
            long block = DesEncryption.number(blocks, at);
            DesEncryption.put(des.decrypt(block) ^ before, result, at);
            before = block;
        }
        des.wipe();
        return result;
    }

    /** The last block of CBC that starts with zeros (ISO/IEC 9797-1, 7.2). */
    static byte[] algorithm1(byte[] key, byte[] blocks) {
        DesEncryption des = new DesEncryption(key);
        byte[] code = bytes(chained(des, blocks));
        des.wipe();
        return code;
    }

    /** Single DES under the left half, the last block under both halves (ISO/IEC 9797-1, 7.4). */
    static byte[] algorithm3(byte[] key, byte[] blocks) {
        byte[] half = Arrays.copyOf(key, SIZE);
        DesEncryption left = new DesEncryption(half);
        System.arraycopy(key, SIZE, half, 0, SIZE);
        DesEncryption right = new DesEncryption(half);
        byte[] code = bytes(left.encrypt(right.decrypt(chained(left, blocks))));
        left.wipe();
        right.wipe();
        Arrays.fill(half, (byte) 0);
        return code;
    }

    private static long chained(DesEncryption des, byte[] blocks) {
        long chained = 0;
        for (int at = 0; at < blocks.length; at += SIZE) {
            chained = des.encrypt(chained ^ DesEncryption.number(blocks, at));
        }
        return chained;
    }

    private static byte[] bytes(long block) {
        byte[] bytes = new byte[SIZE];
        DesEncryption.put(block, bytes, 0);
        return bytes;
    }
}
