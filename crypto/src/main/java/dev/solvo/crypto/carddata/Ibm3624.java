package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * PINs by the IBM 3624 method: validation data enciphered under the issuer's key give the natural PIN, the offset is what
 * leads from it to the PIN that the cardholder chose.
 *
 * <pre>{@code
 * Ibm3624 method = new Ibm3624(DecimalisationTable.USUAL, validationData);
 * PinOffset offset = method.offset(key, chosen);     // when the PIN is set
 * method.verify(key, entered, offset);               // at each use
 * }</pre>
 *
 * @param table which digit stands for which half byte
 * @param validationData one block, usually digits of the account number
 */
public record Ibm3624(DecimalisationTable table, Bytes validationData) {
    private static final int BLOCK_LENGTH_BYTES = 8;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 8 bytes of validation data
     */
    public Ibm3624 {
        if (validationData.length() != BLOCK_LENGTH_BYTES) {
            throw new IllegalArgumentException("validation data have 8 bytes, not " + validationData.length());
        }
    }

    /**
     * Makes the natural PIN.
     *
     * @param key the issuer's key
     * @param digitCount 4 to 12
     * @return the PIN, to be closed by the caller
     * @throws IllegalArgumentException if the number of digits is out of range
     */
    public Pin naturalPin(PinVerificationKey key, int digitCount) {
        return pin(key, new int[requireCount(digitCount)]);
    }

    /**
     * Makes the PIN that an offset leads to.
     *
     * @param key the issuer's key
     * @param offset the offset, as long as the PIN
     * @return the PIN, to be closed by the caller
     */
    public Pin pin(PinVerificationKey key, PinOffset offset) {
        return pin(key, offset.values());
    }

    /**
     * Makes the offset that leads to a PIN.
     *
     * @param key the issuer's key
     * @param pin the PIN that the cardholder chose; stays the caller's to close
     * @return the offset, as long as the PIN
     */
    public PinOffset offset(PinVerificationKey key, Pin pin) {
        byte[] chosen = pin.toDigits(InsecureSecretKeyAccess.get());
        byte[] natural = natural(key, chosen.length);
        StringBuilder offset = new StringBuilder(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            offset.append((char) ('0' + (chosen[i] + 10 - natural[i]) % 10));
        }
        Arrays.fill(chosen, (byte) 0);
        Arrays.fill(natural, (byte) 0);
        return PinOffset.of(offset.toString());
    }

    /**
     * Checks a PIN, in constant time and in full length.
     *
     * @param key the issuer's key
     * @param pin what was entered; stays the caller's to close
     * @param offset the offset that the issuer keeps
     * @throws CryptoException if the PIN is another one
     */
    public void verify(PinVerificationKey key, Pin pin, PinOffset offset) throws CryptoException {
        try (Pin expected = pin(key, offset)) {
            if (!expected.equals(pin)) {
                throw new CryptoException(CryptoException.Reason.AUTHENTICATION, "the PIN is not that of the offset");
            }
        }
    }

    private Pin pin(PinVerificationKey key, int[] offset) {
        byte[] digits = natural(key, offset.length);
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ((digits[i] + offset[i]) % 10);
        }
        try {
            return Pin.ofDigits(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private byte[] natural(PinVerificationKey key, int count) {
        byte[] enciphered = key.symmetricKey().encrypt(validationData.toByteArray());
        byte[] digits = new byte[count];
        for (int i = 0; i < count; i++) {
            digits[i] = (byte) table.digit(Digits.nibble(enciphered, i));
        }
        Arrays.fill(enciphered, (byte) 0);
        return digits;
    }

    private static int requireCount(int digitCount) {
        if (digitCount < Pin.MIN_DIGITS || digitCount > Pin.MAX_DIGITS) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits, not " + digitCount);
        }
        return digitCount;
    }

    /** Neither table nor data. */
    @Override
    public String toString() {
        return "Ibm3624[]";
    }
}
