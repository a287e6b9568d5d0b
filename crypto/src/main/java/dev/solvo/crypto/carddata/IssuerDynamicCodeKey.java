package dev.solvo.crypto.carddata;

import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SymmetricKey;

/** The issuer's key from which {@link CardDynamicCodeKey} of each card is derived. */
public final class IssuerDynamicCodeKey extends CardDataKey {
    private IssuerDynamicCodeKey(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key.
     *
     * @param key a triple DES key of 16 bytes; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if the key is another kind
     */
    public static IssuerDynamicCodeKey of(SymmetricKey key) {
        return new IssuerDynamicCodeKey(requireDoubleLength(key));
    }

    /**
     * Derives the key of a card as EMV does (EMV 4.4 Book 2, A1.4).
     *
     * @param derivation an option for triple DES
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @return the card's key, to be closed by the caller
     * @throws IllegalArgumentException if the option is not for triple DES
     */
    public CardDynamicCodeKey cardKey(IccMasterKeyDerivation derivation, Pan pan, PanSequenceNumber sequenceNumber) {
        return new CardDynamicCodeKey(derivation.derive(symmetricKey(), pan, sequenceNumber));
    }

    /**
     * Derives the key of a card by the hash of option B whatever the length of the account number.
     *
     * <p>NOTE: EMV's option B hashes only numbers of more than 16 digits. Some hosts hash the others too for dCVV and CVC3;
     * this is for agreement with them, and the same as {@link IccMasterKeyDerivation#OPTION_B} beyond 16 digits.
     *
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @return the card's key, to be closed by the caller
     */
    public CardDynamicCodeKey cardKeyByHash(Pan pan, PanSequenceNumber sequenceNumber) {
        return new CardDynamicCodeKey(IccMasterKeyDerivation.deriveByHash(symmetricKey(), pan, sequenceNumber));
    }
}
