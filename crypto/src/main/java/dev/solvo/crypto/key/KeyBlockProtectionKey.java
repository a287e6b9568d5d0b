package dev.solvo.crypto.key;

/**
 * Protects key blocks and nothing else (X9.143 key usage K1, ISO 20038 K4).
 */
public final class KeyBlockProtectionKey extends WorkingKey {
    private KeyBlockProtectionKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for this purpose.
     *
     * @param key a triple DES or AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is a single DES key
     */
    public static KeyBlockProtectionKey of(SymmetricKey key) {
        return new KeyBlockProtectionKey(key);
    }
}
