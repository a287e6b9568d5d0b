package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.Pan;
import java.util.Arrays;

/**
 * What a card verification value is made over: CVV or CVC of the magnetic stripe, iCVV of the chip's track data, CVV2 or
 * CVC2 of the card's print. The three differ in the service code.
 *
 * <pre>{@code
 * CardVerificationData data = CardVerificationData.printed(pan, "2712");
 * CardSecurityCode cvv2 = data.generate(key);
 * data.verify(key, received);
 * }</pre>
 *
 * <p>NOTE: the order of the expiry date is the issuer's: tracks have YYMM; for printed codes both YYMM and MMYY are in use.
 *
 * @param pan the account number
 * @param expiryDate four digits
 * @param serviceCode three digits
 */
public record CardVerificationData(Pan pan, String expiryDate, String serviceCode) {
    /** Digits of a card verification value in the usual length. */
    public static final int USUAL_DIGITS = 3;

    private static final int BLOCKS_LENGTH_BYTES = 16;
    private static final String SERVICE_CODE_OF_CHIP = "999";
    private static final String SERVICE_CODE_OF_PRINT = "000";

    /**
     * Checks lengths and digits.
     *
     * @throws IllegalArgumentException if the date has not four digits or the service code not three
     */
    public CardVerificationData {
        Digits.require("an expiry date", expiryDate, 4);
        Digits.require("a service code", serviceCode, 3);
    }

    /**
     * The data of iCVV, which the chip carries in place of CVV: service code 999.
     *
     * @param pan the account number
     * @param expiryDate four digits
     * @return the data
     * @throws IllegalArgumentException if the date has not four digits
     */
    public static CardVerificationData chip(Pan pan, String expiryDate) {
        return new CardVerificationData(pan, expiryDate, SERVICE_CODE_OF_CHIP);
    }

    /**
     * The data of CVV2 and CVC2, which are printed on the card: service code 000.
     *
     * @param pan the account number
     * @param expiryDate four digits
     * @return the data
     * @throws IllegalArgumentException if the date has not four digits
     */
    public static CardVerificationData printed(Pan pan, String expiryDate) {
        return new CardVerificationData(pan, expiryDate, SERVICE_CODE_OF_PRINT);
    }

    /**
     * Makes the value of three digits.
     *
     * @param key the key pair
     * @return the value
     */
    public CardSecurityCode generate(CardVerificationKey key) {
        return generate(key, USUAL_DIGITS);
    }

    /**
     * Makes a value of another length.
     *
     * @param key the key pair
     * @param digitCount 3 to 16
     * @return the value
     * @throws IllegalArgumentException if the number of digits is out of range
     */
    public CardSecurityCode generate(CardVerificationKey key, int digitCount) {
        return generate(key, pan.digits() + expiryDate + serviceCode, digitCount);
    }

    /**
     * Checks a value of three digits, in constant time.
     *
     * @param key the key pair
     * @param code what was received
     * @throws CryptoException if it is not the value of these data, or has another number of digits
     */
    public void verify(CardVerificationKey key, CardSecurityCode code) throws CryptoException {
        verify(key, code, USUAL_DIGITS);
    }

    /**
     * Checks a value of another length, in constant time.
     *
     * @param key the key pair
     * @param code what was received
     * @param digitCount how many digits the issuer uses, 3 to 16; never the number that happened to be received
     * @throws CryptoException if it is not the value of these data, or has another number of digits
     * @throws IllegalArgumentException if the number of digits is out of range
     */
    public void verify(CardVerificationKey key, CardSecurityCode code, int digitCount) throws CryptoException {
        code.verify(generate(key, digitCount));
    }

    /**
     * Two blocks of digits: the first under CVK A, the second added and enciphered by A, deciphered by B and enciphered by A.
     * That is algorithm 3 of ISO/IEC 9797-1, so a key outside this process can do it.
     */
    static CardSecurityCode generate(CardDataKey key, String digits, int digitCount) {
        CardSecurityCode.requireLength(digitCount);
        byte[] blocks = Digits.packed(digits, BLOCKS_LENGTH_BYTES);
        byte[] mac = key.symmetricKey().mac(MacAlgorithm.ISO9797_ALGORITHM_3, blocks);
        try {
            return CardSecurityCode.of(Digits.text(Digits.decimalised(mac, digitCount)));
        } finally {
            Arrays.fill(blocks, (byte) 0);
            Arrays.fill(mac, (byte) 0);
        }
    }

    /** The dates and codes with the account number masked. */
    @Override
    public String toString() {
        return "CardVerificationData[" + pan + "]";
    }
}
