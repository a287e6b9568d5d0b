package dev.solvo.qr.alipay;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that an account shares with Alipay to hide the content of calls: AES in CBC mode with PKCS#5 padding and, as
 * Alipay demands, an initial vector of zeros, so that equal contents look equal.
 */
public final class AlipayContentKey {
    private static final int BLOCK_LENGTH = 16;

    private final SecretBytes key;

    private AlipayContentKey(SecretBytes key) {
        this.key = key;
    }

    /**
     * Takes a key of 16, 24 or 32 bytes.
     *
     * @throws IllegalArgumentException if it is of another length
     */
    public static AlipayContentKey of(SecretBytes key) {
        if (key.length() != 16 && key.length() != 24 && key.length() != 32) {
            throw new IllegalArgumentException("an AES key of " + key.length() + " bytes; expected 16, 24 or 32");
        }
        return new AlipayContentKey(key);
    }

    /**
     * Takes the key as Alipay's site shows it.
     *
     * @throws IllegalArgumentException if it is not base64 of 16, 24 or 32 bytes; the message does not repeat it
     */
    public static AlipayContentKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the content key is not base64");
        }
        AlipayContentKey taken = of(SecretBytes.of(bytes));
        Arrays.fill(bytes, (byte) 0);
        return taken;
    }

    /** The base64 of the encrypted UTF-8 bytes. */
    public String encrypt(String plaintext) {
        try {
            byte[] hidden = crypt(Cipher.ENCRYPT_MODE, plaintext.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hidden);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt by AES", e);
        }
    }

    /**
     * The text; to be asked only after the signature was verified.
     *
     * @throws QrException WRONG_CIPHERTEXT if it is not base64, or not of this key
     */
    public String decrypt(String ciphertext) throws QrException {
        try {
            return AlipayText.of(
                    Bytes.of(crypt(Cipher.DECRYPT_MODE, Base64.getDecoder().decode(ciphertext))));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new QrException("WRONG_CIPHERTEXT", "the content is not encrypted with this key");
        }
    }

    private byte[] crypt(int mode, byte[] input) throws GeneralSecurityException {
        byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), new IvParameterSpec(new byte[BLOCK_LENGTH]));
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "AlipayContentKey[" + key.length() + " bytes]";
    }
}
