package dev.solvo.qr.wallet.record;

/** What became of a record that was to be saved. */
public enum Saved {
    /** It will be found again, also after a power failure. */
    SAVED,
    /** It was not saved: another process has saved this or a later revision. */
    TAKEN_OVER,
    /**
     * It was not saved: another collection for the same sale may yet be paid or has been, or another refund of the same
     * order is not resolved.
     */
    BLOCKED,
}
