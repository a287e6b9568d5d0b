package dev.solvo.crypto.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's AES under one key, without padding. A cipher that has taken the key stays ready for the next block: taking a key
 * costs fifty times as much as a block. For one thread at a time.
 */
final class JdkAes {
    private static final int BLOCK_BYTES = 16;
    private static final String SINGLE = "AES/ECB/NoPadding";
    private static final String CHAINED = "AES/CBC/NoPadding";

    private final byte[] key;
    private @Nullable Cipher encryption;
    private @Nullable Cipher decryption;
    private @Nullable Cipher chain;
    private byte @Nullable [] subkeys;

    /** Copies the key. */
    JdkAes(byte[] key) {
        this.key = key.clone();
    }

    byte[] encrypt(byte[] blocks) {
        try {
            if (encryption == null) {
                encryption = ready(SINGLE, Cipher.ENCRYPT_MODE);
            }
            return encryption.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    byte[] decrypt(byte[] blocks) {
        try {
            if (decryption == null) {
                decryption = ready(SINGLE, Cipher.DECRYPT_MODE);
            }
            return decryption.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    byte[] encryptCbc(byte[] initialVector, byte[] blocks) {
        return chained(Cipher.ENCRYPT_MODE, initialVector, blocks);
    }

    byte[] decryptCbc(byte[] initialVector, byte[] blocks) {
        return chained(Cipher.DECRYPT_MODE, initialVector, blocks);
    }

    /** The last block of CBC that starts with zeros. */
    byte[] algorithm1(byte[] blocks) {
        byte[] chained = chainedFromZeros(blocks);
        return Arrays.copyOfRange(chained, chained.length - BLOCK_BYTES, chained.length);
    }

    /** Both of CMAC, kept like the ciphers. */
    byte[] cmacSubkeys() {
        if (subkeys == null) {
            subkeys = Cmac.subkeys(encrypt(new byte[BLOCK_BYTES]));
        }
        return subkeys;
    }

    /** Has the ciphers take another key, and overwrites this one. */
    void wipe() {
        Arrays.fill(key, (byte) 0);
        if (subkeys != null) {
            Arrays.fill(subkeys, (byte) 0);
        }
        try {
            if (encryption != null) {
                encryption.init(Cipher.ENCRYPT_MODE, spec());
            }
            if (decryption != null) {
                decryption.init(Cipher.DECRYPT_MODE, spec());
            }
            if (chain != null) {
                chain.init(Cipher.ENCRYPT_MODE, spec(), new IvParameterSpec(new byte[BLOCK_BYTES]));
            }
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private byte[] chainedFromZeros(byte[] blocks) {
        try {
            if (chain == null) {
                Cipher fresh = Cipher.getInstance(CHAINED);
                fresh.init(Cipher.ENCRYPT_MODE, spec(), new IvParameterSpec(new byte[BLOCK_BYTES]));
                chain = fresh;
            }
            // Afterwards the cipher is where it was, with zeros before it.
            return chain.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private byte[] chained(int mode, byte[] initialVector, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance(CHAINED);
            cipher.init(mode, spec(), new IvParameterSpec(initialVector));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    // ECB is what the standards above build on: single blocks and key halves, never a message.
    @SuppressWarnings("InsecureCryptoUsage")
    private Cipher ready(String transformation, int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(mode, spec());
        return cipher;
    }

    private SecretKeySpec spec() {
        return new SecretKeySpec(key, "AES");
    }

    private static IllegalStateException missing(GeneralSecurityException cause) {
        return new IllegalStateException("no provider enciphers with AES", cause);
    }
}
