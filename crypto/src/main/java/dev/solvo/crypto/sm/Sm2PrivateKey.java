package dev.solvo.crypto.sm;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A private key on the curve {@code sm2p256v1} (GM/T 0003-2012).
 *
 * <p>Prints nothing of itself. What {@link SecretBytes} says about wiping holds here too, and more: numbers modulo the order
 * are copied by Java's arithmetic, and multiplication is not guarded against an observer who measures time or power on the
 * same machine.
 */
public final class Sm2PrivateKey implements AutoCloseable {
    /** Length of a key. */
    public static final int LENGTH_BYTES = 32;

    private final SecretBytes secret;

    private Sm2PrivateKey(SecretBytes secret) {
        this.secret = secret;
    }

    /**
     * Takes a key.
     *
     * @param secret the number d, 32 bytes, 1 to n - 2; copied, the caller closes it
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if the length or the number is out of range
     */
    public static Sm2PrivateKey of(SecretBytes secret) {
        byte[] d = secret.toByteArray(InsecureSecretKeyAccess.get());
        try {
            if (d.length != LENGTH_BYTES || !Sm2Curve.isPrivateKey(d)) {
                throw new IllegalArgumentException("an SM2 private key is a number from 1 to n - 2 in 32 bytes");
            }
            return new Sm2PrivateKey(SecretBytes.of(d));
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    /**
     * The public key of this key.
     *
     * @return the point
     */
    public Sm2PublicKey publicKey() {
        byte[] d = secret.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return new Sm2PublicKey(Sm2Curve.publicPoint(d));
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    /**
     * Signs a message.
     *
     * @param userId the name of the signer, which the verifier must take too
     * @param message any number of bytes
     * @param random source of the signature's number k; a predictable one gives the key away
     * @return the signature
     */
    public Sm2Signature sign(Sm2UserId userId, Bytes message, SecureRandom random) {
        byte[] d = secret.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return Sm2Curve.sign(d, userId.value(), message, random);
        } finally {
            Arrays.fill(d, (byte) 0);
        }
    }

    /** Overwrites the key. Closing again does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return secret.isClosed() ? "Sm2PrivateKey[closed]" : "Sm2PrivateKey[]";
    }
}
