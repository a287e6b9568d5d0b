package dev.solvo.crypto.keyblock;

import dev.solvo.crypto.key.KeyAlgorithm;

/** How a block is bound together (ANSI X9.143:2021, 6.2; ISO 20038:2017). */
public enum KeyBlockVersion {
    /** Triple DES, variants of the protection key, a MAC of 4 bytes. Older than binding by derivation; for reading. */
    A(KeyAlgorithm.TDES, 4),
    /** Triple DES, keys derived by CMAC, a MAC of 8 bytes. */
    B(KeyAlgorithm.TDES, 8),
    /** As A, under its later name. */
    C(KeyAlgorithm.TDES, 4),
    /** AES, keys derived by CMAC, a MAC of 16 bytes. */
    D(KeyAlgorithm.AES, 16),
    /** ISO 20038: as D, enciphered in counter mode. */
    E(KeyAlgorithm.AES, 16);

    private final KeyAlgorithm algorithm;
    private final int macBytes;

    KeyBlockVersion(KeyAlgorithm algorithm, int macBytes) {
        this.algorithm = algorithm;
        this.macBytes = macBytes;
    }

    /**
     * The cipher of the protection key.
     *
     * @return triple DES or AES
     */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * Length of the message authentication code.
     *
     * @return 4, 8 or 16 bytes
     */
    public int macBytes() {
        return macBytes;
    }

    /** The header is this many characters or a multiple of it. */
    int blockLength() {
        return algorithm.blockLengthBytes();
    }

    /** Whether the MAC covers the enciphered key and the keys are variants of the protection key. */
    boolean bindsByVariants() {
        return this == A || this == C;
    }
}
