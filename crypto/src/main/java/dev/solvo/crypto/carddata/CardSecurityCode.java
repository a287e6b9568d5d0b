package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A code of decimal digits that proves card data: CVV, CVC, iCVV, CVV2, CVC2, dCVV, CVC3 or CAVV.
 *
 * <p>Prints masked, keeps leading zeros, and is compared in constant time. Codes of different lengths are different, also
 * where one ends with the other.
 */
public final class CardSecurityCode {
    /** Fewest digits: with two, a guess in a hundred is right. */
    public static final int MIN_DIGITS = 3;

    /** Most digits: as many as a block gives. */
    public static final int MAX_DIGITS = 16;

    private final String digits;

    private CardSecurityCode(String digits) {
        this.digits = digits;
    }

    /**
     * Takes decimal digits.
     *
     * @param digits 3 to 16 characters 0 to 9
     * @return the code
     * @throws IllegalArgumentException if the text is no such code; the message never shows it
     */
    public static CardSecurityCode of(String digits) {
        requireLength(digits.length());
        return new CardSecurityCode(Digits.require("a card security code", digits));
    }

    /**
     * Takes what a message or a cardholder gave.
     *
     * @param digits any text
     * @return the code
     * @throws CryptoException if it has not 3 to 16 characters, or any but 0 to 9
     */
    public static CardSecurityCode parse(String digits) throws CryptoException {
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "a card security code has 3 to 16 digits, not " + digits.length());
        }
        if (!Digits.areDecimal(digits)) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "a card security code has decimal digits only");
        }
        return new CardSecurityCode(digits);
    }

    /**
     * The code in clear. Not to be stored once the transaction is authorised (PCI DSS 3.3).
     *
     * @return 3 to 16 digits
     */
    public String digits() {
        return digits;
    }

    /**
     * Number of digits.
     *
     * @return 3 to 16
     */
    public int length() {
        return digits.length();
    }

    /** Checks that this is the other, in full length. */
    void verify(CardSecurityCode expected) throws CryptoException {
        if (!equals(expected)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the card security code is not that of the data");
        }
    }

    static void requireLength(int digitCount) {
        if (digitCount < MIN_DIGITS || digitCount > MAX_DIGITS) {
            throw new IllegalArgumentException("a card security code has 3 to 16 digits, not " + digitCount);
        }
    }

    /** Compares all digits in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CardSecurityCode that
                && MessageDigest.isEqual(
                        digits.getBytes(StandardCharsets.US_ASCII), that.digits.getBytes(StandardCharsets.US_ASCII));
    }

    /** Depends on the length only, for a hash of three digits would be the digits. */
    @Override
    public int hashCode() {
        return digits.length();
    }

    /** No digit. */
    @Override
    public String toString() {
        return "CardSecurityCode[***]";
    }
}
