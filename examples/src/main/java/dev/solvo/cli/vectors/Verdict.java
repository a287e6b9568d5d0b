package dev.solvo.cli.vectors;

/** What the check of one record found. */
public enum Verdict {
    /** Everything that the record states came out. */
    PASS,
    /** Something came out differently. */
    FAIL,
    /** There is no check for such a record. */
    UNSUPPORTED,
}
