package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.cipher.DesEncryption;
import java.util.Arrays;

/** The non-reversible step from a key to the key of a later counter (ANSI X9.24-1:2009, A.2). */
final class TdesDerivation {
    static final int KEY_BYTES = 16;
    private static final int HALF = 8;
    private static final long COUNTER_MASK = (1L << TdesKeySerialNumber.COUNTER_BITS) - 1;

    private TdesDerivation() {}

    /** Replaces the initial key by the key of a counter. */
    static void toTransactionKey(byte[] key, TdesKeySerialNumber number) {
        int counter = number.counter();
        int reached = 0;
        for (int left = counter; left != 0; left -= Integer.highestOneBit(left)) {
            reached |= Integer.highestOneBit(left);
            step(key, number, reached, key);
        }
    }

    /** Makes the key of a counter from the key of the same counter without its lowest one. Both may be one array. */
    static void step(byte[] key, TdesKeySerialNumber number, int counter, byte[] target) {
        byte[] serial = number.toBytes().toByteArray();
        long register = DesEncryption.number(serial, TdesKeySerialNumber.LENGTH_BYTES - HALF) & ~COUNTER_MASK | counter;
        byte[] source = key.clone();
        byte[] left = new byte[HALF];
        DesEncryption.put(half(source, register, left), target, HALF);
        mask(source);
        DesEncryption.put(half(source, register, left), target, 0);
        Arrays.fill(source, (byte) 0);
        Arrays.fill(left, (byte) 0);
    }

    /** C0C0C0C000000000 on both halves. */
    static void mask(byte[] key) {
        for (int i = 0; i < KEY_BYTES; i++) {
            if (i % HALF < 4) {
                key[i] ^= (byte) 0xC0;
            }
        }
    }

    private static long half(byte[] key, long register, byte[] left) {
        System.arraycopy(key, 0, left, 0, HALF);
        DesEncryption des = new DesEncryption(left);
        long right = DesEncryption.number(key, HALF);
        long made = des.encrypt(register ^ right) ^ right;
        des.wipe();
        return made;
    }
}
