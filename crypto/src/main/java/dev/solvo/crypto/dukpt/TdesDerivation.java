package dev.solvo.crypto.dukpt;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The non-reversible step from a key to the key of a later counter (ANSI X9.24-1:2009, A.2). One cipher for all steps. */
final class TdesDerivation {
    static final int KEY_BYTES = 16;
    private static final int HALF = 8;

    private final Cipher des;

    // Single blocks under single DES are what the standard builds the step of.
    @SuppressWarnings("InsecureCryptoUsage")
    TdesDerivation() {
        try {
            des = Cipher.getInstance("DES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Replaces the initial key by the key of a counter. */
    void toTransactionKey(byte[] key, TdesKeySerialNumber number) {
        int counter = number.counter();
        int reached = 0;
        for (int left = counter; left != 0; left -= Integer.highestOneBit(left)) {
            reached |= Integer.highestOneBit(left);
            step(key, number, reached, key);
        }
    }

    /** Makes the key of a counter from the key of the same counter without its lowest one. Both may be one array. */
    void step(byte[] key, TdesKeySerialNumber number, int counter, byte[] target) {
        byte[] register = new byte[HALF];
        number.toBytes().slice(2).copyTo(register, 0);
        register[5] = (byte) (register[5] & 0xE0 | counter >> 16);
        register[6] = (byte) (counter >> 8);
        register[7] = (byte) counter;
        byte[] source = key.clone();
        half(source, register, target, HALF);
        mask(source);
        half(source, register, target, 0);
        Arrays.fill(source, (byte) 0);
    }

    /** C0C0C0C000000000 on both halves. */
    static void mask(byte[] key) {
        for (int i = 0; i < KEY_BYTES; i++) {
            if (i % HALF < 4) {
                key[i] ^= (byte) 0xC0;
            }
        }
    }

    private void half(byte[] key, byte[] register, byte[] target, int at) {
        byte[] block = new byte[HALF];
        for (int i = 0; i < HALF; i++) {
            block[i] = (byte) (register[i] ^ key[HALF + i]);
        }
        try {
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, HALF, "DES"));
            des.doFinal(block, 0, HALF, block, 0);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
        for (int i = 0; i < HALF; i++) {
            target[at + i] = (byte) (block[i] ^ key[HALF + i]);
        }
        Arrays.fill(block, (byte) 0);
    }

    private static IllegalStateException missing(GeneralSecurityException cause) {
        return new IllegalStateException("no provider enciphers with DES", cause);
    }
}
