package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SecretKeyAccess;
import dev.solvo.crypto.key.SoftwareKey;
import java.util.Arrays;

/** A key out of a key block, with its authentic header. Closed after use, never printed. */
public final class UnwrappedKey implements AutoCloseable {
    private final KeyBlockHeader header;
    private final SecretBytes secret;

    private UnwrappedKey(KeyBlockHeader header, SecretBytes secret) {
        this.header = header;
        this.secret = secret;
    }

    static UnwrappedKey owning(KeyBlockHeader header, byte[] bytes) {
        try {
            return new UnwrappedKey(header, SecretBytes.of(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * What the key may be used for. Authentic.
     *
     * @return the header
     */
    public KeyBlockHeader header() {
        return header;
    }

    /**
     * Tells whether the key is for DES, triple DES or AES.
     *
     * @return whether {@link #symmetricKey} may give it
     */
    public boolean isSymmetric() {
        return header.algorithm().equals(WrappedAlgorithm.TDES)
                || header.algorithm().equals(WrappedAlgorithm.AES)
                || header.algorithm().equals(WrappedAlgorithm.DES);
    }

    /**
     * The key as one that works.
     *
     * @param parity what to do about parity bits
     * @return a new key, to be closed by the caller
     * @throws CryptoException if the cipher of the header has no keys of this length, or a parity bit is wrong and the
     *     policy is to refuse
     * @throws IllegalStateException if the key is for no such cipher, or closed
     */
    public SoftwareKey symmetricKey(ParityPolicy parity) throws CryptoException {
        if (!isSymmetric()) {
            throw new IllegalStateException("the key is for no block cipher: take its bytes");
        }
        KeyAlgorithm algorithm = header.algorithm().equals(WrappedAlgorithm.AES)
                ? KeyAlgorithm.AES
                : secret.length() == 8 ? KeyAlgorithm.DES : KeyAlgorithm.TDES;
        return SoftwareKey.importUnchecked(algorithm, secret, parity);
    }

    /**
     * The key's bytes, whatever it is for: RSA and elliptic curve keys are DER.
     *
     * @param access the token that makes this call visible
     * @return a new secret, to be closed by the caller
     * @throws IllegalStateException if this key is closed
     */
    public SecretBytes secret(SecretKeyAccess access) {
        byte[] bytes = secret.toByteArray(access);
        try {
            return SecretBytes.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Overwrites the key. Closing again does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    /** Usage and algorithm, not the key. */
    @Override
    public String toString() {
        return "UnwrappedKey[" + header.usage() + " " + header.algorithm() + "]";
    }
}
