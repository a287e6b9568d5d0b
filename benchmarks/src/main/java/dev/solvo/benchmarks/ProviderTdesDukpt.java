package dev.solvo.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Triple DES DUKPT from base derivation key to PIN key on a provider's ciphers, as one writes it with JCA (ANSI X9.24-1:2009). */
final class ProviderTdesDukpt {
    private static final long MASK = 0xC0C0C0C000000000L;
    private static final int COUNTER_MASK = 0x1FFFFF;

    private final Cipher single;
    private final Cipher triple;

    @SuppressWarnings("InsecureCryptoUsage")
    ProviderTdesDukpt(Provider provider) {
        try {
            single = Cipher.getInstance("DES/ECB/NoPadding", provider);
            triple = Cipher.getInstance("DESede/ECB/NoPadding", provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] pinKey(byte[] bdk, byte[] number) throws GeneralSecurityException {
        long serial = ByteBuffer.wrap(number).getLong(2);
        int counter = (int) serial & COUNTER_MASK;
        long register = serial & ~(long) COUNTER_MASK;
        byte[] first = Arrays.copyOf(number, 8);
        first[7] &= (byte) 0xE0;
        ByteBuffer key = ByteBuffer.allocate(16).put(triple(bdk, first)).put(triple(masked(bdk, MASK), first));
        for (int bit = 1 << 20; bit != 0; bit >>= 1) {
            if ((counter & bit) != 0) {
                register |= bit;
                byte[] before = key.array().clone();
                key.putLong(8, half(before, register)).putLong(0, half(masked(before, MASK), register));
            }
        }
        return masked(key.array(), 0xFF);
    }

    private long half(byte[] key, long register) throws GeneralSecurityException {
        long right = ByteBuffer.wrap(key).getLong(8);
        single.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 8, "DES"));
        byte[] block = ByteBuffer.allocate(8).putLong(register ^ right).array();
        return ByteBuffer.wrap(single.doFinal(block)).getLong() ^ right;
    }

    private byte[] triple(byte[] key, byte[] block) throws GeneralSecurityException {
        byte[] whole = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, whole, 16, 8);
        triple.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(whole, "DESede"));
        return triple.doFinal(block);
    }

    private static byte[] masked(byte[] key, long mask) {
        ByteBuffer halves = ByteBuffer.wrap(key.clone());
        halves.putLong(0, halves.getLong(0) ^ mask).putLong(8, halves.getLong(8) ^ mask);
        return halves.array();
    }
}
