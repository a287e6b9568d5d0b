package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SoftwareKey;

/** The key that a terminal is loaded with, together with the number that names it (ANSI X9.24-1:2009, A.6). */
public final class TdesInitialKey extends DukptKey {
    private final SoftwareKey software;
    private final TdesKeySerialNumber keySerialNumber;

    TdesInitialKey(SoftwareKey key, TdesKeySerialNumber initial) {
        super(key);
        this.software = key;
        this.keySerialNumber = initial;
    }

    /**
     * Takes a key, as a terminal does.
     *
     * @param key a triple DES key of 16 bytes; owned by the result from now on
     * @param keySerialNumber the number that came with it; its counter does not matter
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is another key
     */
    public static TdesInitialKey of(SoftwareKey key, TdesKeySerialNumber keySerialNumber) {
        TdesBdk.requireDouble(key);
        return new TdesInitialKey(key, keySerialNumber.initial());
    }

    /**
     * The number that names this key.
     *
     * @return a number whose counter is zero
     */
    public TdesKeySerialNumber keySerialNumber() {
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
    public TdesTransactionKey transactionKey(TdesKeySerialNumber number) throws CryptoException {
        if (!number.initial().equals(keySerialNumber)) {
            throw new IllegalArgumentException("the key serial number is that of another initial key");
        }
        if (number.counter() == 0) {
            throw new CryptoException(CryptoException.Reason.COUNTER, "a counter of zero has no transaction key");
        }
        symmetricKey();
        byte[] key = DukptBytes.of(software);
        TdesDerivation.toTransactionKey(key, number);
        return new TdesTransactionKey(DukptBytes.key(KeyAlgorithm.TDES, key), number);
    }

    SoftwareKey software() {
        symmetricKey();
        return software;
    }
}
