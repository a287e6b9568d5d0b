package dev.solvo.crypto.keyblock;

/** Where the block may be used (ANSI X9.143:2021, 6.2). */
public enum KeyContext {
    /** As the protection key says. */
    OF_PROTECTION_KEY('0'),
    /** For storage only. */
    STORAGE('1'),
    /** For exchange only. */
    EXCHANGE('2');

    private final char code;

    KeyContext(char code) {
        this.code = code;
    }

    char code() {
        return code;
    }
}
