package dev.solvo.crypto.key;

/**
 * A card's own key, from which session keys are derived (EMV 4.4 Book 2, A1.3).
 *
 * @param <P> what the key is for
 */
public final class IccMasterKey<P extends KeyPurpose> extends EmvKey<P> {
    private IccMasterKey(SymmetricKey key) {
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
}
