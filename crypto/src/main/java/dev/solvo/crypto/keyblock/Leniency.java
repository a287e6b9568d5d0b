package dev.solvo.crypto.keyblock;

/** What a reader may let pass that the standards do not have. */
public enum Leniency {
    /**
     * Triple DES and AES keys whose length shows in the length of the block. TR-31 had nothing against it, X9.143 does;
     * most blocks in use are such blocks.
     */
    VISIBLE_KEY_LENGTH,
    /** Key usages, algorithms, modes and exportabilities that the standards do not name. */
    PROPRIETARY_CODES,
    /** Optional blocks that the standards do not name. */
    PROPRIETARY_OPTIONAL_BLOCKS,
    /**
     * Content of optional blocks that is not as their identifier demands, as a key serial number that is no hexadecimal
     * number.
     */
    MALFORMED_OPTIONAL_BLOCKS
}
