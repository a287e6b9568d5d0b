package dev.solvo.crypto.key;

/**
 * Enciphers PIN blocks on their way to the issuer (X9.143 key usage P0).
 */
public final class PinKey extends WorkingKey {
    private PinKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for this purpose.
     *
     * @param key a triple DES or AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is a single DES key
     */
    public static PinKey of(SymmetricKey key) {
        return new PinKey(key);
    }
}
