package dev.solvo.crypto.key;

/**
 * The key of one transaction, or of the scripts that follow it (EMV 4.4 Book 2, A1.3).
 *
 * @param <P> what the key is for
 */
public final class SessionKey<P extends KeyPurpose> extends EmvKey<P> {
    SessionKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for application cryptograms.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static SessionKey<KeyPurpose.Cryptogram> forCryptograms(SymmetricKey key) {
        return new SessionKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Takes a key for script authentication.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static SessionKey<KeyPurpose.ScriptMac> forScriptMac(SymmetricKey key) {
        return new SessionKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Takes a key for script encipherment.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static SessionKey<KeyPurpose.ScriptEncipherment> forScriptEncipherment(SymmetricKey key) {
        return new SessionKey<>(EmvKey.requireEmv(key));
    }
}
