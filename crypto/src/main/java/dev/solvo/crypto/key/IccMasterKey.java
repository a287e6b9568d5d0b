package dev.solvo.crypto.key;

/**
 * A card's own key, from which session keys are derived (EMV 4.4 Book 2, A1.3).
 *
 * @param <P> what the key is for
 */
public final class IccMasterKey<P extends KeyPurpose> extends EmvKey<P> {
    IccMasterKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for application cryptograms.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static IccMasterKey<KeyPurpose.Cryptogram> forCryptograms(SymmetricKey key) {
        return new IccMasterKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Takes a key for script authentication.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static IccMasterKey<KeyPurpose.ScriptMac> forScriptMac(SymmetricKey key) {
        return new IccMasterKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Takes a key for script encipherment.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static IccMasterKey<KeyPurpose.ScriptEncipherment> forScriptEncipherment(SymmetricKey key) {
        return new IccMasterKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Gives a key that was derived of this one the purpose of this one. The derivations themselves are
     * {@code dev.solvo.crypto.cryptogram.SessionKeyDerivation}.
     *
     * @param derived a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the session's key
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public SessionKey<P> sessionKey(SymmetricKey derived) {
        return new SessionKey<>(EmvKey.requireEmv(derived));
    }

    /**
     * This key in the place of a session key, for schemes that derive none. Closing the session key leaves this one
     * open; closing this one ends both.
     *
     * @return the same key as a session key
     */
    public SessionKey<P> asSessionKey() {
        return new SessionKey<>(new BorrowedKey(symmetricKey()));
    }
}
