package dev.solvo.prepaid.ledger;

/** The books could not be read or written. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause reason;

    /** With a text for people that has no secrets. */
    public LedgerException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** With a text for people that has no secrets, and what it came from. */
    public LedgerException(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Cause reason() {
        return reason;
    }

    /** Whether the operation may have been stored all the same: ask again with the same key. If not, it certainly was not. */
    public boolean outcomeUnknown() {
        return reason == Cause.OUTCOME_UNKNOWN;
    }

    /** Why the books could not be used. */
    public enum Cause {
        /** Another process has the store open. */
        IN_USE,
        /** The disk is full or failed; nothing new is stored until the store is opened again or has room. */
        STORAGE,
        /** The database cannot be reached, or refused for now; nothing was stored. */
        UNAVAILABLE,
        /** It was not learned whether the operation was stored. */
        OUTCOME_UNKNOWN,
        /** The store holds what it cannot hold. */
        CORRUPT,
        /** The store was made by a newer version, or is not a store. */
        INCOMPATIBLE,
        /** The store was closed. */
        CLOSED,
        /** Too many others changed the same account meanwhile; nothing was stored. */
        CONTENTION
    }
}
