package dev.solvo.crypto.pin;

import dev.solvo.crypto.key.KeyAlgorithm;

/** The formats of ISO 9564-1 and what each is bound to. */
public enum PinBlockFormat {
    /** Bound to the account number; under triple DES. */
    FORMAT_0(true, KeyAlgorithm.TDES),
    /** Not bound to an account number; under triple DES. */
    FORMAT_1(false, KeyAlgorithm.TDES),
    /** Towards a chip card only; not enciphered under a PIN key. */
    FORMAT_2(false, KeyAlgorithm.TDES),
    /** Bound to the account number, filled at random; under triple DES. */
    FORMAT_3(true, KeyAlgorithm.TDES),
    /** Bound to the account number by encipherment in two steps; under AES. */
    FORMAT_4(true, KeyAlgorithm.AES);

    private final boolean boundToPan;
    private final KeyAlgorithm algorithm;

    PinBlockFormat(boolean boundToPan, KeyAlgorithm algorithm) {
        this.boundToPan = boundToPan;
        this.algorithm = algorithm;
    }

    /**
     * Tells whether a block can be read with its account number only.
     *
     * @return whether the account number goes into the block
     */
    public boolean isBoundToPan() {
        return boundToPan;
    }

    /**
     * The cipher of a whole enciphered block.
     *
     * @return triple DES or AES
     */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * Length of an enciphered block.
     *
     * @return 8 or 16 bytes
     */
    public int lengthBytes() {
        return algorithm.blockLengthBytes();
    }
}
