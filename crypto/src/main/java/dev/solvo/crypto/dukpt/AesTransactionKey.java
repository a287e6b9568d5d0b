package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.HmacKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyEncryptionKey;
import dev.solvo.crypto.key.MacKey;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * The key of one transaction, which gives its working keys (ANSI X9.24-3:2017, 6.3.3 and 6.3.6).
 *
 * <p>Directions are the terminal's: it generates what the host verifies, and it enciphers what the host deciphers, with
 * the first key of each pair. No working key may be stronger than this key.
 */
public final class AesTransactionKey extends DukptKey {
    static final int KEY_ENCRYPTION = 0x0002;
    private static final int PIN_ENCRYPTION = 0x1000;
    private static final int MAC_GENERATION = 0x2000;
    private static final int MAC_VERIFICATION = 0x2001;
    private static final int MAC_BOTH_WAYS = 0x2002;
    private static final int DATA_ENCRYPTION = 0x3000;
    private static final int DATA_DECRYPTION = 0x3001;
    private static final int DATA_BOTH_WAYS = 0x3002;

    private final AesKeySerialNumber keySerialNumber;

    AesTransactionKey(SymmetricKey key, AesKeySerialNumber keySerialNumber) {
        super(key);
        this.keySerialNumber = keySerialNumber;
    }

    /** Which messages a key is for. */
    public enum Direction {
        /** From the terminal to the host. */
        REQUEST,
        /** From the host to the terminal. */
        RESPONSE,
        /** Both ways. */
        BOTH_WAYS
    }

    /**
     * The number that the terminal sends along.
     *
     * @return a number whose counter is not zero
     */
    public AesKeySerialNumber keySerialNumber() {
        return keySerialNumber;
    }

    /**
     * The key that enciphers the PIN block (use 1000).
     *
     * @param type triple DES or AES
     * @return a new key, to be closed by the caller
     * @throws CryptoException if it would be stronger than this key
     * @throws IllegalArgumentException if it is an HMAC key
     */
    public PinKey pinKey(AesDukptKeyType type) throws CryptoException {
        return PinKey.of(workingKey(PIN_ENCRYPTION, type));
    }

    /**
     * The key that authenticates messages with a block cipher (uses 2000, 2001, 2002).
     *
     * @param direction which messages
     * @param type triple DES or AES
     * @return a new key, to be closed by the caller
     * @throws CryptoException if it would be stronger than this key
     * @throws IllegalArgumentException if it is an HMAC key
     */
    public MacKey macKey(Direction direction, AesDukptKeyType type) throws CryptoException {
        return MacKey.of(workingKey(macUsage(direction), type));
    }

    /**
     * The key that authenticates messages with a hash (uses 2000, 2001, 2002).
     *
     * @param direction which messages
     * @param type HMAC
     * @return a new key, to be closed by the caller
     * @throws CryptoException if it would be stronger than this key
     * @throws IllegalArgumentException if it is no HMAC key
     */
    public HmacKey hmacKey(Direction direction, AesDukptKeyType type) throws CryptoException {
        if (!type.isHmac()) {
            throw new IllegalArgumentException(type + " is no HMAC key");
        }
        byte[] bytes = derive(symmetricKey(), macUsage(direction), type, terminalAndCounter());
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return HmacKey.of(secret);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * The key that enciphers data (uses 3000, 3001, 3002).
     *
     * @param direction which messages
     * @param type triple DES or AES
     * @return a new key, to be closed by the caller
     * @throws CryptoException if it would be stronger than this key
     * @throws IllegalArgumentException if it is an HMAC key
     */
    public DataKey dataKey(Direction direction, AesDukptKeyType type) throws CryptoException {
        int usage = switch (direction) {
            case REQUEST -> DATA_ENCRYPTION;
            case RESPONSE -> DATA_DECRYPTION;
            case BOTH_WAYS -> DATA_BOTH_WAYS;
        };
        return DataKey.of(workingKey(usage, type));
    }

    /**
     * The key that enciphers keys (use 0002).
     *
     * @param type triple DES or AES
     * @return a new key, to be closed by the caller
     * @throws CryptoException if it would be stronger than this key
     * @throws IllegalArgumentException if it is an HMAC key
     */
    public KeyEncryptionKey keyEncryptionKey(AesDukptKeyType type) throws CryptoException {
        return KeyEncryptionKey.of(workingKey(KEY_ENCRYPTION, type));
    }

    static SymmetricKey workingKey(SymmetricKey key, int usage, AesDukptKeyType type, Bytes terminalAndCounter)
            throws CryptoException {
        if (type.isHmac()) {
            throw new IllegalArgumentException("an HMAC key enciphers nothing");
        }
        if (!type.isTdes() && !(key instanceof SoftwareKey)) {
            requireStrength(key, type);
            byte[] data =
                    AesDerivation.ofWorkingKey(usage, type, terminalAndCounter).blocks();
            return key.deriveByEncryption(data, type.lengthBytes(), ParityPolicy.KEEP);
        }
        return DukptBytes.key(
                type.isTdes() ? KeyAlgorithm.TDES : KeyAlgorithm.AES, derive(key, usage, type, terminalAndCounter));
    }

    private SymmetricKey workingKey(int usage, AesDukptKeyType type) throws CryptoException {
        return workingKey(symmetricKey(), usage, type, terminalAndCounter());
    }

    private Bytes terminalAndCounter() {
        return keySerialNumber.toBytes().slice(4);
    }

    private static int macUsage(Direction direction) {
        return switch (direction) {
            case REQUEST -> MAC_GENERATION;
            case RESPONSE -> MAC_VERIFICATION;
            case BOTH_WAYS -> MAC_BOTH_WAYS;
        };
    }

    private static byte[] derive(SymmetricKey key, int usage, AesDukptKeyType type, Bytes terminalAndCounter)
            throws CryptoException {
        requireStrength(key, type);
        AesDerivation derivation = AesDerivation.ofWorkingKey(usage, type, terminalAndCounter);
        byte[] derived = new byte[type.lengthBytes()];
        if (key instanceof SoftwareKey software) {
            byte[] bytes = DukptBytes.of(software);
            derivation.derive(bytes, derived);
            derivation.wipe();
            Arrays.fill(bytes, (byte) 0);
        } else {
            byte[] enciphered = key.encrypt(derivation.blocks());
            System.arraycopy(enciphered, 0, derived, 0, derived.length);
            Arrays.fill(enciphered, (byte) 0);
        }
        return derived;
    }

    private static void requireStrength(SymmetricKey key, AesDukptKeyType type) throws CryptoException {
        if (type.strengthBits() > key.lengthBytes() * 8) {
            throw new CryptoException(
                    CryptoException.Reason.NOT_PERMITTED,
                    "X9.24-3: a working key of " + type.strengthBits()
                            + " bits would be stronger than the key that it is derived of");
        }
    }
}
