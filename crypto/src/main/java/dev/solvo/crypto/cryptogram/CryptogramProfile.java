package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;

/**
 * What a cryptogram version of a payment system lays down: which data, which padding, which keys, which answer.
 *
 * <p>{@link CryptogramVersion} has those of this library; others can be added by implementing this.
 */
public interface CryptogramProfile {
    /**
     * The data of the cryptogram in their order, without padding.
     *
     * @param input the data elements
     * @return the bytes to authenticate
     * @throws CryptoException if the issuer application data are not those of this version
     */
    Bytes data(CryptogramInput input) throws CryptoException;

    /**
     * How a triple DES calculation fills the data up.
     *
     * @return the padding
     */
    Padding padding();

    /**
     * The key of the cryptogram.
     *
     * @param cardKey the card's key, stays open
     * @param input the data elements
     * @return the key, to be closed by the caller
     */
    SessionKey<KeyPurpose.Cryptogram> cryptogramKey(IccMasterKey<KeyPurpose.Cryptogram> cardKey, CryptogramInput input);

    /**
     * The key of the issuer's answer.
     *
     * @param cardKey the card's key, stays open
     * @param input the data elements
     * @return the key, to be closed by the caller
     */
    SessionKey<KeyPurpose.Cryptogram> arpcKey(IccMasterKey<KeyPurpose.Cryptogram> cardKey, CryptogramInput input);

    /**
     * How the issuer answers.
     *
     * @return the method
     */
    ArpcMethod arpcMethod();

    /**
     * How scripts are protected.
     *
     * @return the rules of secure messaging
     */
    ScriptScheme scriptScheme();
}
