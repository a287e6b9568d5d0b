package dev.solvo.crypto.key;

/**
 * A symmetric key that does one kind of work, which its type says: a PIN key where a MAC key belongs does not compile.
 *
 * <p>Prints its check value only. Close it after use; closing closes the {@link SymmetricKey} it was made of.
 */
public abstract sealed class WorkingKey implements AutoCloseable
        permits PinKey, MacKey, DataKey, KeyEncryptionKey, KeyBlockProtectionKey {
    private final SymmetricKey key;
    private volatile boolean closed;

    WorkingKey(SymmetricKey key) {
        if (key.algorithm() == KeyAlgorithm.DES) {
            throw new IllegalArgumentException("single DES keys do no work here");
        }
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

    /** Wipes the key or gives up the handle to it. Closing again does nothing. */
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
