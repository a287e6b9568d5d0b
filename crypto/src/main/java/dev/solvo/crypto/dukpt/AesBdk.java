package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.key.SymmetricKey;

/**
 * The base derivation key of AES DUKPT: the host's, never a terminal's (ANSI X9.24-3:2017, 6.3).
 *
 * <p>It may live outside this process, and then the keys on the way to the transaction key are made there too.
 */
public final class AesBdk extends DukptKey {
    private AesBdk(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key.
     *
     * @param key an AES key; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is another key
     */
    public static AesBdk of(SymmetricKey key) {
        return new AesBdk(requireAes(key));
    }

    /**
     * Derives the initial key of a terminal; it is as long as this key.
     *
     * @param number any number of that terminal; its counter does not matter
     * @return the initial key, to be closed by the caller
     */
    public AesInitialKey initialKey(AesKeySerialNumber number) {
        SymmetricKey key = symmetricKey();
        AesDerivation derivation = AesDerivation.ofInitialKey(key.lengthBytes(), number);
        if (!(key instanceof SoftwareKey software)) {
            return new AesInitialKey(
                    key.deriveByEncryption(derivation.blocks(), key.lengthBytes(), ParityPolicy.KEEP),
                    number.initial());
        }
        byte[] bytes = DukptBytes.of(software);
        derivation.derive(bytes, bytes);
        derivation.wipe();
        return new AesInitialKey(DukptBytes.key(KeyAlgorithm.AES, bytes), number.initial());
    }

    /**
     * Derives the key of one transaction.
     *
     * @param number the number that came with it
     * @return the transaction key, to be closed by the caller
     * @throws CryptoException if the counter is zero
     */
    public AesTransactionKey transactionKey(AesKeySerialNumber number) throws CryptoException {
        try (AesInitialKey initialKey = initialKey(number)) {
            return initialKey.transactionKey(number);
        }
    }

    static SymmetricKey requireAes(SymmetricKey key) {
        if (key.algorithm() != KeyAlgorithm.AES) {
            throw new IllegalArgumentException("AES DUKPT takes AES keys, not " + key.algorithm());
        }
        return key;
    }
}
