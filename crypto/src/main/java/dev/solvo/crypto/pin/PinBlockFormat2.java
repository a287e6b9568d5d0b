package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import java.util.Arrays;

/**
 * ISO 9564-1 format 2: PIN filled with F. For the way to the card only (EMV 4.4 Book 3, 6.5.12).
 *
 * <p>PIN 1234 gives {@code 241234FFFFFFFFFF}.
 */
public final class PinBlockFormat2 {
    private PinBlockFormat2() {}

    /**
     * Makes a block.
     *
     * @param pin the PIN
     * @return the block, to be closed by the caller
     */
    public static PinBlock encode(Pin pin) {
        byte[] field = PinField.encode(2, pin, () -> 0xF);
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
            return PinField.decode(2, field, nibble -> nibble == 0xF);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }
}
