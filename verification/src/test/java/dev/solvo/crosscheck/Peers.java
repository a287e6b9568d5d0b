package dev.solvo.crosscheck;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.tlv.Bytes;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The provider of Bouncy Castle, which this library never uses, and keys for both. */
final class Peers {
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private Peers() {}

    static Bytes mac(String algorithm, String keyAlgorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm, BOUNCY_CASTLE);
            mac.init(new SecretKeySpec(key, keyAlgorithm));
            return Bytes.of(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    @SuppressWarnings("InsecureCryptoUsage") // single blocks, as the standards have them
    static byte[] ecb(String cipherName, byte[] key, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance(cipherName + "/ECB/NoPadding", BOUNCY_CASTLE);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipherName));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(cipherName, e);
        }
    }

    @SuppressWarnings("InsecureCryptoUsage") // what is compared
    static byte[] withVector(String transformation, byte[] key, byte[] vector, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance(transformation, BOUNCY_CASTLE);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, transformation.substring(0, transformation.indexOf('/'))),
                    new IvParameterSpec(vector));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(transformation, e);
        }
    }

    static SoftwareKey key(KeyAlgorithm algorithm, byte[] key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return SoftwareKey.of(algorithm, secret);
        }
    }
}
