package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.SqliteLedger;
import java.nio.file.Path;
import java.sql.SQLException;

/** Who debits on SQLite's tables. */
enum SqliteSide {
    /** {@code SqliteLedger.debit}. */
    LEDGER("SqliteLedger") {
        @Override
        Debits open(Path file, Cards cards) throws LedgerException {
            return new LedgerDebits(SqliteLedger.open(file), cards);
        }
    },
    /** {@code TerminalDesk.debit} over {@code SqliteLedger}. */
    DESK("TerminalDesk") {
        @Override
        Debits open(Path file, Cards cards) throws LedgerException {
            return new DeskDebits(SqliteLedger.open(file), cards);
        }
    },
    /** Peer: a transaction for each debit. */
    SINGLE("single commits") {
        @Override
        Debits open(Path file, Cards cards) throws SQLException {
            return new SingleCommits(file, cards);
        }
    },
    /** Peer: a loop that shares commits, without an API. */
    BARE("bare group commit") {
        @Override
        Debits open(Path file, Cards cards) throws SQLException {
            return new BareGroupCommit(file, cards);
        }
    };

    private final String title;

    SqliteSide(String title) {
        this.title = title;
    }

    /** Opens a store that {@link SqliteStores} made. */
    abstract Debits open(Path file, Cards cards) throws LedgerException, SQLException;

    @Override
    public String toString() {
        return title;
    }
}
