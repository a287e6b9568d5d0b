package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import java.util.Arrays;

/** The keys of a terminal from which it makes the keys of its next transactions, one for each bit of the counter. */
final class FutureKeyRegisters {
    private static final int PRESENT_BYTES = 4;

    private final int count;
    private final int keyBytes;
    private final byte[] content;
    private int present;

    FutureKeyRegisters(int count, int keyBytes) {
        this.count = count;
        this.keyBytes = keyBytes;
        this.content = new byte[count * keyBytes];
    }

    int keyBytes() {
        return keyBytes;
    }

    void put(int register, byte[] key) {
        System.arraycopy(key, 0, content, register * keyBytes, keyBytes);
        present |= 1 << register;
    }

    /** Takes a key out for good. The caller wipes it. */
    byte[] take(int register) {
        if ((present & 1 << register) == 0) {
            throw new IllegalStateException("there is no key for the counter: the state was not saved in order");
        }
        byte[] key = Arrays.copyOfRange(content, register * keyBytes, (register + 1) * keyBytes);
        Arrays.fill(content, register * keyBytes, (register + 1) * keyBytes, (byte) 0);
        present &= ~(1 << register);
        return key;
    }

    void wipe() {
        Arrays.fill(content, (byte) 0);
        present = 0;
    }

    int savedBytes() {
        return PRESENT_BYTES + content.length;
    }

    void save(byte[] target, int at) {
        for (int i = 0; i < PRESENT_BYTES; i++) {
            target[at + i] = (byte) (present >>> 24 - 8 * i);
        }
        System.arraycopy(content, 0, target, at + PRESENT_BYTES, content.length);
    }

    void restore(byte[] source, int at) throws CryptoException {
        int bits = 0;
        for (int i = 0; i < PRESENT_BYTES; i++) {
            bits = bits << 8 | source[at + i] & 0xFF;
        }
        if (count < Integer.SIZE && bits >>> count != 0) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the state has registers that do not exist");
        }
        present = bits;
        System.arraycopy(source, at + PRESENT_BYTES, content, 0, content.length);
    }

    /** Whether the keys are there that the counters after the given one need, and no others. */
    boolean isOf(int counter, int maxOnes) {
        int expected = 0;
        for (int i = 0; i < count; i++) {
            int bit = 1 << i;
            int above = i == Integer.SIZE - 1 ? 0 : counter >>> i + 1;
            if ((counter & bit) == 0 && Integer.bitCount(above) < maxOnes) {
                expected |= bit;
            }
        }
        return present == expected;
    }
}
