package dev.solvo.prepaid.ledger;

/** A file of books that is not one, or not whole. */
public final class LedgerFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final long offset;

    LedgerFileException(Reason reason, long offset, String message) {
        super(message + " (byte " + offset + ")");
        this.reason = reason;
        this.offset = offset;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Where: the first byte of the line in question. */
    public long offset() {
        return offset;
    }

    /** What can be wrong. */
    public enum Reason {
        /** It does not begin as a file of books does. */
        NOT_BOOKS,
        /** A newer program wrote it. */
        VERSION,
        /** It ends too early. */
        TRUNCATED,
        /** A line is none that it can have. */
        MALFORMED,
        /** It was changed: its SHA-256 is another one. */
        CHECKSUM
    }
}
