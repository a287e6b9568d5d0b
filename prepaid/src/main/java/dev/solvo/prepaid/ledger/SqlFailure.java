package dev.solvo.prepaid.ledger;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What an error of a database means for the operation that met it. */
enum SqlFailure {
    /** A row with that key is there already; nothing was stored. */
    DUPLICATE,
    /** The database undid the transaction, and would take it again; nothing was stored. */
    ROLLED_BACK,
    /** The connection or the server is gone. Whether a commit under way was done is not known. */
    LOST,
    /** No room, or the disk failed; nothing was stored. */
    STORAGE,
    /** The tables are not there, or are not ours. */
    INCOMPATIBLE,
    /** A row holds what it cannot hold. */
    CORRUPT,
    /** Anything else that the server answered; nothing was stored. */
    REFUSED;

    private static final int MOST_CAUSES = 20;
    private static final int MARIADB_DEADLOCK = 1213;
    private static final int MARIADB_LOCK_WAIT = 1205;
    private static final int MARIADB_READ_CONFLICT = 1020;
    private static final int MARIADB_DUPLICATE = 1062;
    private static final int MARIADB_READ_ONLY = 1290;
    private static final int MARIADB_DISK_FULL = 1021;
    private static final int MARIADB_TABLE_FULL = 1114;

    /** 25006: a standby. 25S03: Galera says so when a COMMIT meets a node that leaves. 40003: CockroachDB does not know. */
    private static final Set<String> LOST_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "53300", "25006", "25S03", "40003", "70100");

    private static final Set<String> ROLLED_BACK_STATES = Set.of("55P03");

    private static final Set<String> INCOMPATIBLE_STATES = Set.of("3F000", "3D000");

    /** The meaning of the first error in the chain that has one. */
    static SqlFailure of(SQLException error) {
        SqlFailure found = REFUSED;
        Throwable cause = error;
        for (int i = 0; i < MOST_CAUSES && cause != null && found == REFUSED; i++) {
            Throwable next = cause.getCause();
            if (cause instanceof SQLException sql) {
                found = ofOne(sql);
                if (sql.getNextException() != null) {
                    next = sql.getNextException();
                }
            }
            cause = next;
        }
        return found;
    }

    private static SqlFailure ofOne(SQLException error) {
        if (error instanceof JdbcRows.Unreadable) {
            return CORRUPT;
        }
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        int code = error.getErrorCode();
        if (LOST_STATES.contains(state) || code == MARIADB_READ_ONLY) {
            return LOST;
        }
        if (state.startsWith("40")
                || ROLLED_BACK_STATES.contains(state)
                || code == MARIADB_DEADLOCK
                || code == MARIADB_LOCK_WAIT
                || code == MARIADB_READ_CONFLICT
                || error instanceof SQLTransactionRollbackException) {
            return ROLLED_BACK;
        }
        if (state.startsWith("08")
                || error instanceof SQLTransientConnectionException
                || error instanceof SQLNonTransientConnectionException
                || error instanceof SQLRecoverableException) {
            return LOST;
        }
        if (state.equals("23505")
                || code == MARIADB_DUPLICATE
                || error instanceof SQLIntegrityConstraintViolationException && !state.equals("23514")) {
            return DUPLICATE;
        }
        if (state.startsWith("53")
                || state.startsWith("58")
                || code == MARIADB_DISK_FULL
                || code == MARIADB_TABLE_FULL) {
            return STORAGE;
        }
        if (state.startsWith("42") || INCOMPATIBLE_STATES.contains(state)) {
            return INCOMPATIBLE;
        }
        return REFUSED;
    }

    /** Whether the same may be tried again. */
    boolean isTransient() {
        return this == ROLLED_BACK || this == LOST;
    }

    /** The ledger's exception for an operation that certainly was not stored. */
    LedgerException exception(SQLException error) {
        LedgerException.Cause cause = switch (this) {
            case STORAGE -> LedgerException.Cause.STORAGE;
            case INCOMPATIBLE -> LedgerException.Cause.INCOMPATIBLE;
            case CORRUPT -> LedgerException.Cause.CORRUPT;
            case DUPLICATE, ROLLED_BACK -> LedgerException.Cause.CONTENTION;
            case LOST, REFUSED -> LedgerException.Cause.UNAVAILABLE;
        };
        return new LedgerException(cause, "the database failed (" + describe(error) + ")", quiet(error));
    }

    /** The ledger's exception for an operation that may have been stored. */
    static LedgerException unknown(SQLException error) {
        return new LedgerException(
                LedgerException.Cause.OUTCOME_UNKNOWN,
                "the connection was lost during the commit (" + describe(error) + ")",
                quiet(error));
    }

    /** The same, when what came after the lost commit failed too. */
    static LedgerException unknown(LedgerException later) {
        return new LedgerException(
                LedgerException.Cause.OUTCOME_UNKNOWN,
                "the connection was lost during the commit, and then: " + later.getMessage(),
                later);
    }

    /** Drivers put URLs and values of rows into their messages; the state and the code say what went wrong without them. */
    private static String describe(SQLException error) {
        return "SQLSTATE " + error.getSQLState() + ", code " + error.getErrorCode();
    }

    private static SQLException quiet(SQLException error) {
        SQLException copy =
                new SQLException(error.getClass().getSimpleName(), error.getSQLState(), error.getErrorCode());
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }
}
