package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.tlv.Bytes;

/**
 * The cryptograms of one transaction, by the rules of a profile: the card's two calls and the issuer's two.
 *
 * <pre>{@code
 * var transaction = new TransactionCryptography(profile, cardKeys.cryptogram(), input);
 * ApplicationCryptogram arqc = transaction.generate();                     // card
 * transaction.verify(arqc);                                                // issuer
 * IssuerAuthenticationData answer = transaction.answer(arqc, response);    // issuer
 * IssuerResponse authenticated = transaction.verifyAnswer(arqc, tag91);    // card
 * }</pre>
 *
 * <p>Keys are derived for each call and closed after it. The second GENERATE AC has an input of its own.
 */
public final class TransactionCryptography {
    private final CryptogramProfile profile;
    private final IccMasterKey<KeyPurpose.Cryptogram> cardKey;
    private final CryptogramInput input;

    /**
     * Brings profile, key and data together.
     *
     * @param profile the rules
     * @param cardKey the card's key; stays the caller's to close
     * @param input the data elements
     */
    public TransactionCryptography(
            CryptogramProfile profile, IccMasterKey<KeyPurpose.Cryptogram> cardKey, CryptogramInput input) {
        this.profile = profile;
        this.cardKey = cardKey;
        this.input = input;
    }

    /**
     * Makes the cryptogram, as the card does.
     *
     * @return TC, ARQC or AAC; the calculation is the same
     * @throws CryptoException if the issuer application data are not those of the profile
     */
    public ApplicationCryptogram generate() throws CryptoException {
        Bytes data = profile.data(input);
        try (SessionKey<KeyPurpose.Cryptogram> key = profile.cryptogramKey(cardKey, input)) {
            return ApplicationCryptogram.generate(key, data, profile.padding());
        }
    }

    /**
     * Checks a cryptogram, as the issuer does, in constant time and in full length.
     *
     * @param cryptogram what the card sent
     * @throws CryptoException if it is not the cryptogram of this transaction, or the issuer application data are not
     *     those of the profile
     */
    public void verify(ApplicationCryptogram cryptogram) throws CryptoException {
        Bytes data = profile.data(input);
        try (SessionKey<KeyPurpose.Cryptogram> key = profile.cryptogramKey(cardKey, input)) {
            cryptogram.verify(key, data, profile.padding());
        }
    }

    /**
     * Makes the issuer's answer to a cryptogram, which {@link #verify} accepted.
     *
     * @param arqc the card's cryptogram
     * @param response what the issuer says: a code for method 1, a status for method 2
     * @return the issuer authentication data
     * @throws IllegalArgumentException if the response is not for the method of the profile
     */
    public IssuerAuthenticationData answer(ApplicationCryptogram arqc, IssuerResponse response) {
        boolean fits = profile.arpcMethod() == ArpcMethod.METHOD_1
                ? response instanceof IssuerResponse.Code
                : response instanceof IssuerResponse.Status;
        if (!fits) {
            throw new IllegalArgumentException(
                    "the profile answers by ARPC " + profile.arpcMethod() + ", the response is for the other");
        }
        try (SessionKey<KeyPurpose.Cryptogram> key = profile.arpcKey(cardKey, input)) {
            return IssuerAuthenticationData.generate(key, arqc, response);
        }
    }

    /**
     * Checks the issuer's answer, as the card does, in constant time and in full length.
     *
     * @param arqc the cryptogram that the card sent
     * @param issuerAuthenticationData the value of tag 91
     * @return what the issuer says, authenticated
     * @throws CryptoException if the length is wrong or the ARPC is not that of the response
     */
    public IssuerResponse verifyAnswer(ApplicationCryptogram arqc, Bytes issuerAuthenticationData)
            throws CryptoException {
        IssuerAuthenticationData answer =
                IssuerAuthenticationData.parse(profile.arpcMethod(), issuerAuthenticationData);
        try (SessionKey<KeyPurpose.Cryptogram> key = profile.arpcKey(cardKey, input)) {
            return answer.verify(key, arqc);
        }
    }
}
