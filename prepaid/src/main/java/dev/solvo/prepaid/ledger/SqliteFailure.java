package dev.solvo.prepaid.ledger;

import java.sql.SQLException;

/** What SQLite's result codes mean for who asked. */
final class SqliteFailure {
    private static final int PRIMARY = 0xFF;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int NOT_A_DATABASE = 26;

    private SqliteFailure() {}

    /** Of a statement after which certainly nothing was stored. */
    static LedgerException of(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY;
        return switch (code) {
            case BUSY, LOCKED ->
                new LedgerException(LedgerException.Cause.UNAVAILABLE, "another program has the store locked", failure);
            case FULL -> new LedgerException(LedgerException.Cause.STORAGE, "there is no room for the store", failure);
            case CORRUPT -> new LedgerException(LedgerException.Cause.CORRUPT, "the store is damaged", failure);
            case NOT_A_DATABASE ->
                new LedgerException(LedgerException.Cause.INCOMPATIBLE, "the file is not a store", failure);
            default ->
                new LedgerException(LedgerException.Cause.STORAGE, "the store failed (SQLite " + code + ")", failure);
        };
    }

    /** Whether a lock of another program was in the way. */
    static boolean isBusy(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY;
        return code == BUSY || code == LOCKED;
    }

    /** Whether the same can be tried again: room may have come back, or a lock may be gone. */
    static boolean canPass(SQLException failure) {
        int code = failure.getErrorCode() & PRIMARY;
        return isBusy(failure) || code == FULL;
    }

    /**
     * Whether a failed COMMIT certainly stored nothing. If there was no room, its last frame was not written; after any other
     * failure of the device, the frame may come back when the log is recovered.
     */
    static boolean nothingStored(SQLException failure) {
        return canPass(failure) || (failure.getErrorCode() & PRIMARY) == READ_ONLY;
    }
}
