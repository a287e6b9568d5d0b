package dev.solvo.crypto.messaging;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * Encipherment of script data in the three ways that payment systems have (EMV 4.4 Book 2, 9.3), under a session key at
 * hand. Whole scripts are {@link ScriptMessaging}.
 */
public final class ScriptEncipherer {
    private static final int BLOCK = 8;

    private ScriptEncipherer() {}

    /**
     * Enciphers data.
     *
     * @param form how data are filled up and chained
     * @param key the session key, triple DES
     * @param data 1 to 255 bytes; the caller wipes them
     * @return whole blocks
     * @throws IllegalArgumentException if the key is not triple DES, or there are no data or too many
     */
    public static Bytes encipher(
            ScriptScheme.Encipherment form, SessionKey<KeyPurpose.ScriptEncipherment> key, byte[] data) {
        if (data.length == 0 || data.length > 255) {
            throw new IllegalArgumentException("data of " + data.length + " bytes for a script command");
        }
        return encipher(form, requireTripleDes(key), data);
    }

    /**
     * Deciphers data.
     *
     * @param form how data are filled up and chained
     * @param key the session key, triple DES
     * @param data whole blocks
     * @return the data in clear, to be closed by the caller; where the form does not tell the length, with padding
     * @throws CryptoException if there are no whole blocks or they are not filled up by the form
     * @throws IllegalArgumentException if the key is not triple DES
     */
    public static SecretBytes decipher(
            ScriptScheme.Encipherment form, SessionKey<KeyPurpose.ScriptEncipherment> key, Bytes data)
            throws CryptoException {
        byte[] clear = decipher(form, requireTripleDes(key), data);
        try {
            return SecretBytes.of(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static SymmetricKey requireTripleDes(SessionKey<KeyPurpose.ScriptEncipherment> key) {
        if (key.algorithm() != KeyAlgorithm.TDES) {
            throw new IllegalArgumentException("scripts are enciphered with triple DES keys only");
        }
        return key.symmetricKey();
    }

    /** The caller wipes the data. */
    static Bytes encipher(ScriptScheme.Encipherment form, SymmetricKey key, byte[] data) {
        byte[] filled = switch (form) {
            case VISA -> {
                byte[] withLength = new byte[1 + data.length];
                withLength[0] = (byte) data.length;
                System.arraycopy(data, 0, withLength, 1, data.length);
                byte[] whole = fill(withLength);
                Arrays.fill(withLength, (byte) 0);
                yield whole;
            }
            case MASTERCARD -> data.length % BLOCK == 0 ? data.clone() : fill(data);
            case COMMON -> fill(data);
        };
        try {
            return Bytes.of(
                    form == ScriptScheme.Encipherment.VISA
                            ? key.encrypt(filled)
                            : key.encryptCbc(new byte[BLOCK], filled));
        } finally {
            Arrays.fill(filled, (byte) 0);
        }
    }

    /** The caller wipes the result. */
    static byte[] decipher(ScriptScheme.Encipherment form, SymmetricKey key, Bytes data) throws CryptoException {
        if (data.isEmpty() || data.length() % BLOCK != 0) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "enciphered data of " + data.length() + " bytes are no whole blocks");
        }
        byte[] clear = form == ScriptScheme.Encipherment.VISA
                ? key.decrypt(data.toByteArray())
                : key.decryptCbc(new byte[BLOCK], data.toByteArray());
        try {
            return switch (form) {
                case VISA -> withoutLength(clear);
                // The form does not tell whether it was filled up, so what came is what there is.
                case MASTERCARD -> clear.clone();
                case COMMON -> Arrays.copyOf(clear, contentLength(clear));
            };
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static byte[] withoutLength(byte[] clear) throws CryptoException {
        int length = clear[0] & 0xFF;
        if (1 + length != contentLength(clear)) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the length byte is not that of the data");
        }
        return Arrays.copyOfRange(clear, 1, 1 + length);
    }

    /** Finds the 80 of padding method 2, which is in the last block. */
    private static int contentLength(byte[] clear) throws CryptoException {
        int end = clear.length - 1;
        while (end > clear.length - BLOCK && clear[end] == 0) {
            end--;
        }
        if (clear[end] != (byte) 0x80) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the data are not filled up");
        }
        return end;
    }

    private static byte[] fill(byte[] data) {
        int filling =
                Padding.METHOD_2.apply(Bytes.repeat(0, data.length), BLOCK).length();
        byte[] filled = Arrays.copyOf(data, filling);
        filled[data.length] = (byte) 0x80;
        return filled;
    }
}
