package dev.solvo.crypto.keyblock;

/** Whether the length of a block tells the length of its key (ANSI X9.143:2021, 6.4). */
public enum LengthObfuscation {
    /** Random bytes make triple DES and AES keys look as long as the longest ones. */
    MAXIMUM,
    /** No more random bytes than the cipher needs; for partners who take nothing else. */
    NONE;

    private static final int LONGEST_TDES_KEY = 24;
    private static final int LONGEST_AES_KEY = 32;

    /** Bytes that a key is made to look like. */
    int keyBytes(WrappedAlgorithm algorithm, int length) {
        if (this == NONE) {
            return length;
        }
        if (algorithm.equals(WrappedAlgorithm.TDES) || algorithm.equals(WrappedAlgorithm.DES)) {
            return Math.max(length, LONGEST_TDES_KEY);
        }
        return algorithm.equals(WrappedAlgorithm.AES) ? Math.max(length, LONGEST_AES_KEY) : length;
    }
}
