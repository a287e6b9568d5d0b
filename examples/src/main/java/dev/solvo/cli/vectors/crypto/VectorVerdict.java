package dev.solvo.cli.vectors.crypto;

/** What became of one entry. */
public enum VectorVerdict {
    /** Everything that the entry states came out, or it was refused as it must be. */
    PASS,
    /** Something came out differently, was refused, or was not refused. */
    FAIL,
    /** The entry states data and no calculation. */
    DATA,
    /** There is no calculation here for such an entry. */
    UNSUPPORTED
}
