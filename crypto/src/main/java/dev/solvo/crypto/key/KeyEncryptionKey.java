package dev.solvo.crypto.key;

/**
 * Enciphers other keys (X9.143 key usage K0).
 */
public final class KeyEncryptionKey extends WorkingKey {
    private KeyEncryptionKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for this purpose.
     *
     * @param key a triple DES or AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is a single DES key
     */
    public static KeyEncryptionKey of(SymmetricKey key) {
        return new KeyEncryptionKey(key);
    }
}
