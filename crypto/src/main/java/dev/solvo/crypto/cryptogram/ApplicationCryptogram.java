package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;

/**
 * The card's signature over a transaction: TC, ARQC or AAC (EMV 4.4 Book 2, 8.1; tag 9F26).
 *
 * <p>Under a triple DES key it is the retail MAC, under an AES key the first 8 bytes of the CMAC.
 *
 * @param value 8 bytes
 */
public record ApplicationCryptogram(Bytes value) {
    private static final int LENGTH_BYTES = 8;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 8 bytes
     */
    public ApplicationCryptogram {
        if (value.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("an application cryptogram has 8 bytes, not " + value.length());
        }
    }

    /**
     * Takes the value of tag 9F26.
     *
     * @param value 8 bytes
     * @return the cryptogram
     */
    public static ApplicationCryptogram of(Bytes value) {
        return new ApplicationCryptogram(value);
    }

    /**
     * Makes the cryptogram of a transaction.
     *
     * @param key the session key
     * @param data the data in the order that the cryptogram version gives, without padding
     * @param padding how a triple DES calculation fills them up; AES fills by itself
     * @return the cryptogram
     */
    public static ApplicationCryptogram generate(SessionKey<KeyPurpose.Cryptogram> key, Bytes data, Padding padding) {
        return new ApplicationCryptogram(algorithm(key, padding).generate(key.symmetricKey(), data));
    }

    /**
     * Checks that this is the cryptogram of a transaction, in constant time and in full length.
     *
     * @param key the session key
     * @param data the data in the order that the cryptogram version gives, without padding
     * @param padding how a triple DES calculation fills them up; AES fills by itself
     * @throws CryptoException if it is not
     */
    public void verify(SessionKey<KeyPurpose.Cryptogram> key, Bytes data, Padding padding) throws CryptoException {
        algorithm(key, padding).verify(key.symmetricKey(), data, value);
    }

    private static MessageAuthenticationCode algorithm(SessionKey<KeyPurpose.Cryptogram> key, Padding padding) {
        return key.algorithm() == KeyAlgorithm.AES
                ? MessageAuthenticationCode.cmac(LENGTH_BYTES)
                : MessageAuthenticationCode.iso9797Algorithm3(padding, LENGTH_BYTES);
    }
}
