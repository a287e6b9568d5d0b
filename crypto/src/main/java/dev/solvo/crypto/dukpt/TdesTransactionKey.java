package dev.solvo.crypto.dukpt;

import dev.solvo.crypto.key.DataKey;
import dev.solvo.crypto.key.MacKey;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.key.SoftwareKey;
import java.util.Arrays;

/**
 * The key of one transaction, which gives its working keys (ANSI X9.24-1:2009, A.4.1). Requests go from the terminal to
 * the host, responses the other way.
 *
 * <p>Parity bits of the working keys stay as the calculation gives them.
 */
public final class TdesTransactionKey extends DukptKey {
    private final SoftwareKey software;
    private final TdesKeySerialNumber keySerialNumber;

    TdesTransactionKey(SoftwareKey key, TdesKeySerialNumber keySerialNumber) {
        super(key);
        this.software = key;
        this.keySerialNumber = keySerialNumber;
    }

    /**
     * The number that the terminal sends along.
     *
     * @return a number whose counter is not zero
     */
    public TdesKeySerialNumber keySerialNumber() {
        return keySerialNumber;
    }

    /**
     * The key that enciphers the PIN block.
     *
     * @return a new key, to be closed by the caller
     */
    public PinKey pinKey() {
        return PinKey.of(variant(7));
    }

    /**
     * The key that authenticates requests, or messages of both ways where the scheme has one key for both.
     *
     * @return a new key, to be closed by the caller
     */
    public MacKey macRequestKey() {
        return MacKey.of(variant(6));
    }

    /**
     * The key that authenticates responses.
     *
     * @return a new key, to be closed by the caller
     */
    public MacKey macResponseKey() {
        return MacKey.of(variant(4));
    }

    /**
     * The key that enciphers data of requests, or of both ways where the scheme has one key for both.
     *
     * @return a new key, to be closed by the caller
     */
    public DataKey dataRequestKey() {
        return dataKey(5);
    }

    /**
     * The key that enciphers data of responses.
     *
     * @return a new key, to be closed by the caller
     */
    public DataKey dataResponseKey() {
        return dataKey(3);
    }

    /**
     * The PIN key in the place of a data key: what some readers of magnetic stripes encipher their tracks with. The
     * standard does not have it.
     *
     * @return a new key, to be closed by the caller
     */
    public DataKey dataKeyOfPinVariant() {
        return DataKey.of(variant(7));
    }

    /** FF on one byte of each half. */
    private SoftwareKey variant(int at) {
        symmetricKey();
        byte[] mask = new byte[TdesDerivation.KEY_BYTES];
        mask[at] = (byte) 0xFF;
        mask[8 + at] = (byte) 0xFF;
        return software.deriveByXor(mask, ParityPolicy.KEEP);
    }

    /** Enciphered under itself, so that a data key in the wrong hands does not lead back to the PIN key. */
    private DataKey dataKey(int at) {
        try (SoftwareKey variant = variant(at)) {
            byte[] key = DukptBytes.of(variant);
            SoftwareKey derived = variant.deriveByEncryption(key, key.length, ParityPolicy.KEEP);
            Arrays.fill(key, (byte) 0);
            return DataKey.of(derived);
        }
    }
}
