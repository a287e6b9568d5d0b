package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import java.util.Arrays;

/**
 * Visa's block for PIN CHANGE: PIN filled with F, bound to a part of the card's own cryptogram key and, where the old
 * PIN is asked for, to that PIN (VIS 1.5).
 *
 * <p>The block takes bytes of the key, so it is for keys in software; a host security module makes it by itself.
 */
public final class VisPinBlock {
    private static final int KEY_PART_FROM = 4;
    private static final int KEY_PART_TO = 8;

    private VisPinBlock() {}

    /**
     * Makes the block of a new PIN that replaces any old one.
     *
     * @param cardKey the card's cryptogram key, in software
     * @param newPin the PIN
     * @return the block, to be closed by the caller
     * @throws IllegalArgumentException if the key lives outside this process
     */
    public static PinBlock encode(IccMasterKey<KeyPurpose.Cryptogram> cardKey, Pin newPin) {
        byte[] field = PinField.encode(0, newPin, () -> 0xF);
        try {
            addKeyTo(field, cardKey);
            return PinBlock.of(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Makes the block of a new PIN that replaces a known old one.
     *
     * @param cardKey the card's cryptogram key, in software
     * @param newPin the PIN
     * @param currentPin the PIN that the card has now
     * @return the block, to be closed by the caller
     * @throws IllegalArgumentException if the key lives outside this process
     */
    public static PinBlock encode(IccMasterKey<KeyPurpose.Cryptogram> cardKey, Pin newPin, Pin currentPin) {
        byte[] field = PinField.encode(0, newPin, () -> 0xF);
        try {
            addKeyTo(field, cardKey);
            addPinTo(field, currentPin);
            return PinBlock.of(field);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Reads the block of a new PIN that replaces any old one.
     *
     * @param cardKey the card's cryptogram key, in software
     * @param block the block in clear
     * @return the new PIN, to be closed by the caller
     * @throws CryptoException if the block holds no PIN in this format under this key
     */
    public static Pin decode(IccMasterKey<KeyPurpose.Cryptogram> cardKey, PinBlock block) throws CryptoException {
        byte[] field = block.toByteArray(InsecureSecretKeyAccess.get());
        try {
            addKeyTo(field, cardKey);
            return PinField.decode(0, field, nibble -> nibble == 0xF);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /**
     * Reads the block of a new PIN that replaces a known old one.
     *
     * @param cardKey the card's cryptogram key, in software
     * @param block the block in clear
     * @param currentPin the PIN that the card has now
     * @return the new PIN, to be closed by the caller
     * @throws CryptoException if the block holds no PIN in this format under this key with this old PIN
     */
    public static Pin decode(IccMasterKey<KeyPurpose.Cryptogram> cardKey, PinBlock block, Pin currentPin)
            throws CryptoException {
        byte[] field = block.toByteArray(InsecureSecretKeyAccess.get());
        try {
            addKeyTo(field, cardKey);
            addPinTo(field, currentPin);
            return PinField.decode(0, field, nibble -> nibble == 0xF);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    /** Adds the second four bytes of the key's left half to the second half of the field. */
    private static void addKeyTo(byte[] field, IccMasterKey<KeyPurpose.Cryptogram> cardKey) {
        if (!(cardKey.symmetricKey() instanceof SoftwareKey key)) {
            throw new IllegalArgumentException("the block takes bytes of the key, which is not in this process");
        }
        try (SecretBytes secret = key.secret(InsecureSecretKeyAccess.get())) {
            byte[] bytes = secret.toByteArray(InsecureSecretKeyAccess.get());
            for (int i = KEY_PART_FROM; i < KEY_PART_TO; i++) {
                field[i] ^= bytes[i];
            }
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Adds the digits, from the left, without their number. */
    private static void addPinTo(byte[] field, Pin pin) {
        byte[] digits = pin.digits();
        for (int i = 0; i < digits.length; i++) {
            field[i / 2] ^= (byte) (digits[i] << (i % 2 == 0 ? 4 : 0));
        }
        Arrays.fill(digits, (byte) 0);
    }
}
