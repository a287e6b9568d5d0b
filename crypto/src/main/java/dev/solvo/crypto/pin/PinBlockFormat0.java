package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import java.util.Arrays;

/**
 * ISO 9564-1 format 0: PIN filled with F, bound to the account number. For enciphered transport online.
 *
 * <p>PIN 1234 and PAN 5555555551234567 give {@code 041261AAAAEDCBA9}.
 */
public final class PinBlockFormat0 {
    private PinBlockFormat0() {}

    /**
     * Makes a block.
     *
     * @param pin the PIN
     * @param pan the account number, 13 digits or more
     * @return the block, to be closed by the caller
     * @throws IllegalArgumentException if the account number is shorter
     */
    public static PinBlock encode(Pin pin, Pan pan) {
        byte[] field = PinField.encode(0, pin, () -> 0xF);
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
            return PinField.decode(0, field, nibble -> nibble == 0xF);
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
     * @return the enciphered block
     * @throws IllegalArgumentException if the account number is shorter, or the key is not triple DES
     */
    public static EncipheredPinBlock encipher(PinKey key, Pin pin, Pan pan) {
        try (PinBlock block = encode(pin, pan)) {
            return EncipheredPinBlock.of(PinBlockFormat.FORMAT_0, key, block);
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
        try (PinBlock clear = block.decipher(PinBlockFormat.FORMAT_0, key)) {
            return decode(clear, pan);
        }
    }
}
