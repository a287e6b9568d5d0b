package dev.solvo.crypto.key;

/**
 * Authenticates messages with a block cipher (X9.143 key usages M0 to M6); see {@link HmacKey} for hashes.
 */
public final class MacKey extends WorkingKey {
    private MacKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for this purpose.
     *
     * @param key a triple DES or AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is a single DES key
     */
    public static MacKey of(SymmetricKey key) {
        return new MacKey(key);
    }
}
