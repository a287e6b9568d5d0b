package dev.solvo.crypto.key;

/**
 * A symmetric key that can be used without being read: the port for keys in software, in a PKCS#11 token or in a host
 * security module.
 *
 * <p>Each operation is one that such devices have (derivation by encryption is {@code CKM_DES3_ECB_ENCRYPT_DATA},
 * derivation by exclusive or is {@code CKM_XOR_BASE_AND_DATA}). What is built of them (derivation schemes, paddings,
 * cryptograms) lives above the port. {@link SoftwareKey} is the implementation in this library.
 *
 * <p>Arrays that are passed in are neither kept nor changed; arrays that come back belong to the caller, who wipes them
 * where they are secret. Every operation on a closed key throws {@code IllegalStateException}. A device that fails
 * throws an unchecked exception of its own.
 */
public interface SymmetricKey extends AutoCloseable {
    /**
     * The cipher.
     *
     * @return the algorithm
     */
    KeyAlgorithm algorithm();

    /**
     * Length of the key.
     *
     * @return bytes
     */
    int lengthBytes();

    /**
     * Enciphers blocks one by one (ECB).
     *
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if there are no whole blocks
     */
    byte[] encrypt(byte[] blocks);

    /**
     * Deciphers blocks one by one (ECB).
     *
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if there are no whole blocks
     */
    byte[] decrypt(byte[] blocks);

    /**
     * Enciphers chained blocks (CBC).
     *
     * @param initialVector one block
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if the lengths are wrong
     */
    byte[] encryptCbc(byte[] initialVector, byte[] blocks);

    /**
     * Deciphers chained blocks (CBC).
     *
     * @param initialVector one block
     * @param blocks one or more whole blocks
     * @return as many bytes
     * @throws IllegalArgumentException if the lengths are wrong
     */
    byte[] decryptCbc(byte[] initialVector, byte[] blocks);

    /**
     * Makes a message authentication code of full block length.
     *
     * @param macAlgorithm how; algorithm 3 needs a triple DES key of 16 bytes
     * @param data one or more whole blocks for algorithms 1 and 3, any number of bytes for CMAC
     * @return one block
     * @throws IllegalArgumentException if the lengths or the key do not fit the algorithm
     */
    byte[] mac(MacAlgorithm macAlgorithm, byte[] data);

    /**
     * Makes a key of the leftmost bytes of the given data enciphered under this key (ECB). The new key has the same
     * algorithm.
     *
     * @param data one or more whole blocks
     * @param derivedLengthBytes length of the new key
     * @param parity {@link ParityPolicy#KEEP} or {@link ParityPolicy#ADJUST}
     * @return a new key, to be closed by the caller
     * @throws IllegalArgumentException if the lengths do not fit or the policy is to refuse
     */
    SymmetricKey deriveByEncryption(byte[] data, int derivedLengthBytes, ParityPolicy parity);

    /**
     * Makes a key of this key with the given data added bit by bit. The new key has the same algorithm.
     *
     * @param data as many bytes as the key has
     * @param parity {@link ParityPolicy#KEEP} or {@link ParityPolicy#ADJUST}
     * @return a new key, to be closed by the caller
     * @throws IllegalArgumentException if the lengths differ or the policy is to refuse
     */
    SymmetricKey deriveByXor(byte[] data, ParityPolicy parity);

    /**
     * The check value.
     *
     * @param method how it is made
     * @param valueLengthBytes number of bytes, 3 to the block length
     * @return the check value
     */
    KeyCheckValue keyCheckValue(KeyCheckValue.Method method, int valueLengthBytes);

    /** Wipes the key or gives up the handle to it. Closing again does nothing. */
    @Override
    void close();
}
