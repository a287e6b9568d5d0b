package dev.solvo.qr.wechat;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The APIv3 key that a merchant shares with WeChat Pay; notifications and platform certificates are encrypted with it by
 * AEAD_AES_256_GCM (RFC 5116).
 */
public final class ApiV3Key {
    /** Length of the key in bytes. */
    public static final int LENGTH = 32;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;

    private final SecretBytes key;

    private ApiV3Key(SecretBytes key) {
        this.key = key;
    }

    /**
     * Takes the key as it was set in the merchant platform.
     *
     * @throws IllegalArgumentException if it is not 32 bytes long
     */
    public static ApiV3Key of(SecretBytes key) {
        if (key.length() != LENGTH) {
            throw new IllegalArgumentException("an APIv3 key of " + key.length() + " bytes; expected " + LENGTH);
        }
        return new ApiV3Key(key);
    }

    /**
     * The same, from its 32 letters and digits.
     *
     * @throws IllegalArgumentException if it is not 32 bytes long; the message does not repeat it
     */
    public static ApiV3Key of(String text) {
        return of(WeChatPaySecrets.secret(text));
    }

    /**
     * Decrypts the {@code resource} of a notification, or a certificate.
     *
     * @param associatedData as the message says it; empty if it says none
     * @param nonce 12 bytes
     * @param ciphertext base64 of the encrypted bytes and the 16 bytes of the tag
     * @throws QrException TAG_MISMATCH if it was not encrypted with this key, nonce and data; MALFORMED_CIPHERTEXT if it
     *     cannot be an encrypted text at all
     */
    public Bytes decrypt(String associatedData, String nonce, String ciphertext) throws QrException {
        byte[] iv = nonce.getBytes(StandardCharsets.UTF_8);
        byte[] encrypted;
        try {
            encrypted = Base64.getDecoder().decode(ciphertext);
        } catch (IllegalArgumentException e) {
            throw new QrException("MALFORMED_CIPHERTEXT", "the ciphertext is not base64");
        }
        if (iv.length != NONCE_LENGTH || encrypted.length < TAG_LENGTH) {
            throw new QrException(
                    "MALFORMED_CIPHERTEXT",
                    "a nonce of " + iv.length + " bytes and " + encrypted.length + " encrypted ones; expected "
                            + NONCE_LENGTH + " and at least " + TAG_LENGTH);
        }
        byte[] secret = key.toByteArray(InsecureSecretKeyAccess.get());
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(8 * TAG_LENGTH, iv));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return Bytes.of(cipher.doFinal(encrypted));
        } catch (GeneralSecurityException e) {
            throw new QrException("TAG_MISMATCH", "not encrypted with this key, nonce and associated data");
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "ApiV3Key[" + LENGTH + " bytes]";
    }
}
