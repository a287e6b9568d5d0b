package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.SymmetricKey;

/**
 * A key that only gives other keys: level and scheme are its type.
 *
 * <p>Prints its check value only. Close it after use; closing closes the {@link SymmetricKey} it was made of. What
 * {@link dev.solvo.crypto.key.SecretBytes} says about wiping holds here too.
 */
public abstract sealed class DukptKey implements AutoCloseable
        permits TdesBdk, TdesInitialKey, TdesTransactionKey, AesBdk, AesInitialKey, AesTransactionKey {
    private final SymmetricKey key;
    private volatile boolean closed;

    DukptKey(SymmetricKey key) {
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

    /** Wipes the key or gives up the handle to it. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        key.close();
    }

    /** Kind and check value, never the key. */
    @Override
    public String toString() {
        KeyCheckValue.Method method =
                key.algorithm() == KeyAlgorithm.AES ? KeyCheckValue.Method.CMAC : KeyCheckValue.Method.LEGACY;
        String shown = closed ? "closed" : "KCV " + key.keyCheckValue(method, KeyCheckValue.DEFAULT_LENGTH_BYTES);
        return getClass().getSimpleName() + "[" + shown + "]";
    }
}
