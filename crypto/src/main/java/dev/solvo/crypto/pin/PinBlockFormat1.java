package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.PinKey;
import java.security.SecureRandom;
import java.util.Arrays;

/** ISO 9564-1 format 1: PIN filled with what is unique to the transaction. For when no account number is known. */
public final class PinBlockFormat1 {
    private PinBlockFormat1() {}

    /**
     * Makes a block.
     *
     * @param pin the PIN
     * @param random source of the filling
     * @return the block, to be closed by the caller
     */
    public static PinBlock encode(Pin pin, SecureRandom random) {
        byte[] field = PinField.encode(1, pin, () -> random.nextInt(16));
        try {
            return PinBlock.of(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Reads a block.
     *
     * @param block the block in clear
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the block holds no PIN in this format
     */
    public static Pin decode(PinBlock block) throws CryptoException {
        byte[] field = block.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return PinField.decode(1, field, nibble -> true);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Makes a block and enciphers it.
     *
     * @param key a triple DES key (ISO 9564-1, 9.3: blocks of 8 bytes)
     * @param pin the PIN
     * @param random source of the filling
     * @return the enciphered block
     * @throws IllegalArgumentException if the key is not triple DES
     */
    public static EncipheredPinBlock encipher(PinKey key, Pin pin, SecureRandom random) {
        try (PinBlock block = encode(pin, random)) {
            return EncipheredPinBlock.of(PinBlockFormat.FORMAT_1, key, block);
        }
    }

    /**
     * Deciphers a block and reads it.
     *
     * @param key a triple DES key
     * @param block the enciphered block
     * @return the PIN, to be closed by the caller
     * @throws CryptoException if the block has another format or length, or holds no PIN in this format
     * @throws IllegalArgumentException if the key is not triple DES
     */
    public static Pin decipher(PinKey key, EncipheredPinBlock block) throws CryptoException {
        try (PinBlock clear = block.decipher(PinBlockFormat.FORMAT_1, key)) {
            return decode(clear);
        }
    }
}
