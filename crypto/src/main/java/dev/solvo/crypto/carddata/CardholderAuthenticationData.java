package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;

/**
 * What the cardholder authentication verification value of 3-D Secure, CAVV, is made over: a card verification value with
 * an unpredictable number in place of the date and the result of the authentication in place of the service code.
 *
 * @param pan the account number
 * @param unpredictableNumber four digits
 * @param authenticationResultCode one digit
 * @param secondFactorCode two digits
 */
public record CardholderAuthenticationData(
        Pan pan, String unpredictableNumber, String authenticationResultCode, String secondFactorCode) {
    /**
     * Checks lengths and digits.
     *
     * @throws IllegalArgumentException if a part has another length or anything but decimal digits
     */
    public CardholderAuthenticationData {
        Digits.require("an unpredictable number", unpredictableNumber, 4);
        Digits.require("an authentication result code", authenticationResultCode, 1);
        Digits.require("a second factor code", secondFactorCode, 2);
    }

    /**
     * Makes the value.
     *
     * @param key the key pair
     * @return the value of three digits
     */
    public CardSecurityCode generate(CardVerificationKey key) {
        return CardVerificationData.generate(
                key,
                pan.digits() + unpredictableNumber + authenticationResultCode + secondFactorCode,
                CardVerificationData.USUAL_DIGITS);
    }

    /**
     * Checks a value, in constant time.
     *
     * @param key the key pair
     * @param code what was received
     * @throws CryptoException if it is not the value of these data, or has not three digits
     */
    public void verify(CardVerificationKey key, CardSecurityCode code) throws CryptoException {
        code.verify(generate(key));
    }

    /** The account number masked. */
    @Override
    public String toString() {
        return "CardholderAuthenticationData[" + pan + "]";
    }
}
