package dev.solvo.crypto.sm;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * A key of the block cipher SM4 (GM/T 0002-2012): 16 bytes, blocks of 16 bytes.
 *
 * <p>The same operations as {@link dev.solvo.crypto.key.SymmetricKey} has for AES, and the codes that are built of them.
 * Arrays that are passed in are neither kept nor changed. Prints its check value only; what {@link SecretBytes} says about
 * wiping holds here too. Safe for use by several threads.
 */
public final class Sm4Key implements AutoCloseable {
    /** Length of a key. */
    public static final int LENGTH_BYTES = 16;

    /** Length of a block. */
    public static final int BLOCK_LENGTH_BYTES = 16;

    // A code of fewer bytes is found by guessing.
    private static final int MIN_MAC_LENGTH_BYTES = 4;

    private final SecretBytes secret;

    private Sm4Key(SecretBytes secret) {
        this.secret = secret;
    }

    /**
     * Takes a key as it is, without check value.
     *
     * @param secret 16 bytes; copied, the caller closes it
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if there are not 16 bytes
     */
    public static Sm4Key of(SecretBytes secret) {
        if (secret.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("SM4 has keys of 16 bytes, not " + secret.length());
        }
        byte[] copy = secret.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return new Sm4Key(SecretBytes.of(copy));
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /**
     * Takes a key and checks it against the check value that came with it.
     *
     * @param secret the key; copied, the caller closes it
     * @param expected the check value, compared in all its bytes
     * @return the key, to be closed by the caller
     * @throws CryptoException if the length or the check value is wrong
     */
    public static Sm4Key importChecked(SecretBytes secret, KeyCheckValue expected) throws CryptoException {
        if (secret.length() != LENGTH_BYTES) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH, "SM4 has keys of 16 bytes, not " + secret.length());
        }
        Sm4Key key = of(secret);
        if (!key.keyCheckValue(expected.method(), expected.value().length()).equals(expected)) {
            key.close();
            throw new CryptoException(
                    CryptoException.Reason.KEY_CHECK_VALUE, "the key check value is not that of the key");
        }
        return key;
    }

    /**
     * Enciphers blocks one by one (ECB).
     *
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if there are no whole blocks
     */
    public byte[] encrypt(byte[] blocks) {
        requireBlocks(blocks);
        return withBytes(key -> Sm4Cipher.ecb(true, key, blocks));
    }

    /**
     * Deciphers blocks one by one (ECB).
     *
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if there are no whole blocks
     */
    public byte[] decrypt(byte[] blocks) {
        requireBlocks(blocks);
        return withBytes(key -> Sm4Cipher.ecb(false, key, blocks));
    }

    /**
     * Enciphers chained blocks (CBC).
     *
     * @param initialVector one block
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if the lengths are wrong
     */
    public byte[] encryptCbc(byte[] initialVector, byte[] blocks) {
        requireVector(initialVector);
        requireBlocks(blocks);
        return withBytes(key -> Sm4Cipher.cbc(true, key, initialVector, blocks));
    }

    /**
     * Deciphers chained blocks (CBC).
     *
     * @param initialVector one block
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if the lengths are wrong
     */
    public byte[] decryptCbc(byte[] initialVector, byte[] blocks) {
        requireVector(initialVector);
        requireBlocks(blocks);
        return withBytes(key -> Sm4Cipher.cbc(false, key, initialVector, blocks));
    }

    /**
     * Enciphers or deciphers any number of bytes with a key stream (CTR): the counter is the whole block, counted up by one
     * for each further block.
     *
     * @param initialCounter one block, never used twice with one key
     * @param data any number of bytes
     * @return as many bytes
     * @throws IllegalArgumentException if the counter is not one block
     */
    public byte[] applyKeyStream(byte[] initialCounter, byte[] data) {
        requireVector(initialCounter);
        return withBytes(key -> Sm4Cipher.counter(key, initialCounter, data));
    }

    /**
     * Makes the code of a message by ISO/IEC 9797-1 algorithm 1 (CBC-MAC), as issuer scripts and purses of PBOC have it.
     *
     * @param padding how the message is filled up
     * @param message any number of bytes
     * @param lengthBytes leftmost bytes that make the code, 4 to 16
     * @return the code
     * @throws IllegalArgumentException if the length is out of range
     */
    public Bytes cbcMac(Padding padding, Bytes message, int lengthBytes) {
        requireMacLength(lengthBytes);
        byte[] blocks = padding.apply(message, BLOCK_LENGTH_BYTES).toByteArray();
        byte[] chained = encryptCbc(new byte[BLOCK_LENGTH_BYTES], blocks);
        return Bytes.of(chained, chained.length - BLOCK_LENGTH_BYTES, lengthBytes);
    }

    /**
     * Checks the code of a message by ISO/IEC 9797-1 algorithm 1, in constant time and in full length.
     *
     * @param padding how the message is filled up
     * @param message any number of bytes
     * @param lengthBytes how many bytes the scheme has, 4 to 16; never the number that happened to be received
     * @param code what was received
     * @throws CryptoException if it is not the code of the message, a part of it included
     * @throws IllegalArgumentException if the length is out of range
     */
    public void verifyCbcMac(Padding padding, Bytes message, int lengthBytes, Bytes code) throws CryptoException {
        verify(cbcMac(padding, message, lengthBytes), code);
    }

    /**
     * Makes the CMAC of a message (ISO/IEC 9797-1 algorithm 5).
     *
     * @param message any number of bytes
     * @param lengthBytes leftmost bytes that make the code, 4 to 16
     * @return the code
     * @throws IllegalArgumentException if the length is out of range
     */
    public Bytes cmac(Bytes message, int lengthBytes) {
        requireMacLength(lengthBytes);
        return Bytes.of(withBytes(key -> Sm4Cipher.cmac(key, message.toByteArray())), 0, lengthBytes);
    }

    /**
     * Checks the CMAC of a message, in constant time and in full length.
     *
     * @param message any number of bytes
     * @param lengthBytes how many bytes the scheme has, 4 to 16; never the number that happened to be received
     * @param code what was received
     * @throws CryptoException if it is not the code of the message, a part of it included
     * @throws IllegalArgumentException if the length is out of range
     */
    public void verifyCmac(Bytes message, int lengthBytes, Bytes code) throws CryptoException {
        verify(cmac(message, lengthBytes), code);
    }

    /**
     * The check value.
     *
     * @param method how it is made
     * @param valueLengthBytes number of bytes, 3 to 16
     * @return the check value
     */
    public KeyCheckValue keyCheckValue(KeyCheckValue.Method method, int valueLengthBytes) {
        byte[] zeros = new byte[BLOCK_LENGTH_BYTES];
        Bytes block = switch (method) {
            case LEGACY -> Bytes.of(encrypt(zeros));
            case CMAC -> cmac(Bytes.of(zeros), BLOCK_LENGTH_BYTES);
        };
        if (valueLengthBytes > BLOCK_LENGTH_BYTES) {
            throw new IllegalArgumentException("a key check value has at most 16 bytes");
        }
        return new KeyCheckValue(method, block.slice(0, valueLengthBytes));
    }

    /** Overwrites the key. Closing again does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    /** The check value, never the key. */
    @Override
    public String toString() {
        return secret.isClosed()
                ? "Sm4Key[closed]"
                : "Sm4Key[KCV " + keyCheckValue(KeyCheckValue.Method.LEGACY, KeyCheckValue.DEFAULT_LENGTH_BYTES) + "]";
    }

    private static void verify(Bytes expected, Bytes code) throws CryptoException {
        if (!expected.equals(code)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the message authentication code is not that of the data");
        }
    }

    private static void requireBlocks(byte[] blocks) {
        if (blocks.length == 0 || blocks.length % BLOCK_LENGTH_BYTES != 0) {
            throw new IllegalArgumentException(blocks.length + " bytes are no whole blocks of " + BLOCK_LENGTH_BYTES);
        }
    }

    private static void requireVector(byte[] vector) {
        if (vector.length != BLOCK_LENGTH_BYTES) {
            throw new IllegalArgumentException("an initial vector of " + vector.length + " bytes is no block");
        }
    }

    private static void requireMacLength(int lengthBytes) {
        if (lengthBytes < MIN_MAC_LENGTH_BYTES || lengthBytes > BLOCK_LENGTH_BYTES) {
            throw new IllegalArgumentException("a code has 4 to 16 bytes, not " + lengthBytes);
        }
    }

    private byte[] withBytes(Operation operation) {
        byte[] key = secret.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return operation.run(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private interface Operation {
        byte[] run(byte[] key);
    }
}
