package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * ISO 9564-1:2017 format 4: PIN filled with A and eight random bytes, enciphered under AES, the account number added, and
 * enciphered once more. For enciphered transport online.
 *
 * <p>There is no clear block that is bound to the account number: {@link #encode} gives the PIN field alone.
 */
public final class PinBlockFormat4 {
    /** Length of the PIN field and of a block. */
    public static final int LENGTH_BYTES = 16;

    private static final int RANDOM_BYTES = 8;

    private PinBlockFormat4() {}

    /**
     * Makes the PIN field, as a device does that enciphers elsewhere.
     *
     * @param pin the PIN
     * @param random source of the last eight bytes
     * @return 16 bytes, to be closed by the caller
     */
    public static SecretBytes encode(Pin pin, SecureRandom random) {
        byte[] field = field(pin, random);
        try {
            return SecretBytes.of(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Reads a PIN field.
     *
     * @param field 16 bytes
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the length is wrong or the field holds no PIN in this format
     */
    public static Pin decode(SecretBytes field) throws CryptoException {
        if (field.length() != LENGTH_BYTES) {
            throw new CryptoException(CryptoException.Reason.LENGTH, "a PIN field has 16 bytes, not " + field.length());
        }
        byte[] bytes = field.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return decode(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Makes a block and enciphers it.
     *
     * @param key an AES key
     * @param pin the PIN
     * @param pan the account number
     * @param random source of eight bytes
     * @return the enciphered block
     * @throws IllegalArgumentException if the key is not AES
     */
    public static EncipheredPinBlock encipher(PinKey key, Pin pin, Pan pan, SecureRandom random) {
        return encipher(key, pin, Format4PanField.of(pan), random);
    }

    /**
     * Makes a block for a number that need not be an account number and enciphers it.
     *
     * @param key an AES key
     * @param pin the PIN
     * @param panField the number
     * @param random source of eight bytes
     * @return the enciphered block
     * @throws IllegalArgumentException if the key is not AES
     */
    public static EncipheredPinBlock encipher(PinKey key, Pin pin, Format4PanField panField, SecureRandom random) {
        EncipheredPinBlock.requireKey(PinBlockFormat.FORMAT_4, key);
        byte[] field = field(pin, random);
        try {
            SymmetricKey aes = key.symmetricKey();
            byte[] intermediate = aes.encrypt(field);
            panField.addTo(intermediate);
            return new EncipheredPinBlock(PinBlockFormat.FORMAT_4, Bytes.of(aes.encrypt(intermediate)));
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Deciphers a block and reads it.
     *
     * @param key an AES key
     * @param block the enciphered block
     * @param pan the account number it was made with
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the block has another format, or holds no PIN with this account number
     * @throws IllegalArgumentException if the key is not AES
     */
    public static Pin decipher(PinKey key, EncipheredPinBlock block, Pan pan) throws CryptoException {
        return decipher(key, block, Format4PanField.of(pan));
    }

    /**
     * Deciphers a block that was made with a number that need not be an account number, and reads it.
     *
     * @param key an AES key
     * @param block the enciphered block
     * @param panField the number it was made with
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the block has another format, or holds no PIN with this number
     * @throws IllegalArgumentException if the key is not AES
     */
    public static Pin decipher(PinKey key, EncipheredPinBlock block, Format4PanField panField) throws CryptoException {
        block.requireFormat(PinBlockFormat.FORMAT_4);
        EncipheredPinBlock.requireKey(PinBlockFormat.FORMAT_4, key);
        SymmetricKey aes = key.symmetricKey();
        byte[] intermediate = aes.decrypt(block.value().toByteArray());
        panField.addTo(intermediate);
        byte[] field = aes.decrypt(intermediate);
        try {
            return decode(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    private static byte[] field(Pin pin, SecureRandom random) {
        byte[] left = PinField.encode(4, pin, () -> 0xA);
        byte[] filling = new byte[RANDOM_BYTES];
        random.nextBytes(filling);
        byte[] field = Arrays.copyOf(left, LENGTH_BYTES);
        Arrays.fill(left, (byte) 0);
        System.arraycopy(filling, 0, field, left.length, RANDOM_BYTES);
        return field;
    }

    private static Pin decode(byte[] field) throws CryptoException {
        byte[] left = Arrays.copyOf(field, PinBlock.LENGTH_BYTES);
        try {
            return PinField.decode(4, left, nibble -> nibble == 0xA);
        } finally {
            Arrays.fill(left, (byte) 0);
        }
    }
}
