package dev.solvo.prepaid.offline;

/** What a key that is derived from a terminal's key is for. Names go into the derivation: a constant is never renamed. */
enum KeyUse {
    RECORD,
    CARD,
    NONCE,
    TAG,
    PARAMETERS,
    BLOCK_LIST,
    JOURNAL,
    ANSWER
}
