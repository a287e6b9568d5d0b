package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * A PIN block as it travels to the issuer (ISO 8583 data element 52): enciphered under a key that both sides have.
 *
 * @param format which format the block has, known from the message or by agreement
 * @param value 8 bytes, or 16 in format 4
 */
public record EncipheredPinBlock(PinBlockFormat format, Bytes value) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not that of the format, or the format is 2; what comes from outside goes
     *     through {@link #parse}
     */
    public EncipheredPinBlock {
        if (format == PinBlockFormat.FORMAT_2) {
            throw new IllegalArgumentException("format 2 does not travel under a PIN key");
        }
        if (value.length() != format.lengthBytes()) {
            throw new IllegalArgumentException(
                    "a block of this format has " + format.lengthBytes() + " bytes, not " + value.length());
        }
    }

    /**
     * Reads a block of a message.
     *
     * @param format its format
     * @param value the bytes
     * @return the block
     * @throws CryptoException if the length is not that of the format, or the format is 2
     */
    public static EncipheredPinBlock parse(PinBlockFormat format, Bytes value) throws CryptoException {
        if (format == PinBlockFormat.FORMAT_2) {
            throw new CryptoException(
                    CryptoException.Reason.NOT_PERMITTED,
                    "ISO 9564-1: format 2 is for submission to a chip card, not for a PIN key");
        }
        if (value.length() != format.lengthBytes()) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "a block of this format has " + format.lengthBytes() + " bytes, not " + value.length());
        }
        return new EncipheredPinBlock(format, value);
    }

    static EncipheredPinBlock of(PinBlockFormat format, PinKey key, PinBlock block) {
        requireKey(format, key);
        byte[] clear = block.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return new EncipheredPinBlock(format, Bytes.of(key.symmetricKey().encrypt(clear)));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** The clear block of formats 0, 1 and 3. */
    PinBlock decipher(PinBlockFormat expected, PinKey key) throws CryptoException {
        requireFormat(expected);
        requireKey(format, key);
        byte[] clear = key.symmetricKey().decrypt(value.toByteArray());
        try {
            return PinBlock.parse(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    void requireFormat(PinBlockFormat expected) throws CryptoException {
        if (format != expected) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "the block is said to have " + format + ", not " + expected);
        }
    }

    static void requireKey(PinBlockFormat format, PinKey key) {
        if (key.algorithm() != format.algorithm()) {
            throw new IllegalArgumentException(
                    "ISO 9564-1: " + format + " takes a key of " + format.algorithm() + ", not of " + key.algorithm());
        }
    }
}
