package dev.solvo.crypto.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticates messages with a hash function (ISO/IEC 9797-2 algorithm 2, FIPS 198-1; X9.143 key usage M7).
 *
 * <p>Prints its length only. Close it after use.
 */
public final class HmacKey implements AutoCloseable {
    /** The hash function. */
    public enum Hash {
        /** SHA-1, for what is older than SHA-2. */
        SHA_1("HmacSHA1"),
        /** SHA-224. */
        SHA_224("HmacSHA224"),
        /** SHA-256. */
        SHA_256("HmacSHA256"),
        /** SHA-384. */
        SHA_384("HmacSHA384"),
        /** SHA-512. */
        SHA_512("HmacSHA512");

        private final String jdkName;

        Hash(String jdkName) {
            this.jdkName = jdkName;
        }
    }

    private final SecretBytes secret;

    private HmacKey(SecretBytes secret) {
        this.secret = secret;
    }

    /**
     * Takes a key.
     *
     * @param secret one or more bytes; copied, the caller closes it
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if it is empty
     */
    public static HmacKey of(SecretBytes secret) {
        if (secret.length() == 0) {
            throw new IllegalArgumentException("an HMAC key of no bytes");
        }
        return new HmacKey(SecretBytes.wrap(secret.toByteArray(SecretKeyAccess.TOKEN)));
    }

    /**
     * Length of the key.
     *
     * @return bytes
     */
    public int lengthBytes() {
        return secret.length();
    }

    /**
     * Makes the code of a message, in full length.
     *
     * @param hash the hash function
     * @param message any number of bytes
     * @return as many bytes as the hash has
     * @throws IllegalStateException if this key is closed
     */
    public byte[] mac(Hash hash, byte[] message) {
        byte[] key = secret.toByteArray(SecretKeyAccess.TOKEN);
        try {
            Mac mac = Mac.getInstance(hash.jdkName);
            mac.init(new SecretKeySpec(key, hash.jdkName));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no provider has HMAC with " + hash, e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * A copy of the key's bytes.
     *
     * @param access the token that makes this call visible
     * @return a new secret, to be closed by the caller
     * @throws IllegalStateException if this key is closed
     */
    public SecretBytes secret(SecretKeyAccess access) {
        return SecretBytes.wrap(secret.toByteArray(access));
    }

    /** Overwrites the key. Closing again does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    /** The length, never the key. */
    @Override
    public String toString() {
        return "HmacKey[" + secret.length() + " bytes]";
    }
}
