package dev.solvo.crypto.keyblock;

/** Where the block may be used (ANSI X9.143:2021, 6.2). */
public enum KeyContext {
    /** As the protection key says. */
    OF_PROTECTION_KEY,
    /** For storage only. */
    STORAGE,
    /** For exchange only. */
    EXCHANGE
}
