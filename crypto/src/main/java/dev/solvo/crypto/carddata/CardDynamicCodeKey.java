package dev.solvo.crypto.carddata;

import dev.solvo.crypto.key.SymmetricKey;

/** A card's own key for {@link DynamicCardVerificationData} or {@link DynamicTrackData}. */
public final class CardDynamicCodeKey extends CardDataKey {
    CardDynamicCodeKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key.
     *
     * @param key a triple DES key of 16 bytes; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if the key is another kind
     */
    public static CardDynamicCodeKey of(SymmetricKey key) {
        return new CardDynamicCodeKey(requireDoubleLength(key));
    }
}
