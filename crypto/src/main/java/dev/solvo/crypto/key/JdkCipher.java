package dev.solvo.crypto.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Block ciphers of the JDK, without padding. */
final class JdkCipher {
    private JdkCipher() {}

    static byte[] encrypt(KeyAlgorithm algorithm, byte[] key, byte[] blocks) {
        return run(Cipher.ENCRYPT_MODE, algorithm, key, blocks);
    }

    static byte[] decrypt(KeyAlgorithm algorithm, byte[] key, byte[] blocks) {
        return run(Cipher.DECRYPT_MODE, algorithm, key, blocks);
    }

    static byte[] encryptCbc(KeyAlgorithm algorithm, byte[] key, byte[] initialVector, byte[] blocks) {
        return runCbc(Cipher.ENCRYPT_MODE, algorithm, key, initialVector, blocks);
    }

    static byte[] decryptCbc(KeyAlgorithm algorithm, byte[] key, byte[] initialVector, byte[] blocks) {
        return runCbc(Cipher.DECRYPT_MODE, algorithm, key, initialVector, blocks);
    }

    // ECB is what the standards above build on: single blocks and key halves, never a message.
    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] run(int mode, KeyAlgorithm algorithm, byte[] key, byte[] blocks) {
        requireBlocks(algorithm, blocks);
        try {
            Cipher cipher = Cipher.getInstance(name(algorithm) + "/ECB/NoPadding");
            cipher.init(mode, specOf(algorithm, key));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw missing(algorithm, e);
        }
    }

    @SuppressWarnings("InsecureCryptoUsage")
    private static byte[] runCbc(int mode, KeyAlgorithm algorithm, byte[] key, byte[] initialVector, byte[] blocks) {
        requireBlocks(algorithm, blocks);
        if (initialVector.length != algorithm.blockLengthBytes()) {
            throw new IllegalArgumentException("an initial vector of " + initialVector.length + " bytes is no block");
        }
        try {
            Cipher cipher = Cipher.getInstance(name(algorithm) + "/CBC/NoPadding");
            cipher.init(mode, specOf(algorithm, key), new IvParameterSpec(initialVector));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw missing(algorithm, e);
        }
    }

    private static void requireBlocks(KeyAlgorithm algorithm, byte[] blocks) {
        if (blocks.length == 0 || blocks.length % algorithm.blockLengthBytes() != 0) {
            throw new IllegalArgumentException(
                    blocks.length + " bytes are no whole blocks of " + algorithm.blockLengthBytes());
        }
    }

    private static String name(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case DES -> "DES";
            case TDES -> "DESede";
            case AES -> "AES";
        };
    }

    private static SecretKeySpec specOf(KeyAlgorithm algorithm, byte[] key) {
        if (algorithm != KeyAlgorithm.TDES || key.length != 16) {
            return new SecretKeySpec(key, name(algorithm));
        }
        // The JDK refuses triple DES keys of 16 bytes: the first part is the third one too.
        byte[] whole = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, whole, 16, 8);
        SecretKeySpec spec = new SecretKeySpec(whole, name(algorithm));
        Arrays.fill(whole, (byte) 0);
        return spec;
    }

    private static IllegalStateException missing(KeyAlgorithm algorithm, GeneralSecurityException cause) {
        return new IllegalStateException("no provider enciphers with " + algorithm, cause);
    }
}
