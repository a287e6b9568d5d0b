package dev.solvo.simulator.wallet.alipay;

import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypted contents: AES in CBC with PKCS5 padding and an initial vector of zeros, in base64. */
final class AlipayContentCipher {
    private final SecretKeySpec key;

    AlipayContentCipher(Bytes key) {
        this.key = new SecretKeySpec(key.toByteArray(), "AES");
    }

    String encrypt(String text) {
        try {
            byte[] bytes = cipher(Cipher.ENCRYPT_MODE).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no AES key", e);
        }
    }

    String decrypt(String text) throws AlipayRefusal {
        try {
            byte[] bytes =
                    cipher(Cipher.DECRYPT_MODE).doFinal(Base64.getDecoder().decode(text));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw AlipayRefusal.invalid("isv.decryption-error");
        }
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key, new IvParameterSpec(new byte[16]));
        return cipher;
    }
}
