package dev.solvo.crypto.key;

/**
 * Enciphers data other than PINs and keys (X9.143 key usage D0).
 */
public final class DataKey extends WorkingKey {
    private DataKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for this purpose.
     *
     * @param key a triple DES or AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is a single DES key
     */
    public static DataKey of(SymmetricKey key) {
        return new DataKey(key);
    }
}
