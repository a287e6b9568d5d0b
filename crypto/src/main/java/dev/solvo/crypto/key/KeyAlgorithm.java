package dev.solvo.crypto.key;

/** A block cipher and the lengths of its keys. */
public enum KeyAlgorithm {
    /** Single DES, broken; for what is older than triple DES. Keys of 8 bytes. */
    DES(8),
    /** Triple DES. Keys of 16 bytes, where the third part is the first, or 24. */
    TDES(8),
    /** AES. Keys of 16, 24 or 32 bytes. */
    AES(16);

    private final int blockLengthBytes;

    KeyAlgorithm(int blockLengthBytes) {
        this.blockLengthBytes = blockLengthBytes;
    }

    /**
     * Length of a block.
     *
     * @return 8 or 16 bytes
     */
    public int blockLengthBytes() {
        return blockLengthBytes;
    }

    /**
     * Tells whether keys of a length exist.
     *
     * @param lengthBytes length of a key in bytes
     * @return whether the cipher takes it
     */
    public boolean hasKeysOf(int lengthBytes) {
        return switch (this) {
            case DES -> lengthBytes == 8;
            case TDES -> lengthBytes == 16 || lengthBytes == 24;
            case AES -> lengthBytes == 16 || lengthBytes == 24 || lengthBytes == 32;
        };
    }

    /**
     * Tells whether the lowest bit of each byte of a key is a parity bit.
     *
     * @return whether keys have parity
     */
    public boolean hasParity() {
        return this != AES;
    }
}
