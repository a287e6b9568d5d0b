package dev.solvo.crypto.key;

/** How a block cipher makes a message authentication code. */
public enum MacAlgorithm {
    /** ISO/IEC 9797-1 algorithm 1: the last block of CBC. */
    ISO9797_ALGORITHM_1,
    /**
     * ISO/IEC 9797-1 algorithm 3, the retail MAC: CBC with single DES under the left half of the key, the last block
     * deciphered under the right half and enciphered under the left. Keys of 16 bytes, triple DES only.
     */
    ISO9797_ALGORITHM_3,
    /** ISO/IEC 9797-1 algorithm 5, NIST SP 800-38B: CMAC. Pads by itself. */
    CMAC
}
