package dev.solvo.crypto.mac;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.HmacKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.tlv.Bytes;

/**
 * HMAC (ISO/IEC 9797-2 algorithm 2, FIPS 198-1): hash function and length. The key comes with each call.
 *
 * <pre>{@code
 * var hmac = HashMac.sha256(32);
 * Bytes code = hmac.generate(key, message);
 * hmac.verify(key, message, code);
 * }</pre>
 *
 * <p>HMAC with SM3 is {@code dev.solvo.crypto.sm.Sm3}.
 */
public final class HashMac {
    // A code of fewer bytes is found by guessing.
    private static final int MIN_LENGTH_BYTES = 4;

    private final HmacKey.Hash hash;
    private final int lengthBytes;

    private HashMac(HmacKey.Hash hash, int hashLengthBytes, int lengthBytes) {
        if (lengthBytes < MIN_LENGTH_BYTES || lengthBytes > hashLengthBytes) {
            throw new IllegalArgumentException(
                    "a code has 4 to " + hashLengthBytes + " bytes here, not " + lengthBytes);
        }
        this.hash = hash;
        this.lengthBytes = lengthBytes;
    }

    /**
     * HMAC with SHA-1, for what is older than SHA-256.
     *
     * @param lengthBytes leftmost bytes that make the code, 4 to 20
     * @return the way to authenticate
     * @throws IllegalArgumentException if the length is out of range
     */
    public static HashMac sha1(int lengthBytes) {
        return new HashMac(HmacKey.Hash.SHA_1, 20, lengthBytes);
    }

    /**
     * HMAC with SHA-256.
     *
     * @param lengthBytes leftmost bytes that make the code, 4 to 32
     * @return the way to authenticate
     * @throws IllegalArgumentException if the length is out of range
     */
    public static HashMac sha256(int lengthBytes) {
        return new HashMac(HmacKey.Hash.SHA_256, 32, lengthBytes);
    }

    /**
     * HMAC with SHA-512.
     *
     * @param lengthBytes leftmost bytes that make the code, 4 to 64
     * @return the way to authenticate
     * @throws IllegalArgumentException if the length is out of range
     */
    public static HashMac sha512(int lengthBytes) {
        return new HashMac(HmacKey.Hash.SHA_512, 64, lengthBytes);
    }

    /**
     * Makes the code of a message.
     *
     * @param key any number of bytes from 1; stays the caller's to close
     * @param message any number of bytes
     * @return the code
     * @throws IllegalArgumentException if the key is empty
     */
    public Bytes generate(SecretBytes key, Bytes message) {
        try (HmacKey hmacKey = HmacKey.of(key)) {
            return Bytes.of(hmacKey.mac(hash, message.toByteArray()), 0, lengthBytes);
        }
    }

    /**
     * Checks the code of a message, in constant time and in full length.
     *
     * @param key any number of bytes from 1; stays the caller's to close
     * @param message any number of bytes
     * @param code what was received
     * @throws CryptoException if it is not the code of the message, a part of it included
     * @throws IllegalArgumentException if the key is empty
     */
    public void verify(SecretBytes key, Bytes message, Bytes code) throws CryptoException {
        if (!generate(key, message).equals(code)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the message authentication code is not that of the data");
        }
    }
}
