package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.pin.Pin;
import java.util.Arrays;

/**
 * What Visa's PIN verification value, PVV, is made over beside the PIN: eleven digits of the account number and the index
 * of the key.
 *
 * @param pan the account number, 12 digits or more
 * @param keyIndex the PIN verification key index, 0 to 9
 */
public record PinVerificationData(Pan pan, int keyIndex) {
    private static final int PAN_DIGITS = 11;
    private static final int PIN_DIGITS = 4;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the number has fewer than 12 digits or the index more than one
     */
    public PinVerificationData {
        if (pan.length() <= PAN_DIGITS) {
            throw new IllegalArgumentException("a PVV takes a PAN of 12 digits or more, not " + pan.length());
        }
        if (keyIndex < 0 || keyIndex > 9) {
            throw new IllegalArgumentException("key index " + keyIndex + " is not in 0 to 9");
        }
    }

    /**
     * Makes the value of a PIN.
     *
     * @param key the key pair, triple DES of 16 bytes
     * @param pin the PIN, whose first four digits count; stays the caller's to close
     * @return four digits
     * @throws IllegalArgumentException if the key has another length
     */
    public PinVerificationValue generate(PinVerificationKey key, Pin pin) {
        SymmetricKey pair = CardDataKey.requireDoubleLength(key.symmetricKey());
        byte[] digits = pin.toDigits(InsecureSecretKeyAccess.get());
        // The transformed security parameter: digits of the PAN without its check digit, index, digits of the PIN.
        byte[] block =
                Digits.packed(pan.digits().substring(pan.length() - 1 - PAN_DIGITS, pan.length() - 1) + keyIndex, 8);
        block[6] = (byte) (digits[0] << 4 | digits[1]);
        block[7] = (byte) (digits[2] << 4 | digits[3]);
        byte[] enciphered = pair.encrypt(block);
        try {
            return PinVerificationValue.of(Digits.text(Digits.decimalised(enciphered, PIN_DIGITS)));
        } finally {
            Arrays.fill(digits, (byte) 0);
            Arrays.fill(block, (byte) 0);
            Arrays.fill(enciphered, (byte) 0);
        }
    }

    /**
     * Checks a PIN against the value that the issuer keeps, in constant time.
     *
     * @param key the key pair, triple DES of 16 bytes
     * @param pin the PIN; stays the caller's to close
     * @param expected the value
     * @throws CryptoException if the PIN has another value
     * @throws IllegalArgumentException if the key has another length
     */
    public void verify(PinVerificationKey key, Pin pin, PinVerificationValue expected) throws CryptoException {
        if (!generate(key, pin).equals(expected)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the PIN has another PIN verification value");
        }
    }

    /** The account number masked. */
    @Override
    public String toString() {
        return "PinVerificationData[" + pan + ", key " + keyIndex + "]";
    }
}
