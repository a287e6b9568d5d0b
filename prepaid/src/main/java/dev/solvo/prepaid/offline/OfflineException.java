package dev.solvo.prepaid.offline;

import java.util.OptionalLong;

/** Offline data are not what they claim to be, or could not be kept. The message has no card code and no key. */
public final class OfflineException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final long NOWHERE = -1;

    private final Reason reason;
    private final long position;
    private final boolean outcomeUnknown;

    OfflineException(Reason reason, String message) {
        this(reason, message, NOWHERE, false, null);
    }

    OfflineException(Reason reason, String message, Throwable cause) {
        this(reason, message, NOWHERE, false, cause);
    }

    private OfflineException(
            Reason reason,
            String message,
            long position,
            boolean outcomeUnknown,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.position = position;
        this.outcomeUnknown = outcomeUnknown;
    }

    static OfflineException damagedAt(long position, String message) {
        return new OfflineException(
                Reason.DAMAGED, "the journal is damaged at byte " + position + ": " + message, position, false, null);
    }

    static OfflineException unknownOutcome(String message, Throwable cause) {
        return new OfflineException(Reason.STORAGE, message, NOWHERE, true, cause);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** Where in the journal's file, if that is what is {@link Reason#DAMAGED}. */
    public OptionalLong position() {
        return position == NOWHERE ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /**
     * Whether what was asked for may be on the medium all the same. Open the till again and ask with the same key. If not, nothing
     * happened.
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** What is wrong. */
    public enum Reason {
        /** It does not follow its format. */
        FORMAT,
        /** Its format is a newer one. */
        INCOMPATIBLE,
        /** Its seal is not that of the key. */
        FORGED,
        /** It is for another terminal or tenant. */
        OTHER_TERMINAL,
        /** It is of another key of the terminal. */
        OTHER_KEY,
        /** There is no key of that number. */
        UNKNOWN_KEY,
        /** What is here is as new or newer. */
        OUTDATED,
        /** A change to another block list than the one that is here: ask for the whole list. */
        OTHER_LIST,
        /** Another currency than that of the records that are here. */
        OTHER_CURRENCY,
        /** The file holds what was never written. Nothing is skipped: see {@link OfflineException#position()}. */
        DAMAGED,
        /** Another till has the directory open, in this process or another one. */
        IN_USE,
        /** The medium is full or failed. */
        STORAGE,
        /** The till was closed, or failed and must be opened again. */
        CLOSED
    }
}
