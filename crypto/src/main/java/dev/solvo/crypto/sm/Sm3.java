package dev.solvo.crypto.sm;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The hash function SM3 (GM/T 0004-2012) and HMAC with it. */
public final class Sm3 {
    /** Length of a digest. */
    public static final int LENGTH_BYTES = 32;

    private Sm3() {}

    /**
     * Makes the digest of a message.
     *
     * @param message any number of bytes
     * @return 32 bytes
     */
    public static Bytes digest(Bytes message) {
        SM3Digest digest = new SM3Digest();
        byte[] content = message.toByteArray();
        digest.update(content, 0, content.length);
        byte[] hash = new byte[LENGTH_BYTES];
        digest.doFinal(hash, 0);
        return Bytes.of(hash);
    }

    /**
     * Makes the HMAC of a message.
     *
     * @param key any number of bytes from 1; stays the caller's to close
     * @param message any number of bytes
     * @return 32 bytes
     * @throws IllegalArgumentException if the key is empty
     */
    public static Bytes hmac(SecretBytes key, Bytes message) {
        if (key.length() == 0) {
            throw new IllegalArgumentException("an empty key");
        }
        byte[] secret = key.toByteArray(InsecureSecretKeyAccess.get());
        try {
            Mac mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(secret));
            byte[] content = message.toByteArray();
            mac.update(content, 0, content.length);
            byte[] code = new byte[LENGTH_BYTES];
            mac.doFinal(code, 0);
            return Bytes.of(code);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Checks the HMAC of a message, in constant time and in full length.
     *
     * @param key any number of bytes from 1; stays the caller's to close
     * @param message any number of bytes
     * @param code what was received
     * @throws CryptoException if it is not the code of the message, a part of it included
     */
    public static void verifyHmac(SecretBytes key, Bytes message, Bytes code) throws CryptoException {
        if (!hmac(key, message).equals(code)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the message authentication code is not that of the data");
        }
    }
}
