package dev.solvo.crypto.carddata;

import dev.solvo.crypto.key.SymmetricKey;

/** The key pair CVK A and B for {@link CardVerificationData} and {@link CardholderAuthenticationData}. */
public final class CardVerificationKey extends CardDataKey {
    private CardVerificationKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key.
     *
     * @param key CVK A followed by CVK B as a triple DES key of 16 bytes; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if the key is another kind
     */
    public static CardVerificationKey of(SymmetricKey key) {
        return new CardVerificationKey(requireDoubleLength(key));
    }
}
