package dev.solvo.crypto.carddata;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * What Mastercard's CVC3 of contactless magnetic stripe data is made over: the initial vector of a track (IVCVC3), the
 * terminal's unpredictable number and the transaction counter.
 *
 * @param initialVector IVCVC3, two bytes; see {@link #initialVector(CardDynamicCodeKey, Bytes)}
 * @param unpredictableNumber the number that COMPUTE CRYPTOGRAPHIC CHECKSUM carried
 * @param counter the transaction counter
 */
public record DynamicTrackData(
        Bytes initialVector, UnpredictableNumber unpredictableNumber, ApplicationTransactionCounter counter) {
    /** Digits of a whole CVC3: two bytes as a decimal number. */
    public static final int WHOLE_DIGITS = 5;

    private static final int VECTOR_LENGTH_BYTES = 2;
    private static final MessageAuthenticationCode TRACK_MAC =
            MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, 8);

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the initial vector has not two bytes
     */
    public DynamicTrackData {
        if (initialVector.length() != VECTOR_LENGTH_BYTES) {
            throw new IllegalArgumentException("IVCVC3 has 2 bytes, not " + initialVector.length());
        }
    }

    /**
     * Makes the initial vector of a track: the last two bytes of the retail MAC over its static part.
     *
     * @param key the card's key
     * @param track the track with the places of CVC3, counter and number as the card was personalised; of track 1 the
     *     characters, of track 2 the compressed digits
     * @return two bytes
     */
    public static Bytes initialVector(CardDynamicCodeKey key, Bytes track) {
        return TRACK_MAC.generate(key.symmetricKey(), track).slice(8 - VECTOR_LENGTH_BYTES);
    }

    /**
     * Makes the whole code.
     *
     * @param key the card's key
     * @return five digits, 00000 to 65535
     */
    public CardSecurityCode generate(CardDynamicCodeKey key) {
        return generate(key, WHOLE_DIGITS);
    }

    /**
     * Makes the code as far as a track has room for it: its last digits.
     *
     * @param key the card's key
     * @param digitCount 3 to 5
     * @return that many digits, leading zeros kept
     * @throws IllegalArgumentException if the number of digits is out of range
     */
    public CardSecurityCode generate(CardDynamicCodeKey key, int digitCount) {
        if (digitCount < CardSecurityCode.MIN_DIGITS || digitCount > WHOLE_DIGITS) {
            throw new IllegalArgumentException("a CVC3 has 3 to 5 digits, not " + digitCount);
        }
        byte[] block = Bytes.concat(initialVector, unpredictableNumber.value(), counter.toBytes())
                .toByteArray();
        byte[] enciphered = key.symmetricKey().encrypt(block);
        int number = (enciphered[6] & 0xFF) << 8 | enciphered[7] & 0xFF;
        Arrays.fill(enciphered, (byte) 0);
        byte[] digits = new byte[digitCount];
        for (int i = digitCount - 1; i >= 0; i--) {
            digits[i] = (byte) (number % 10);
            number /= 10;
        }
        return CardSecurityCode.of(Digits.text(digits));
    }

    /**
     * Checks a whole code, in constant time.
     *
     * @param key the card's key
     * @param code what was received
     * @throws CryptoException if it is not the code of these data, or has not five digits
     */
    public void verify(CardDynamicCodeKey key, CardSecurityCode code) throws CryptoException {
        verify(key, code, WHOLE_DIGITS);
    }

    /**
     * Checks a code as far as a track has room for it, in constant time.
     *
     * @param key the card's key
     * @param code what was received
     * @param digitCount how many digits the track has room for, 3 to 5; never the number that happened to be received
     * @throws CryptoException if it is not the code of these data, or has another number of digits
     * @throws IllegalArgumentException if the number of digits is out of range
     */
    public void verify(CardDynamicCodeKey key, CardSecurityCode code, int digitCount) throws CryptoException {
        code.verify(generate(key, digitCount));
    }
}
