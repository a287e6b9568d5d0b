package dev.solvo.prepaid.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads all entries in the order of the chain, one after the other, however many there are. */
final class SqliteJournal {
    private static final String POSTINGS =
            "SELECT g.party, p.name, g.amount, g.number FROM posting g" + " LEFT JOIN party p ON p.nr = g.party ";

    private final SqliteSession session;
    private final Visitor visitor;

    SqliteJournal(SqliteSession session, Visitor visitor) {
        this.session = session;
        this.visitor = visitor;
    }

    /** Who looks at the entries. */
    interface Visitor {
        void entry(OperationRow operation, List<Posting> postings, long keyHash) throws LedgerException;

        /** What cannot be read; the walk goes on if this returns. */
        void unreadable(long number, LedgerException why) throws LedgerException;
    }

    void walk() throws SQLException, LedgerException {
        long ordered = session.number("SELECT COUNT(*) FROM chain_order");
        long after = 0;
        if (ordered > 0) {
            walkInOrderOfTheirOwn();
            after = session.number("SELECT MAX(number) FROM chain_order");
        }
        walkByNumber(after);
    }

    private void walkInOrderOfTheirOwn() throws SQLException, LedgerException {
        PreparedStatement select = session.statement(SqliteRows.operationsAfter("chain_order c")
                + "ON o.number = c.number " + SqliteRows.JOINS + "ORDER BY c.position");
        PreparedStatement lines = session.statement(POSTINGS + "WHERE g.number = ? ORDER BY g.line");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long number = rows.getLong(1);
                lines.setLong(1, number);
                try (ResultSet postings = lines.executeQuery()) {
                    Lines own = new Lines(postings);
                    visit(rows, number, own);
                }
            }
        }
    }

    private void walkByNumber(long after) throws SQLException, LedgerException {
        PreparedStatement select = session.statement(SqliteRows.OPERATIONS + "WHERE o.number > ? ORDER BY o.number");
        select.setLong(1, after);
        PreparedStatement lines = session.statement(POSTINGS + "WHERE g.number > ? ORDER BY g.number, g.line");
        lines.setLong(1, after);
        try (ResultSet rows = select.executeQuery();
                ResultSet postings = lines.executeQuery()) {
            Lines all = new Lines(postings);
            while (rows.next()) {
                visit(rows, rows.getLong(1), all);
            }
            all.skipTo(Long.MAX_VALUE);
        }
    }

    private void visit(ResultSet rows, long number, Lines lines) throws SQLException, LedgerException {
        lines.skipTo(number);
        List<Posting> postings;
        OperationRow operation;
        try {
            postings = lines.of(number);
            operation = SqliteRows.operation(rows);
        } catch (LedgerException e) {
            visitor.unreadable(number, e);
            return;
        }
        visitor.entry(operation, postings, SqliteRows.keyHash(rows));
    }

    /** The cursor over the lines, which is ahead of the one over the operations by at most one row. */
    private final class Lines {
        private final ResultSet rows;
        private boolean hasRow;

        private Lines(ResultSet rows) throws SQLException {
            this.rows = rows;
            hasRow = rows.next();
        }

        private void skipTo(long number) throws SQLException, LedgerException {
            while (hasRow && rows.getLong(4) < number) {
                long orphan = rows.getLong(4);
                visitor.unreadable(
                        orphan, new LedgerException(LedgerException.Cause.CORRUPT, "a posting belongs to no entry"));
                hasRow = rows.next();
            }
        }

        private List<Posting> of(long number) throws SQLException, LedgerException {
            List<Posting> postings = new ArrayList<>(2);
            LedgerException unreadable = null;
            while (hasRow && rows.getLong(4) == number) {
                try {
                    postings.add(SqliteRows.posting(number, rows, 1));
                } catch (LedgerException e) {
                    unreadable = e;
                }
                hasRow = rows.next();
            }
            if (unreadable != null) {
                throw unreadable;
            }
            return postings;
        }
    }
}
