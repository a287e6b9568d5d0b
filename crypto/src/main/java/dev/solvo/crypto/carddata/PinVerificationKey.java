package dev.solvo.crypto.carddata;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SymmetricKey;

/** The issuer's key for {@link PinVerificationData} and {@link Ibm3624}. */
public final class PinVerificationKey extends CardDataKey {
    private PinVerificationKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key.
     *
     * @param key a DES or triple DES key; owned by the result from now on. {@link PinVerificationData} takes 16 bytes only
     * @return the key with its purpose
     * @throws IllegalArgumentException if the key is of another cipher
     */
    public static PinVerificationKey of(SymmetricKey key) {
        if (key.algorithm() == KeyAlgorithm.AES) {
            throw new IllegalArgumentException("PINs are verified with DES or triple DES keys, not " + key.algorithm());
        }
        return new PinVerificationKey(key);
    }
}
