package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SymmetricKey;
import java.util.Arrays;

/**
 * The base derivation key of triple DES DUKPT: the host's, never a terminal's (ANSI X9.24-1:2009, A.6).
 *
 * <p>It may live outside this process; the keys that it gives are in software, for no device has the steps behind them.
 */
public final class TdesBdk extends DukptKey {
    private TdesBdk(SymmetricKey key) {
        super(key);
    }

    /**
     * Takes a key.
     *
     * @param key a triple DES key of 16 bytes; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is another key
     */
    public static TdesBdk of(SymmetricKey key) {
        return new TdesBdk(requireDouble(key));
    }

    /**
     * Derives the initial key of a terminal.
     *
     * @param number any number of that terminal; its counter does not matter
     * @return the initial key, to be closed by the caller
     */
    public TdesInitialKey initialKey(TdesKeySerialNumber number) {
        byte[] register = number.initial().toBytes().slice(0, 8).toByteArray();
        byte[] variant = new byte[TdesDerivation.KEY_BYTES];
        TdesDerivation.mask(variant);
        byte[] key = new byte[TdesDerivation.KEY_BYTES];
        byte[] left = symmetricKey().encrypt(register);
        System.arraycopy(left, 0, key, 0, left.length);
        Arrays.fill(left, (byte) 0);
        try (SymmetricKey other = symmetricKey().deriveByXor(variant, ParityPolicy.KEEP)) {
            byte[] right = other.encrypt(register);
            System.arraycopy(right, 0, key, 8, right.length);
            Arrays.fill(right, (byte) 0);
        }
        return new TdesInitialKey(DukptBytes.key(KeyAlgorithm.TDES, key), number.initial());
    }

    /**
     * Derives the key of one transaction.
     *
     * @param number the number that came with it
     * @return the transaction key, to be closed by the caller
     * @throws CryptoException if the counter is zero
     */
    public TdesTransactionKey transactionKey(TdesKeySerialNumber number) throws CryptoException {
        try (TdesInitialKey initialKey = initialKey(number)) {
            return initialKey.transactionKey(number);
        }
    }

    static SymmetricKey requireDouble(SymmetricKey key) {
        if (key.algorithm() != KeyAlgorithm.TDES || key.lengthBytes() != TdesDerivation.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "DUKPT takes triple DES keys of 16 bytes, not " + key.algorithm() + " of " + key.lengthBytes());
        }
        return key;
    }
}
