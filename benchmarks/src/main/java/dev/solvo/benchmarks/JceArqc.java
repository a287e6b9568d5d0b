package dev.solvo.benchmarks;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The floor on the JDK: one cipher object for each mode, which takes one key after the other. */
final class JceArqc extends PlainArqc {
    private static final IvParameterSpec ZEROS = new IvParameterSpec(new byte[8]);

    private final Cipher triple;
    private final Cipher chained;
    private final Cipher single;

    @SuppressWarnings("InsecureCryptoUsage")
    JceArqc() {
        try {
            triple = Cipher.getInstance("DESede/ECB/NoPadding");
            chained = Cipher.getInstance("DES/CBC/NoPadding");
            single = Cipher.getInstance("DES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    byte[] encrypt(byte[] key, byte[] blocks) {
        byte[] whole = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, whole, 16, 8);
        try {
            triple.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(whole, "DESede"));
            return triple.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    byte[] retailMac(byte[] key, byte[] filled) {
        try {
            SecretKeySpec left = new SecretKeySpec(key, 0, 8, "DES");
            chained.init(Cipher.ENCRYPT_MODE, left, ZEROS);
            byte[] all = chained.doFinal(filled);
            single.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, 8, 8, "DES"));
            byte[] middle = single.doFinal(all, all.length - 8, 8);
            single.init(Cipher.ENCRYPT_MODE, left);
            return single.doFinal(middle);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
