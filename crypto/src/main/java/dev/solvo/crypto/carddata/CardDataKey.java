package dev.solvo.crypto.carddata;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.SymmetricKey;

/**
 * A key for codes of card data or PINs: what it is for is its type.
 *
 * <p>Prints its check value only. Close it after use; closing closes the {@link SymmetricKey} it was made of.
 */
public abstract sealed class CardDataKey implements AutoCloseable
        permits CardVerificationKey, IssuerDynamicCodeKey, CardDynamicCodeKey, PinVerificationKey {
    private final SymmetricKey key;
    private volatile boolean closed;

    CardDataKey(SymmetricKey key) {
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
        String shown = closed
                ? "closed"
                : "KCV " + key.keyCheckValue(KeyCheckValue.Method.LEGACY, KeyCheckValue.DEFAULT_LENGTH_BYTES);
        return getClass().getSimpleName() + "[" + shown + "]";
    }

    static SymmetricKey requireDoubleLength(SymmetricKey key) {
        if (key.algorithm() != KeyAlgorithm.TDES || key.lengthBytes() != 16) {
            throw new IllegalArgumentException(
                    "a triple DES key of 16 bytes is expected, not " + key.algorithm() + " of " + key.lengthBytes());
        }
        return key;
    }
}
