package dev.solvo.crypto.key;

/**
 * A symmetric key of the issuer's key hierarchy: level and purpose are its type.
 *
 * <p>Prints its check value only. Close it after use; closing closes the {@link SymmetricKey} it was made of.
 *
 * @param <P> what the key is for
 */
public abstract sealed class EmvKey<P extends KeyPurpose> implements AutoCloseable
        permits IssuerMasterKey, IccMasterKey, SessionKey {
    private final SymmetricKey key;
    private volatile boolean closed;

    EmvKey(SymmetricKey key) {
        this.key = key;
    }

    /**
     * The key's operations, without the type that says what it is for.
     *
     * @return the key, still owned by this object
     * @throws IllegalStateException if this key is closed
     */
    public SymmetricKey symmetricKey() {
        if (closed) {
            throw new IllegalStateException("the key is closed");
        }
        return key;
    }

    /**
     * The cipher.
     *
     * @return the algorithm
     */
    public KeyAlgorithm algorithm() {
        return key.algorithm();
    }

    static SymmetricKey requireEmv(SymmetricKey key) {
        boolean used =
                key.algorithm() == KeyAlgorithm.AES || key.algorithm() == KeyAlgorithm.TDES && key.lengthBytes() == 16;
        if (!used) {
            throw new IllegalArgumentException(
                    "EMV uses no " + key.algorithm() + " keys of " + key.lengthBytes() + " bytes");
        }
        return key;
    }

    /**
     * Wipes the key or gives up the handle to it. Closing again does nothing.
     */
    @Override
    public void close() {
        closed = true;
        key.close();
    }

    /** Kind, cipher and check value, never the key. */
    @Override
    public String toString() {
        return KeyText.of(getClass().getSimpleName(), key, closed);
    }
}
