package dev.solvo.prepaid.purse;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * An issuer's key from which each card's key is derived: triple DES of 16 bytes, in software or in a device.
 *
 * <p>Closing closes the {@link SymmetricKey} it was made of. Never printed. A key in a device stays there, and so do the
 * cards' keys for purchases and loads; a card's key for transaction codes is folded in this process, for no device has an
 * operation for that.
 */
public final class PurseMasterKey implements AutoCloseable {
    private static final int FACTOR_BYTES = 8;

    private final PurseKeyPurpose purpose;
    private final SymmetricKey key;

    private PurseMasterKey(PurseKeyPurpose purpose, SymmetricKey key) {
        this.purpose = purpose;
        this.key = requireTripleDes(key);
    }

    /**
     * Takes a key.
     *
     * @param purpose what it is for
     * @param key a triple DES key of 16 bytes; owned by the result from now on
     * @return the key with its purpose
     * @throws IllegalArgumentException if it is another kind of key
     */
    public static PurseMasterKey of(PurseKeyPurpose purpose, SymmetricKey key) {
        return new PurseMasterKey(purpose, key);
    }

    /**
     * What it is for.
     *
     * @return the purpose
     */
    public PurseKeyPurpose purpose() {
        return purpose;
    }

    /**
     * The master key of the next level: of a bank or a city.
     *
     * @param factor number of the bank or the city, 8 bytes
     * @return a new key for the same purpose, to be closed by the caller
     * @throws IllegalArgumentException if the factor has not 8 bytes
     */
    public PurseMasterKey diversifiedBy(Bytes factor) {
        return new PurseMasterKey(purpose, derive(factor));
    }

    /**
     * The key of a card.
     *
     * @param serial the card's serial number
     * @return a new key for the same purpose, to be closed by the caller
     */
    public DiversifiedPurseKey forCard(ApplicationSerial serial) {
        if (purpose != PurseKeyPurpose.TRANSACTION_CODE) {
            return DiversifiedPurseKey.owning(purpose, derive(serial.diversifier()));
        }
        byte[] halves = key.encrypt(halves(serial.diversifier()));
        try {
            return DiversifiedPurseKey.folding(halves);
        } finally {
            Arrays.fill(halves, (byte) 0);
        }
    }

    /** Wipes the key or gives up the handle to it. Closing again does nothing. */
    @Override
    public void close() {
        key.close();
    }

    /** The purpose, never the key. */
    @Override
    public String toString() {
        return "PurseMasterKey[" + purpose + "]";
    }

    private SymmetricKey derive(Bytes factor) {
        byte[] data = halves(factor);
        return key.deriveByEncryption(data, data.length, ParityPolicy.KEEP);
    }

    /** Left half of the key: the factor enciphered. Right half: the factor with all bits turned, enciphered. */
    private static byte[] halves(Bytes factor) {
        CardNumber.requireLength(factor, FACTOR_BYTES, "a factor");
        byte[] data = new byte[2 * FACTOR_BYTES];
        for (int i = 0; i < FACTOR_BYTES; i++) {
            data[i] = factor.get(i);
            data[FACTOR_BYTES + i] = (byte) ~factor.get(i);
        }
        return data;
    }

    static SymmetricKey requireTripleDes(SymmetricKey key) {
        if (key.algorithm() != KeyAlgorithm.TDES || key.lengthBytes() != 16) {
            throw new IllegalArgumentException("purses use triple DES keys of 16 bytes only");
        }
        return key;
    }
}
