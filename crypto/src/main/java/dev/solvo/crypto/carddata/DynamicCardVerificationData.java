package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;

/**
 * What Visa's dynamic card verification value, dCVV, of contactless magnetic stripe data is made over: a card verification
 * value with the transaction counter in place of the first four digits of the account number, under the card's own key.
 *
 * <p>NOTE: the counter is taken as four decimal digits, as track data can carry it; how a counter beyond 9999 is written is
 * not established.
 *
 * @param pan the account number
 * @param expiryDate four digits, YYMM
 * @param serviceCode three digits
 * @param counter four digits
 */
public record DynamicCardVerificationData(Pan pan, String expiryDate, String serviceCode, String counter) {
    private static final int COUNTER_DIGITS = 4;

    /**
     * Checks lengths and digits.
     *
     * @throws IllegalArgumentException if a part has another length or anything but decimal digits
     */
    public DynamicCardVerificationData {
        Digits.require("an expiry date", expiryDate, 4);
        Digits.require("a service code", serviceCode, 3);
        Digits.require("a transaction counter", counter, COUNTER_DIGITS);
    }

    /**
     * Makes the value.
     *
     * @param key the card's key
     * @return the value of three digits
     */
    public CardSecurityCode generate(CardDynamicCodeKey key) {
        return CardVerificationData.generate(
                key,
                counter + pan.digits().substring(COUNTER_DIGITS) + expiryDate + serviceCode,
                CardVerificationData.USUAL_DIGITS);
    }

    /**
     * Checks a value, in constant time.
     *
     * @param key the card's key
     * @param code what was received
     * @throws CryptoException if it is not the value of these data, or has not three digits
     */
    public void verify(CardDynamicCodeKey key, CardSecurityCode code) throws CryptoException {
        code.verify(generate(key));
    }

    /** The account number masked. */
    @Override
    public String toString() {
        return "DynamicCardVerificationData[" + pan + "]";
    }
}
