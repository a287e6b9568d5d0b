package dev.solvo.crypto.key;

/**
 * What happens to the parity bits of a DES or triple DES key: the lowest bit of each byte makes the number of ones odd.
 *
 * <p>The cipher ignores these bits, so keys that differ in them give the same results and the same check values, while
 * their bytes differ. Without effect on AES keys.
 */
public enum ParityPolicy {
    /** The bytes stay as they are. */
    KEEP,
    /** The parity bits are set. */
    ADJUST,
    /** A key with a wrong parity bit is refused. For import; a derived key has no parity to check. */
    REFUSE;

    /**
     * Sets the parity bits in place.
     *
     * @param key bytes of a DES or triple DES key
     */
    static void adjust(byte[] key) {
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (key[i] & 0xFE | Integer.bitCount(key[i] & 0xFE) + 1 & 1);
        }
    }

    /**
     * Tells whether all parity bits are right.
     *
     * @param key bytes of a DES or triple DES key
     * @return whether each byte has an odd number of ones
     */
    static boolean isOdd(byte[] key) {
        int wrong = 0;
        for (byte b : key) {
            wrong |= Integer.bitCount(b & 0xFF) + 1 & 1;
        }
        return wrong == 0;
    }
}
