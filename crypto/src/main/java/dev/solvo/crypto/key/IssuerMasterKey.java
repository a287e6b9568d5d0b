package dev.solvo.crypto.key;

/**
 * The issuer's key from which the key of each card is derived (EMV 4.4 Book 2, A1.4).
 *
 * @param <P> what the key is for
 */
public final class IssuerMasterKey<P extends KeyPurpose> extends EmvKey<P> {
    private IssuerMasterKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key for application cryptograms.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static IssuerMasterKey<KeyPurpose.Cryptogram> forCryptograms(SymmetricKey key) {
        return new IssuerMasterKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Takes a key for script authentication.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static IssuerMasterKey<KeyPurpose.ScriptMac> forScriptMac(SymmetricKey key) {
        return new IssuerMasterKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Takes a key for script encipherment.
     *
     * @param key a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public static IssuerMasterKey<KeyPurpose.ScriptEncipherment> forScriptEncipherment(SymmetricKey key) {
        return new IssuerMasterKey<>(EmvKey.requireEmv(key));
    }

    /**
     * Gives a key that was derived of this one the purpose of this one. The derivations themselves are
     * {@code dev.solvo.crypto.cryptogram.IccMasterKeyDerivation}.
     *
     * @param derived a triple DES key of 16 bytes or an AES key; owned by the result from now on
     * @return the card's key
     * @throws IllegalArgumentException if EMV does not use such a key
     */
    public IccMasterKey<P> iccMasterKey(SymmetricKey derived) {
        return new IccMasterKey<>(EmvKey.requireEmv(derived));
    }
}
