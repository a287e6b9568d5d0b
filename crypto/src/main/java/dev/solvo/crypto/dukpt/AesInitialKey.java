package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyEncryptionKey;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;

/** The key that a terminal is loaded with, together with the number that names it (ANSI X9.24-3:2017, 6.3). */
public final class AesInitialKey extends DukptKey {
    /** All ones, which no transaction has. */
    private static final int UPDATE_COUNTER = -1;

    private final AesKeySerialNumber keySerialNumber;

    AesInitialKey(SymmetricKey key, AesKeySerialNumber initial) {
        super(key);
        this.keySerialNumber = initial;
    }

    /**
     * Takes a key, as a terminal does.
     *
     * @param key an AES key; owned by the result from now on
     * @param keySerialNumber the number that came with it; its counter does not matter
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is another key
     */
    public static AesInitialKey of(SymmetricKey key, AesKeySerialNumber keySerialNumber) {
        return new AesInitialKey(AesBdk.requireAes(key), keySerialNumber.initial());
    }

    /**
     * The number that names this key.
     *
     * @return a number whose counter is zero
     */
    public AesKeySerialNumber keySerialNumber() {
        return keySerialNumber;
    }

    /**
     * Derives the key of one transaction.
     *
     * @param number the number that came with it
     * @return the transaction key, to be closed by the caller
     * @throws CryptoException if the counter is zero
     * @throws IllegalArgumentException if the number is that of another initial key
     */
    public AesTransactionKey transactionKey(AesKeySerialNumber number) throws CryptoException {
        if (!number.initial().equals(keySerialNumber)) {
            throw new IllegalArgumentException("the key serial number is that of another initial key");
        }
        if (number.counter() == 0) {
            throw new CryptoException(CryptoException.Reason.COUNTER, "a counter of zero has no transaction key");
        }
        return new AesTransactionKey(transactionKey(number, number.counterBits()), number);
    }

    /**
     * Derives the key that enciphers this terminal's next initial key: the counter is FFFFFFFF, which no
     * transaction has, and the use is key encryption.
     *
     * @param type triple DES or AES
     * @return a new key, to be closed by the caller
     * @throws CryptoException if it would be stronger than this key
     * @throws IllegalArgumentException if it is an HMAC key
     */
    public KeyEncryptionKey updateKey(AesDukptKeyType type) throws CryptoException {
        Bytes rightmost = keySerialNumber.initialKeyId().slice(4).plus(Bytes.repeat(0xFF, 4));
        try (SymmetricKey key = transactionKey(keySerialNumber, UPDATE_COUNTER)) {
            return KeyEncryptionKey.of(
                    AesTransactionKey.workingKey(key, AesTransactionKey.KEY_ENCRYPTION, type, rightmost));
        }
    }

    SoftwareKey software() {
        if (symmetricKey() instanceof SoftwareKey software) {
            return software;
        }
        throw new IllegalArgumentException("the registers take bytes of the key, which is not in this process");
    }

    private SymmetricKey transactionKey(AesKeySerialNumber number, int counter) {
        SymmetricKey key = symmetricKey();
        AesDerivation derivation = AesDerivation.ofTransactions(key.lengthBytes(), number);
        if (!(key instanceof SoftwareKey software)) {
            return deriveOutside(key, derivation, counter);
        }
        byte[] bytes = DukptBytes.of(software);
        derivation.toTransactionKey(bytes, counter);
        derivation.wipe();
        return DukptBytes.key(KeyAlgorithm.AES, bytes);
    }

    private static SymmetricKey deriveOutside(SymmetricKey initialKey, AesDerivation derivation, int counter) {
        SymmetricKey key = initialKey;
        int reached = 0;
        for (int left = counter; left != 0; left ^= Integer.highestOneBit(left)) {
            reached |= Integer.highestOneBit(left);
            SymmetricKey next =
                    key.deriveByEncryption(derivation.blocks(reached), key.lengthBytes(), ParityPolicy.KEEP);
            if (key != initialKey) {
                key.close();
            }
            key = next;
        }
        return key;
    }
}
