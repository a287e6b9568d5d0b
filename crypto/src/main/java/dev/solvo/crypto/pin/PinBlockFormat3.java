package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import java.security.SecureRandom;
import java.util.Arrays;

/** ISO 9564-1 format 3: PIN filled with random A to F, bound to the account number. For enciphered transport online. */
public final class PinBlockFormat3 {
    private PinBlockFormat3() {}

    /**
     * Makes a block.
     *
     * @param pin the PIN
     * @param pan the account number, 13 digits or more
     * @param random source of the filling
     * @return the block, to be closed by the caller
     * @throws IllegalArgumentException if the account number is shorter
     */
    public static PinBlock encode(Pin pin, Pan pan, SecureRandom random) {
        byte[] field = PinField.encode(3, pin, () -> 0xA + random.nextInt(6));
        try {
            PanField.addTo(field, pan);
            return PinBlock.of(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Reads a block.
     *
     * @param block the block in clear
     * @param pan the account number it was made with
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the block holds no PIN in this format with this account number
     * @throws IllegalArgumentException if the account number has fewer than 13 digits
     */
    public static Pin decode(PinBlock block, Pan pan) throws CryptoException {
        byte[] field = block.toByteArray(InsecureSecretKeyAccess.get());
        try {
            PanField.addTo(field, pan);
            return PinField.decode(3, field, nibble -> nibble >= 0xA);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Makes a block and enciphers it.
     *
     * @param key a triple DES key (ISO 9564-1, 9.3: blocks of 8 bytes)
     * @param pin the PIN
     * @param pan the account number, 13 digits or more
     * @param random source of the filling
     * @return the enciphered block
     * @throws IllegalArgumentException if the account number is shorter, or the key is not triple DES
     */
    public static EncipheredPinBlock encipher(PinKey key, Pin pin, Pan pan, SecureRandom random) {
        try (PinBlock block = encode(pin, pan, random)) {
            return EncipheredPinBlock.of(PinBlockFormat.FORMAT_3, key, block);
        }
    }

    /**
     * Deciphers a block and reads it.
     *
     * @param key a triple DES key
     * @param block the enciphered block
     * @param pan the account number it was made with
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the block has another format or length, or holds no PIN in this format with this account number
     * @throws IllegalArgumentException if the account number has fewer than 13 digits, or the key is not triple DES
     */
    public static Pin decipher(PinKey key, EncipheredPinBlock block, Pan pan) throws CryptoException {
        try (PinBlock clear = block.decipher(PinBlockFormat.FORMAT_3, key)) {
            return decode(clear, pan);
        }
    }
}
